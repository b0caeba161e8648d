#include "workflows/boards/board_file.hpp"

#include "workflows/boards/presentation_access.hpp"
#include "workflows/boards/quorum_now.hpp"

namespace repere::workflows {

using access::Act;
using board::PresentationId;

namespace {

Result<void> fill_texts(Work& work, const BoardMeans& means, const access::Permit& permit, BoardFile& shown) {
  auto& store = work.boards();
  const PresentationId id = shown.presentation.id;
  auto entries = store.entries(permit, id);
  auto actions = store.actions(permit, id);
  auto signature = store.signature(permit, id);
  auto addenda = store.addenda(permit, id);
  auto stays = store.stays(shown.meeting.id);
  for (const Error* problem : {entries ? nullptr : &entries.error(), actions ? nullptr : &actions.error(),
                               signature ? nullptr : &signature.error(), addenda ? nullptr : &addenda.error(),
                               stays ? nullptr : &stays.error()})
    if (problem != nullptr) return tl::unexpected(*problem);
  shown.entries = std::move(*entries);
  shown.actions = std::move(*actions);
  shown.signature = std::move(*signature);
  shown.addenda = std::move(*addenda);
  shown.stays = std::move(*stays);
  shown.quorum = quorum_at(means.rules, shown.board, shown.meeting, shown.stays,
                           shown.presentation.ended.value_or(means.means.clock.now()));
  return {};
}

Result<void> fill_rest(Work& work, const access::Permit& permit, BoardFile& shown) {
  auto file = work.cases().read(permit, shown.presentation.patient);
  if (!file) return tl::unexpected(file.error());
  PresentationFilter filter;
  filter.patient = shown.presentation.patient;
  auto others = work.boards().presentations(filter);
  if (!others) return tl::unexpected(others.error());
  shown.file = std::move(*file);
  for (auto& one : *others)
    if (one.id != shown.presentation.id) shown.others.push_back(std::move(one));
  return {};
}

struct ReadFile {
  access::Permit permit;
  BoardFile file;
};

Result<ReadFile> file_in(Work& work, const BoardMeans& means, const Asking& asking, PresentationId id, FileDepth depth) {
  auto placed = find_placed(work, id);
  if (!placed) return tl::unexpected(placed.error());
  const auto standing = work.cases().standing(placed->presentation.patient);
  if (!standing) return tl::unexpected(standing.error());
  const auto permit = access::authorise(asking.caller, Act::read_case, standing->standing);
  if (!permit) return tl::unexpected(permit.error());
  if (!access::may_serve(access::purpose_of(*permit), standing->objection))
    return fail(ErrorKind::not_found, "there is no such case here, or the patient objected to this use of it");
  ReadFile read{*permit, {}};
  read.file.board = std::move(placed->board);
  read.file.meeting = std::move(placed->meeting);
  read.file.presentation = std::move(placed->presentation);
  if (auto filled = fill_texts(work, means, *permit, read.file); !filled) return tl::unexpected(filled.error());
  if (depth == FileDepth::texts) return read;
  if (auto filled = fill_rest(work, *permit, read.file); !filled) return tl::unexpected(filled.error());
  return read;
}

}  // namespace

Result<BoardFile> board_file_in(Work& work, const BoardMeans& means, const Asking& asking, PresentationId id) {
  auto read = file_in(work, means, asking, id, FileDepth::whole);
  if (!read) return tl::unexpected(read.error());
  return std::move(read->file);
}

Result<BoardFile> read_board_file(const BoardMeans& means, const Asking& asking, PresentationId id, FileDepth depth) {
  std::optional<ReadFile> shown;
  const auto done = means.means.transactions.read([&](Work& work) -> Result<void> {
    auto read = file_in(work, means, asking, id, depth);
    if (!read) return tl::unexpected(read.error());
    shown = std::move(*read);
    return {};
  });
  if (!done) {
    // A refusal stands in the trail, and gets the one answer of what is not there.
    const bool refused = done.error().kind == ErrorKind::not_found || done.error().kind == ErrorKind::forbidden;
    if (!refused) return tl::unexpected(done.error());
    const auto permit = authorise_for_presentation(means.means, asking, Act::read_case, id);
    return tl::unexpected(permit ? done.error() : permit.error());
  }
  AuditEntry entry = entry_of(means.means, asking, shown->permit);
  entry.patient = shown->file.presentation.patient;
  entry.object = object_of(id);
  means.means.transactions.later([entry = std::move(entry)](Work& work) { return work.audit().add(entry); });
  return std::move(shown->file);
}

}  // namespace repere::workflows
