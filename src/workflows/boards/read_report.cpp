#include "workflows/boards/read_report.hpp"

#include "workflows/boards/presentation_access.hpp"
#include "workflows/messages/message_store.hpp"

namespace repere::workflows {

bool is_intact(Secrets& secrets, const board::Signature& signature, const std::vector<board::Addendum>& addenda) {
  bool intact = secrets.hash(HashedFor::report, signature.content.reveal()) == signature.fingerprint;
  for (const auto& one : addenda) intact = intact && secrets.hash(HashedFor::report, one.text.reveal()) == one.fingerprint;
  return intact;
}

Result<SignedReport> read_report(const BoardMeans& means, const Asking& asking, board::PresentationId id) {
  auto file = read_board_file(means, asking, id);
  if (!file) return tl::unexpected(file.error());
  if (!file->signature) return fail(ErrorKind::not_found, "this report is not signed yet: there is none to read");
  SignedReport report{*file, *file->signature, file->addenda, true};
  report.intact = is_intact(means.means.secrets, report.signature, report.addenda);
  return report;
}

namespace {

Result<std::optional<SenderReport>> find_report(Work& work, const access::Permit& permit, access::ReferralId referral) {
  PresentationFilter filter;
  filter.referral = referral;
  const auto all = work.boards().presentations(filter);
  if (!all) return tl::unexpected(all.error());
  std::optional<SenderReport> newest;
  for (const auto& one : *all) {
    if (one.stage != board::Stage::signed_decision && one.stage != board::Stage::registered) continue;
    auto held = find_held(work, one.meeting);
    if (!held) return tl::unexpected(held.error());
    auto signature = work.boards().signature(permit, one.id);
    if (!signature) return tl::unexpected(signature.error());
    auto addenda = work.boards().addenda(permit, one.id);
    if (!addenda) return tl::unexpected(addenda.error());
    if (!*signature || (newest && newest->signature.at > (*signature)->at)) continue;
    newest = SenderReport{std::move(held->board), std::move(held->meeting), std::move(**signature), std::move(*addenda)};
  }
  return newest;
}

}  // namespace

Result<std::optional<SenderReport>> report_for_sender(const BoardMeans& means, access::ReferralId referral) {
  const access::Caller sender;
  const auto permit = access::authorise(sender, access::Act::read_referral, access::of_the_caller());
  if (!permit) return tl::unexpected(permit.error());
  Result<std::optional<SenderReport>> report;
  // That the sender read it stands in the trail before it is shown.
  const auto done = means.means.transactions.write([&](Work& work) -> Result<void> {
    report = find_report(work, *permit, referral);
    if (!report) return tl::unexpected(report.error());
    if (!*report) return {};
    if (auto receipt = work.messages().opened_by_sender(referral, means.means.clock.now()); !receipt) return receipt;
    const Asking asking{sender, {}, {}};
    AuditEntry entry = entry_of(means.means, asking, *permit);
    entry.object = object_of((*report)->signature.presentation);
    entry.facts = R"({"read":"report"})";
    return work.audit().add(entry);
  });
  if (!done) return tl::unexpected(done.error());
  if (*report && !is_intact(means.means.secrets, (*report)->signature, (*report)->addenda))
    return fail(ErrorKind::unavailable, "the report is not what was signed: the network has been asked to look at it");
  return report;
}

}  // namespace repere::workflows
