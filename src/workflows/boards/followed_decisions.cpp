#include "workflows/boards/followed_decisions.hpp"

#include <algorithm>

#include "base/words_of_text.hpp"
#include "domain/board/network_day.hpp"
#include "workflows/boards/presentation_access.hpp"

namespace repere::workflows {

using access::Act;
using board::Followed;
using board::Presentation;

namespace {

// Advice waits for another meeting: nothing follows from it.
bool is_decided(const Presentation& one) {
  return one.stage == board::Stage::signed_decision || one.stage == board::Stage::registered;
}

Result<FollowedLine> line_of(Work& work, const Presentation& one, const SeenCase& seen, std::uint32_t row, Day today) {
  const auto held = find_held(work, one.meeting);
  if (!held) return tl::unexpected(held.error());
  const auto entries = work.boards().entries(seen.permit, one.id);
  if (!entries) return tl::unexpected(entries.error());
  std::vector<std::string> modalities;
  for (const char* field : board::modality_fields)
    if (!board::text_of(*entries, field).empty()) modalities.emplace_back(field);
  FollowedLine line{one, local_day_of(*held), {}, {}, Followed::not_yet, false};
  line.done = board::done_of(seen.file.rows, row, line.decided, modalities,
                             seen.file.rows.centres.find(board::text_of(*entries, "planned_centre")), board::text_of(*entries, "urgency"),
                             today);
  const auto judged = work.boards().judgement(seen.permit, one.id);
  if (!judged) return tl::unexpected(judged.error());
  line.judgement = *judged;
  line.followed = line.judgement ? line.judgement->followed : board::followed_of(line.done);
  line.overdue = !line.judgement && std::any_of(line.done.begin(), line.done.end(), [](const auto& done) { return done.overdue; });
  return line;
}

Result<std::vector<FollowedLine>> lines_of(Work& work, const Asking& asking, const PresentationFilter& filter, Day today) {
  auto all = work.boards().presentations(filter);
  if (!all) return tl::unexpected(all.error());
  std::erase_if(*all, [](const Presentation& one) { return !is_decided(one); });
  std::vector<PatientId> patients;
  for (const Presentation& one : *all) patients.push_back(one.patient);
  const auto cases = see_cases(work, asking, patients);
  if (!cases) return tl::unexpected(cases.error());
  std::vector<FollowedLine> lines;
  for (const Presentation& one : *all) {
    const auto seen = cases->find(one.patient);
    const auto row = seen == cases->end() ? std::nullopt : tumour_row(seen->second.file.rows, one.tumour);
    if (!row) continue;
    auto line = line_of(work, one, seen->second, *row, today);
    if (!line) return tl::unexpected(line.error());
    lines.push_back(std::move(*line));
  }
  return lines;
}

}  // namespace

Result<std::vector<FollowedLine>> list_followed(const BoardMeans& means, const Asking& asking, const std::string& centre, Day from, Day until) {
  const auto permit = authorise_for(means.means, asking, Act::prepare_board, access::of_centre(centre));
  if (!permit) return tl::unexpected(permit.error());
  const Day today = board::network_day(means.means.clock.now());
  Result<std::vector<FollowedLine>> lines;
  const auto read = means.means.transactions.read([&](Work& work) -> Result<void> {
    lines = lines_of(work, asking, presentations_of(centre, from, until), today);
    return lines ? Result<void>() : tl::unexpected(lines.error());
  });
  if (!read) return tl::unexpected(read.error());
  std::stable_sort(lines->begin(), lines->end(), [](const auto& a, const auto& b) { return a.overdue && !b.overdue; });
  AuditEntry entry = entry_of(means.means, asking, *permit);
  entry.facts = "{\"decisions\":" + std::to_string(lines->size()) + "}";
  means.means.transactions.later([entry = std::move(entry)](Work& work) { return work.audit().add(entry); });
  return lines;
}

Result<std::vector<FollowedLine>> followed_of_case(const BoardMeans& means, const Asking& asking, PatientId patient) {
  const Day today = board::network_day(means.means.clock.now());
  Result<std::vector<FollowedLine>> lines;
  const auto permit = authorise_for_case(means.means, asking, Act::read_case, patient, [&](Work& work, const access::Permit&) -> Result<void> {
    PresentationFilter filter;
    filter.patient = patient;
    lines = lines_of(work, asking, filter, today);
    return lines ? Result<void>() : tl::unexpected(lines.error());
  });
  if (!permit) return tl::unexpected(permit.error());
  std::reverse(lines->begin(), lines->end());
  return lines;
}

Result<void> judge(const BoardMeans& means, const Asking& asking, const Judgement& judgement) {
  const std::string& reason = judgement.reason.reveal();
  if (is_blank(reason) && judgement.followed != Followed::followed)
    return fail(ErrorKind::incorrect, "a decision that was not followed, or in part, needs the reason: say why");
  if (reason.size() > 2000) return fail(ErrorKind::incorrect, "the reason is too long: at most 2,000 bytes");
  return change_presentation(
      means.means, asking, {Act::prepare_board, judgement.presentation},
      [&](Work& work, const access::Permit& permit, Placed& placed) -> Result<std::string> {
        if (!is_decided(placed.presentation))
          return fail(ErrorKind::conflict, "only a signed decision is compared with what was done");
        Judgement made = judgement;
        made.account = asking.caller.account;
        made.at = means.means.clock.now();
        if (auto judged = work.boards().judge(permit, made); !judged) return tl::unexpected(judged.error());
        return fact("followed", word_in(board::followed_words, made.followed));
      });
}

}  // namespace repere::workflows
