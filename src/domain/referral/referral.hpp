#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/confidential.hpp"
#include "base/date.hpp"
#include "base/result.hpp"
#include "domain/access/permit.hpp"
#include "domain/words.hpp"

// A patient sent to a centre by somebody outside it, with an account or without.
namespace repere::referral {

/// Where a referral stands. Numbers are stored: never reused.
enum class State : std::uint8_t {
  received = 1,    ///< at the centre; nobody has taken it up yet, or the sender has just added something
  incomplete = 2,  ///< the centre asked for what is missing
  accepted = 3,    ///< complete: the centre takes it on
  scheduled = 4,   ///< on the agenda of a board
  answered = 5,
  closed = 6,  ///< without an answer, with a reason: sent twice, not for the network
};
inline constexpr std::array state_words{
    Word{State::received, "received"},   Word{State::incomplete, "incomplete"}, Word{State::accepted, "accepted"},
    Word{State::scheduled, "scheduled"}, Word{State::answered, "answered"},     Word{State::closed, "closed"}};

/// What happened to it. Numbers are stored: never reused.
enum class Happening : std::uint8_t {
  sent = 1,
  asked = 2,       ///< the centre asks for what is missing
  completed = 3,   ///< the sender added something
  redirected = 4,  ///< to a better-suited centre, with the reason
  accepted = 5,
  scheduled = 6,
  answered = 7,
  closed = 8,
  opened = 9,  ///< the centre looked at it for the first time
};
inline constexpr std::array happening_words{
    Word{Happening::sent, "sent"},           Word{Happening::asked, "asked"},
    Word{Happening::completed, "completed"}, Word{Happening::redirected, "redirected"},
    Word{Happening::accepted, "accepted"},   Word{Happening::scheduled, "scheduled"},
    Word{Happening::answered, "answered"},   Word{Happening::closed, "closed"},
    Word{Happening::opened, "opened"}};

/// The state after something happened. A referral that is over (answered, closed) can be answered again and added to; it
/// is never scheduled, redirected or closed any more.
/// Errors: conflict when this cannot happen now
Result<State> after(State state, Happening happening);

enum class AgeGroup : std::uint8_t { unknown = 0, child = 1, adult = 2 };
inline constexpr std::array age_group_words{Word{AgeGroup::unknown, "unknown"}, Word{AgeGroup::child, "child"},
                                            Word{AgeGroup::adult, "adult"}};

/// Where the mass is, as far as it decides who should see it.
enum class Place : std::uint8_t { unknown = 0, soft_tissue = 1, bone = 2, deep = 3 };
inline constexpr std::array place_words{Word{Place::unknown, "unknown"}, Word{Place::soft_tissue, "soft_tissue"},
                                        Word{Place::bone, "bone"}, Word{Place::deep, "deep"}};

/// What a field of the form takes.
enum class FieldKind : std::uint8_t { line, text, day, number, choice, email, telephone };
/// Which part of the form it stands in.
enum class Part : std::uint8_t { sender, patient, mass };

/// A field of the referral's form: the form, its check, its storage and its display are all made from this list.
struct FieldRule {
  std::string_view name;
  Part part;
  FieldKind kind;
  bool required = false;
  std::size_t longest = 100;        ///< in characters
  std::string_view choices = {};    ///< words between spaces
  int least = 0, most = 0;          ///< of a number

};
inline constexpr std::array field_rules{
    FieldRule{"sender_name", Part::sender, FieldKind::line, true},
    FieldRule{"sender_profession", Part::sender, FieldKind::choice, true, 40,
              "general_practitioner radiologist surgeon oncologist paediatrician pathologist other_physician other"},
    FieldRule{"sender_place", Part::sender, FieldKind::line, false, 200},
    FieldRule{"sender_email", Part::sender, FieldKind::email, false, 200},
    FieldRule{"sender_telephone", Part::sender, FieldKind::telephone, false, 30},
    FieldRule{"birth_name", Part::patient, FieldKind::line, true},
    FieldRule{"given_names", Part::patient, FieldKind::line, true},
    FieldRule{"birth_date", Part::patient, FieldKind::day, true},
    FieldRule{"sex", Part::patient, FieldKind::choice, false, 10, "female male other"},
    FieldRule{"postcode", Part::patient, FieldKind::line, false, 10},
    FieldRule{"patient_telephone", Part::patient, FieldKind::telephone, false, 30},
    FieldRule{"place", Part::mass, FieldKind::choice, true, 20, "soft_tissue bone deep unknown"},
    FieldRule{"site", Part::mass, FieldKind::line, false, 200},
    FieldRule{"size_mm", Part::mass, FieldKind::number, false, 6, {}, 1, 1000},
    FieldRule{"growing", Part::mass, FieldKind::choice, false, 10, "yes no unknown"},
    FieldRule{"first_seen", Part::mass, FieldKind::day},  // whence delays are counted
    FieldRule{"done_imaging", Part::mass, FieldKind::choice, false, 20, "none ultrasound mri ct radiograph several"},
    FieldRule{"done_biopsy", Part::mass, FieldKind::choice, false, 20, "no needle surgical unknown"},
    FieldRule{"done_surgery", Part::mass, FieldKind::choice, false, 20, "no planned complete incomplete unknown"},
    FieldRule{"history", Part::mass, FieldKind::text, false, 5000},
    FieldRule{"question", Part::mass, FieldKind::text, true, 2000}};

/// What was filled in: texts by the names of the rules, without those left empty.
using Answers = std::map<std::string, std::string, std::less<>>;

/// What is wrong with a field.
enum class Fault : std::uint8_t {
  missing,
  too_long,
  not_a_day,
  in_the_future,
  too_long_ago,
  not_a_number,
  out_of_range,
  not_a_choice,
  not_an_address,
  no_way_to_answer,  ///< neither e-mail nor telephone of the sender
  not_a_postcode,
  before_birth,
};
struct FieldProblem {
  std::string field;
  Fault fault = Fault::missing;
  bool operator==(const FieldProblem&) const = default;
};

/// Everything that is wrong, in the order of the form.
/// Shape: texts without spaces at their ends; `today` bounds the birth date (at most 125 years before)
std::vector<FieldProblem> check(const Answers& answers, Day today);

/// Whether the patient was under 18 on a day; unknown without a birth date.
/// Source: the age of majority; a network whose paediatric boards end earlier redirects
AgeGroup age_group_of(const Answers& answers, Day on);
Place place_of(const Answers& answers);

/// By when the receiving centre should have taken it up, in days from reception, and the first imaging that is asked for
/// when none is attached.
struct Expectation {
  AgeGroup age = AgeGroup::unknown;
  Place place = Place::unknown;
  int days = 14;
  std::string imaging_fr, imaging_en;
  std::string source;
};
/// The line for an age group and a place; an unknown one takes the shortest delay of all that it may be.
/// Shape: `lines` has a line for each child/adult × known place
Expectation expected_of(const std::vector<Expectation>& lines, AgeGroup age, Place place);

using access::ReferralId;

/// What is kept of a document beside its content.
struct Document {
  std::int64_t number = 0;  ///< 1, 2, … within the referral
  Instant at{};
  bool from_centre = false;
  std::string type;  ///< media type, from the content
  std::int64_t size = 0;
  Confidential<std::string> name;  ///< as the sender calls it
};

/// Something that happened, with what was written about it.
struct Event {
  std::int64_t number = 0;  ///< 1, 2, … within the referral
  Instant at{};
  Happening what = Happening::sent;
  access::AccountId account;  ///< 0: the sender without account
  std::string centre;         ///< in whose name, or, of a redirection, to which
  Confidential<std::string> text;
};

/// What is kept in clear: enough to list, to route and to count, nothing that names anybody.
struct Summary {
  ReferralId id;
  std::string number;  ///< "R-7K3M-2QXF": to be said on the telephone; opens nothing
  std::string centre;  ///< the receiving centre now
  State state = State::received;
  Instant received{}, changed{};
  Day due{};
  AgeGroup age = AgeGroup::unknown;
  Place place = Place::unknown;
  std::int64_t version = 1;
  std::int64_t documents = 0;
  bool opened = false;
};

/// All of it.
struct Referral : Summary {
  access::AccountId sender;  ///< 0: without account
  bool erased = false;       ///< its key was destroyed: the confidential part is empty
  Confidential<Answers> answers;
  std::vector<Event> events;
  std::vector<Document> files;
  std::string suspicion;  ///< the questionnaire's answers that came with it, as a query of its page; may be empty
};

}  // namespace repere::referral
