#include "catalogue/triage_files.hpp"

#include <algorithm>

#include "catalogue/cited_fields.hpp"
#include "catalogue/read_text.hpp"

namespace repere {
namespace {

namespace fs = std::filesystem;
using namespace suspicion;

constexpr int longest_delay_days = 365;

class RuleSetReader {
 public:
  explicit RuleSetReader(const RuleSet* shared) : is_shared_(shared == nullptr) {
    if (!shared) return;
    set_.sources = shared->sources;
    set_.rules = shared->rules;
    set_.statements = shared->statements;
  }

  RuleSet read(DefinitionFields& fields) {
    set_.version = fields.text("version");
    set_.edition = fields.date("edition");
    set_.licence = fields.text("licence");
    if (!is_shared_) {
      set_.id = fields.text("id");
      set_.title = read_sentence(fields, "title");
      set_.about = read_sentence(fields, "about");
    }
    for (DefinitionFields& one : fields.tables("sources"))
      set_.sources.push_back(read_source(one, set_.sources));
    for (DefinitionFields& one : fields.tables("rules")) add_rule(one);
    for (DefinitionFields& one : fields.tables("statements")) add_statement(one);
    fields.finish();
    return std::move(set_);
  }

 private:
  void add_rule(DefinitionFields& fields) {
    Rule rule;
    rule.id = read_new_id(fields, set_.rules);
    rule.text = read_sentence(fields, "text");
    rule.when = conditions(fields);
    if (rule.when.empty()) fields.refuse("", "has no condition: give it one under when");
    rule.level = fields.word("level", level_words);
    rule.ground = read_ground(fields, set_.sources);
    if (fields.has("delay_days")) {
      rule.delay_days = fields.whole("delay_days");
      if (*rule.delay_days < 1 || *rule.delay_days > longest_delay_days)
        fields.refuse("delay_days", "is not between 1 and 365");
      rule.delay_ground = read_ground(fields, set_.sources, "delay_source", "delay_assumed");
    }
    fields.finish();
    set_.rules.push_back(std::move(rule));
  }

  void add_statement(DefinitionFields& fields) {
    Statement one;
    one.id = read_new_id(fields, set_.statements);
    one.advice = fields.word("advice", advice_words);
    one.text = read_sentence(fields, "text");
    one.when = conditions(fields);
    one.from = fields.word_or("from", level_words, Level::low);
    one.to = fields.word_or("to", level_words, Level::at_once);
    if (one.to < one.from) fields.refuse("to", "is below from: mend one of them");
    one.only_when_certain = fields.has("only_when_certain") && fields.flag("only_when_certain");
    one.ground = read_ground(fields, set_.sources);
    fields.finish();
    set_.statements.push_back(std::move(one));
  }

  static Conditions conditions(DefinitionFields& fields) {
    Conditions all;
    auto when = fields.table("when");
    if (!when) return all;
    for (const QuestionWords& question : question_words)
      if (when->has(question.name)) all.push_back(worded(*when, question));
    if (auto size = when->table(size_name)) all.push_back(sized(*size));
    when->finish();
    return all;
  }

  static Condition worded(DefinitionFields& when, const QuestionWords& question) {
    Condition condition;
    condition.question = question.question;
    for (const std::string& word : when.texts(question.name)) {
      const auto place = question.place_of(word);
      if (!place) when.refuse(question.name, "'" + word + "' is no answer of this question");
      condition.accepted = static_cast<Possible>(condition.accepted | (place ? 1U << *place : 0U));
    }
    if (condition.accepted == 0) when.refuse(question.name, "accepts no answer: name one at least");
    return condition;
  }

  static Condition sized(DefinitionFields& size) {
    Condition condition;
    condition.question = Question::size;
    condition.comparison = size.word("comparison", comparison_words);
    condition.threshold_cm = size.number("cm");
    if (condition.threshold_cm < smallest_cm || condition.threshold_cm > largest_cm)
      size.refuse("cm", "is not between 0.1 and 60");
    size.finish();
    return condition;
  }

  bool is_shared_;
  RuleSet set_;
};

Result<std::vector<fs::path>> files_of(const fs::path& folder) {
  std::error_code problem;
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem))
    if (entry->path().extension() == ".toml" && entry->path().filename() != "shared.toml")
      files.push_back(entry->path());
  if (problem)
    return fail(ErrorKind::not_found, folder.string() + ": the folder of triage rules cannot be read");
  if (files.empty()) return fail(ErrorKind::incorrect, folder.string() + ": there is no rule set: add one");
  std::sort(files.begin(), files.end());
  return files;
}

Result<RuleSet> load_rule_set(const fs::path& file, const RuleSet* shared) {
  const auto text = read_text(file);
  if (!text) return tl::unexpected(text.error());
  return read_rule_set(*text, file.string(), shared);
}

}  // namespace

Result<RuleSet> read_rule_set(std::string_view text, std::string_view name, const RuleSet* shared) {
  const auto table = parse_definition(text, name);
  if (!table) return tl::unexpected(table.error());
  Problems problems{std::string(name)};
  DefinitionFields fields(*table, "", {text, nullptr, problems});
  RuleSet set = RuleSetReader(shared).read(fields);
  if (!problems.empty()) return tl::unexpected(problems.error());
  return set;
}

Result<RuleBook> load_rule_book(const fs::path& folder) {
  const auto files = files_of(folder);
  if (!files) return tl::unexpected(files.error());
  const auto shared = load_rule_set(folder / "shared.toml", nullptr);
  if (!shared) return tl::unexpected(shared.error());
  RuleBook book;
  for (const fs::path& file : *files) {
    auto set = load_rule_set(file, &*shared);
    if (!set) return tl::unexpected(set.error());
    if (book.find(set->id))
      return fail(ErrorKind::incorrect,
                  file.string() + ", field id: '" + set->id + "' is the id of another file too");
    // Both files decide the answer, so both versions are said.
    set->version += "/" + shared->version;
    book.sets.push_back(std::move(*set));
  }
  return book;
}

}  // namespace repere
