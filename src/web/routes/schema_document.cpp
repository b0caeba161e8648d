// A schema as OpenAPI 3.1 prints it (JSON Schema 2020-12), and read back from there.
#include <boost/json.hpp>
#include <cmath>
#include <set>

#include "web/routes/schema.hpp"

namespace repere::web {

namespace {

constexpr std::string_view reference_prefix = "#/components/schemas/";

boost::json::value number_value(double number) {
  if (number == std::floor(number) && std::abs(number) < 9e15) return static_cast<std::int64_t>(number);
  return number;
}

std::string text_of(const boost::json::value& value) {
  return value.is_string() ? std::string(value.get_string()) : std::string();
}

}  // namespace

boost::json::object Schema::document(bool inlined) const {
  if (!name_.empty() && !inlined) return {{"$ref", std::string(reference_prefix) + name_}};
  boost::json::object out;
  if (kind_ != Kind::any) {
    if (null_)
      out["type"] = boost::json::array{boost::json::string(type_name()), "null"};
    else
      out["type"] = type_name();
  }
  if (!description_.empty()) out["description"] = description_;
  if (!words_.empty()) {
    boost::json::array words(words_.begin(), words_.end());
    if (null_) words.push_back(nullptr);
    out["enum"] = std::move(words);
  }
  if (!format_.empty()) out["format"] = format_;
  if (!pattern_.empty()) out["pattern"] = "^(?:" + pattern_ + ")$";
  if (least_) out["minimum"] = number_value(*least_);
  if (most_) out["maximum"] = number_value(*most_);
  const bool is_array = kind_ == Kind::array;
  if (shortest_ > 0) out[is_array ? "minItems" : "minLength"] = shortest_;
  if (longest_) out[is_array ? "maxItems" : "maxLength"] = *longest_;
  if (is_array) out["items"] = element_->document();
  if (kind_ == Kind::object) {
    boost::json::object properties;
    boost::json::array required;
    for (const Member& member : members_) {
      properties[member.name] = member.schema.document();
      if (member.required) required.emplace_back(member.name);
    }
    out["properties"] = std::move(properties);
    if (!required.empty()) out["required"] = std::move(required);
    out["additionalProperties"] =
        element_ ? boost::json::value(element_->document()) : boost::json::value(false);
  }
  if (example_) out["examples"] = boost::json::array{*example_};
  return out;
}

void Schema::add_components(boost::json::object& components) const {
  if (!name_.empty()) components[name_] = document(true);
  if (element_) element_->add_components(components);
  for (const Member& member : members_) member.schema.add_components(components);
}

Result<Schema> Schema::read(const boost::json::object& document, const boost::json::object& components) {
  static const std::set<std::string_view> known = {
      "type",     "description", "enum",       "format",    "pattern",
      "minimum",  "maximum",     "minLength",  "maxLength", "minItems",
      "maxItems", "items",       "properties", "required",  "additionalProperties",
      "examples"};
  if (const auto* reference = document.if_contains("$ref")) {
    const std::string target = text_of(*reference);
    const auto* component = target.starts_with(reference_prefix)
                                ? components.if_contains(target.substr(reference_prefix.size()))
                                : nullptr;
    if (!component || !component->is_object())
      return fail(ErrorKind::incorrect, "nothing stands at " + target);
    return read(component->get_object(), components);
  }
  for (const auto& member : document)
    if (!known.contains({member.key().data(), member.key().size()}))
      return fail(ErrorKind::incorrect, "the schema uses the unknown keyword " + std::string(member.key()));
  Schema schema = any();
  const auto at = [&](const char* key) { return document.if_contains(key); };
  if (const auto* type = at("type")) {
    std::string name = text_of(*type);
    if (type->is_array()) {
      name = text_of(type->get_array().at(0));
      schema.null_ = true;
    }
    static constexpr std::pair<std::string_view, Kind> kinds[] = {
        {"string", Kind::text},   {"integer", Kind::whole}, {"number", Kind::number},
        {"boolean", Kind::truth}, {"array", Kind::array},   {"object", Kind::object}};
    for (const auto& [word, kind] : kinds)
      if (word == name) schema.kind_ = kind;
    if (schema.kind_ == Kind::any)
      return fail(ErrorKind::incorrect, "the schema names the unknown type " + name);
  }
  if (const auto* words = at("enum")) {
    schema.kind_ = Kind::word;
    for (const auto& word : words->as_array())
      if (word.is_string()) schema.words_.push_back(text_of(word));
  }
  if (const auto* value = at("format")) schema.format_ = text_of(*value);
  if (const auto* value = at("pattern")) schema.pattern_ = text_of(*value);
  if (const auto* value = at("minimum")) schema.least_ = value->to_number<double>();
  if (const auto* value = at("maximum")) schema.most_ = value->to_number<double>();
  for (const char* key : {"minLength", "minItems"})
    if (const auto* value = at(key)) schema.shortest_ = value->to_number<std::size_t>();
  for (const char* key : {"maxLength", "maxItems"})
    if (const auto* value = at(key)) schema.longest_ = value->to_number<std::size_t>();
  const auto read_inside = [&](const boost::json::value& value) {
    return read(value.as_object(), components);
  };
  if (const auto* items = at("items")) {
    auto element = read_inside(*items);
    if (!element) return element;
    schema.element_ = std::make_shared<const Schema>(std::move(*element));
  }
  if (const auto* others = at("additionalProperties"); others && others->is_object()) {
    auto element = read_inside(*others);
    if (!element) return element;
    schema.element_ = std::make_shared<const Schema>(std::move(*element));
  }
  std::set<std::string> required;
  if (const auto* names = at("required"))
    for (const auto& name : names->as_array()) required.insert(text_of(name));
  if (const auto* properties = at("properties"))
    for (const auto& property : properties->as_object()) {
      auto member = read_inside(property.value());
      if (!member) return member;
      const std::string name(property.key());
      schema.members_.push_back({name, std::move(*member), required.contains(name)});
    }
  if (const auto* examples = at("examples")) schema.example_ = examples->as_array().at(0);
  return schema;
}

}  // namespace repere::web
