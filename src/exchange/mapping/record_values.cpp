#include "exchange/mapping/record_values.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/numbers.hpp"
#include "exchange/spelling.hpp"
#include "exchange/toml/toml_file.hpp"

namespace repere::exchange {
namespace {

bool is_one_of(std::string_view text, const std::vector<std::string>& list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

// Calls `visit(line, column)` for every column of theirs that the mapping names.
template <class Visit>
void for_each_named_column(const Mapping& mapping, Visit&& visit) {
  for (const auto* key : {&mapping.patient_key, &mapping.tumour_key})
    for (const std::string& column : *key) visit(mapping.keys_line, column);
  const auto table = [&](const TableMapping& one) {
    for (const FieldMapping& field : one.fields)
      for (const std::string* column : {&field.column, &field.minus, &field.days_since})
        if (!column->empty()) visit(field.line, *column);
    for (const Condition& condition : one.only_if) visit(condition.line, condition.column);
  };
  table(mapping.patients);
  table(mapping.tumours);
  for (const TableMapping& act : mapping.acts) table(act);
}

}  // namespace

Result<void> RecordValues::bind(csv::Reader& reader) {
  const std::vector<std::string_view> names(reader.header().begin(), reader.header().end());
  std::vector<std::size_t> places;
  Mistakes mistakes(mapping_.file);
  for_each_named_column(mapping_, [&](std::size_t line, const std::string& column) {
    if (slots_.contains(column)) return;
    if (const auto place = reader.find(column)) {
      slots_.emplace(column, places.size());
      places.push_back(*place);
    } else {
      mistakes.add(line, "'" + reader.name() + "' has no column '" + column + "'" + meant(column, names));
    }
  });
  if (!mistakes.none()) return tl::unexpected(mistakes.error());
  reader.select(places);
  return {};
}

std::string_view RecordValues::value(std::string_view column) const {
  const std::string_view text = trimmed(fields_[slots_.find(column)->second]);
  return is_one_of(text, mapping_.missing) ? std::string_view() : text;
}

bool RecordValues::holds(const Condition& condition) const {
  const std::string_view text = value(condition.column);
  switch (condition.kind) {
    case Condition::Kind::is:
      return is_one_of(text, condition.values);
    case Condition::Kind::is_not:
      return !is_one_of(text, condition.values);
    case Condition::Kind::filled:
      return !text.empty();
    case Condition::Kind::empty:
      return text.empty();
  }
  return false;
}

bool RecordValues::hold(const std::vector<Condition>& conditions) const {
  return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& c) { return holds(c); });
}

std::string RecordValues::key(const std::vector<std::string>& columns) const {
  std::string key;
  for (const std::string& column : columns) {
    const std::string_view part = value(column);
    if (part.empty()) return {};
    if (!key.empty()) key += '/';
    key += part;
  }
  return key;
}

TranslatedValue RecordValues::translate(const FieldMapping& field) {
  if (field.constant) return {*field.constant, {}, {}};
  std::string_view text = value(field.column);
  if (is_one_of(text, field.missing)) text = {};
  if (text.empty())
    return {field.otherwise ? std::string_view(*field.otherwise) : std::string_view(), {}, {}};
  if (field.values) {
    const auto found = field.values->find(text);
    if (found != field.values->end()) return {found->second, {}, {}};
    const bool computed = field.kind == ColumnKind::number || field.kind == ColumnKind::whole ||
                          field.kind == ColumnKind::day || field.kind == ColumnKind::date;
    if (!computed && field.unmapped != Unmapped::keep)
      return {{},
              "a value without a translation",
              "add it to 'values' of this column in the mapping, or to 'missing'"};
  }
  if (!field.days_since.empty()) return count_days(field, text);
  if (field.kind == ColumnKind::date && !field.dates.empty()) {
    const auto date = read_date(text, field.dates);
    if (!date) return {{}, "not a date", "write it as the mapping's 'dates' say, or add a format there"};
    made_ = date->text();
    return {made_, {}, {}};
  }
  if (field.kind == ColumnKind::number || field.kind == ColumnKind::whole || field.kind == ColumnKind::day)
    return calculate(field, text);
  return {text, {}, {}};
}

// Days from the date in `days_since` to the date in `until`; both must be known to the day.
TranslatedValue RecordValues::count_days(const FieldMapping& field, std::string_view until) {
  const std::string_view since = value(field.days_since);
  if (since.empty()) return {};
  const auto read = [&](std::string_view text) -> std::optional<PartialDate> {
    if (!field.dates.empty()) return read_date(text, field.dates);
    const auto date = PartialDate::parse(text);
    return date ? std::optional(*date) : std::nullopt;
  };
  const auto from = read(since), to = read(until);
  if (!from || !to) return {{}, "not a date", "write both dates as the mapping's 'dates' say"};
  if (!from->exact() || !to->exact())
    return {{}, "a partial date where days are counted", "give both days, or map the date itself"};
  made_ = std::to_string(days_between(from->first(), to->first()));
  return {made_, {}, {}};
}

TranslatedValue RecordValues::calculate(const FieldMapping& field, std::string_view text) {
  text = with_point(text, room_);
  const bool computed = field.scale || !field.minus.empty();
  auto number = parse_number(text);
  // "12.0" is how some programs write a whole number.
  const bool whole = field.kind != ColumnKind::number && number && *number == std::trunc(*number);
  if (!computed && !whole) return {text, {}, {}};
  if (!number) return {{}, "not a number", "write a decimal number without unit"};
  if (!field.minus.empty()) {
    const std::string_view less = value(field.minus);
    if (less.empty()) return {};
    std::string room;
    const auto subtracted = parse_number(with_point(less, room));
    if (!subtracted)
      return {{}, "not a number", "write a decimal number without unit in the column of 'minus' too"};
    *number -= *subtracted;
  }
  *number *= field.scale.value_or(1);
  if (!std::isfinite(*number)) return {{}, "out of range", "check the value and its unit"};
  // Twelve digits: what the multiplication adds behind them is not the source's.
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, field.kind == ColumnKind::number ? "%.12g" : "%.0f", *number);
  made_ = buffer;
  return {made_, {}, {}};
}

std::string_view RecordValues::with_point(std::string_view number, std::string& room) const {
  if (!mapping_.decimal_comma || number.find(',') == std::string_view::npos) return number;
  room = number;
  std::replace(room.begin(), room.end(), ',', '.');
  return room;
}

}  // namespace repere::exchange
