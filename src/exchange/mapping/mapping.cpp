#include "exchange/mapping/mapping.hpp"

#include <algorithm>
#include <array>

#include "exchange/folder/dataset_file.hpp"
#include "exchange/spelling.hpp"
#include "exchange/toml/toml_file.hpp"

namespace repere::exchange {
namespace {

// A word of a short list, or a mistake that lists them.
template <class Value, std::size_t n>
std::optional<Value> one_of(Keys& keys, Mistakes& mistakes, std::string_view key,
                            const std::array<std::pair<std::string_view, Value>, n>& words) {
  const auto text = keys.text(key);
  if (!text) return std::nullopt;
  std::string list;
  for (const auto& [word, value] : words) {
    if (word == *text) return value;
    if (!list.empty()) list += ", ";
    list += '"' + std::string(word) + '"';
  }
  mistakes.add(keys.line(key), "'" + std::string(key) + "' must be one of " + list);
  return std::nullopt;
}

constexpr std::array<std::pair<std::string_view, Unmapped>, 4> unmapped_words = {
    {{"error", Unmapped::error},
     {"warning", Unmapped::warning},
     {"unknown", Unmapped::unknown},
     {"keep", Unmapped::keep}}};
constexpr std::array<std::pair<std::string_view, Keep>, 3> keep_words = {
    {{"only", Keep::only}, {"first", Keep::first}, {"last", Keep::last}}};
constexpr std::array<std::pair<std::string_view, char>, 3> separator_words = {
    {{"comma", ','}, {"tab", '\t'}, {"semicolon", ';'}}};
constexpr std::array<std::pair<std::string_view, bool>, 2> decimal_words = {
    {{"point", false}, {"comma", true}}};
constexpr std::array<std::pair<std::string_view, bool>, 2> row_words = {{{"kept", false}, {"every", true}}};

bool is_numeric(ColumnKind kind) {
  return kind == ColumnKind::number || kind == ColumnKind::whole || kind == ColumnKind::day;
}

// Reads a mapping from its TOML table; what is wrong goes to the mistakes.
class MappingReading {
 public:
  MappingReading(const toml::table& root, Mapping& mapping, Mistakes& mistakes,
                 const ReferenceData& reference)
      : root_(root), mapping_(mapping), mistakes_(mistakes), reference_(reference) {}

  void read() {
    Keys keys(root_, "the file", mistakes_);
    const auto format = keys.whole("format");
    if (!keys.has("format")) mistakes_.add(1, "the file must say 'format = 1'");
    if (format && *format != 1)
      mistakes_.add(keys.line("format"), "'format' is not 1: this program reads format 1");
    if (const auto* table = section(keys, "dataset", true)) {
      Keys about(*table, "[dataset]", mistakes_);
      mapping_.dataset = read_dataset(about, mistakes_);
      about.finish();
    }
    if (const auto* table = section(keys, "file", false)) read_file(*table);
    if (const auto* table = section(keys, "rows", true)) read_rows(*table);
    shared_values_ = section(keys, "values", false);
    mapping_.patients.table = "patients";
    mapping_.tumours.table = "tumours";
    if (const auto* table = section(keys, "patients", false))
      read_table<registry::Patient>(*table, mapping_.patients);
    if (const auto* table = section(keys, "tumours", false))
      read_table<registry::Tumour>(*table, mapping_.tumours);
    registry::for_each_act_table([&](const auto& table) {
      using Row = typename std::remove_cvref_t<decltype(table)>::Row;
      read_acts<Row>(keys, table.name);
    });
    keys.finish();
  }

 private:
  const toml::table* section(Keys& keys, std::string_view name, bool required) {
    if (required && !keys.has(name)) mistakes_.add(1, "the file needs a table [" + std::string(name) + "]");
    return keys.table(name);
  }

  void read_file(const toml::table& table) {
    Keys keys(table, "[file]", mistakes_);
    mapping_.separator = one_of(keys, mistakes_, "separator", separator_words).value_or('\0');
    mapping_.decimal_comma = one_of(keys, mistakes_, "decimal", decimal_words).value_or(false);
    mapping_.missing = keys.texts("missing");
    unmapped_ = one_of(keys, mistakes_, "unmapped", unmapped_words).value_or(Unmapped::error);
    dates_ = read_formats(keys);
    keys.finish();
  }

  void read_rows(const toml::table& table) {
    Keys keys(table, "[rows]", mistakes_);
    mapping_.keys_line = keys.line();
    mapping_.patient_key = keys.texts("patient");
    if (mapping_.patient_key.empty())
      mistakes_.add(keys.line("patient"),
                    "[rows] must say 'patient': the column that tells one patient from another");
    mapping_.tumour_key = keys.texts("tumour");
    mapping_.keep = one_of(keys, mistakes_, "keep", keep_words).value_or(Keep::only);
    keys.finish();
  }

