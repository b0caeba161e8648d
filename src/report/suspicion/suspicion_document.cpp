#include "report/suspicion/suspicion_document.hpp"

#include "report/suspicion/suspicion_words.hpp"
#include "report/wording.hpp"

namespace repere::report {

using namespace suspicion;

namespace {

Day day_of(Instant instant) { return std::chrono::floor<std::chrono::days>(instant); }

std::string delay_line(const Assessment& assessment, Language language) {
  if (!assessment.delay_days) return in(language, "aucun", "none");
  return delay_text(*assessment.delay_days, language) +
         (assessment.delay_rule->delay_ground.assumed
              ? in(language, " (à confirmer par le réseau)", " (to be confirmed by the network)")
              : "");
}

// "Adulte ; tissus mous ; 7 cm …": the answers in one paragraph.
std::string answers_line(const Answers& answers, Language language) {
  std::string line;
  for (const Question question : asked_in_order())
    line += (line.empty() ? "" : " · ") + question_text(question, language) + colon(language) +
            given_text(answers, question, language);
  return line;
}

std::string sources_line(const RuleSet& rules, const Assessment& assessment, Language language) {
  std::vector<std::string> titles;
  const auto add = [&](const Ground& ground) {
    if (!ground.source) return;
    const std::string title = ground_text(rules, {ground.source, false}, language);
    if (std::find(titles.begin(), titles.end(), title) == titles.end()) titles.push_back(title);
  };
  for (const FiredRule& one : assessment.fired) add(one.rule->ground);
  for (const Statement* one : assessment.statements) add(one->ground);
  std::string line;
  for (const std::string& title : titles) line += (line.empty() ? "" : " · ") + title;
  return line;
}

// "to be confirmed" is said where no source stands behind the sentence; the sources are named together below.
std::string sentence_line(const Statement& one, Language language) {
  const bool assumed = one.ground.assumed && !one.ground.source;
  return in(language, one.text) +
         (assumed ? in(language, " [à confirmer par le réseau]", " [to be confirmed by the network]") : "");
}

void add_bullets(Document& document, const std::string& title, Bullets bullets) {
  if (bullets.items.empty()) return;
  document.blocks.push_back(Heading{3, title});
  document.blocks.push_back(std::move(bullets));
}

void add_statements(Document& document, const Assessment& assessment, Language language) {
  const auto of = [&](std::initializer_list<Advice> kinds) {
    Bullets bullets;
    for (const Advice kind : kinds)
      for (const Statement* one : assessment.statements)
        if (one->advice == kind) bullets.items.push_back(sentence_line(*one, language));
    return bullets;
  };
  add_bullets(document, advice_title(Advice::first, language),
              of({Advice::first, Advice::imaging, Advice::call}));
  add_bullets(document, advice_title(Advice::do_not, language), of({Advice::do_not}));
  add_bullets(document, advice_title(Advice::why, language), of({Advice::why, Advice::rate}));
}

// "Rules that apply: …": a paragraph of small print, so that everything stays on one page.
void add_small_print(Document& document, const std::string& title, const std::string& text) {
  if (text.empty()) return;
  document.blocks.push_back(Paragraph{title + colon(document.language) + text, true});
}

// Those that are certain; those that count for want of an answer are what the missing answers stand for.
std::string rules_line(const Assessment& assessment, Language language) {
  std::string line;
  for (const FiredRule& one : assessment.fired)
    if (one.certain) line += (line.empty() ? "" : " · ") + marked_text(*one.rule, language);
  return line;
}

}  // namespace

Document suspicion_document(const SuspicionSheet& sheet, Language language) {
  const Assessment assessment = assess(sheet.rules, sheet.answers);
  Document document;
  document.language = language;
  document.title = verdict_title(assessment, language);
  document.subtitle = in(language, "Masse suspecte\u00a0: réponse du questionnaire",
                         "Suspicious mass: the questionnaire’s answer");
  document.facts = {
      {in(language, "Patient", "Patient"),
       in(language, "à écrire à la main\u00a0: ", "to be written by hand: ") + std::string(60, '.')},
      {in(language, "Date", "Date"), long_date(day_of(sheet.created), language)},
      {in(language, "Délai", "Delay"), delay_line(assessment, language)},
      {in(language, "Règles", "Rules"), rules_text(sheet.rules, language)}};
  document.running =
      sheet.network + " · " + in(language, "information, pas un diagnostic", "information, not a diagnosis");
  document.author = sheet.network;
  document.subject = document.subtitle;
  document.created = sheet.created;
  document.synthetic = sheet.synthetic;
  document.blocks.push_back(
      Note{assessment.level >= Level::refer ? Note::Kind::warning : Note::Kind::information,
           {},
           verdict_demand(assessment, language)});
  add_statements(document, assessment, language);
  add_small_print(document, in(language, "Règles qui s’appliquent", "Rules that apply"),
                  rules_line(assessment, language));
  add_small_print(document, in(language, "Réponses données", "Answers given"),
                  answers_line(completed(sheet.answers), language));
  add_small_print(document, "Sources", sources_line(sheet.rules, assessment, language));
  document.blocks.push_back(Paragraph{what_it_is(sheet.answerable, language), true});
  return document;
}

}  // namespace repere::report
