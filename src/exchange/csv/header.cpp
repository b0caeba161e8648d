// The first line of a CSV file: its separator and its names.
#include <algorithm>
#include <array>
#include <numeric>
#include <unordered_set>

#include "base/numbers.hpp"
#include "exchange/csv/reader.hpp"

namespace repere::csv {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view known_separators = ",\t;";

struct Count {
  char separator;
  std::size_t times;
};

// How often each separator stands outside quotes in `line`; the most frequent first, ',' first among equals.
std::array<Count, 3> separators_in(std::string_view line) {
  std::array<Count, 3> counts{{{',', 0}, {'\t', 0}, {';', 0}}};
  bool quoted = false;
  for (const char c : line) {
    quoted ^= c == '"';
    if (quoted) continue;
    for (Count& count : counts) count.times += c == count.separator;
  }
  std::stable_sort(counts.begin(), counts.end(),
                   [](const Count& a, const Count& b) { return a.times > b.times; });
  return counts;
}

bool only_numbers(const std::vector<std::string>& names) {
  return std::all_of(names.begin(), names.end(),
                     [](const std::string& name) { return parse_number(name).has_value(); });
}

}  // namespace

Result<void> Reader::read_header(char separator) {
  REPERE_ENSURE(separator == 0 || known_separators.find(separator) != std::string_view::npos);
  const auto refused = [this](std::string what, std::string remedy) {
    return fail(ErrorKind::incorrect, text_of(name_, {1, {}, std::move(what), std::move(remedy)}));
  };
  const auto seen = [this] { return std::string_view(buffer_.get() + begin_, end_ - begin_); };
  while (seen().find('\n') == std::string_view::npos && end_ - begin_ <= longest_record)
    if (!refill()) break;
  if (trouble_) return fail(trouble_->kind, name_ + ": " + trouble_->message);
  if (seen().empty())
    return refused("the file is empty", "write a header line with the names of the columns");
  if (seen().starts_with("\xFF\xFE") || seen().starts_with("\xFE\xFF"))
    return refused("the file is UTF-16", "save it as UTF-8");
  if (seen().starts_with(byte_order_mark)) begin_ += byte_order_mark.size();
  const std::string_view line = seen().substr(0, seen().find('\n'));
  if (line.empty() || line == "\r")
    return refused("the header is missing", "the first line must name the columns");

  const Count most = separators_in(line)[0];
  separator_ = separator ? separator : most.separator;
  const auto places = static_cast<std::size_t>(std::count(line.begin(), line.end(), separator_)) + 1;
  fields_.assign(places + 1, {});
  slot_of_.resize(places);
  std::iota(slot_of_.begin(), slot_of_.end(), 0u);
  selected_ = places;
  rescan();
  if (const Step step = next(); step != Step::record) return tl::unexpected(error());
  if (feeds_ > 0) return refused("a name goes over several lines", "write the header on one line");
  return name_columns();
}

Result<void> Reader::name_columns() {
  std::vector<std::string> names(fields_.begin(),
                                 fields_.begin() + static_cast<std::ptrdiff_t>(field_count_));
  const auto refused = [this](std::string what, std::string remedy) {
    return fail(ErrorKind::incorrect, text_of(name_, {1, {}, std::move(what), std::move(remedy)}));
  };
  if (only_numbers(names)) return refused("the header is missing", "the first line must name the columns");
  std::unordered_set<std::string_view> known;
  for (std::size_t place = 0; place < names.size(); ++place) {
    if (names[place].empty())
      return refused("column " + std::to_string(place + 1) + " has no name",
                     "name every column, or remove it");
    if (!known.insert(names[place]).second)
      return refused("column '" + names[place] + "' stands twice", "give each column a name of its own");
  }
  header_ = std::move(names);
  std::vector<std::size_t> all(header_.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  select(all);
  return {};
}

}  // namespace repere::csv