  std::vector<DateFormat> read_formats(Keys& keys) {
    std::vector<DateFormat> formats;
    for (const std::string& pattern : keys.texts("dates")) {
      auto format = DateFormat::make(pattern);
      if (!format) {
        mistakes_.add(keys.line("dates"), format.error().message);
        continue;
      }
      for (const DateFormat& other : formats)
        if (format->clashes_with(other))
          mistakes_.add(keys.line("dates"), "two date formats could read one text as two days: keep one");
      formats.push_back(std::move(*format));
    }
    return formats;
  }

  template <class Row>
  void read_acts(Keys& keys, std::string_view name) {
    const toml::node* const found = keys.node(name);
    if (!found) return;
    const toml::array* const list = found->as_array();
    if (!list || !list->is_homogeneous(toml::node_type::table)) {
      mistakes_.add(*found,
                    "write [[" + std::string(name) + "]], once for each sort of act that a row can hold");
      return;
    }
    for (const toml::node& one : *list) {
      TableMapping& act = mapping_.acts.emplace_back();
      act.table = name;
      read_table<Row>(*one.as_table(), act);
    }
  }

  template <class Row>
  void read_table(const toml::table& table, TableMapping& made) {
    const bool is_act = std::is_base_of_v<registry::Act, Row>;
    Keys keys(table, "[" + made.table + "]", mistakes_);
    made.line = keys.line();
    if (is_act) {
      read_conditions(keys, made);
      made.every_row = one_of(keys, mistakes_, "rows", row_words).value_or(false);
    }
    for (std::size_t place = 0; place < row_columns<Row>.size(); ++place) {
      const auto& column = row_columns<Row>[place];
      if (column.required) continue;  // the keys: [rows] says them
      const toml::node* const found = keys.node(column.name);
      if (!found) continue;
      FieldMapping field;
      field.line = found->source().begin.line;
      field.name = column.name;
      field.place = place;
      field.kind = column.kind;
      field.unmapped = unmapped_;
      if (read_field(*found, field)) {
        check_values<Row>(field);
        made.fields.push_back(std::move(field));
      }
    }
    keys.finish();
  }

  void read_conditions(Keys& keys, TableMapping& made) {
    const toml::node* const found = keys.node("only_if");
    if (!found) return;
    if (const toml::table* const one = found->as_table()) return read_condition(*one, made);
    const toml::array* const list = found->as_array();
    if (!list || !list->is_homogeneous(toml::node_type::table))
      return mistakes_.add(*found, "'only_if' must be a table in braces, or several in brackets");
    for (const toml::node& one : *list) read_condition(*one.as_table(), made);
  }

  void read_condition(const toml::table& table, TableMapping& made) {
    Keys keys(table, "only_if", mistakes_);
    Condition condition;
    condition.line = keys.line();
    condition.column = keys.required_text("column").value_or("");
    const auto filled = keys.flag("filled");
    const auto is = keys.texts("is"), is_not = keys.texts("is_not");
    if (keys.has("filled") + keys.has("is") + keys.has("is_not") != 1)
      mistakes_.add(condition.line, "only_if needs one of 'is', 'is_not' and 'filled'");
    condition.kind = keys.has("is")          ? Condition::Kind::is
                     : keys.has("is_not")    ? Condition::Kind::is_not
                     : filled.value_or(true) ? Condition::Kind::filled
                                             : Condition::Kind::empty;
    condition.values = keys.has("is") ? is : is_not;
    keys.finish();
    made.only_if.push_back(std::move(condition));
  }

  bool read_field(const toml::node& node, FieldMapping& field) {
    field.dates = field.kind == ColumnKind::date ? dates_ : std::vector<DateFormat>{};
    says_unmapped_ = false;
    if (node.is_string()) {
      field.column = node.as_string()->get();
      if (field.column.empty()) mistakes_.add(node, "'" + field.name + "' names no column");
      return !field.column.empty();
    }
    if (!node.is_table()) {
      mistakes_.add(node,
                    "'" + field.name + "' must be the name of a column in quotes, or { column = ..., ... }");
      return false;
    }
    Keys keys(*node.as_table(), "'" + field.name + "'", mistakes_);
    field.constant = keys.text("constant");
    field.column = keys.text("column").value_or("");
    field.minus = keys.text("minus").value_or("");
    field.days_since = keys.text("days_since").value_or("");
    field.otherwise = keys.text("default");
    field.missing = keys.texts("missing");
    field.scale = keys.number("scale");
    field.unmapped = one_of(keys, mistakes_, "unmapped", unmapped_words).value_or(field.unmapped);
    says_unmapped_ = keys.has("unmapped");
    if (keys.has("dates"))
      field.dates = read_formats(keys);
    else if (!field.days_since.empty())
      field.dates = dates_;
    read_values(keys, field);
    keys.finish();
    return check_shape(keys, field);
  }

