#include "workflows/boards/board_file.hpp"

#include "workflows/boards/presentation_access.hpp"
#include "workflows/boards/quorum_now.hpp"

namespace repere::workflows {

using access::Act;
using board::PresentationId;

namespace {

Result<void> fill(Work& work, const BoardMeans& means, const access::Permit& permit, BoardFile& shown) {
  auto& store = work.boards();
  const PresentationId id = shown.presentation.id;
  auto file = work.cases().read(permit, shown.presentation.patient);
  auto entries = store.entries(permit, id);
  auto actions = store.actions(permit, id);
  auto signature = store.signature(permit, id);
  auto addenda = store.addenda(permit, id);
  auto stays = store.stays(shown.meeting.id);
  PresentationFilter filter;
  filter.patient = shown.presentation.patient;
  auto others = store.presentations(filter);
  for (const Error* problem : {file ? nullptr : &file.error(), entries ? nullptr : &entries.error(),
                               actions ? nullptr : &actions.error(), signature ? nullptr : &signature.error(),
                               addenda ? nullptr : &addenda.error(), stays ? nullptr : &stays.error(),
                               others ? nullptr : &others.error()})
    if (problem != nullptr) return tl::unexpected(*problem);
  shown.file = std::move(*file);
  shown.entries = std::move(*entries);
  shown.actions = std::move(*actions);
  shown.signature = std::move(*signature);
  shown.addenda = std::move(*addenda);
  shown.stays = std::move(*stays);
  for (auto& one : *others)
    if (one.id != id) shown.others.push_back(std::move(one));
  shown.quorum = quorum_at(means.rules, shown.board, shown.meeting, shown.stays,
                           shown.presentation.ended.value_or(means.means.clock.now()));
  return {};
}

}  // namespace

Result<BoardFile> board_file_in(Work& work, const BoardMeans& means, const Asking& asking, PresentationId id) {
  auto placed = find_placed(work, id);
  if (!placed) return tl::unexpected(placed.error());
  const auto standing = work.cases().standing(placed->presentation.patient);
  if (!standing) return tl::unexpected(standing.error());
  const auto permit = access::authorise(asking.caller, Act::read_case, standing->standing);
  if (!permit) return tl::unexpected(permit.error());
  BoardFile shown;
  shown.board = std::move(placed->board);
  shown.meeting = std::move(placed->meeting);
  shown.presentation = std::move(placed->presentation);
  if (auto filled = fill(work, means, *permit, shown); !filled) return tl::unexpected(filled.error());
  return shown;
}

Result<BoardFile> read_board_file(const BoardMeans& means, const Asking& asking, PresentationId id) {
  const auto permit = authorise_for_presentation(means.means, asking, Act::read_case, id);
  if (!permit) return tl::unexpected(permit.error());
  Result<BoardFile> shown;
  const auto read = means.means.transactions.read([&](Work& work) -> Result<void> {
    shown = board_file_in(work, means, asking, id);
    return shown ? Result<void>() : tl::unexpected(shown.error());
  });
  if (!read) return tl::unexpected(read.error());
  AuditEntry entry = entry_of(means.means, asking, *permit);
  entry.patient = shown->presentation.patient;
  entry.object = object_of(id);
  means.means.transactions.later([entry = std::move(entry)](Work& work) { return work.audit().add(entry); });
  return shown;
}

}  // namespace repere::workflows
