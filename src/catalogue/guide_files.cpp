#include "catalogue/guide_files.hpp"

#include <algorithm>

#include "catalogue/cited_fields.hpp"
#include "catalogue/read_text.hpp"

namespace repere {
namespace {

namespace fs = std::filesystem;
using namespace guidance;

bool is_part_of_address(const std::string& text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

Section read_section(DefinitionFields& fields, const std::vector<Source>& sources) {
  Section section;
  section.title = read_sentence(fields, "title");
  for (DefinitionFields& one : fields.tables("items")) {
    Item item{read_sentence(one, "text"), read_ground(one, sources)};
    one.finish();
    section.items.push_back(std::move(item));
  }
  if (section.items.empty()) fields.refuse("", "has no items: add one");
  fields.finish();
  return section;
}

Guide guide_from(DefinitionFields& fields) {
  Guide guide;
  guide.id = fields.text("id");
  guide.version = fields.text("version");
  guide.edition = fields.date("edition");
  guide.licence = fields.text("licence");
  guide.order = fields.whole("order");
  guide.path = read_sentence(fields, "path");
  for (const std::string& path : {guide.path.fr, guide.path.en})
    if (!is_part_of_address(path))
      fields.refuse("path", "has other signs than a to z and -: it stands in an address");
  guide.title = read_sentence(fields, "title");
  guide.lead = read_sentence(fields, "lead");
  for (DefinitionFields& one : fields.tables("sources"))
    guide.sources.push_back(read_source(one, guide.sources));
  for (DefinitionFields& one : fields.tables("sections"))
    guide.sections.push_back(read_section(one, guide.sources));
  fields.finish();
  return guide;
}

}  // namespace

Result<Guide> read_guide(std::string_view text, std::string_view name) {
  const auto table = parse_definition(text, name);
  if (!table) return tl::unexpected(table.error());
  Problems problems{std::string(name)};
  DefinitionFields fields(*table, "", {text, nullptr, problems});
  Guide guide = guide_from(fields);
  if (!problems.empty()) return tl::unexpected(problems.error());
  return guide;
}

Result<Guides> load_guides(const fs::path& folder) {
  std::error_code problem;
  Guides guides;
  for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end;
       entry.increment(problem)) {
    if (entry->path().extension() != ".toml") continue;
    const auto text = read_text(entry->path());
    if (!text) return tl::unexpected(text.error());
    auto guide = read_guide(*text, entry->path().string());
    if (!guide) return tl::unexpected(guide.error());
    for (const Guide& one : guides)
      if (one.id == guide->id || one.order == guide->order || one.path.fr == guide->path.fr ||
          one.path.en == guide->path.en)
        return fail(
            ErrorKind::incorrect,
            entry->path().string() + ": has the id, order or path of another file of the folder: change it");
    guides.push_back(std::move(*guide));
  }
  if (problem) return fail(ErrorKind::not_found, folder.string() + ": the folder of guides cannot be read");
  std::sort(guides.begin(), guides.end(), [](const Guide& a, const Guide& b) { return a.order < b.order; });
  return guides;
}

}  // namespace repere
