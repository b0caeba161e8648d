#include "report/drawing/plain_text.hpp"
#include "report/suspicion/suspicion_words.hpp"
#include "web/public/suspicion_pages.hpp"

namespace repere::web {

using namespace suspicion;
using report::escaped;
using report::in;

namespace {

std::string source_of(const RuleSet& rules, const Ground& ground, Language language) {
  return " <span class=\"source\">[" + escaped(report::ground_text(rules, ground, language)) + "]</span>";
}

std::string link(std::string_view address, std::string_view text, bool act) {
  return "<a href=\"" + escaped(address) + "\"" + (act ? " class=\"act\"" : "") + ">" + escaped(text) +
         "</a>";
}

std::string with_query(std::string_view path, const std::string& query) {
  return std::string(path) + (query.empty() ? "" : "?" + query);
}

std::string list_of_advice(const RuleSet& rules, const std::vector<const Statement*>& statements,
                           Advice advice, Language language) {
  std::string items;
  for (const Statement* one : statements)
    if (one->advice == advice)
      items += "<li>" + escaped(in(language, one->text)) + source_of(rules, one->ground, language) + "</li>";
  if (items.empty()) return {};
  return "<section" + std::string(advice == Advice::do_not ? " class=\"forbidden\"" : "") + "><h2>" +
         escaped(report::advice_title(advice, language)) + "</h2><ul>" + items + "</ul></section>";
}

class AnswerPage {
 public:
  AnswerPage(const SuspicionDesk& desk, const SuspicionQuery& query, Language language)
      : desk_(desk), query_(query), language_(language), found_(assess(desk.rules, query.answers)) {}

  std::string html() const {
    std::string out = verdict() + ways();
    for (const auto& [advice, word] : advice_words)
      out += list_of_advice(desk_.rules, found_.statements, advice, language_);
    if (found_.level > Level::low) out += nearest_to_answer(desk_, query_, language_);
    return out + given() + rules() + "<p class=\"source\">" +
           escaped(report::what_it_is(desk_.answerable, language_)) + "</p>";
  }

 private:
  std::string say(const char* french, const char* english) const { return in(language_, french, english); }

  std::string verdict() const {
    const int level = static_cast<int>(found_.level);
    const char* look = found_.level >= Level::refer     ? "warning"
                       : found_.level == Level::explore ? "alert"
                                                        : "fine";
    std::string out = "<div class=\"verdict " + std::string(look) + "\"><p><strong>" +
                      say("Niveau ", "Level ") + std::to_string(level) + say(" sur 4.", " of 4.") +
                      "</strong> " + escaped(report::verdict_demand(found_, language_)) + "</p>";
    if (found_.delay_days)
      out += "<p><strong>" + say("Délai : ", "Delay: ") +
             escaped(report::delay_text(*found_.delay_days, language_)) + ".</strong>" +
             source_of(desk_.rules, found_.delay_rule->delay_ground, language_) + "</p>";
    return out + complete_link() + "</div>";
  }

  std::string complete_link() const {
    if (found_.is_certain()) return {};
    return "<p>" +
           link(with_query(suspicion_path.in(language_), query_with_place(query_)),
                say("Compléter les réponses", "Complete the answers"), false) +
           "</p>";
  }

  // To the centres of this page where it has them, from the place that was given.
  std::string centres_link(bool act) const {
    const std::string address =
        desk_.directory ? "#centres"
                        : std::string(Bilingual{"/centres", "/en/centres"}.in(language_)) +
                              "?pour=" + std::string(expertise_for(query_.answers));
    return link(address, say("Centres les plus proches", "Nearest centres"), act);
  }

  std::string ways() const {
    const std::string query = query_of(query_);
    const bool refers = found_.level >= Level::refer;
    std::string out = "<p class=\"actions\">";
    if (found_.level > Level::low) {
      out += link(with_query(Bilingual{"/adresser", "/en/refer"}.in(language_), query),
                  say("Adresser le cas", "Send the case"), refers);
      out += centres_link(refers);
    }
    const std::string kept = query_with_place(query_);
    out += link(with_query(suspicion_pdf_path.in(language_), kept),
                say("Une page PDF pour le dossier", "One PDF page for the file"), false);
    return out +
           link(with_query(suspicion_path.in(language_), kept),
                say("Modifier les réponses", "Change the answers"), false) +
           "</p>";
  }

