#include "workflows/boards/place_on_agenda.hpp"

#include "base/words_of_text.hpp"
#include "domain/access/own_centre.hpp"
#include "workflows/boards/agenda_slot.hpp"
#include "workflows/boards/take_in.hpp"
#include "workflows/messages/queue_messages.hpp"
#include "workflows/referrals/referral_store.hpp"

namespace repere::workflows {

using access::Act;
using board::Passage;
using board::Presentation;
using board::PresentationId;

namespace {

Result<void> check_words(const BoardMeans& means, const Placing& placing) {
  if (is_blank(placing.question.reveal()))
    return fail(ErrorKind::incorrect, "the question to the board is missing: write what it is asked");
  if (placing.reason.empty())
    return fail(ErrorKind::incorrect, "the reason of the presentation is missing: choose one");
  if (auto right = board::check_entry("question", placing.question.reveal()); !right) return right;
  if (auto right = board::check_entry("reason", placing.reason); !right) return right;
  if (placing.passage == Passage::registered_only && registered_only_rule(means.rules, placing.rule) == nullptr)
    return fail(ErrorKind::incorrect, "a case is registered without discussion by a rule: choose which");
  return {};
}

Result<void> write_text(Work& work, const BoardMeans& means, const access::Permit& permit, PresentationId id, const char* field,
                        const Confidential<std::string>& text) {
  const auto written = work.boards().write(permit, id, {field, 0, permit.account(), means.means.clock.now(), text});
  return written ? Result<void>() : tl::unexpected(written.error());
}

// What the sender wrote is not typed again.
Result<void> take_over(Work& work, const BoardMeans& means, const access::Permit& permit, PresentationId id, const referral::Answers& answers) {
  for (const char* field : {"first_seen", "history"}) {
    const auto found = answers.find(field);
    if (found == answers.end() || !board::check_entry(field, found->second)) continue;
    if (auto written = write_text(work, means, permit, id, field, Confidential<std::string>(found->second)); !written) return written;
  }
  return {};
}

// The sender sees that the case is on an agenda. A referral that is over stays as it is.
Result<void> tell_referral(Work& work, const BoardMeans& means, const Asking& asking, const Held& held, const access::Permit& preparing,
                           const Presentation& made) {
  const access::ReferralId id = made.referral;
  if (!id) return {};
  const auto standing = work.referrals().standing(id);
  if (!standing) return tl::unexpected(standing.error());
  const auto permit = access::authorise(asking.caller, Act::handle_referral, *standing);
  const auto reading = access::authorise(asking.caller, Act::read_referral, *standing);
  if (!permit || !reading) return tl::unexpected((!permit ? permit : reading).error());
  const auto one = work.referrals().read(*reading, id);
  if (!one) return tl::unexpected(one.error());
  if (auto taken = take_over(work, means, preparing, made.id, one->answers.reveal()); !taken) return taken;
  if (!referral::after(one->state, referral::Happening::scheduled)) return {};
  const std::string text = held.board.name_fr + ", " + local_day(held.meeting.starts, held.board.zone);
  const referral::Event event{0, means.means.clock.now(), referral::Happening::scheduled, asking.caller.account,
                              standing->responsible_centre, Confidential<std::string>(text)};
  if (auto told = work.referrals().happened(*permit, id, one->version, event); !told) return told;
  if (auto queued = queue_for_sender(work, means.means, *permit, id, message::Kind::case_placed, held.board.centre); !queued)
    return queued;
  return work.announce("referral", standing->responsible_centre);
}

std::string asking_centre(const access::Caller& caller, const access::Standing& standing) {
  for (const auto& appointment : caller.appointments)
    if (appointment.centre == standing.responsible_centre) return appointment.centre;
  const std::string own = access::own_centre(caller);
  return own.empty() ? standing.responsible_centre : own;
}

Result<void> write_question(Work& work, const BoardMeans& means, const access::Permit& permit, PresentationId id,
                            const Placing& placing) {
  if (auto written = write_text(work, means, permit, id, "question", placing.question); !written) return written;
  return write_text(work, means, permit, id, "reason", Confidential<std::string>(placing.reason));
}

}  // namespace

Result<PresentationId> place_on_agenda(const BoardMeans& means, const Asking& asking, const Placing& placing) {
  if (auto right = check_words(means, placing); !right) return tl::unexpected(right.error());
  const auto permit = authorise_for_case(means.means, asking, Act::prepare_board, placing.patient);
  if (!permit) return tl::unexpected(permit.error());
  Result<PresentationId> placed;
  const auto done = means.means.transactions.write([&](Work& work) -> Result<void> {
    const auto held = find_held(work, placing.meeting);
    if (!held) return tl::unexpected(held.error());
    const auto seen = take_in(work, means, asking, *held,
                              {placing.patient, placing.tumour, placing.referral, placing.consent, placing.late_reason});
    if (!seen) return tl::unexpected(seen.error());
    Presentation made;
    made.meeting = placing.meeting;
    made.patient = placing.patient;
    made.tumour = seen->tumour;
    made.referral = placing.referral;
    made.passage = placing.passage;
    made.rule = placing.passage == Passage::registered_only ? placing.rule : std::string();
    made.minutes = held->board.minutes_per_case;
    made.asked_by = asking_centre(asking.caller, seen->standing);
    made.needs = board::needs_of(means.rules.readiness, seen->kind, board::local_of(held->meeting.starts, held->board.zone).day,
                                 means.means.clock.now());
    // Who confirms that the patient was told and agrees has answered that line of the checklist.
    for (auto& need : made.needs)
      if (placing.consent && need.code == "informed")
        need.done = means.means.clock.now(), need.done_by = asking.caller.account;
    placed = work.boards().put(*permit, made);
    if (!placed) return tl::unexpected(placed.error());
    made.id = *placed;
    if (auto written = write_question(work, means, *permit, *placed, placing); !written) return written;
    if (auto told = tell_referral(work, means, asking, *held, *permit, made); !told) return told;
    if (auto told = announce(work, placing.meeting); !told) return told;
    return note(work, means.means, asking, *permit, made, "{\"meeting\":" + std::to_string(placing.meeting.value) + "}",
                placing.late_reason);
  });
  if (!done) return tl::unexpected(done.error());
  return placed;
}

}  // namespace repere::workflows
