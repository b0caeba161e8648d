#include "report/study/study_words.hpp"

#include <cmath>

namespace repere::report {

std::string interval_name(double level, Language language) {
  const bool is_whole = std::fabs(level * 100 - std::round(level * 100)) < 1e-9;
  const std::string percent = percent_text(level, is_whole ? 0 : 1, language);
  return language == Language::fr ? "IC\u00A0" + percent : percent + "\u00A0CI";
}

std::string duration_text(double days, Language language) {
  const auto whole_of = [&](double per) {
    const double count = std::round(days / per);
    return count >= 1 && std::fabs(count * per - days) <= 1.5 ? count : 0.0;
  };
  const auto counted = [&](double count, const char* one, const char* many) {
    return decimal_text(count, count == std::round(count) ? 0 : 1, language) + "\u00A0" +
           (count < 2 ? one : many);
  };
  if (days == 0) return in(language, "0 jour", "0 days");
  if (const double years = whole_of(days_per(TimeUnit::years)); years > 0) {
    return counted(years, in(language, "an", "year").c_str(), in(language, "ans", "years").c_str());
  }
  if (const double months = whole_of(days_per(TimeUnit::months)); months > 0) {
    return counted(months, in(language, "mois", "month").c_str(), in(language, "mois", "months").c_str());
  }
  return counted(days, in(language, "jour", "day").c_str(), in(language, "jours", "days").c_str());
}

std::string endpoint_name(std::string_view endpoint, Language language) {
  if (endpoint == "os") return in(language, "Survie globale", "Overall survival");
  if (endpoint == "pfs")
    return in(language, "Survie sans rechute ni progression", "Survival without relapse or progression");
  if (endpoint == "rfs") return in(language, "Survie sans rechute", "Relapse-free survival");
  if (endpoint == "lrfs") return in(language, "Survie sans rechute locale", "Local-relapse-free survival");
  if (endpoint == "mfs") return in(language, "Survie sans métastase", "Metastasis-free survival");
  return in(language, "Survie sans événement", "Event-free survival");
}

TimeUnit unit_for(double last_day) {
  return last_day >= 3 * days_per(TimeUnit::years) - 1 ? TimeUnit::years : TimeUnit::months;
}

std::string difference_text(const study::Difference& difference, Language language) {
  if (!difference.value) return "–";
  std::string out = *difference.value > 0 ? "+" : "";
  out += decimal_text(*difference.value * 100, 1, language);
  if (!difference.lower || !difference.upper) return out;
  return out + " (" + interval_text(*difference.lower * 100, *difference.upper * 100, 1, language) + ")";
}

std::string count_text(std::size_t n, Language language) {
  return whole_text(static_cast<std::int64_t>(n), language);
}

std::string counted_with_reasons(std::size_t n, const std::vector<study::Text>& reasons, Language language) {
  std::vector<std::string> words;
  for (const study::Text& reason : reasons) {
    std::string text = in(language, reason);
    while (!text.empty() && text.back() == '.') text.pop_back();
    if (!text.empty()) words.push_back(std::move(text));
  }
  const std::string why = joined(words, in(language, " ; ", "; "));
  return count_text(n, language) + (why.empty() ? "" : " (" + why + ")");
}

std::string limits_name(const std::string& confidence, Language language) {
  if (confidence == "plain") return in(language, "sans transformation", "plain");
  return in(language, "transformation ", "") + confidence + in(language, "", " transformation");
}

std::string origin_text(const std::string& origin, Language language) {
  if (language == Language::en) return origin;
  if (origin == "folder of the exchange format") return "dossier au format d'échange";
  constexpr std::string_view record = "record, revision ";
  if (origin.starts_with(record)) return "registre, révision " + origin.substr(record.size());
  return origin;
}

std::string joined(const std::vector<std::string>& texts, std::string_view between) {
  std::string out;
  for (const std::string& text : texts) {
    if (!out.empty()) out += between;
    out += text;
  }
  return out;
}

namespace {
/// The label's two sides of its first colon; nothing before it when there is none.
std::pair<std::string, std::string> name_and_level(const std::string& label) {
  const std::size_t place = label.find(": ");
  if (place == label.npos) return {"", label};
  std::string name = label.substr(0, place);
  for (const std::string_view space : {" ", "\u00A0"}) {
    if (name.ends_with(space)) name.resize(name.size() - space.size());
  }
  return {name, label.substr(place + 2)};
}
}  // namespace

std::vector<TermRow> term_rows(const study::ModelResult& model, Language language) {
  std::vector<TermRow> rows;
  std::size_t first = 0;
  while (first < model.terms.size()) {
    std::size_t end = first + 1;
    while (end < model.terms.size() && model.terms[end].variable == model.terms[first].variable) ++end;
    const std::string name = name_and_level(in(language, model.terms[first].label)).first;
    bool is_shared = end - first > 1 && !name.empty();
    for (std::size_t i = first; i < end; ++i) {
      is_shared = is_shared && name_and_level(in(language, model.terms[i].label)).first == name;
    }
    if (is_shared) rows.push_back({name, nullptr, true, false});
    for (std::size_t i = first; i < end; ++i) {
      const std::string& label = in(language, model.terms[i].label);
      rows.push_back({is_shared ? name_and_level(label).second : label, &model.terms[i],
                      !is_shared && i == first, is_shared});
    }
    first = end;
  }
  return rows;
}

std::string instant_text(Instant instant, Language language) {
  return long_date(std::chrono::floor<std::chrono::days>(instant), language) + ", " +
         iso_text(instant).substr(11, 5) + "\u00A0UTC";
}

}  // namespace repere::report
