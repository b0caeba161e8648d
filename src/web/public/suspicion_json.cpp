#include <boost/json/array.hpp>

#include "web/public/suspicion_pages.hpp"

namespace repere::web {

using namespace suspicion;
namespace js = boost::json;

namespace {

js::object both(const Sentence& sentence) { return {{"fr", sentence.fr}, {"en", sentence.en}}; }

// Source and "to be confirmed by the network" of one statement.
void add_ground(js::object& to, const RuleSet& rules, const Ground& ground) {
  to["assumed"] = ground.assumed;
  if (!ground.source) return;
  const Source& source = rules.sources[*ground.source];
  to["source"] =
      js::object{{"title", source.title}, {"edition", both(source.edition)}, {"date", source.date.text()}};
}

js::array names(const std::vector<Question>& questions) {
  js::array list;
  for (const Question question : questions) list.emplace_back(name_of(question));
  return list;
}

js::object json_of(const RuleSet& rules, const Rule& rule) {
  js::object object{{"id", rule.id}, {"text", both(rule.text)}, {"level", word_in(level_words, rule.level)}};
  add_ground(object, rules, rule.ground);
  return object;
}

Schema sentence_schema() { return Schema::object().with("fr", Schema::text()).with("en", Schema::text()); }

Schema source_schema() {
  return Schema::object()
      .with("title", Schema::text())
      .with("edition", sentence_schema())
      .with("date", Schema::partial_date());
}

Schema level_schema() {
  std::vector<std::string> words;
  for (const auto& one : level_words) words.emplace_back(one.word);
  return Schema::one_of(std::move(words));
}

Schema rule_schema() {
  return Schema::object()
      .with("id", Schema::text())
      .with("text", sentence_schema())
      .with("level", level_schema())
      .with("assumed", Schema::truth())
      .maybe("source", source_schema());
}

}  // namespace

js::object suspicion_json(const SuspicionDesk& desk, const SuspicionQuery& query) {
  const Assessment found = assess(desk.rules, query.answers);
  js::object answer{{"level", word_in(level_words, found.level)},
                    {"level_of_known_answers", word_in(level_words, found.level_of_known)},
                    {"missing", names(found.missing)}};
  if (found.delay_days) {
    js::object delay{{"days", *found.delay_days}};
    add_ground(delay, desk.rules, found.delay_rule->delay_ground);
    answer["delay"] = std::move(delay);
  }
  js::array advice, fired, resting;
  for (const Statement* one : found.statements) {
    js::object object{{"kind", word_in(advice_words, one->advice)}, {"text", both(one->text)}};
    add_ground(object, desk.rules, one->ground);
    advice.push_back(std::move(object));
  }
  for (const FiredRule& one : found.fired) {
    js::object object = json_of(desk.rules, *one.rule);
    object["certain"] = one.certain;
    object["missing"] = names(one.missing);
    fired.push_back(std::move(object));
  }
  for (const RestingRule& one : found.resting) {
    js::object object = json_of(desk.rules, *one.rule);
    object["against"] = names(one.against);
    resting.push_back(std::move(object));
  }
  answer["advice"] = std::move(advice);
  answer["rules_that_apply"] = std::move(fired);
  answer["rules_that_do_not"] = std::move(resting);
  answer["rule_set"] = js::object{{"id", desk.rules.id},
                                  {"title", both(desk.rules.title)},
                                  {"version", desk.rules.version},
                                  {"edition", desk.rules.edition.text()}};
  const bool has_place = !query.place_words.empty() || !query.commune.empty();
  if (desk.directory && has_place && found.level > Level::low) answer["nearest"] = nearest_json(desk, query);
  answer["is_diagnosis"] = false;
  answer["answerable"] = desk.answerable;
  return answer;
}

Schema suspicion_schema() {
  const Schema questions = Schema::array(Schema::text());
  const Schema advice = Schema::object()
                            .with("kind", Schema::text())
                            .with("text", sentence_schema())
                            .with("assumed", Schema::truth())
                            .maybe("source", source_schema());
  const Schema delay = Schema::object()
                           .with("days", Schema::whole().about("within which the next step is taken"))
                           .with("assumed", Schema::truth().about("to be confirmed by the network"))
                           .maybe("source", source_schema());
  return Schema::object()
      .with("level", level_schema())
      .with("level_of_known_answers", level_schema().about("lower than level only for want of answers"))
      .with("missing", questions)
      .maybe("delay", delay)
      .with("advice", Schema::array(advice))
      .with("rules_that_apply",
            Schema::array(rule_schema().with("certain", Schema::truth()).with("missing", questions)))
      .with("rules_that_do_not", Schema::array(rule_schema().with("against", questions)))
      .with("rule_set", Schema::object()
                            .with("id", Schema::text())
                            .with("title", sentence_schema())
                            .with("version", Schema::text())
                            .with("edition", Schema::partial_date()))
      .maybe("nearest", Schema::object()
                            .with("search", search_schema())
                            .with("centres", Schema::array(centre_schema()))
                            .about("when a place was given and the mass is not of the lowest level"))
      .with("is_diagnosis", Schema::truth())
      .with("answerable", Schema::text())
      .named("Suspicion");
}

}  // namespace repere::web
