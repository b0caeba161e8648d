#include "domain/registry/values.hpp"

#include "base/numbers.hpp"
#include "domain/registry/tables.hpp"

namespace repere::registry {

bool is_department(std::string_view text) {
  if (text == "2A" || text == "2B") return true;
  const auto number = parse_whole(text);
  if (!number || text[0] == '-') return false;
  if (text.size() == 2) return *number >= 1 && *number <= 95 && *number != 20;
  return text.size() == 3 && ((*number >= 971 && *number <= 978) || *number == 984 || (*number >= 986 && *number <= 989));
}

std::string_view name_of(ValueProblem problem) {
  switch (problem) {
    case ValueProblem::none: return "no problem";
    case ValueProblem::not_a_date: return "not a date";
    case ValueProblem::not_a_number: return "not a number";
    case ValueProblem::not_whole: return "not a whole number";
    case ValueProblem::out_of_range: return "out of range";
    case ValueProblem::unknown_word: return "not one of the column's words";
    case ValueProblem::unknown_histotype: return "unknown histotype";
    case ValueProblem::unknown_site: return "unknown site";
    case ValueProblem::unknown_centre: return "unknown centre";
    case ValueProblem::unknown_metastatic_site: return "unknown metastatic site";
    case ValueProblem::not_a_department: return "not a department";
    case ValueProblem::too_long: return "too long";
    case ValueProblem::two_ways_to_say_when: return "a date and a day count together";
  }
  return "no problem";
}

std::string_view remedy_of(ValueProblem problem) {
  switch (problem) {
    case ValueProblem::none: return "";
    case ValueProblem::not_a_date: return "write YYYY-MM-DD, or YYYY-MM or YYYY when the rest is unknown";
    case ValueProblem::not_a_number: return "write a decimal number with a point, without unit";
    case ValueProblem::not_whole: return "write a whole number";
    case ValueProblem::out_of_range: return "check the value and its unit; the format's document gives the bounds";
    case ValueProblem::unknown_word: return "use one of the words that the format's document lists for this column";
    case ValueProblem::unknown_histotype:
      return "use a code of knowledge/classification/histotypes.csv, or an ICD-O-3.2 code that only one entry has";
    case ValueProblem::unknown_site: return "use a code of knowledge/classification/sites.csv";
    case ValueProblem::unknown_centre:
      return "use a code of knowledge/network/centres.csv, add the centre to the folder's centres.csv, or write OUTSIDE";
    case ValueProblem::unknown_metastatic_site:
      return "join words by '+': lung, bone, liver, lymph_node, soft_tissue, pleura, peritoneum, brain, other";
    case ValueProblem::not_a_department: return "write an INSEE department: 01 to 95 (2A, 2B), 971 to 978, 984, 986 to 989";
    case ValueProblem::too_long: return "shorten it to 200 bytes";
    case ValueProblem::two_ways_to_say_when: return "fill the date or the day count, not both";
  }
  return "";
}

ValueProblem read_value(std::string_view text, std::optional<PartialDate>& out, const Codes&) {
  const auto date = PartialDate::parse(text);
  if (!date) return ValueProblem::not_a_date;
  out = *date;
  return ValueProblem::none;
}

ValueProblem read_value(std::string_view text, Confidential<std::optional<PartialDate>>& out, const Codes& codes) {
  std::optional<PartialDate> date;
  const ValueProblem problem = read_value(text, date, codes);
  if (problem == ValueProblem::none) out = Confidential{date};
  return problem;
}

ValueProblem read_value(std::string_view text, std::optional<double>& out, const Codes&) {
  const auto value = parse_number(text);
  if (!value) return ValueProblem::not_a_number;
  out = *value;
  return ValueProblem::none;
}

ValueProblem read_value(std::string_view text, std::optional<std::int64_t>& out, const Codes&) {
  const auto value = parse_whole(text);
  if (!value) return ValueProblem::not_whole;
  out = *value;
  return ValueProblem::none;
}

ValueProblem read_value(std::string_view text, std::string& out, const Codes&) {
  if (text.size() > 200) return ValueProblem::too_long;
  out = text;
  return ValueProblem::none;
}

ValueProblem read_value(std::string_view text, Confidential<std::string>& out, const Codes& codes) {
  std::string value;
  const ValueProblem problem = read_value(text, value, codes);
  if (problem == ValueProblem::none) out = Confidential{std::move(value)};
  return problem;
}

ValueProblem read_value(std::string_view text, HistotypeIndex& out, const Codes& codes) {
  HistotypeIndex found = codes.histotypes.find(text);
  if (!found) {
    const auto same_morphology = codes.histotypes.find_by_icdo(text);
    if (same_morphology.size() == 1) found = same_morphology[0];
  }
  if (!found) return ValueProblem::unknown_histotype;
  out = found;
  return ValueProblem::none;
}

ValueProblem read_value(std::string_view text, SiteIndex& out, const Codes& codes) {
  const SiteIndex found = codes.sites.find(text);
  if (!found) return ValueProblem::unknown_site;
  out = found;
  return ValueProblem::none;
}

ValueProblem read_value(std::string_view text, CentreIndex& out, const Codes& codes) {
  if (text == Centres::unknown_code) return ValueProblem::none;
  const CentreIndex found = codes.centres.find(text);
  if (!found) return ValueProblem::unknown_centre;
  out = found;
  return ValueProblem::none;
}

ValueProblem read_value(std::string_view text, MetastaticSites& out, const Codes&) {
  MetastaticSites sites;
  while (true) {
    const std::size_t plus = text.find('+');
    const auto site = value_of<MetastaticSite>(text.substr(0, plus));
    if (!site) return ValueProblem::unknown_metastatic_site;
    sites.bits = static_cast<std::uint16_t>(sites.bits | static_cast<unsigned>(*site));
    if (plus == std::string_view::npos) break;
    text.remove_prefix(plus + 1);
  }
  out = sites;
  return ValueProblem::none;
}

void write_value(std::string& out, const std::optional<PartialDate>& value, const Codes&) {
  if (!value) return;
  char buffer[10];
  out.append(buffer, value->write(buffer));
}

void write_value(std::string& out, const Confidential<std::optional<PartialDate>>& value, const Codes& codes) {
  write_value(out, value.reveal(), codes);
}

void write_value(std::string& out, const std::optional<double>& value, const Codes&) {
  if (value) append_number(out, *value);
}

void write_value(std::string& out, const std::optional<std::int64_t>& value, const Codes&) {
  if (value) append_number(out, *value);
}

void write_value(std::string& out, const std::string& value, const Codes&) { out += value; }

void write_value(std::string& out, const Confidential<std::string>& value, const Codes&) { out += value.reveal(); }

void write_value(std::string& out, HistotypeIndex value, const Codes& codes) {
  if (value) out += codes.histotypes[value].code;
}

void write_value(std::string& out, SiteIndex value, const Codes& codes) {
  if (value) out += codes.sites[value].code;
}

void write_value(std::string& out, CentreIndex value, const Codes& codes) {
  if (value) out += codes.centres[value].code;
}

void write_value(std::string& out, MetastaticSites value, const Codes&) {
  bool first = true;
  for (const auto& [site, word] : words_for<MetastaticSite>) {
    if (!(value.bits & static_cast<unsigned>(site))) continue;
    if (!first) out += '+';
    out += word;
    first = false;
  }
}

}  // namespace repere::registry
