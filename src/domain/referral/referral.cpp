#include "domain/referral/referral.hpp"

#include <algorithm>

#include "base/numbers.hpp"
#include "base/words_of_text.hpp"

namespace repere::referral {
namespace {

constexpr int oldest_years = 125, adult_years = 18;

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::chrono::year_month_day years_before(Day day, int years) {
  const std::chrono::year_month_day date(day);
  const auto moved = date - std::chrono::years(years);
  return moved.ok() ? moved : moved.year() / moved.month() / std::chrono::last;
}

std::optional<Fault> fault_of_day(std::string_view text, Day today) {
  const auto date = PartialDate::parse(text);
  if (!date || !date->exact()) return Fault::not_a_day;
  if (date->first() > today) return Fault::in_the_future;
  if (date->first() < Day(years_before(today, oldest_years))) return Fault::too_long_ago;
  return std::nullopt;
}

// One "@" with something on both sides and a dot behind it; whether it exists only a message can tell.
bool looks_like_an_address(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0 || text.find('@', at + 1) != std::string_view::npos) return false;
  if (text.find_first_of(" <>,;\"\r\n\t") != std::string_view::npos) return false;
  const std::size_t dot = text.rfind('.');
  return dot != std::string_view::npos && dot > at + 1 && dot + 1 < text.size();
}

bool looks_like_a_telephone(std::string_view text) {
  const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits >= 6 && digits <= 15 && text.find_first_not_of("0123456789+-. ()/") == std::string_view::npos;
}

std::optional<Fault> fault_of_number(const FieldRule& rule, std::string_view text) {
  const auto number = parse_whole(text);
  if (!number) return Fault::not_a_number;
  return *number < rule.least || *number > rule.most ? std::optional(Fault::out_of_range) : std::nullopt;
}

std::optional<Fault> fault_of(const FieldRule& rule, std::string_view text, Day today) {
  if (text.empty()) return rule.required ? std::optional(Fault::missing) : std::nullopt;
  if (characters(text) > rule.longest) return Fault::too_long;
  const auto unless = [](bool good, Fault fault) { return good ? std::nullopt : std::optional(fault); };
  switch (rule.kind) {
    case FieldKind::day:
      return fault_of_day(text, today);
    case FieldKind::number:
      return fault_of_number(rule, text);
    case FieldKind::choice:
      return unless(has_word(rule.choices, text), Fault::not_a_choice);
    case FieldKind::email:
      return unless(looks_like_an_address(text), Fault::not_an_address);
    case FieldKind::telephone:
      return unless(looks_like_a_telephone(text), Fault::not_an_address);
    case FieldKind::line:
    case FieldKind::text:
      return std::nullopt;
  }
  return std::nullopt;
}

std::string_view text_of(const Answers& answers, std::string_view name) {
  const auto found = answers.find(name);
  return found == answers.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace

Result<State> after(State state, Happening happening) {
  const bool over = state == State::answered || state == State::closed;
  switch (happening) {
    case Happening::sent:
      return State::received;
    case Happening::opened:
      return state;
    case Happening::completed:
      return over || state == State::scheduled || state == State::accepted ? state : State::received;
    case Happening::answered:
      return State::answered;
    case Happening::asked:
      if (!over) return state == State::scheduled ? state : State::incomplete;
      break;
    case Happening::redirected:
      if (!over) return State::received;
      break;
    case Happening::accepted:
      if (!over) return state == State::scheduled ? state : State::accepted;
      break;
    case Happening::scheduled:
      if (!over) return State::scheduled;
      break;
    case Happening::closed:
      if (!over) return State::closed;
      break;
  }
  return fail(ErrorKind::conflict, "this referral is over: it can be answered again, nothing else");
}

std::vector<FieldProblem> check(const Answers& answers, Day today) {
  std::vector<FieldProblem> problems;
  for (const FieldRule& rule : field_rules)
    if (const auto fault = fault_of(rule, text_of(answers, rule.name), today))
      problems.push_back({std::string(rule.name), *fault});
  if (text_of(answers, "sender_email").empty() && text_of(answers, "sender_telephone").empty())
    problems.push_back({"sender_email", Fault::no_way_to_answer});
  if (const auto code = text_of(answers, "postcode");
      !code.empty() && (code.size() != 5 || code.find_first_not_of("0123456789") != std::string_view::npos))
    problems.push_back({"postcode", Fault::not_a_postcode});
  const auto birth = PartialDate::parse(text_of(answers, "birth_date")), seen = PartialDate::parse(text_of(answers, "first_seen"));
  if (birth && seen && seen->first() < birth->first()) problems.push_back({"first_seen", Fault::before_birth});
  return problems;
}

AgeGroup age_group_of(const Answers& answers, Day on) {
  const auto birth = PartialDate::parse(text_of(answers, "birth_date"));
  if (!birth) return AgeGroup::unknown;
  return birth->first() > Day(years_before(on, adult_years)) ? AgeGroup::child : AgeGroup::adult;
}

Place place_of(const Answers& answers) {
  return value_in(place_words, text_of(answers, "place")).value_or(Place::unknown);
}

Expectation expected_of(const std::vector<Expectation>& lines, AgeGroup age, Place place) {
  Expectation chosen{age, place, 14, {}, {}, {}};
  bool found = false;
  for (const Expectation& line : lines) {
    const bool fits = (age == AgeGroup::unknown || line.age == age) && (place == Place::unknown || line.place == place);
    if (!fits || (found && line.days >= chosen.days)) continue;
    chosen = line;
    found = true;
  }
  return chosen;
}

}  // namespace repere::referral
