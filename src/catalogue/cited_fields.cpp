#include "catalogue/cited_fields.hpp"

#include <algorithm>

namespace repere {

using namespace suspicion;

Sentence read_sentence(DefinitionFields& fields, std::string_view key) {
  study::Text text = fields.both_languages(key);
  return {std::move(text.fr), std::move(text.en)};
}

Source read_source(DefinitionFields& fields, const std::vector<Source>& known) {
  Source source{read_new_id(fields, known), fields.text("title"), read_sentence(fields, "edition"),
                fields.date("date"), fields.text_or("address", "")};
  fields.finish();
  return source;
}

Ground read_ground(DefinitionFields& fields, const std::vector<Source>& sources, std::string_view source_key,
                   std::string_view assumed_key) {
  Ground ground;
  if (fields.has(source_key)) {
    const std::string id = fields.text(source_key);
    const auto found =
        std::find_if(sources.begin(), sources.end(), [&](const Source& one) { return one.id == id; });
    if (found == sources.end())
      fields.refuse(source_key, "'" + id + "' is not a source: add it to [[sources]]");
    else
      ground.source = static_cast<std::size_t>(found - sources.begin());
  }
  ground.assumed = fields.has(assumed_key) && fields.flag(assumed_key);
  if (!fields.has(source_key) && !ground.assumed)
    fields.refuse("", "names no " + std::string(source_key) + ": name one, or write " +
                          std::string(assumed_key) + " = true");
  return ground;
}

}  // namespace repere