  // `values` is a table of its own, or the name of one that several columns share.
  void read_values(Keys& keys, FieldMapping& field) {
    const toml::node* const found = keys.node("values");
    if (!found) return;
    const toml::table* table = found->as_table();
    if (const auto* const name = found->as_string()) {
      const toml::node* const shared = shared_values_ ? shared_values_->get(name->get()) : nullptr;
      table = shared ? shared->as_table() : nullptr;
      if (!table)
        return mistakes_.add(
            *found, "there is no table [values." + name->get() + "]: add it, or write the values here");
    }
    if (!table)
      return mistakes_.add(
          *found, "'values' must be a table { theirs = \"ours\", ... } or the name of a table [values.NAME]");
    field.values.emplace();
    for (const auto& [theirs, ours] : *table) {
      std::string text;
      if (const auto* const word = ours.as_string())
        text = word->get();
      else if (const auto* const number = ours.as_integer())
        text = std::to_string(number->get());
      else {
        mistakes_.add(ours, "a translation must be a text in quotes");
        continue;
      }
      field.values->emplace(std::string(trimmed(theirs.str())), text);
      translations_.push_back({ours.source().begin.line, text});
    }
  }

  bool check_shape(Keys& keys, const FieldMapping& field) {
    const std::size_t before = field.line;
    bool good = true;
    const auto refuse = [&](std::string_view key, std::string_view what) {
      mistakes_.add(keys.has(key) ? keys.line(key) : before, "'" + field.name + "': " + std::string(what));
      good = false;
    };
    if (field.column.empty() == !field.constant) refuse("column", "needs either 'column' or 'constant'");
    if (field.constant &&
        (field.values || field.otherwise || field.scale || !field.minus.empty() ||
         !field.days_since.empty() || keys.has("dates") || keys.has("missing") || keys.has("unmapped")))
      refuse("constant", "a constant takes nothing beside it");
    if (!is_numeric(field.kind) && (field.scale || !field.minus.empty()))
      refuse(field.scale ? "scale" : "minus",
             "'scale' and 'minus' are for columns that hold numbers or day counts");
    if (field.scale && *field.scale == 0) refuse("scale", "'scale' must not be 0");
    if (!field.days_since.empty() && field.kind != ColumnKind::day)
      refuse("days_since",
             "'days_since' is for columns that hold day counts ('day', 'end_day', 'sampled_day')");
    if (!field.days_since.empty() && (field.values || field.scale || !field.minus.empty()))
      refuse("days_since", "'days_since' takes no 'values', 'scale' or 'minus' beside it");
    if (keys.has("dates") && field.kind != ColumnKind::date && field.days_since.empty())
      refuse("dates", "'dates' is for columns that hold dates");
    if (field.unmapped == Unmapped::keep && keys.has("unmapped") && !field.values)
      refuse("unmapped", "\"keep\" says what becomes of values beside a translation: add 'values'");
    return good;
  }

  // Every text of ours that the mapping writes must be one that the column takes.
  template <class Row>
  void check_values(FieldMapping& field) {
    const registry::Codes codes{reference_.histotypes, reference_.sites, reference_.centres};
    const auto check = [&](std::size_t line, const std::string& text) {
      if (text.empty()) return;
      Row row;
      const auto problem = row_columns<Row>[field.place].read(text, row, codes);
      if (problem == registry::ValueProblem::none) return;
      mistakes_.add(line, "'" + text + "' for '" + field.name + "': " + std::string(name_of(problem)) + "; " +
                              std::string(remedy_of(problem)));
    };
    if (field.constant) check(field.line, *field.constant);
    if (field.otherwise) check(field.line, *field.otherwise);
    for (const Translation& one : translations_) check(one.line, one.text);
    translations_.clear();
    if (field.unmapped != Unmapped::unknown) return;
    Row row;
    if (row_columns<Row>[field.place].read("unknown", row, codes) == registry::ValueProblem::none &&
        field.kind != ColumnKind::text)
      return;
    // The setting of [file] is for the columns that have the word; the others refuse.
    field.unmapped = Unmapped::error;
    if (says_unmapped_)
      mistakes_.add(field.line, "'" + field.name + "' has no word \"unknown\": use \"warning\" or \"error\"");
  }

  struct Translation {
    std::size_t line;
    std::string text;
  };

  const toml::table& root_;
  Mapping& mapping_;
  Mistakes& mistakes_;
  const ReferenceData& reference_;
  const toml::table* shared_values_ = nullptr;
  Unmapped unmapped_ = Unmapped::error;
  bool says_unmapped_ = false;  // the field that is being read
  std::vector<DateFormat> dates_;
  std::vector<Translation> translations_;  // of the field that is being read
};

Result<Mapping> mapping_of(const toml::table& root, const std::string& name, const ReferenceData& reference) {
  Mapping mapping;
  mapping.file = name;
  Mistakes mistakes(name);
  MappingReading(root, mapping, mistakes, reference).read();
  if (!mistakes.none()) return tl::unexpected(mistakes.error());
  return mapping;
}

}  // namespace

Result<Mapping> read_mapping(const std::filesystem::path& path, const ReferenceData& reference) {
  const auto root = read_toml(path);
  if (!root) return tl::unexpected(root.error());
  return mapping_of(*root, path.filename().string(), reference);
}

Result<Mapping> parse_mapping(std::string_view text, const std::string& name,
                              const ReferenceData& reference) {
  const auto root = parse_toml(text, name);
  if (!root) return tl::unexpected(root.error());
  return mapping_of(*root, name, reference);
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

}  // namespace repere::exchange
