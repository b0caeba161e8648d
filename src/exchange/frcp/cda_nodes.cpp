#include "exchange/frcp/cda_nodes.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace repere::exchange {

namespace {

// XML 1.0 has no control characters but tab and line ends.
std::string printable(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') kept += c;
  return kept;
}

void add_lines(Node parent, std::string_view text) {
  const std::string kept = printable(text);
  std::size_t from = 0;
  while (true) {
    const std::size_t end = kept.find('\n', from);
    const std::string line = kept.substr(from, end == std::string::npos ? std::string::npos : end - from);
    if (!line.empty()) parent.append_child(pugi::node_pcdata).set_value(line.c_str());
    if (end == std::string::npos) return;
    parent.append_child("br");
    from = end + 1;
  }
}

}  // namespace

Node add(Node parent, const char* name, Attributes attributes) {
  Node made = parent.append_child(name);
  for (const auto& [attribute, value] : attributes)
    made.append_attribute(attribute).set_value(printable(value).c_str());
  return made;
}

Node add_text(Node parent, const char* name, std::string_view text) {
  Node made = parent.append_child(name);
  made.append_child(pugi::node_pcdata).set_value(printable(text).c_str());
  return made;
}

void add_templates(Node parent, std::initializer_list<const char*> roots) {
  for (const char* root : roots) add(parent, "templateId", {{"root", root}});
}

void add_code(Node parent, const FixedCode& code) {
  add(parent, "code", {{"code", code.code}, {"displayName", code.display}, {"codeSystem", code.system}, {"codeSystemName", system_name(code.system)}});
}

void add_value(Node parent, const board::CodedValue* value, const char* reference) {
  if (value != nullptr) {
    Node made = add(parent, "value", {{"xsi:type", "CD"}, {"code", value->code}, {"displayName", value->display}, {"codeSystem", value->system}});
    if (const auto name = system_name(value->system); !name.empty()) made.append_attribute("codeSystemName").set_value(std::string(name).c_str());
    return;
  }
  Node made = add(parent, "value", {{"xsi:type", "CD"}, {"nullFlavor", "OTH"}});
  add(add(made, "originalText"), "reference", {{"value", "#" + std::string(reference)}});
}

void add_value(Node parent, bool value) { add(parent, "value", {{"xsi:type", "BL"}, {"value", value ? "true" : "false"}}); }

std::string_view system_name(std::string_view oid) {
  struct System {
    std::string_view oid, name;
  };
  constexpr std::array systems{System{code_system::loinc, "LOINC"},
                               System{code_system::snomed, "SNOMED CT"},
                               System{code_system::asip, "TA_ASIP"},
                               System{"2.16.840.1.113883.3.26.1.1", "NCIT"},
                               System{"2.16.840.1.113883.6.3", "CIM-10"},
                               System{"2.16.840.1.113883.6.43.1", "CIM-O"}};
  const auto* found = std::find_if(systems.begin(), systems.end(), [&](const System& one) { return one.oid == oid; });
  return found == systems.end() ? std::string_view{} : found->name;
}

std::string cda_time(Instant at, board::Zone zone) {
  const auto local = board::local_of(at, zone);
  const auto utc_seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
  const auto local_minutes = std::chrono::floor<std::chrono::minutes>(local.day.time_since_epoch()).count() + local.minute;
  const auto offset = local_minutes - (utc_seconds - utc_seconds % 60) / 60;
  std::array<char, 16> clock{};
  std::snprintf(clock.data(), clock.size(), "%02d%02d%02d", local.minute / 60, local.minute % 60, static_cast<int>(utc_seconds % 60));
  std::array<char, 16> zone_text{};
  std::snprintf(zone_text.data(), zone_text.size(), "%c%02d%02d", offset < 0 ? '-' : '+', static_cast<int>(std::abs(offset) / 60),
                static_cast<int>(std::abs(offset) % 60));
  return cda_day(PartialDate::of_day(local.day)) + clock.data() + zone_text.data();
}

std::string cda_day(const PartialDate& date) {
  std::string text = date.text();
  text.erase(std::remove(text.begin(), text.end(), '-'), text.end());
  return text;
}

void add_narrative(Node section, const std::vector<Told>& rows) {
  Node text = add(section, "text");
  const bool any = std::any_of(rows.begin(), rows.end(), [](const Told& row) { return !row.text.empty(); });
  if (!any) return;
  Node body = add(add(text, "table", {{"border", "0"}}), "tbody");
  for (const Told& row : rows) {
    if (row.text.empty()) continue;
    Node line = add(body, "tr");
    add_text(line, "td", row.label);
    add_lines(add(add(line, "td"), "content", {{"ID", row.id}}), row.text);
  }
}

FrcpIds::FrcpIds(std::string_view fingerprint, bool with_identity) : first_bit_(with_identity ? 0 : 0x80000000U) {
  for (const char c : fingerprint.substr(0, 24)) front_ += c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
  front_.resize(24, '0');
}

std::string FrcpIds::made(std::uint32_t number) const {
  std::array<char, 12> digits{};
  std::snprintf(digits.data(), digits.size(), "%08X", static_cast<unsigned>(number | first_bit_));
  return front_.substr(0, 8) + "-" + front_.substr(8, 4) + "-" + front_.substr(12, 4) + "-" + front_.substr(16, 4) + "-" +
         front_.substr(20, 4) + digits.data();
}

Node add_observation(Node parent, FrcpIds& ids, const FixedCode& code, const std::string& reference, const std::string& day) {
  Node made = add(parent, "observation", {{"classCode", "OBS"}, {"moodCode", "EVN"}});
  add_templates(made, {"1.3.6.1.4.1.19376.1.5.3.1.4.13", "1.2.250.1.213.1.1.3.48"});
  add(made, "id", {{"root", ids.next()}});
  add_code(made, code);
  add(add(made, "text"), "reference", {{"value", "#" + reference}});
  add(made, "statusCode", {{"code", "completed"}});
  if (day.empty())
    add(made, "effectiveTime", {{"nullFlavor", "NA"}});
  else
    add(made, "effectiveTime", {{"value", day}});
  return made;
}

void add_comment(Node parent, const std::string& reference) {
  Node made = add(parent, "act", {{"classCode", "ACT"}, {"moodCode", "EVN"}});
  add_templates(made, {"2.16.840.1.113883.10.20.1.40", "1.3.6.1.4.1.19376.1.5.3.1.4.2", "1.2.250.1.213.1.1.3.32"});
  add_code(made, {"48767-8", "Commentaire", code_system::loinc});
  add(add(made, "text"), "reference", {{"value", "#" + reference}});
  add(made, "statusCode", {{"code", "completed"}});
}

}  // namespace repere::exchange
