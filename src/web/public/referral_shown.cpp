#include "web/public/referral_shown.hpp"

#include "report/drawing/plain_text.hpp"

namespace repere::web {

using referral::Part;
using report::escaped;

namespace {

// "Your name" is the sender's to the centre.
Bilingual seen_by_centre(std::string_view field) {
  if (field == "sender_name") return {"Nom", "Name"};
  if (field == "sender_profession") return {"Profession", "Profession"};
  if (field == "sender_email") return {"Adresse électronique", "E-mail address"};
  if (field == "sender_telephone") return {"Téléphone", "Telephone"};
  return words_of(field).label;
}

std::string answer_text(const referral::FieldRule& rule, const std::string& answer, Language language) {
  if (rule.kind == referral::FieldKind::choice) return std::string(choice_words(answer, language));
  return rule.kind == referral::FieldKind::day ? date_text(answer, language) : answer;
}

}  // namespace

std::string answers_shown(const referral::Answers& answers, Part part, Language language, ReadBy reader) {
  const bool of_sender = part == Part::sender && reader == ReadBy::centre;
  const Bilingual sender{"L’expéditeur", "The sender"};
  std::string html;
  for (const auto& rule : referral::field_rules) {
    if (rule.part != part) continue;
    const auto found = answers.find(rule.name);
    if (found == answers.end() || found->second.empty()) continue;
    const std::string value = answer_text(rule, found->second, language);
    const Bilingual label = of_sender ? seen_by_centre(rule.name) : words_of(rule.name).label;
    html +=
        "<dt>" + escaped(label.in(language)) + "</dt><dd class=\"as-written\">" + report::escaped_lines(value) + "</dd>";
  }
  const Bilingual heading = of_sender ? sender : words_of(part);
  return "<h3>" + escaped(heading.in(language)) + "</h3>" + (html.empty() ? html : "<dl>" + html + "</dl>");
}

std::string course_shown(const referral::Referral& referral, Language language,
                         const std::function<std::string(const std::string&)>& name_of_centre) {
  std::string html = "<ol class=\"timeline\">";
  for (const auto& event : referral.events) {
    html += "<li><h3>" + escaped(words_of(event.what).in(language)) + "</h3><p class=\"source\">" +
            moment_text(event.at, language) +
            (event.centre.empty() ? "" : ", " + escaped(name_of_centre(event.centre))) + "</p>";
    if (!event.text.reveal().empty())
      html += "<p class=\"as-written\">" + report::escaped_lines(event.text.reveal()) + "</p>";
    html += "</li>";
  }
  return html + "</ol>";
}

}  // namespace repere::web
