#include "workflows/boards/sign_decision.hpp"

#include <algorithm>

#include "base/words_of_text.hpp"
#include "workflows/accounts/sign_in.hpp"
#include "workflows/boards/carrying.hpp"
#include "workflows/boards/quorum_now.hpp"
#include "workflows/boards/report_content.hpp"
#include "workflows/boards/write_to_registry.hpp"
#include "workflows/messages/queue_messages.hpp"
#include "workflows/referrals/referral_store.hpp"

namespace repere::workflows {

using access::Act;
using board::MeetingState;
using board::Passage;
using board::PresentationId;
using board::Signature;
using board::Stage;

namespace {

bool is_confirmed(const Means& means, const access::Caller& caller) {
  return caller.confirmed_at && means.clock.now() < *caller.confirmed_at + session_rules.confirmation;
}

Stage stage_of(const BoardFile& file) {
  if (file.presentation.passage == Passage::registered_only) return Stage::registered;
  return file.quorum.reached ? Stage::signed_decision : Stage::signed_advice;
}

}  // namespace

Signable signable(const BoardMeans& means, const Asking& asking, const BoardFile& file) {
  Signable now{board::missing_for_signature(file.presentation, file.entries), file.quorum, stage_of(file)};
  if (file.meeting.state == MeetingState::planned || means.means.clock.now() < file.meeting.opened.value_or(file.meeting.starts))
    now.missing.emplace_back("meeting");
  if (file.presentation.passage == Passage::discussion && !file.presentation.began) now.missing.emplace_back("discussion");
  if (!is_confirmed(means.means, asking.caller)) now.missing.emplace_back("confirmation");
  return now;
}

namespace {

Result<void> check_signable(const BoardFile& file, const Signable& now, std::int64_t version) {
  if (board::is_signed(file.presentation.stage) || file.signature)
    return fail(ErrorKind::conflict, "this is signed already: correct it by an addendum");
  if (board::is_over(file.presentation.stage))
    return fail(ErrorKind::conflict, "this case is no longer on this agenda: look at the meeting again");
  if (file.presentation.version != version)
    return fail(ErrorKind::conflict, "this was changed meanwhile: look at it again, then sign");
  std::string fields;
  for (const auto& one : now.missing) {
    if (one == "confirmation") return fail(ErrorKind::forbidden, "give your password and a code once more for this");
    if (one == "meeting")
      return fail(ErrorKind::conflict, "the meeting has not begun: a decision is signed once the board has sat");
    fields += (fields.empty() ? "" : ", ") + one;
  }
  return fields.empty() ? Result<void>() : fail(ErrorKind::incorrect, "before a signature these are missing: " + fields);
}

// A board's decision is signed by a coordinator of one of its centres.
Result<access::Permit> authorise_signature(const Means& means, const Asking& asking, PresentationId id) {
  const auto not_a_coordinator = [] {
    return fail(ErrorKind::forbidden, "a decision is signed by a coordinator of a centre that sits in the board");
  };
  auto permit = authorise_for_presentation(means, asking, Act::sign_decision, id);
  if (!permit) {
    // Who may see the case is told who signs; anybody else not even that it is there.
    const bool seen = permit.error().kind == ErrorKind::not_found &&
                      authorise_for_presentation(means, asking, Act::read_case, id).has_value();
    return seen ? Result<access::Permit>(not_a_coordinator()) : permit;
  }
  board::Board board;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    auto placed = find_placed(work, id);
    if (!placed) return tl::unexpected(placed.error());
    board = std::move(placed->board);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  if (auto of_board = authorise_for(means, asking, Act::sign_decision, standing_of(board)); !of_board)
    return not_a_coordinator();
  return permit;
}

// Advice without quorum is presented again: at the board's next meeting, when one is planned.
Result<void> present_again(Work& work, const BoardMeans& means, const Asking& asking, const BoardFile& file,
                           const access::Standing& standing) {
  const auto next = next_meeting_of(work, file.board.id, std::max(file.meeting.starts, means.means.clock.now()));
  if (!next) return tl::unexpected(next.error());
  if (!*next) return {};
  const auto permit = access::authorise(asking.caller, Act::record_decision, standing);
  if (!permit) return tl::unexpected(permit.error());
  const auto now = work.boards().find(file.presentation.id);
  if (!now) return tl::unexpected(now.error());
  const auto made = carry(work, *permit, *now, (*next)->id, Stage::signed_advice, "no quorum: presented again");
  if (!made && made.error().kind != ErrorKind::conflict) return tl::unexpected(made.error());
  return announce(work, (*next)->id);
}

Result<void> answer_referral(Work& work, const BoardMeans& means, const Asking& asking, const BoardFile& file) {
  const auto id = file.presentation.referral;
  if (!id) return {};
  const auto standing = work.referrals().standing(id);
  if (!standing) return tl::unexpected(standing.error());
  const auto permit = access::authorise(asking.caller, Act::answer_referral, *standing);
  const auto reading = access::authorise(asking.caller, Act::read_referral, *standing);
  if (!permit || !reading) return {};  // of another centre: its own people answer
  const auto one = work.referrals().read(*reading, id);
  if (!one) return tl::unexpected(one.error());
  if (!referral::after(one->state, referral::Happening::answered)) return {};
  const std::string day = PartialDate::of_day(board::local_of(file.meeting.starts, file.board.zone).day).text();
  const referral::Event event{0, means.means.clock.now(), referral::Happening::answered, asking.caller.account,
                              standing->responsible_centre,
                              Confidential<std::string>("Le compte rendu de la réunion du " + day + " (" + file.board.name_fr +
                                                        ") est sur cette page. / The report of the meeting of " + day +
                                                        " is on this page.")};
  if (auto told = work.referrals().happened(*permit, id, one->version, event); !told) return told;
  return work.announce("referral", standing->responsible_centre);
}

}  // namespace

Result<Signature> sign(const BoardMeans& means, const Asking& asking, PresentationId id, std::int64_t version) {
  const auto permit = authorise_signature(means.means, asking, id);
  if (!permit) return tl::unexpected(permit.error());
  Signature signature;
  const auto done = means.means.transactions.write([&](Work& work) -> Result<void> {
    auto file = board_file_in(work, means, asking, id);
    if (!file) return tl::unexpected(file.error());
    const Signable now = signable(means, asking, *file);
    if (auto ready = check_signable(*file, now, version); !ready) return ready;
    const auto account = work.accounts().find(asking.caller.account);
    if (!account) return tl::unexpected(account.error());
    const Instant at = means.means.clock.now();
    auto& one = file->presentation;
    if (!one.ended) one.ended = at;
    signature = {id, asking.caller.account, account->name, at, now.as, now.quorum.reached,
                 board::present_at(file->stays, *one.ended), report_content(means, *file, {now.as, account->name, at}), {}};
    signature.fingerprint = means.means.secrets.hash(HashedFor::report, signature.content.reveal());
    if (auto written = work.boards().sign(*permit, signature); !written) return written;
    one.stage = now.as;
    if (auto written = work.boards().put(*permit, one); !written) return tl::unexpected(written.error());
    const auto& standing = file->file.standing.standing;
    if (now.as == Stage::signed_advice) {
      if (auto again = present_again(work, means, asking, *file, standing); !again) return again;
    } else {
      if (auto told = write_to_registry(work, means, asking, *file); !told) return told;
      if (auto answered = answer_referral(work, means, asking, *file); !answered) return answered;
      if (auto queued = queue_report(work, means.means, *permit, one, file->board.centre, message::Kind::report_signed); !queued)
        return queued;
    }
    if (auto told = announce(work, file->meeting.id); !told) return told;
    return note(work, means.means, asking, *permit, one,
                "{\"signed\":\"" + std::string(word_in(board::stage_words, now.as)) + "\",\"fingerprint\":\"" +
                    signature.fingerprint + "\"}");
  });
  if (!done) return tl::unexpected(done.error());
  return signature;
}

Result<void> add_addendum(const BoardMeans& means, const Asking& asking, PresentationId id,
                          const Confidential<std::string>& text) {
  if (is_blank(text.reveal()))
    return fail(ErrorKind::incorrect, "an addendum needs words: what is corrected, and why");
  if (text.reveal().size() > 8000) return fail(ErrorKind::incorrect, "the addendum is too long: at most 8,000 bytes");
  const auto permit = authorise_signature(means.means, asking, id);
  if (!permit) return tl::unexpected(permit.error());
  if (!is_confirmed(means.means, asking.caller))
    return fail(ErrorKind::forbidden, "give your password and a code once more for this");
  return means.means.transactions.write([&](Work& work) -> Result<void> {
    const auto placed = find_placed(work, id);
    if (!placed) return tl::unexpected(placed.error());
    if (!board::is_signed(placed->presentation.stage))
      return fail(ErrorKind::conflict, "this is not signed yet: change the text itself");
    const auto account = work.accounts().find(asking.caller.account);
    if (!account) return tl::unexpected(account.error());
    board::Addendum addendum{0, asking.caller.account, account->name, means.means.clock.now(), text, {}};
    addendum.fingerprint = means.means.secrets.hash(HashedFor::report, text.reveal());
    if (auto added = work.boards().add(*permit, id, addendum); !added) return added;
    const auto& one = placed->presentation;
    if (one.stage != Stage::signed_advice)
      if (auto queued = queue_report(work, means.means, *permit, one, placed->board.centre, message::Kind::addendum); !queued)
        return queued;
    if (auto told = announce(work, placed->meeting.id); !told) return told;
    return note(work, means.means, asking, *permit, placed->presentation, fact("addendum", addendum.fingerprint));
  });
}

}  // namespace repere::workflows
