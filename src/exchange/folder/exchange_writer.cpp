#include "exchange/folder/exchange_writer.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "exchange/csv/quoting.hpp"
#include "exchange/folder/centres_file.hpp"
#include "exchange/folder/dataset_file.hpp"
#include "exchange/folder/output_file.hpp"
#include "exchange/row_columns.hpp"

namespace repere::exchange {
namespace {

constexpr std::size_t act_table_count = std::tuple_size_v<decltype(registry::act_tables)>;

// A tumour's own key comes first, then its patient; an act's tumour comes before everything else.
template <class Row>
std::string header_of() {
  std::string header;
  if constexpr (std::is_base_of_v<registry::Act, Row>) header = "tumour,";
  for (std::size_t i = 0; i < row_columns<Row>.size(); ++i) {
    if (i > 0) header += ',';
    header += row_columns<Row>[i].name;
    if (std::is_same_v<Row, registry::Tumour> && i == 0) header += ",patient";
  }
  return header + '\n';
}

template <class Row, std::size_t index>
void write_field(std::string& out, const Row& row, const registry::Codes& codes) {
  constexpr auto column = std::get<index>(all_columns<Row>());
  constexpr ColumnKind kind = row_columns<Row>[index].kind;
  if constexpr (kind == ColumnKind::text || kind == ColumnKind::centre) {
    const std::size_t from = out.size();
    registry::write_column(out, row, column, codes);
    if (out.size() != from) csv::quote_field(out, from);
  } else {
    registry::write_column(out, row, column, codes);
  }
}

// Writes the fields from number `first` on, each behind a comma but the very first of the line.
template <std::size_t first, class Row, std::size_t... index>
void write_numbered(std::string& out, const Row& row, const registry::Codes& codes,
                    std::index_sequence<index...>) {
  ((first + index > 0 ? void(out += ',') : void(), write_field<Row, first + index>(out, row, codes)), ...);
}
template <std::size_t first, class Row>
void write_fields(std::string& out, const Row& row, const registry::Codes& codes) {
  write_numbered<first>(out, row, codes, std::make_index_sequence<column_count<Row> - first>{});
}

// A new folder with a name of its own beside `target`, with the rights that the person's umask gives.
Result<std::filesystem::path> make_folder_beside(const std::filesystem::path& target) {
  for (int attempt = 0;; ++attempt) {
    const auto path = target.parent_path() / ("." + target.filename().string() + ".partial-" +
                                              std::to_string(::getpid()) + "-" + std::to_string(attempt));
    if (::mkdir(path.c_str(), 0777) == 0) return path;
    if (errno == EEXIST && attempt < 1000) continue;
    return fail(ErrorKind::unavailable, target.parent_path().string() + ": no folder can be made there (" +
                                            std::strerror(errno) + "); check the path and the rights");
  }
}

}  // namespace

// The files while they are being written, in a folder beside the target.
class ExchangeWriter::Files {
 public:
  Files(std::filesystem::path target, std::filesystem::path folder, const ReferenceData& reference)
      : target_(std::move(target)), folder_(std::move(folder)), reference_(reference) {
    patients_ = OutputFile(folder_ / "patients.csv");
    tumours_ = OutputFile(folder_ / "tumours.csv");
    patients_.text() = header_of<registry::Patient>();
    tumours_.text() = header_of<registry::Tumour>();
    std::size_t i = 0;
    registry::for_each_act_table(
        [&](const auto& table) { acts_[i++] = OutputFile(folder_ / (std::string(table.name) + ".csv")); });
  }
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;
  ~Files() {
    std::error_code ignored;
    if (!finished_) std::filesystem::remove_all(folder_, ignored);
  }

  static Result<void> write_text(const std::filesystem::path& path, std::string text) {
    OutputFile file(path);
    file.text() = std::move(text);
    return file.close();
  }

  Result<void> append(const registry::Registry& chunk);
  Result<void> finish();
  const std::filesystem::path& folder() const { return folder_; }

 private:
  template <class Row>
  Result<void> append_acts(OutputFile& file, const std::vector<Row>& rows, const registry::Registry& chunk,
                           const registry::Codes& codes);

