#include "workflows/boards/take_in.hpp"

#include <algorithm>

#include "base/words_of_text.hpp"
#include "workflows/boards/carrying.hpp"
#include "workflows/referrals/referral_store.hpp"

namespace repere::workflows {

using access::Act;

namespace {

constexpr int adult_years = 18;

// A child by the birth date that is recorded, when no age says so already. Source: the age of majority.
Result<std::optional<bool>> child_by_birth(Work& work, const Asking& asking, const access::Standing& standing,
                                           PatientId patient, Day on) {
  const auto permit = access::authorise(asking.caller, Act::read_identity, standing);
  if (!permit) return std::optional<bool>();
  const auto person = work.persons().read(*permit, patient);
  if (!person) return person.error().kind == ErrorKind::not_found ? Result<std::optional<bool>>(std::nullopt)
                                                                  : tl::unexpected(person.error());
  const auto& birth = person->birth.reveal();
  if (!birth) return std::optional<bool>();
  const std::chrono::year_month_day day{on};
  const auto majority = std::chrono::year_month_day{day.year() - std::chrono::years(adult_years), day.month(), day.day()};
  return std::optional<bool>(birth->first() > Day(majority.ok() ? majority : majority.year() / majority.month() / std::chrono::last));
}

Result<std::optional<bool>> child_by_referral(Work& work, const Asking& asking, access::ReferralId id) {
  if (!id) return std::optional<bool>();
  const auto standing = work.referrals().standing(id);
  if (!standing) return tl::unexpected(standing.error());
  const auto permit = access::authorise(asking.caller, Act::read_referral, *standing);
  if (!permit) return tl::unexpected(permit.error());
  const auto one = work.referrals().read(*permit, id);
  if (!one) return tl::unexpected(one.error());
  if (one->age == referral::AgeGroup::unknown) return std::optional<bool>();
  return std::optional<bool>(one->age == referral::AgeGroup::child);
}

Result<std::string> board_that_may(Work& work, const board::CaseKind& kind) {
  const auto boards = work.boards().boards();
  if (!boards) return tl::unexpected(boards.error());
  for (const auto& one : *boards)
    if (!one.closed && !board::unsuited(one, kind)) return one.name_fr;
  return std::string();
}

// After the agenda has closed only a coordinator adds a case, and says why it cannot wait.
Result<void> check_open(const BoardMeans& means, const Asking& asking, const Held& held, const Coming& coming) {
  using board::MeetingState;
  if (held.meeting.state == MeetingState::cancelled)
    return fail(ErrorKind::conflict, "this meeting is cancelled: choose another one");
  if (held.meeting.state == MeetingState::over)
    return fail(ErrorKind::conflict, "this meeting is over: choose a later one");
  if (means.means.clock.now() < held.meeting.closes) return {};
  if (!access::authorise(asking.caller, Act::sign_decision, standing_of(held.board)))
    return fail(ErrorKind::conflict,
                "the agenda is closed: choose a later meeting, or ask the board's coordinator to add the case");
  if (is_blank(coming.late_reason))
    return fail(ErrorKind::conflict, "the agenda is closed: say why this case cannot wait for the next meeting");
  return {};
}

Result<void> check_room(Work& work, const Held& held) {
  PresentationFilter filter;
  filter.meeting = held.meeting.id;
  const auto agenda = work.boards().presentations(filter);
  if (!agenda) return tl::unexpected(agenda.error());
  const auto taken = std::count_if(agenda->begin(), agenda->end(), [](const board::Presentation& one) {
    return one.stage != board::Stage::carried_over && one.stage != board::Stage::withdrawn;
  });
  if (taken < held.meeting.capacity) return {};
  const auto next = next_meeting_of(work, held.board.id, held.meeting.starts);
  if (!next) return tl::unexpected(next.error());
  return fail(ErrorKind::conflict,
              "the agenda is full" + (*next ? ": the next meeting is on " + local_day((*next)->starts, held.board.zone)
                                            : std::string(": plan a further meeting")));
}

Result<std::uint32_t> tumour_of(const registry::Registry& rows, TumourId wanted) {
  if (!wanted && rows.tumours.size() == 1) return 0;
  if (const auto row = tumour_row(rows, wanted)) return *row;
  return fail(ErrorKind::incorrect, wanted ? "this patient has no such tumour" : "this patient has several tumours: choose one");
}

// The centres that sit in the board and may not see the case yet.
std::vector<std::string> newcomers(const access::Standing& standing, const board::Board& board) {
  std::vector<std::string> centres{board.centre}, missing;
  centres.insert(centres.end(), board.sites.begin(), board.sites.end());
  for (const auto& centre : centres)
    if (centre != standing.responsible_centre &&
        std::find(standing.shared_with.begin(), standing.shared_with.end(), centre) == standing.shared_with.end())
      missing.push_back(centre);
  return missing;
}

Result<void> share(Work& work, const BoardMeans& means, const Asking& asking, const access::Standing& standing,
                   const Held& held, PatientId patient, bool consent) {
  const auto centres = newcomers(standing, held.board);
  if (centres.empty()) return {};
  if (!consent)
    return fail(ErrorKind::incorrect,
                "this board's centres do not see the case yet: confirm that the patient was told and agrees");
  const auto permit = access::authorise(asking.caller, Act::share_case, standing);
  if (!permit)
    return fail(ErrorKind::forbidden, "only the responsible centre may present this case to a board of another centre");
  for (const auto& centre : centres)
    if (auto shared = work.cases().share(*permit, patient, centre, "on the agenda of " + object_of(held.meeting.id),
                                         means.means.clock.now());
        !shared)
      return shared;
  return {};
}

// Whether the board may take the case: not a child's when it takes none, nor a bone tumour.
Result<Suited> suit(Work& work, const BoardMeans& means, const Asking& asking, const Held& held, const Coming& coming) {
  const auto standing = work.cases().standing(coming.patient);
  if (!standing) return tl::unexpected(standing.error());
  const auto permit = access::authorise(asking.caller, Act::read_case, standing->standing);
  if (!permit) return tl::unexpected(permit.error());
  const auto file = work.cases().read(*permit, coming.patient);
  if (!file) return tl::unexpected(file.error());
  const auto row = tumour_of(file->rows, coming.tumour);
  if (!row) return tl::unexpected(row.error());
  const Day day = board::local_of(held.meeting.starts, held.board.zone).day;
  Suited seen{standing->standing, TumourId{file->rows.tumours[*row].id},
              board::case_kind_of(file->rows, *row, means.reference.sites, day)};
  for (int way = 0; way < 2 && !seen.kind.child; ++way) {
    const auto child = way == 0 ? child_by_birth(work, asking, seen.standing, coming.patient, day)
                                : child_by_referral(work, asking, coming.referral);
    if (!child) return tl::unexpected(child.error());
    seen.kind.child = *child;
  }
  const auto why = board::unsuited(held.board, seen.kind);
  if (!why) return seen;
  const auto other = board_that_may(work, seen.kind);
  if (!other) return tl::unexpected(other.error());
  return fail(ErrorKind::incorrect, "this board may not take the case: " + why->fr + " (" + why->en + ")" +
                                        (other->empty() ? "" : " → " + *other));
}

}  // namespace

std::string local_day(Instant at, board::Zone zone) { return PartialDate::of_day(board::local_of(at, zone).day).text(); }

Result<Suited> take_in(Work& work, const BoardMeans& means, const Asking& asking, const Held& held, const Coming& coming) {
  if (auto open = check_open(means, asking, held, coming); !open) return tl::unexpected(open.error());
  if (auto room = check_room(work, held); !room) return tl::unexpected(room.error());
  auto seen = suit(work, means, asking, held, coming);
  if (!seen) return seen;
  if (auto shared = share(work, means, asking, seen->standing, held, coming.patient, coming.consent); !shared)
    return tl::unexpected(shared.error());
  return seen;
}

}  // namespace repere::workflows
