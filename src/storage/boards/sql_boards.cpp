#include "storage/boards/sql_boards.hpp"

namespace repere::storage {

Result<std::vector<board::Board>> SqlBoards::boards() { return fail(ErrorKind::unsupported, "not yet"); }
Result<board::Board> SqlBoards::find(board::BoardId) { return fail(ErrorKind::unsupported, "not yet"); }
Result<board::BoardId> SqlBoards::put(const access::Permit&, const board::Board&) { return fail(ErrorKind::unsupported, "not yet"); }
Result<std::vector<board::Member>> SqlBoards::members(board::BoardId) { return fail(ErrorKind::unsupported, "not yet"); }
Result<void> SqlBoards::set_members(const access::Permit&, board::BoardId, const std::vector<board::Member>&, Instant) { return fail(ErrorKind::unsupported, "not yet"); }
Result<std::vector<board::BoardId>> SqlBoards::boards_of(access::AccountId) { return fail(ErrorKind::unsupported, "not yet"); }
Result<void> SqlBoards::set_feed(access::AccountId, const std::string&, Instant) { return fail(ErrorKind::unsupported, "not yet"); }
Result<std::optional<access::AccountId>> SqlBoards::feed_of(const std::string&) { return fail(ErrorKind::unsupported, "not yet"); }
Result<board::Meeting> SqlBoards::find(board::MeetingId) { return fail(ErrorKind::unsupported, "not yet"); }
Result<std::vector<workflows::MeetingLine>> SqlBoards::meetings(const workflows::MeetingFilter&) { return fail(ErrorKind::unsupported, "not yet"); }
Result<board::MeetingId> SqlBoards::put(const access::Permit&, const board::Meeting&) { return fail(ErrorKind::unsupported, "not yet"); }
Result<void> SqlBoards::join(const access::Permit&, board::MeetingId, const board::Stay&) { return fail(ErrorKind::unsupported, "not yet"); }
Result<void> SqlBoards::leave(const access::Permit&, board::MeetingId, std::int64_t, Instant) { return fail(ErrorKind::unsupported, "not yet"); }
Result<std::vector<board::Stay>> SqlBoards::stays(board::MeetingId) { return fail(ErrorKind::unsupported, "not yet"); }
Result<std::optional<board::MeetingId>> SqlBoards::elsewhere(access::AccountId, board::MeetingId, Instant) { return fail(ErrorKind::unsupported, "not yet"); }
Result<board::Presentation> SqlBoards::find(board::PresentationId) { return fail(ErrorKind::unsupported, "not yet"); }
Result<std::vector<board::Presentation>> SqlBoards::presentations(const workflows::PresentationFilter&) { return fail(ErrorKind::unsupported, "not yet"); }
Result<board::PresentationId> SqlBoards::put(const access::Permit&, const board::Presentation&) { return fail(ErrorKind::unsupported, "not yet"); }
Result<void> SqlBoards::set_order(const access::Permit&, board::MeetingId, const std::vector<board::PresentationId>&) { return fail(ErrorKind::unsupported, "not yet"); }
Result<std::int64_t> SqlBoards::write(const access::Permit&, board::PresentationId, const board::Entry&) { return fail(ErrorKind::unsupported, "not yet"); }
Result<board::Entries> SqlBoards::entries(const access::Permit&, board::PresentationId) { return fail(ErrorKind::unsupported, "not yet"); }
Result<std::vector<board::Entries>> SqlBoards::entries_of_meeting(const access::Permit&, board::MeetingId) { return fail(ErrorKind::unsupported, "not yet"); }
Result<workflows::EntryHistory> SqlBoards::history(const access::Permit&, board::PresentationId, const std::string&) { return fail(ErrorKind::unsupported, "not yet"); }
Result<board::ActionId> SqlBoards::put(const access::Permit&, const board::Action&) { return fail(ErrorKind::unsupported, "not yet"); }
Result<std::vector<board::Action>> SqlBoards::actions(const access::Permit&, board::PresentationId) { return fail(ErrorKind::unsupported, "not yet"); }
Result<board::Action> SqlBoards::find(const access::Permit&, board::ActionId) { return fail(ErrorKind::unsupported, "not yet"); }
Result<std::vector<board::Action>> SqlBoards::open_actions(const access::Permit&, const std::string&, access::AccountId) { return fail(ErrorKind::unsupported, "not yet"); }
Result<void> SqlBoards::sign(const access::Permit&, const board::Signature&) { return fail(ErrorKind::unsupported, "not yet"); }
Result<std::optional<board::Signature>> SqlBoards::signature(const access::Permit&, board::PresentationId) { return fail(ErrorKind::unsupported, "not yet"); }
Result<std::vector<board::Signature>> SqlBoards::signatures(const workflows::PresentationFilter&) { return fail(ErrorKind::unsupported, "not yet"); }
Result<void> SqlBoards::add(const access::Permit&, board::PresentationId, const board::Addendum&) { return fail(ErrorKind::unsupported, "not yet"); }
Result<std::vector<board::Addendum>> SqlBoards::addenda(const access::Permit&, board::PresentationId) { return fail(ErrorKind::unsupported, "not yet"); }
Result<void> SqlBoards::judge(const access::Permit&, const workflows::Judgement&) { return fail(ErrorKind::unsupported, "not yet"); }
Result<std::optional<workflows::Judgement>> SqlBoards::judgement(const access::Permit&, board::PresentationId) { return fail(ErrorKind::unsupported, "not yet"); }

}  // namespace repere::storage
