#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "report/language.hpp"
#include "report/wording.hpp"
#include "study/results.hpp"

namespace repere::report {

/// "IC 95 %", "95% CI" for a level in (0, 1).
std::string interval_name(double level, Language language);
/// "1 an", "18 mois", "100 jours": in years or months where the days are that many (1.5 days at most away).
std::string duration_text(double days, Language language);
/// What the vertical axis of an endpoint's curve measures; of one that is not known here: survival without
/// event.
std::string endpoint_name(std::string_view endpoint, Language language);
/// Years where the longest follow-up drawn is three years or more.
TimeUnit unit_for(double last_day);
/// "+10,3 (8,9 à 11,7)" in percentage points; nothing: an en dash.
std::string difference_text(const study::Difference& difference, Language language);
/// "43 975"
std::string count_text(std::size_t n, Language language);
/// The texts with `between` between them.
std::string joined(const std::vector<std::string>& texts, std::string_view between);
/// "12 (date de diagnostic manquante : 12)": a number with its reasons, if there are any.
std::string counted_with_reasons(std::size_t n, const std::vector<study::Text>& reasons, Language language);
/// The name of a way to compute limits or ties: "log" is "transformation log".
std::string limits_name(const std::string& confidence, Language language);
/// Where the cases were read from, which results.hpp says in English.
std::string origin_text(const std::string& origin, Language language);
/// A line of a model as it is shown: a heading where `term` is nothing, else a term under it or alone.
struct TermRow {
  std::string label;
  const study::ModelTerm* term = nullptr;
  bool starts_variable = false, under_heading = false;
};
/// The terms, those of a variable with several levels ("Grade FNCLCC : 2", "Grade FNCLCC : 3") under its
/// name.
std::vector<TermRow> term_rows(const study::ModelResult& model, Language language);
/// "5 mars 2026, 09:30 UTC"
std::string instant_text(Instant instant, Language language);

}  // namespace repere::report