  std::string given() const {
    const Answers answers = completed(query_.answers);
    std::string out = "<section><h2>" + say("Réponses données", "Answers given") + "</h2><dl>";
    for (const Question question : report::asked_in_order())
      out += "<dt>" + escaped(report::question_text(question, language_)) + "</dt><dd>" +
             escaped(report::given_text(answers, question, language_)) + "</dd>";
    return out + "</dl></section>";
  }

  std::string rules() const {
    std::string fired, resting;
    for (const FiredRule& one : found_.fired)
      fired += "<li>" + escaped(in(language_, one.rule->text)) +
               (one.certain ? ""
                            : say(" (faute de réponse : ", " (for want of an answer: ") +
                                  escaped(report::questions_text(one.missing, language_)) + ")") +
               say(" → ", " → ") + escaped(report::level_title(one.rule->level, language_)) +
               source_of(desk_.rules, one.rule->ground, language_) + "</li>";
    for (const RestingRule& one : found_.resting)
      resting += "<li>" + escaped(in(language_, one.rule->text)) + say(" : écartée par ", ": ruled out by ") +
                 escaped(report::questions_text(one.against, language_)) +
                 source_of(desk_.rules, one.rule->ground, language_) + "</li>";
    std::string out = "<section><h2>" + say("Les règles", "The rules") + "</h2><p>" +
                      escaped(report::rules_text(desk_.rules, language_)) + ". " +
                      escaped(in(language_, desk_.rules.about)) +
                      say(" Le réseau a choisi ce jeu de règles ; les sources divergent entre elles.",
                          " The network chose this rule set; the sources disagree with each other.") +
                      "</p>";
    out += fired.empty()
               ? "<p>" + say("Aucune règle ne s’applique.", "No rule applies.") + "</p>"
               : "<h3>" + say("Celles qui s’appliquent", "Those that apply") + "</h3><ul>" + fired + "</ul>";
    if (!resting.empty())
      out += "<details><summary>" +
             say("Celles qui ne s’appliquent pas, et pourquoi", "Those that do not, and why") +
             "</summary><ul>" + resting + "</ul></details>";
    return out + "</section>";
  }

  const SuspicionDesk& desk_;
  const SuspicionQuery& query_;
  Language language_;
  Assessment found_;
};

}  // namespace

std::string suspicion_answer(const SuspicionDesk& desk, const SuspicionQuery& query, Language language) {
  return AnswerPage(desk, query, language).html();
}

std::string suspicion_guidance(const SuspicionDesk& desk, Language language) {
  const RuleSet& rules = desk.rules;
  std::string out =
      "<p class=\"alert\">" +
      std::string(
          in(language,
             "Le réseau n’a pas encore nommé qui répond d’un résultat individuel : cette page donne "
             "les règles générales, sans réponse pour une personne.",
             "The network has not yet named who answers for an individual result: this page gives the "
             "general rules, without an answer for one person.")) +
      "</p><section><h2>" + in(language, "Quand y penser", "When to think of it") + "</h2><ul>";
  for (const Rule& rule : rules.rules) {
    out += "<li>" + escaped(in(language, rule.text)) + in(language, " → ", " → ") +
           escaped(report::level_title(rule.level, language));
    if (rule.delay_days) out += ", " + escaped(report::delay_text(*rule.delay_days, language));
    out += source_of(rules, rule.ground, language) + "</li>";
  }
  out += "</ul></section>";
  std::vector<const Statement*> all;
  for (const Statement& one : rules.statements)
    if (one.to > Level::low) all.push_back(&one);
  for (const auto& [advice, word] : advice_words) out += list_of_advice(rules, all, advice, language);
  return out + "<p class=\"actions\">" +
         link(Bilingual{"/centres", "/en/centres"}.in(language),
              in(language, "Trouver un centre", "Find a centre"), true) +
         link(Bilingual{"/adresser", "/en/refer"}.in(language),
              in(language, "Adresser un cas", "Refer a case"), true) +
         "</p><p class=\"source\">" + escaped(report::rules_text(rules, language)) + ". " +
         escaped(report::what_it_is({}, language)) + "</p>";
}

}  // namespace repere::web
