#include "cli/survival_columns.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <mutex>
#include <numeric>
#include <unordered_map>

#include "base/numbers.hpp"
#include "exchange/csv/pieces.hpp"
#include "statistics/parallel.hpp"

namespace repere::cli {
namespace {

struct Fault {
  const char* what;
  const char* remedy;
};

// Texts and the numbers given to them as they come.
class Levels {
 public:
  std::uint32_t code_of(std::string_view text) {
    if (!texts_.empty() && texts_[last_] == text) return last_;
    const auto found = codes_.find(text);
    if (found != codes_.end()) return last_ = found->second;
    texts_.emplace_back(text);
    last_ = static_cast<std::uint32_t>(texts_.size() - 1);
    codes_.emplace(text, last_);
    return last_;
  }
  const std::vector<std::string>& texts() const { return texts_; }

  // Puts the levels in their order and rewrites the codes. Equal numbers keep the first spelling.
  void settle(Column& column) const {
    std::vector<std::uint32_t> order(texts_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::vector<double> numbers;
    for (const auto& text : texts_)
      if (const auto number = parse_number(text)) numbers.push_back(*number);
    const bool numeric = numbers.size() == texts_.size();
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
      return numeric ? numbers[a] < numbers[b] : texts_[a] < texts_[b];
    };
    std::stable_sort(order.begin(), order.end(), before);
    std::vector<std::uint32_t> place(texts_.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i == 0 || before(order[i - 1], order[i])) column.levels.push_back(texts_[order[i]]);
      place[order[i]] = static_cast<std::uint32_t>(column.levels.size() - 1);
    }
    for (auto& code : column.code) code = place[code];
  }

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::vector<std::string> texts_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> codes_;
  std::uint32_t last_ = 0;
};

const Fault* fault_of(ColumnRole role, std::optional<double> number) {
  static constexpr Fault not_a_number{"not a number",
                                      "write a number with a decimal point, or leave the cell empty"};
  static constexpr Fault not_an_event{"the event is neither 0 nor 1",
                                      "write 1 for the event, 0 for censored"};
  static constexpr Fault negative{"a negative time", "count from the origin: 0 or more"};
  static constexpr Fault negative_weight{"a negative weight", "write 0 or more"};
  static constexpr Fault zero_weight{"a weight that is not above 0",
                                     "write more than 0, or leave the cell empty"};
  static constexpr Fault not_a_cause{"the cause is not a whole number from 0 to 255",
                                     "write 0 for censored, 1, 2, ... for the causes"};
  if (role == ColumnRole::event && (!number || (*number != 0 && *number != 1))) return &not_an_event;
  if (role == ColumnRole::cause &&
      (!number || *number < 0 || *number > 255 || *number != std::floor(*number)))
    return &not_a_cause;
  if (!number) return &not_a_number;
  if ((role == ColumnRole::time || role == ColumnRole::entry) && *number < 0) return &negative;
  if (role == ColumnRole::weight && *number < 0) return &negative_weight;
  if (role == ColumnRole::positive_weight && *number <= 0) return &zero_weight;
  return nullptr;
}

// Where each request's cells are among the fields that the reader gives: a column may be asked for twice, the reader
// gives it once.
struct Selection {
  std::vector<std::size_t> columns;  // of the file
  std::vector<std::size_t> slots;    // of each request, in `columns`
};

Result<Selection> select_columns(const csv::Pieces& pieces, const std::vector<ColumnRequest>& requests) {
  const auto& header = pieces.header();
  Selection selection;
  for (const auto& request : requests) {
    const auto place = std::find(header.begin(), header.end(), request.name);
    if (place == header.end()) {
      std::string names;
      for (std::size_t i = 0; i < header.size() && i < 40; ++i) names += (i ? ", " : "") + header[i];
      if (header.size() > 40) names += ", ...";
      return fail(ErrorKind::incorrect,
                  pieces.name() + ": there is no column '" + request.name + "'; name one of: " + names);
    }
    const auto column = static_cast<std::size_t>(place - header.begin());
    const auto found = std::find(selection.columns.begin(), selection.columns.end(), column);
    selection.slots.push_back(static_cast<std::size_t>(found - selection.columns.begin()));
    if (found == selection.columns.end()) selection.columns.push_back(column);
  }
  return selection;
}

bool is_time(ColumnRole role) { return role == ColumnRole::time || role == ColumnRole::entry; }

// Times are whole days until one of them has a fraction, and all of them real numbers from then on.
bool is_day(double value) {
  return value == std::floor(value) && value <= std::numeric_limits<std::int32_t>::max();
}
void to_real_numbers(Column& column) {
  if (column.days.empty()) return;
  column.numbers.assign(column.days.begin(), column.days.end());
  column.days = {};
}
void add_time(Column& column, double value) {
  if (column.numbers.empty() && is_day(value)) {
    column.days.push_back(static_cast<std::int32_t>(value));
  } else {
    to_real_numbers(column);
    column.numbers.push_back(value);
  }
}

// What one piece of the file holds. Levels are numbered as this piece brings them.
struct PieceColumns {
  std::vector<Column> columns;
  std::vector<Levels> levels;
  std::size_t rows = 0;
  std::vector<std::size_t> left_out;  // records of this piece, from 1
  std::optional<Error> problem;
};

// Reads the records of one piece.
class ColumnReader {
 public:
  ColumnReader(csv::Reader& reader, const std::vector<ColumnRequest>& requests, const Selection& selection)
      : reader_(reader), requests_(requests), slot_(selection.slots), values_(requests.size()) {
    read_.columns.resize(requests.size());
    read_.levels.resize(requests.size());
  }

