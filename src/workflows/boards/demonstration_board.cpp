#include "workflows/boards/demonstration_board.hpp"

#include <array>

#include "domain/board/network_day.hpp"
#include "workflows/accounts/sign_in.hpp"
#include "workflows/boards/place_on_agenda.hpp"
#include "workflows/boards/prepare_meeting.hpp"
#include "workflows/referrals/referral_store.hpp"

namespace repere::workflows {

using access::Act;

namespace {

constexpr std::size_t most_cases = 12;
constexpr auto begins_in = std::chrono::minutes(10);

struct Seat {
  access::Role role;
  board::Specialty specialty;
};
constexpr std::array seats{Seat{access::Role::surgeon, board::Specialty::surgeon}, Seat{access::Role::clinician, board::Specialty::oncologist},
                           Seat{access::Role::coordinator, board::Specialty::radiotherapist},
                           Seat{access::Role::pathologist, board::Specialty::pathologist}, Seat{access::Role::secretary, board::Specialty::other}};

struct Question {
  const char *reason, *text, *imaging;
};
constexpr std::array questions{
    Question{"first_treatment", "Résection d’emblée, ou radiothérapie avant la chirurgie ?", "IRM : masse profonde sous-aponévrotique, au contact du paquet vasculaire sans l’engainer."},
    Question{"after_surgery", "Opéré sans diagnostic préalable : faut-il une reprise du lit tumoral ?", "IRM postopératoire : remaniements, doute sur un résidu latéral de 9 mm."},
    Question{"initial_diagnosis", "Biopsie faite : deuxième lecture attendue, que prévoir entre-temps ?", "TDM thoracique sans nodule. IRM : lésion hétérogène prenant le contraste."},
    Question{"relapse", "Rechute locale : résécabilité, place d’un traitement systémique ?", "IRM : nodule de 22 mm dans le lit opératoire."}};

Result<Account> account_of(Work& work, access::Role role) {
  return work.accounts().find_by_login(std::string(word_in(access::role_words, role)) + "@synthetique.example");
}

access::Caller caller_of_role(const Account& account, const std::string& centre, access::Role role) {
  return {account.id, {{role, centre}}, std::nullopt, std::nullopt};
}

struct Made {
  board::MeetingId meeting;
  Account coordinator;
};

Result<Made> make_board(Work& work, const BoardMeans& means, const std::string& centre) {
  const Instant now = means.means.clock.now();
  const auto coordinator = account_of(work, access::Role::coordinator);
  if (!coordinator) return tl::unexpected(coordinator.error());
  const auto permit = access::authorise(caller_of_role(*coordinator, centre, access::Role::coordinator), Act::manage_board, access::of_centre(centre));
  if (!permit) return tl::unexpected(permit.error());
  board::Board board;
  board.centre = centre;
  const auto others = work.referrals().receiving_centres();
  if (!others) return tl::unexpected(others.error());
  for (const Centre& one : *others)
    if (one.code != centre && board.sites.empty()) board.sites.push_back(one.code);
  board.name_fr = "RCP sarcomes (démonstration)";
  board.name_en = "Sarcoma board (demonstration)";
  board.recurrence.first = board::network_day(now);
  board.capacity = 60;
  board.closes_hours_before = 0;
  const auto id = work.boards().put(*permit, board);
  if (!id) return tl::unexpected(id.error());
  std::vector<board::Member> members;
  for (const Seat& seat : seats) {
    const auto account = account_of(work, seat.role);
    if (!account) return tl::unexpected(account.error());
    members.push_back({account->id, account->name, centre, seat.specialty});
  }
  if (auto set = work.boards().set_members(*permit, *id, members, now); !set) return tl::unexpected(set.error());
  Made made{{}, *coordinator};
  for (const int weeks : {0, 1}) {
    board::Meeting meeting;
    meeting.board = *id;
    meeting.starts = std::chrono::time_point_cast<Instant::duration>(std::chrono::floor<std::chrono::minutes>(now + begins_in)) + std::chrono::days(7 * weeks);
    meeting.closes = meeting.starts;
    meeting.capacity = board.capacity;
    const auto put = work.boards().put(*permit, meeting);
    if (!put) return tl::unexpected(put.error());
    if (weeks == 0) made.meeting = *put;
  }
  return made;
}

// Those that the board may take, in the order of their numbers; a child's or a bone's are other boards'.
Result<void> place_cases(const BoardMeans& means, const std::string& centre, const Made& made) {
  const Asking asking{caller_of_role(made.coordinator, centre, access::Role::coordinator), {}, {}};
  const auto permit = access::authorise(asking.caller, Act::list_cases, access::of_centre(centre));
  if (!permit) return tl::unexpected(permit.error());
  std::vector<CaseSummary> cases;
  const auto read = means.means.transactions.read([&](Work& work) -> Result<void> {
    CaseFilter filter;
    filter.centre = centre;
    filter.most = 60;
    auto found = work.cases().list(*permit, asking.caller, filter);
    if (!found) return tl::unexpected(found.error());
    cases = std::move(*found);
    return {};
  });
  if (!read) return read;
  std::size_t placed = 0;
  for (const auto& one : cases) {
    if (placed == most_cases) break;
    const Question& asked = questions.at(placed % questions.size());
    Placing placing;
    placing.meeting = made.meeting;
    placing.patient = one.patient;
    placing.question = Confidential<std::string>(asked.text);
    placing.reason = asked.reason;
    placing.consent = true;
    const auto id = place_on_agenda(means, asking, placing);
    if (!id) continue;
    ++placed;
    static_cast<void>(write_entry(means, asking, *id, {"imaging", 0, {}, {}, Confidential<std::string>(asked.imaging)}));
  }
  return {};
}

}  // namespace

Result<void> make_demonstration_board(const BoardMeans& means, const std::string& centre) {
  std::optional<Made> made;
  const auto done = means.means.transactions.write([&](Work& work) -> Result<void> {
    made.reset();
    const auto boards = work.boards().boards();
    if (!boards) return tl::unexpected(boards.error());
    if (!boards->empty()) return {};
    auto one = make_board(work, means, centre);
    if (!one) return tl::unexpected(one.error());
    made = std::move(*one);
    return {};
  });
  if (!done || !made) return done;
  return place_cases(means, centre, *made);
}

}  // namespace repere::workflows
