#include "web/public/suspicion_query.hpp"

#include <algorithm>

#include "base/numbers.hpp"
#include "report/suspicion/suspicion_words.hpp"

namespace repere::web {

using namespace suspicion;
using report::in;

namespace {

constexpr std::size_t longest_typed_size = 20;

std::string one_value(SuspicionQuery& query, const Fields& fields, std::string_view name, Language language) {
  if (fields.count(name) > 1)
    query.wrong.push_back(
        {std::string(name), in(language, "une seule réponse est attendue", "only one answer is expected")});
  return std::string(fields.find(name).value_or(""));
}

std::optional<double> centimetres(std::string text) {
  std::replace(text.begin(), text.end(), ',', '.');
  const auto number = parse_number(text);
  const bool plain = text.find_first_not_of("0123456789.") == std::string::npos;
  return number && plain && *number >= smallest_cm && *number <= largest_cm ? number : std::nullopt;
}

void read_typed_size(SuspicionQuery& query, std::string typed, Language language) {
  typed.erase(0, typed.find_first_not_of(' '));
  typed.erase(typed.find_last_not_of(' ') + 1);
  if (typed.empty()) return;
  const auto cm = typed.size() <= longest_typed_size ? centimetres(typed) : std::nullopt;
  if (cm) {
    query.answers.size = {*cm, *cm};
    query.size_typed = typed;
    return;
  }
  query.wrong.push_back({std::string(size_name), in(language, "écrivez un nombre de 0,1 à 60, en centimètres",
                                                    "write a number from 0.1 to 60, in centimetres")});
}

void read_size_choice(SuspicionQuery& query, const std::string& word, Language language) {
  if (word.empty() || word == unknown_word) return;
  const auto found = std::find_if(size_choices.begin(), size_choices.end(),
                                  [&](const SizeChoice& one) { return one.word == word; });
  if (found == size_choices.end()) {
    query.wrong.push_back(
        {std::string(size_choice_name),
         in(language, "choisissez une des réponses proposées", "choose one of the answers offered")});
    return;
  }
  query.size_choice = word;
  if (!query.answers.size.known()) query.answers.size = found->range;
}

std::vector<std::string> with_unknown(std::vector<std::string> words) {
  words.emplace_back(unknown_word);
  return words;
}

}  // namespace

SuspicionQuery read_suspicion_query(const Fields& fields, Language language) {
  SuspicionQuery query;
  for (const QuestionWords& question : question_words) {
    const std::string word = one_value(query, fields, question.name, language);
    if (!word.empty() && !query.answers.set_word(question.question, word))
      query.wrong.push_back({std::string(question.name), in(language, "choisissez une des réponses proposées",
                                                            "choose one of the answers offered")});
  }
  read_typed_size(query, one_value(query, fields, size_name, language), language);
  read_size_choice(query, one_value(query, fields, size_choice_name, language), language);
  query.place_words = one_value(query, fields, place_words_name, language);
  query.commune = one_value(query, fields, commune_name, language);
  if (query.place_words.size() > longest_place_words || query.commune.size() > 5) {
    query.wrong.push_back({std::string(place_words_name), in(language, "écrivez une commune ou un code postal",
                                                             "write a commune or a postal code")});
    query.place_words.clear();
    query.commune.clear();
  }
  return query;
}

std::string query_of(const SuspicionQuery& query) {
  std::string text;
  const auto add = [&](std::string_view name, std::string_view value) {
    text += (text.empty() ? "" : "&") + std::string(name) + "=" + percent_encoded(value);
  };
  for (const QuestionWords& question : question_words)
    if (query.answers.known(question.question)) add(question.name, query.answers.word(question.question));
  if (query.answers.size.known() && query.answers.size.least == query.answers.size.most)
    add(size_name, shortest_text(query.answers.size.least));
  else if (!query.size_choice.empty())
    add(size_choice_name, query.size_choice);
  return text;
}

std::string query_with_place(const SuspicionQuery& query) {
  std::string text = query_of(query);
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) text += (text.empty() ? "" : "&") + std::string(name) + "=" + percent_encoded(value);
  };
  add(place_words_name, query.place_words);
  add(commune_name, query.commune);
  return text;
}

std::vector<Parameter> suspicion_parameters() {
  std::vector<Parameter> parameters;
  for (const QuestionWords& question : question_words) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < question.count(); ++i) words.emplace_back(question.answers[i]);
    parameters.push_back({std::string(question.name), Schema::one_of(with_unknown(std::move(words))),
                          report::question_text(question.question, Language::en)});
  }
  parameters.push_back({std::string(size_name), Schema::number().at_least(smallest_cm).at_most(largest_cm),
                        "largest diameter in centimetres; goes before `size`"});
  std::vector<std::string> words;
  for (const SizeChoice& one : size_choices) words.emplace_back(one.word);
  parameters.push_back(
      {std::string(size_choice_name), Schema::one_of(with_unknown(std::move(words))),
       "smaller than a golf ball, like a golf ball (4.3 to 6.5 cm), or like a tennis ball or larger"});
  parameters.push_back({std::string(place_words_name), Schema::text().longest(longest_place_words).example("69008"),
                        "commune or postal code: the nearest centres come with the answer"});
  parameters.push_back({std::string(commune_name), Schema::text().longest(5), "INSEE code of one of several communes"});
  return parameters;
}

}  // namespace repere::web