  PieceColumns run() {
    for (;;) {
      switch (reader_.next()) {
        case csv::Step::record:
          if (auto taken = take(reader_.fields()); !taken) read_.problem = taken.error();
          break;
        case csv::Step::bad_record:
        case csv::Step::stopped:
          read_.problem = reader_.error();
          break;
        case csv::Step::end:
          return std::move(read_);
      }
      if (read_.problem) return std::move(read_);
    }
  }

 private:
  Result<void> take(std::span<const std::string_view> fields) {
    bool complete = true;
    for (std::size_t i = 0; i < requests_.size(); ++i) {
      const std::string_view cell = fields[slot_[i]];
      complete = complete && !cell.empty();
      if (requests_[i].role == ColumnRole::level || cell.empty()) continue;
      const auto number = parse_number(cell);
      if (const Fault* fault = fault_of(requests_[i].role, number)) return refuse(i, *fault);
      values_[i] = *number;
    }
    if (!complete) {
      read_.left_out.push_back(read_.rows + read_.left_out.size() + 1);
      return {};
    }
    if (const auto late = late_entry())
      return refuse(*late, {"the entry is not before the end of follow-up",
                            "correct one of the two, or leave it empty"});
    keep(fields);
    return {};
  }
  std::optional<std::size_t> late_entry() const {
    std::optional<std::size_t> time, entry;
    for (std::size_t i = 0; i < requests_.size(); ++i) {
      if (requests_[i].role == ColumnRole::time) time = i;
      if (requests_[i].role == ColumnRole::entry) entry = i;
    }
    return time && entry && values_[*entry] >= values_[*time] ? entry : std::nullopt;
  }
  void keep(std::span<const std::string_view> fields) {
    for (std::size_t i = 0; i < requests_.size(); ++i) {
      Column& column = read_.columns[i];
      switch (requests_[i].role) {
        case ColumnRole::level:
          column.code.push_back(read_.levels[i].code_of(fields[slot_[i]]));
          break;
        case ColumnRole::event:
        case ColumnRole::cause:
          column.events.push_back(static_cast<std::uint8_t>(values_[i]));
          break;
        case ColumnRole::time:
        case ColumnRole::entry:
          add_time(column, values_[i]);
          break;
        default:
          column.numbers.push_back(values_[i]);
      }
    }
    ++read_.rows;
  }
  // The message never repeats what is in the cell.
  Result<void> refuse(std::size_t request, const Fault& fault) const {
    return fail(ErrorKind::incorrect, csv::text_of(reader_.name(), {reader_.line(), requests_[request].name,
                                                                    fault.what, fault.remedy}));
  }

  csv::Reader& reader_;
  const std::vector<ColumnRequest>& requests_;
  const std::vector<std::size_t>& slot_;  // of each request among the reader's fields
  std::vector<double> values_;            // of the row at hand
  PieceColumns read_;
};

// Puts the pieces together in their order: the columns, levels and rows are those that one reader would give.
class Gatherer {
 public:
  Gatherer(std::string file, std::size_t pieces, const std::vector<ColumnRequest>& requests)
      : requests_(requests), levels_(requests.size()), pieces_(pieces) {
    read_.file = std::move(file);
    read_.columns.resize(requests.size());
  }

