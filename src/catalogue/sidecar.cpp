#include "catalogue/sidecar.hpp"

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <optional>

#include "catalogue/problems.hpp"
#include "catalogue/read_text.hpp"

namespace repere {
namespace {

constexpr std::array<std::string_view, 9> known_fields = {
    "version", "date", "title_fr", "title_en", "source", "licence", "credits", "notes", "columns"};

std::size_t line_of(const toml::node& node) { return node.source().begin.line; }

// A text, or a list of texts put together with "; ".
std::optional<std::string> joined(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  const auto* list = node.as_array();
  if (!list) return std::nullopt;
  std::string all;
  for (const toml::node& one : *list) {
    const auto* text = one.as_string();
    if (!text) return std::nullopt;
    if (!all.empty()) all += "; ";
    all += text->get();
  }
  return all;
}

class Reader {
 public:
  Reader(const toml::table& table, Problems& problems) : table_(table), problems_(problems) {}

  std::string text(std::string_view field, bool required) {
    const toml::node* node = table_.get(field);
    if (!node) {
      if (required) problems_.add(0, field, "is missing: add it");
      return {};
    }
    const auto value = joined(*node);
    if (!value) problems_.add(line_of(*node), field, "is not a text or a list of texts: put it in quotes");
    if (value && value->empty() && required) problems_.add(line_of(*node), field, "is empty: fill it in");
    return value.value_or("");
  }

  PartialDate date() {
    const std::string written = text("date", true);
    if (written.empty()) return {};
    auto date = PartialDate::parse(written);
    if (!date) problems_.add(line_of(*table_.get("date")), "date", date.error().message);
    return date ? *date : PartialDate{};
  }

  std::vector<std::string> columns() {
    const toml::node* node = table_.get("columns");
    if (!node || !node->is_table()) {
      problems_.add(node ? line_of(*node) : 0, "columns", "is missing: explain every column under [columns]");
      return {};
    }
    std::vector<std::string> names;
    for (const auto& [name, what] : *node->as_table()) {
      names.emplace_back(name.str());
      if (joined(what).value_or("").empty())
        problems_.add(line_of(what), "columns." + names.back(), "is not a text that explains the column");
    }
    return names;
  }

  void refuse_unknown() {
    for (const auto& [name, node] : table_)
      if (std::find(known_fields.begin(), known_fields.end(), name.str()) == known_fields.end())
        problems_.add(line_of(node), name.str(), "is not known: remove it or mend its name");
  }

 private:
  const toml::table& table_;
  Problems& problems_;
};

Result<toml::table> parse(const std::filesystem::path& file, const std::string& text) {
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    return fail(ErrorKind::incorrect, file.string() + ", line " + std::to_string(error.source().begin.line) +
                                          ": " + std::string(error.description()));
  }
}

std::string id_of(const std::filesystem::path& file) {
  return file.stem().stem().string();  // "histotypes.meta.toml"
}

}  // namespace

Result<Sidecar> read_sidecar(const std::filesystem::path& file) {
  const auto text = read_text(file);
  if (!text) return tl::unexpected(text.error());
  const auto table = parse(file, *text);
  if (!table) return tl::unexpected(table.error());
  Problems problems(file.string());
  Reader reader(*table, problems);
  Sidecar sidecar;
  sidecar.edition = {id_of(file),
                     reader.text("version", true),
                     reader.date(),
                     reader.text("title_fr", true),
                     reader.text("title_en", true),
                     reader.text("source", true),
                     reader.text("licence", true),
                     reader.text("credits", false)};
  sidecar.columns = reader.columns();
  reader.refuse_unknown();
  if (!problems.empty()) return tl::unexpected(problems.error());
  return sidecar;
}

}  // namespace repere
