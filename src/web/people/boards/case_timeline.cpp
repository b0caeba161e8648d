#include "web/people/boards/case_timeline.hpp"

#include <algorithm>
#include <array>

#include "domain/registry/row_text.hpp"
#include "report/drawing/plain_text.hpp"
#include "web/people/boards/timeline_words.hpp"

namespace repere::web {

using report::escaped;

namespace {

// A day as the reader writes it; what is known to the month or the year stays that.
std::string date_words(const PartialDate& date, Language language) {
  if (language == Language::en) return date.text();
  const std::string text = date.text();
  if (text.size() == 10) return text.substr(8, 2) + "/" + text.substr(5, 2) + "/" + text.substr(0, 4);
  return text.size() == 7 ? text.substr(5, 2) + "/" + text.substr(0, 4) : text;
}

template <class Named>
const std::string& name_of(const Named& one, Language language) {
  return language == Language::fr ? one.name_fr : one.name_en;
}

std::string_view status_words(registry::ActStatus status, Language language) {
  const bool french = language == Language::fr;
  switch (status) {
    case registry::ActStatus::done:
      return "";
    case registry::ActStatus::not_done:
      return french ? "non fait" : "not done";
    default:
      return french ? "fait ou non : inconnu" : "done or not: unknown";
  }
}

// What a row says in one line: its values, without when it was.
template <class Row>
std::string words_of_row(const Row& row, const registry::Codes& codes, const ReferenceData& reference, Language language) {
  std::string text, value;
  std::apply(
      [&](const auto&... column) {
        const auto add = [&](const auto& one) {
          using Value = std::remove_cvref_t<decltype(row.*(one.member))>;
          if constexpr (!std::is_same_v<Value, registry::When>) {
            value.clear();
            registry::write_column(value, row, one, codes);
            if constexpr (std::is_same_v<Value, HistotypeIndex>) {
              if (row.*(one.member)) value = name_of(reference.histotypes[row.*(one.member)], language);
            } else if (!value.empty()) {
              value = value_words(one.name, value, language);
            }
            if (!value.empty()) text += (text.empty() ? "" : " · ") + value;
          }
        };
        (add(column), ...);
      },
      registry::columns_of<Row>());
  return text;
}

}  // namespace

std::string tumour_line(const registry::Registry& rows, TumourId tumour, const ReferenceData& reference, Language language) {
  for (const auto& one : rows.tumours) {
    if (one.id != tumour.value) continue;
    std::string text;
    const auto add = [&](const std::string& what) {
      if (!what.empty()) text += (text.empty() ? "" : " · ") + what;
    };
    if (one.histotype) add(name_of(reference.histotypes[one.histotype], language));
    if (one.site) add(name_of(reference.sites[one.site], language));
    if (one.size_mm) add(std::to_string(static_cast<int>(*one.size_mm + 0.5)) + " mm");
    if (one.diagnosis) add((language == Language::fr ? "diagnostic " : "diagnosed ") + date_words(*one.diagnosis, language));
    return text;
  }
  return {};
}

std::vector<TimelineMoment> timeline_of(const registry::Registry& rows, TumourId tumour, const ReferenceData& reference, Language language) {
  const registry::Codes codes{reference.histotypes, reference.sites, rows.centres};
  std::vector<std::pair<std::string, TimelineMoment>> moments;
  registry::for_each_act_table([&](const auto& table) {
    for (const auto& act : rows.*(table.rows)) {
      if (rows.tumours.at(act.tumour).id != tumour.value) continue;
      std::string order = "9";
      TimelineMoment moment{"?", table_words(table.name, language), {}, words_of_row(act, codes, reference, language)};
      if (act.status != registry::ActStatus::done) moment.status = status_words(act.status, language);
      if (act.when.kind() == registry::When::Kind::date) {
        order = act.when.date().text();
        moment.when = date_words(act.when.date(), language);
      }
      if (act.when.kind() == registry::When::Kind::day) {
        order = "5";
        moment.when = "J" + std::to_string(act.when.day());
      }
      moments.emplace_back(std::move(order), std::move(moment));
    }
  });
  std::stable_sort(moments.begin(), moments.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<TimelineMoment> ordered;
  for (auto& one : moments) ordered.push_back(std::move(one.second));
  return ordered;
}

std::string case_timeline(const registry::Registry& rows, TumourId tumour, const ReferenceData& reference, Language language) {
  std::string html;
  if (const auto line = tumour_line(rows, tumour, reference, language); !line.empty())
    html += "<p class=\"tumour\">" + escaped(line) + "</p>";
  const auto moments = timeline_of(rows, tumour, reference, language);
  if (moments.empty()) return html;
  html += "<ol class=\"acts\">";
  for (const auto& one : moments)
    html += "<li><span class=\"when\">" + escaped(one.when) + "</span> <span><strong>" + escaped(one.act) + "</strong> " +
            (one.status.empty() ? "" : "<em>" + escaped(one.status) + "</em> ") + escaped(one.details) + "</span></li>";
  return html + "</ol>";
}

}  // namespace repere::web