  void add(PieceColumns piece) {
    for (std::size_t i = 0; i < requests_.size(); ++i) {
      Column& into = read_.columns[i];
      Column& from = piece.columns[i];
      if (is_time(requests_[i].role) && (!into.numbers.empty() || !from.numbers.empty())) {
        to_real_numbers(into);
        to_real_numbers(from);
      }
      append(into.days, from.days);
      append(into.numbers, from.numbers);
      append(into.events, from.events);
      if (requests_[i].role != ColumnRole::level) continue;
      std::vector<std::uint32_t> code;
      for (const auto& text : piece.levels[i].texts()) code.push_back(levels_[i].code_of(text));
      for (auto& one : from.code) one = code[one];
      append(into.code, from.code);
    }
    for (const std::size_t record : piece.left_out) read_.left_out_rows.push_back(records_ + record);
    records_ += piece.rows + piece.left_out.size();
    read_.left_out += piece.left_out.size();
    read_.rows += piece.rows;
  }

  Result<ReadColumns> finish() {
    if (read_.rows == 0)
      return fail(ErrorKind::incorrect,
                  read_.left_out == 0 ? read_.file + ": there is no row under the header"
                                      : read_.file + ": no row has a value in every column that is named");
    for (std::size_t i = 0; i < requests_.size(); ++i)
      if (requests_[i].role == ColumnRole::level) levels_[i].settle(read_.columns[i]);
    settle_times();
    return std::move(read_);
  }

 private:
  // The first piece tells how much will come: a column that grew by copying would need its place twice.
  template <class Values>
  void append(Values& into, Values& from) const {
    if (into.empty()) into.reserve(from.size() * pieces_ + from.size() * pieces_ / 16);
    into.insert(into.end(), from.begin(), from.end());
    from = {};
  }
  // Whole days as such, unless the time or the entry has a fraction somewhere.
  void settle_times() {
    bool days = true;
    for (std::size_t i = 0; i < requests_.size(); ++i)
      if (is_time(requests_[i].role)) days = days && read_.columns[i].numbers.empty();
    for (std::size_t i = 0; i < requests_.size() && !days; ++i)
      if (is_time(requests_[i].role)) to_real_numbers(read_.columns[i]);
  }

  const std::vector<ColumnRequest>& requests_;
  std::vector<Levels> levels_;
  ReadColumns read_;
  std::size_t records_ = 0;
  std::size_t pieces_;
};

}  // namespace

Result<ReadColumns> read_columns(const std::filesystem::path& path,
                                 const std::vector<ColumnRequest>& requests, unsigned threads) {
  auto pieces = csv::Pieces::open(path);
  if (!pieces) return tl::unexpected(pieces.error());
  const auto selection = select_columns(*pieces, requests);
  if (!selection) return tl::unexpected(selection.error());
  Gatherer gatherer(pieces->name(), pieces->size(), requests);
  std::mutex mutex;
  std::map<std::size_t, PieceColumns> waiting;  // read, and a piece before them is not yet
  std::size_t next = 0;
  std::optional<Error> problem;
  const auto hand_in = [&](std::size_t number, PieceColumns piece) {
    const std::lock_guard lock(mutex);
    waiting.emplace(number, std::move(piece));
    for (auto first = waiting.begin(); !problem && first != waiting.end() && first->first == next;
         first = waiting.erase(first), ++next) {
      problem = first->second.problem;
      if (!problem) gatherer.add(std::move(first->second));
    }
  };
  const std::size_t readers = std::max<std::size_t>(1, std::min<std::size_t>(threads, pieces->size()));
  statistics::in_parallel(static_cast<unsigned>(readers), readers, [&](std::size_t) {
    csv::PieceReader reader(*pieces, selection->columns);
    while (reader.take()) {
      PieceColumns piece = ColumnReader(reader.reader(), requests, *selection).run();
      if (piece.problem) pieces->stop_behind(reader.piece());
      hand_in(reader.piece(), std::move(piece));
    }
  });
  if (const auto same = pieces->unchanged(); !same) return tl::unexpected(same.error());
  if (problem) return tl::unexpected(*problem);
  return gatherer.finish();
}

JoinedLevels joined(const std::vector<const Column*>& columns) {
  JoinedLevels result;
  for (const Column* column : columns) {
    if (result.code.empty()) result.code.assign(column->code.size(), 0);
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> pairs;
    for (std::size_t row = 0; row < result.code.size(); ++row)
      pairs.emplace(std::pair{result.code[row], column->code[row]}, 0);
    result.count = 0;
    for (auto& [pair, code] : pairs) code = result.count++;
    for (std::size_t row = 0; row < result.code.size(); ++row)
      result.code[row] = pairs.at({result.code[row], column->code[row]});
  }
  return result;
}

}  // namespace repere::cli
