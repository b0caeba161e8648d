#include "report/drawing/plain_text.hpp"
#include "report/suspicion/suspicion_words.hpp"
#include "web/public/suspicion_pages.hpp"

namespace repere::web {

using namespace suspicion;
using report::escaped;
using report::in;

namespace {

std::string radio(std::string_view name, std::string_view word, std::string_view text, bool checked) {
  return "<label class=\"choice\"><input type=\"radio\" name=\"" + std::string(name) + "\" value=\"" +
         std::string(word) + "\"" + (checked ? " checked" : "") + ">" + escaped(text) + "</label>";
}

class Form {
 public:
  Form(const SuspicionDesk& desk, const SuspicionQuery& query, Language language)
      : desk_(desk), query_(query), language_(language) {}

  std::string html() {
    std::string out = errors() + "<form class=\"steps\" method=\"get\" action=\"" +
                      std::string(suspicion_answer_path.in(language_)) + "\">";
    for (const Question question : {Question::age, Question::place}) out += step(question);
    out += size_step();
    for (const Question question : {Question::depth, Question::growth, Question::pain}) out += step(question);
    out += group({"Antécédents", "History"},
                 {Question::recurrence, Question::radiotherapy, Question::predisposition});
    out += group({"Déjà fait", "Already done"}, {Question::imaging, Question::biopsy, Question::removal});
    return out + place() + "<input type=\"hidden\" name=\"" + std::string(finished_name) +
           "\" value=\"1\"><p><button class=\"act\">" + in(language_, "Voir la réponse", "See the answer") +
           "</button></p></form>" + foot();
  }

 private:
  std::string errors() const {
    if (query_.wrong.empty()) return {};
    std::string list;
    for (const Violation& one : query_.wrong)
      list += "<li><a href=\"#" + one.pointer + "\">" + escaped(name_of_field(one.pointer)) + "</a>" +
              in(language_, " : ", ": ") + escaped(one.detail) + "</li>";
    return "<div class=\"warning\" role=\"alert\"><p>" +
           std::string(in(language_, "À corriger :", "To be mended:")) +
           "</p><ul>" + list + "</ul></div>";
  }

  std::string name_of_field(std::string_view name) const {
    for (const QuestionWords& question : question_words)
      if (question.name == name) return report::question_text(question.question, language_);
    if (name == place_words_name) return std::string(in(language_, "Commune", "Commune"));
    return report::question_text(Question::size, language_);
  }

  std::string legend(std::string_view text, std::string_view hint) {
    return "<legend>" + std::to_string(++number_) + ". " + escaped(text) + "</legend>" +
           (hint.empty() ? "" : "<span class=\"hint\">" + escaped(hint) + "</span>");
  }

  std::string choices(Question question) const {
    const QuestionWords& words = words_of(question);
    const std::string_view given = query_.answers.word(question);
    std::string out;
    for (std::size_t i = 0; i < words.count(); ++i)
      out += radio(words.name, words.answers[i], report::answer_text(question, words.answers[i], language_),
                   given == words.answers[i]);
    return out +
           radio(words.name, unknown_word, report::answer_text(question, unknown_word, language_), false);
  }

  std::string step(Question question) {
    return "<fieldset id=\"" + std::string(name_of(question)) + "\">" +
           legend(report::question_text(question, language_), report::question_hint(question, language_)) +
           choices(question) + "</fieldset>";
  }

  std::string group(Bilingual title, const std::vector<Question>& questions) {
    std::string out = "<fieldset>" + legend(title.in(language_), {});
    for (const Question question : questions)
      out += "<fieldset id=\"" + std::string(name_of(question)) + "\" class=\"part\"><legend>" +
             escaped(report::question_text(question, language_)) + "</legend>" + choices(question) +
             "</fieldset>";
    return out + "</fieldset>";
  }

  std::string size_step() {
    constexpr std::array<Bilingual, 3> names{
        {{"plus petite qu’une balle de golf", "smaller than a golf ball"},
         {"comme une balle de golf (environ 4,3 cm) ou un peu plus",
          "like a golf ball (about 4.3 cm) or a little larger"},
         {"comme une balle de tennis (environ 6,5 cm) ou plus",
          "like a tennis ball (about 6.5 cm) or larger"}}};
    std::string out = "<fieldset id=\"" + std::string(size_choice_name) + "\">" +
                      legend(report::question_text(Question::size, language_),
                             report::question_hint(Question::size, language_));
    out += "<label for=\"size_cm\">" + std::string(in(language_, "En centimètres", "In centimetres")) +
           "</label><input class=\"short\" id=\"size_cm\" name=\"size_cm\" inputmode=\"decimal\" "
           "autocomplete=\"off\" "
           "maxlength=\"20\" value=\"" +
           escaped(query_.size_typed) + "\">";
    for (std::size_t i = 0; i < size_choices.size(); ++i)
      out += radio(size_choice_name, size_choices[i].word, names[i].in(language_),
                   query_.size_choice == size_choices[i].word);
    return out +
           radio(size_choice_name, unknown_word, report::answer_text(Question::size, unknown_word, language_),
                 false) +
           "</fieldset>";
  }

  // Not a step: it may stay empty, and decides nothing but which centres are near.
  std::string place() const {
    if (!desk_.directory) return {};
    return "<p id=\"" + std::string(place_words_name) + "-step\"><label for=\"lieu\">" +
           std::string(in(language_, "Votre commune ou code postal (facultatif)",
                          "Your commune or postal code (optional)")) +
           "</label><input id=\"lieu\" name=\"lieu\" maxlength=\"100\" autocomplete=\"postal-code\" "
           "aria-describedby=\"lieu-hint\" value=\"" +
           escaped(query_.place_words) + "\"><span class=\"hint\" id=\"lieu-hint\">" +
           std::string(in(language_, "Pour trouver les centres les plus proches ; rien d’autre n’en dépend.",
                          "To find the nearest centres; nothing else depends on it.")) +
           "</span></p>";
  }

  std::string foot() const {
    return "<p class=\"source\">" +
           std::string(in(
               language_,
               "Ce qui n’est pas répondu compte comme inconnu, donc avec prudence. Aucun nom n’est demandé ; "
               "les "
               "réponses restent dans l’adresse de la page et ne sont écrites dans aucun journal du serveur. Le serveur "
               "compte, par semaine et par département, combien de fois chaque niveau a été répondu ; rien d’autre n’est "
               "conservé.",
               "What is not answered counts as unknown, hence cautiously. No name is asked for; the answers "
               "stay "
               "in the page’s address and are written to no log of the server. The server counts, by week and "
               "department, how often each level was answered; nothing else is kept.")) +
           "</p><p class=\"source\">" + in(language_, "Règles : ", "Rules: ") +
           escaped(report::rules_text(desk_.rules, language_)) + ". " +
           escaped(in(language_, desk_.rules.about)) + "</p>" + "<p class=\"source\">" +
           escaped(report::what_it_is(desk_.answerable, language_)) + "</p>";
  }

  const SuspicionDesk& desk_;
  const SuspicionQuery& query_;
  Language language_;
  int number_ = 0;
};

}  // namespace

std::string suspicion_form(const SuspicionDesk& desk, const SuspicionQuery& query, Language language) {
  return Form(desk, query, language).html();
}

}  // namespace repere::web
