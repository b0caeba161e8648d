#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/confidential.hpp"
#include "domain/board/meeting.hpp"
#include "domain/registry/answers.hpp"

// One case at one meeting: what is asked, what is answered, and where it stands.
namespace repere::board {

/// Numbers are stored: never reused.
enum class Stage : std::uint8_t {
  placed = 1,      ///< on the agenda
  discussing = 2,  ///< the room looks at it
  discussed = 3,   ///< the words are there, not signed
  signed_decision = 4,
  signed_advice = 5,     ///< without quorum, or out of meeting: presented again
  registered = 6,        ///< registered only, and signed as such
  carried_over = 7,      ///< to another meeting: `next` is it
  withdrawn = 8,         ///< with the reason: consent taken back, a mistake, died
};
inline constexpr std::array stage_words{Word{Stage::placed, "placed"},
                                        Word{Stage::discussing, "discussing"},
                                        Word{Stage::discussed, "discussed"},
                                        Word{Stage::signed_decision, "signed_decision"},
                                        Word{Stage::signed_advice, "signed_advice"},
                                        Word{Stage::registered, "registered"},
                                        Word{Stage::carried_over, "carried_over"},
                                        Word{Stage::withdrawn, "withdrawn"}};
constexpr bool is_signed(Stage stage) {
  return stage == Stage::signed_decision || stage == Stage::signed_advice || stage == Stage::registered;
}
/// Nothing of it changes any more but by addendum.
constexpr bool is_over(Stage stage) {
  return is_signed(stage) || stage == Stage::carried_over || stage == Stage::withdrawn;
}

enum class Passage : std::uint8_t { discussion = 1, registered_only = 2 };
inline constexpr std::array passage_words{Word{Passage::discussion, "discussion"},
                                          Word{Passage::registered_only, "registered_only"}};

/// Which part of a presentation a field belongs to.
enum class Part : std::uint8_t { question, file, decision };
enum class FieldKind : std::uint8_t { line, text, choice, centre, day };

/// A field of a presentation: page, check, storage, PDF and data are made from this list. Each field has a version of its
/// own, so that two people who write different fields at once never meet.
struct FieldRule {
  std::string_view name;
  Part part;
  FieldKind kind;
  bool required = false;          ///< for a signature
  std::size_t longest = 4000;     ///< bytes
  std::string_view choices = {};  ///< words between spaces
};
inline constexpr std::array field_rules{
    FieldRule{"question", Part::question, FieldKind::text, true, 2000},
    FieldRule{"reason", Part::question, FieldKind::choice, true, 40,
              "initial_diagnosis first_treatment after_surgery relapse progression change_of_treatment other"},
    FieldRule{"reason_detail", Part::question, FieldKind::text},
    FieldRule{"first_seen", Part::file, FieldKind::day, false, 10},  // whence delays are counted
    FieldRule{"performance_status", Part::file, FieldKind::choice, false, 10, "0 1 2 3 4 unknown"},
    FieldRule{"history", Part::file, FieldKind::text, false, 8000},
    FieldRule{"imaging", Part::file, FieldKind::text, false, 8000},
    FieldRule{"pathology", Part::file, FieldKind::text, false, 8000},
    FieldRule{"wishes", Part::file, FieldKind::text, false, 2000},
    FieldRule{"surgery", Part::decision, FieldKind::text},
    FieldRule{"radiotherapy", Part::decision, FieldKind::text},
    FieldRule{"systemic_treatment", Part::decision, FieldKind::text},
    FieldRule{"further_diagnosis", Part::decision, FieldKind::text},
    FieldRule{"second_reading", Part::decision, FieldKind::text},
    FieldRule{"surveillance", Part::decision, FieldKind::text},
    FieldRule{"palliative_care", Part::decision, FieldKind::text},
    FieldRule{"trial", Part::decision, FieldKind::text},
    FieldRule{"planned_centre", Part::decision, FieldKind::centre, false, 100},
    FieldRule{"agreement", Part::decision, FieldKind::choice, true, 20, "unanimous majority divided"},
    FieldRule{"dissent", Part::decision, FieldKind::text},
    FieldRule{"guideline", Part::decision, FieldKind::choice, true, 20, "followed departed none"},
    FieldRule{"guideline_name", Part::decision, FieldKind::line, false, 300},
    FieldRule{"guideline_reason", Part::decision, FieldKind::text},
    FieldRule{"urgency", Part::decision, FieldKind::choice, true, 20, "usual within_two_weeks within_48_hours"},
    FieldRule{"note", Part::decision, FieldKind::text},
};
/// Null when there is none of this name.
const FieldRule* field_named(std::string_view name);
/// The fields that are modalities of treatment or of diagnosis, in the order of the report.
inline constexpr std::array modality_fields{"surgery",        "radiotherapy", "systemic_treatment", "further_diagnosis",
                                            "second_reading", "surveillance", "palliative_care",    "trial"};
registry::DecisionModality registry_modality(std::string_view field);

/// What one field holds now.
struct Entry {
  std::string field;
  std::int64_t version = 0;  ///< 1, 2, …; 0: nothing was ever written
  access::AccountId account;
  Instant at{};
  Confidential<std::string> text;
};
using Entries = std::map<std::string, Entry, std::less<>>;
/// Empty when nothing is there.
std::string_view text_of(const Entries& entries, std::string_view field);

/// Errors: incorrect naming the field, with what it takes
Result<void> check_entry(std::string_view field, std::string_view text);

/// One line of a checklist and what became of it.
struct Need {
  std::string code;            ///< of knowledge/boards/readiness.csv
  access::AccountId owner;     ///< 0: nobody yet
  std::optional<Day> due;
  std::optional<Instant> done;
  access::AccountId done_by;
  bool waived = false;         ///< not needed here, with a reason
  std::string note = {};       ///< no patient's name
  std::optional<Instant> reminded = {};  ///< when its owner was last asked for it again
  access::AccountId reminded_by = {};
};

/// What is kept in clear: enough for an agenda, nothing that names anybody.
struct Presentation {
  PresentationId id;
  MeetingId meeting;
  PatientId patient;
  TumourId tumour;
  std::string pseudonym;
  access::ReferralId referral;  ///< 0: none
  std::int64_t version = 1;     ///< of stage, place and passage; fields have their own
  Stage stage = Stage::placed;
  Passage passage = Passage::discussion;
  std::string rule;       ///< of registered only: code of the rule that allows it
  int position = 0;       ///< 1, 2, … on the agenda
  int minutes = 6;
  std::string asked_by;   ///< code of the centre that presents it
  access::AccountId presenter;  ///< 0: to be named
  PresentationId from;    ///< the presentation it was carried over from
  PresentationId next;    ///< the one it was carried over to
  std::string stage_reason;     ///< of carrying over, withdrawing. No patient's name
  std::optional<Instant> began, ended;
  std::vector<Need> needs;
};

/// Who does what by when.
struct Action {
  ActionId id;
  PresentationId presentation;
  std::int64_t version = 1;
  Confidential<std::string> what;
  std::string owner_name;        ///< "Dr …" of a colleague, or a centre
  access::AccountId owner;       ///< 0: somebody without account
  std::optional<Day> due;
  std::optional<Instant> done;
  access::AccountId done_by;
};

/// What is missing before a signature, each a field or "modality" (none is there).
/// Source: INCa, référentiel RCP 2023; code de la santé publique D6124-131
std::vector<std::string> missing_for_signature(const Presentation& presentation, const Entries& entries);

/// A signature, and what was known when it was given. Never changed.
struct Signature {
  PresentationId presentation;
  access::AccountId account;
  std::string name;
  Instant at{};
  Stage as = Stage::signed_decision;
  bool quorum = false;
  std::vector<Stay> present;
  Confidential<std::string> content;  ///< the report as JSON, frozen
  std::string fingerprint;            ///< BLAKE2b of content, hexadecimal
};
struct Addendum {
  std::int64_t number = 0;  ///< 1, 2, …
  access::AccountId account;
  std::string name;
  Instant at{};
  Confidential<std::string> text;
  std::string fingerprint;
};

/// How what was decided compares with what was done. Numbers are stored.
enum class Followed : std::uint8_t { not_yet = 0, followed = 1, partly = 2, not_followed = 3 };
inline constexpr std::array followed_words{Word{Followed::not_yet, "not_yet"},
                                           Word{Followed::followed, "followed"},
                                           Word{Followed::partly, "partly"},
                                           Word{Followed::not_followed, "not_followed"}};

}  // namespace repere::board
