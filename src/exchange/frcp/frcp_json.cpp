#include "domain/registry/row_text.hpp"
#include "exchange/frcp/frcp_document.hpp"

namespace repere::exchange {

namespace {

using Pairs = std::vector<std::pair<std::string_view, std::string>>;

std::string object_of(const Pairs& pairs) {
  std::string out = "{";
  for (const auto& [name, value] : pairs) {
    if (out.size() > 1) out += ',';
    registry::append_json_text(out, name);
    out += ':';
    registry::append_json_text(out, value);
  }
  return out + "}";
}

std::string codes_of(const FrcpReport& report) {
  std::string out = "[";
  for (const auto& [says, value] : report.codes())
    out += (out.size() > 1 ? "," : "") +
           object_of({{"says", says}, {"set", value->set}, {"value_set_oid", value->oid}, {"code", value->code}, {"display", value->display}, {"system", value->system}});
  return out + "]";
}

std::string addenda_of(const FrcpSource& source) {
  std::string out = "[";
  for (const auto& one : source.addenda)
    out += (out.size() > 1 ? "," : "") + object_of({{"by", one.name}, {"at", iso_text(one.at)}, {"text", one.text.reveal()}, {"fingerprint", one.fingerprint}});
  return out + "]";
}

std::string patient_of(const FrcpSource& source) {
  if (source.patient == nullptr) return "null";
  const auto& person = *source.patient;
  Pairs pairs;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) pairs.emplace_back(name, value);
  };
  add("birth_name", person.birth_name.reveal());
  add("used_name", person.used_name.reveal());
  add("given_names", person.given_names.reveal());
  if (const auto& birth = person.birth.reveal()) add("birth_date", birth->text());
  add("ins", person.ins.reveal());
  add("ins_oid", person.ins_oid.reveal());
  add("local_number", person.local_number.reveal());
  return object_of(pairs);
}

}  // namespace

std::string frcp_json(const FrcpSource& source, const FrcpReport& report) {
  return R"({"layout":"repere frcp 1","document":"CI-SIS CANCER-FRCP 2022.01","version":)" + std::to_string(1 + source.addenda.size()) +
         ",\"synthetic\":" + (source.synthetic ? "true" : "false") + ",\"fingerprint\":\"" + report.fingerprint + "\",\"patient\":" + patient_of(source) +
         ",\"content\":" + source.signature.content.reveal() + ",\"codes\":" + codes_of(report) + ",\"addenda\":" + addenda_of(source) + "}\n";
}

}  // namespace repere::exchange