  std::filesystem::path target_, folder_;
  const ReferenceData& reference_;
  OutputFile patients_, tumours_;
  std::array<OutputFile, act_table_count> acts_;
  bool finished_ = false;
};

template <class Row>
Result<void> ExchangeWriter::Files::append_acts(OutputFile& file, const std::vector<Row>& rows,
                                                const registry::Registry& chunk,
                                                const registry::Codes& codes) {
  if (rows.empty()) return {};
  std::string& out = file.text();
  if (!file.begun()) out = header_of<Row>();
  for (const Row& row : rows) {
    REPERE_ENSURE(row.tumour < chunk.tumours.size());
    csv::append_field(out, chunk.tumours[row.tumour].key);
    out += ',';
    write_fields<0>(out, row, codes);
    out += '\n';
    if (auto written = file.written(); !written) return written;
  }
  return {};
}

Result<void> ExchangeWriter::Files::append(const registry::Registry& chunk) {
  const registry::Codes codes{reference_.histotypes, reference_.sites, chunk.centres};
  for (const registry::Patient& row : chunk.patients) {
    write_fields<0>(patients_.text(), row, codes);
    patients_.text() += '\n';
    if (auto written = patients_.written(); !written) return written;
  }
  for (const registry::Tumour& row : chunk.tumours) {
    REPERE_ENSURE(row.patient < chunk.patients.size());
    std::string& out = tumours_.text();
    csv::append_field(out, row.key);
    csv::append_field(out += ',', chunk.patients[row.patient].key.reveal());
    write_fields<1>(out, row, codes);
    out += '\n';
    if (auto written = tumours_.written(); !written) return written;
  }
  Result<void> done;
  std::size_t i = 0;
  registry::for_each_act_table([&](const auto& table) {
    OutputFile& file = acts_[i++];
    if (done) done = append_acts(file, chunk.*(table.rows), chunk, codes);
  });
  return done;
}

Result<void> ExchangeWriter::Files::finish() {
  for (OutputFile* file : {&patients_, &tumours_})
    if (auto closed = file->close(); !closed) return closed;
  for (OutputFile& file : acts_)
    if (auto closed = file.close(); !closed) return closed;
  // rename() takes the place of an empty folder, and of nothing else.
  if (std::rename(folder_.c_str(), target_.c_str()) != 0) {
    const int why = errno;
    if (why == ENOTEMPTY || why == EEXIST || why == ENOTDIR)
      return fail(ErrorKind::conflict, target_.string() + ": came into being meanwhile; name another folder");
    return fail(ErrorKind::unavailable, target_.string() + ": cannot be made (" + std::strerror(why) + ")");
  }
  finished_ = true;
  return {};
}

ExchangeWriter::ExchangeWriter(std::unique_ptr<Files> files) : files_(std::move(files)) {}
ExchangeWriter::ExchangeWriter(ExchangeWriter&&) noexcept = default;
ExchangeWriter& ExchangeWriter::operator=(ExchangeWriter&&) noexcept = default;
ExchangeWriter::~ExchangeWriter() = default;

Result<ExchangeWriter> ExchangeWriter::create(const std::filesystem::path& target,
                                              const ReferenceData& reference,
                                              const registry::Dataset& dataset,
                                              const std::vector<Centre>& own) {
  namespace fs = std::filesystem;
  std::error_code problem;
  const fs::path wanted = fs::absolute(target, problem).lexically_normal();
  const fs::path place = wanted.has_filename() ? wanted : wanted.parent_path();
  if (fs::exists(place, problem) && !(fs::is_directory(place, problem) && fs::is_empty(place, problem)))
    return fail(ErrorKind::conflict,
                target.string() + ": is there already and is not empty; name another folder, or remove it");
  fs::create_directories(place.parent_path(), problem);
  const auto folder = make_folder_beside(place);
  if (!folder) return tl::unexpected(folder.error());
  auto files = std::make_unique<Files>(place, *folder, reference);
  if (auto written = Files::write_text(files->folder() / "dataset.toml", dataset_text(dataset)); !written)
    return tl::unexpected(written.error());
  if (!own.empty())
    if (auto written = Files::write_text(files->folder() / "centres.csv", centres_text(own)); !written)
      return tl::unexpected(written.error());
  return ExchangeWriter(std::move(files));
}

Result<void> ExchangeWriter::append(const registry::Registry& chunk) { return files_->append(chunk); }
Result<void> ExchangeWriter::finish() { return files_->finish(); }

std::vector<Centre> own_centres(const Centres& all, const Centres& network) {
  std::vector<Centre> own;
  for (const Centre& centre : all)
    if (!network.find(centre.code)) own.push_back(centre);
  return own;
}

}  // namespace repere::exchange
