#include <gmock/gmock.h>

#include "web/public/suspicion_pages.hpp"
#include "web/public/synthetic_centre.hpp"
#include "web/routes/openapi_walk.hpp"
#include "web/server/served.hpp"

namespace repere::web {
namespace {

using board::Sort;
using board::Zone;
using testing::HasSubstr;
using testing::Not;
using workflows::OpenMeeting;
using workflows::OpenMeetings;

Instant at(const char* text) { return *parse_instant(text); }

OpenMeeting meeting(const char* centre, Sort sort, const char* starts, bool free_places = true) {
  OpenMeeting one;
  one.centre = centre;
  one.sort = sort;
  one.starts = at(starts);
  one.closes = one.starts - std::chrono::hours(48);
  one.free_places = free_places;
  one.takes_bone = sort == Sort::bone;
  one.takes_children = sort == Sort::paediatric;
  return one;
}

class NextBoards : public testing::Test {
 protected:
  NextBoards() : places_(Departments({}, {{"69", "Rhône", "Auvergne-Rhône-Alpes", {45.8, 4.7}}})) {
    reference_.centres = *Centres::make(
        {}, {synthetic("SYN-A", "Centre synthétique A", {"Site A", "", "Lyon", "69", 45.74, 4.88, "s", "c"}),
             synthetic("SYN-B", "Centre synthétique B", {"Site B", "", "Lyon", "69", 45.8, 4.9, "s", "c"})});
    static_cast<void>(places_.add({"69123", "Lyon", PlaceKind::commune, "", 0, {69001}, 520000, Position{45.75, 4.85}}));
    EXPECT_TRUE(places_.complete({}));
    rules_.id = "synthetic";
    rules_.sources = {{"s", "Source", {"2020", "2020"}, PartialDate::of_year(2020), ""}};
    rules_.rules = {{"large", {"Grande", "Large"}, {{suspicion::Question::size, 0, suspicion::Comparison::at_least, 5}}, suspicion::Level::refer, {0, false}, {}, {}}};
  }
  Served& serve() {
    const MeetingsNow now = [this] { return open_; };
    const auto directory = centre_directory({reference_, {"Réseau", true}, false, {}, now}, places_, {});
    desk_ = std::make_unique<SuspicionDesk>(SuspicionDesk{{"Réseau", true}, rules_, {}, [] { return Instant{}; }, directory});
    std::vector<Route> routes;
    add_centre_pages(routes, directory, {});
    add_suspicion_pages(routes, *desk_);
    served_ = std::make_unique<Served>(std::move(routes));
    return *served_;
  }
  OpenMeetings open_;
  ReferenceData reference_;
  Places places_;
  suspicion::RuleSet rules_;
  std::unique_ptr<SuspicionDesk> desk_;
  std::unique_ptr<Served> served_;
};

const std::string adult_bone = "/masse-suspecte/reponse?age=adult&place=bone&size_cm=7&lieu=69001";

TEST_F(NextBoards, a_centre_shows_day_local_time_kind_and_whether_there_are_places) {
  open_.known = OpenMeetings::Known::yes;
  open_.meetings = {meeting("SYN-A", Sort::reference_sarcoma, "2026-12-03T13:30:00.000Z", false),
                    meeting("SYN-A", Sort::reference_sarcoma, "2026-12-10T13:00:00.000Z")};
  open_.meetings[1].sites = {"SYN-B"};
  const std::string page = serve().get("/centres/SYN-A").body;
  for (const char* text : {"jeudi 3\u00a0décembre\u00a02026, 14\u00a0h\u00a030", "RCP sarcomes de référence", ">complète<", "jeudi 10\u00a0décembre\u00a02026, 14\u00a0h<",
                           ">places libres<", "dossier à envoyer avant le mardi 8\u00a0décembre\u00a02026, 14\u00a0h<"})
    EXPECT_THAT(page, HasSubstr(text));
  const std::string other = served_->get("/en/centres/SYN-B").body;
  EXPECT_THAT(other, HasSubstr("Thursday 10\u00a0December\u00a02026, 14:00"));
  EXPECT_THAT(other, HasSubstr("held by Centre synthétique A"));
  EXPECT_THAT(other, Not(HasSubstr("3\u00a0December")));
}

TEST_F(NextBoards, the_clock_of_an_overseas_board_is_named) {
  EXPECT_EQ(board_moment(at("2026-12-01T10:00:00.000Z"), Zone::reunion, Language::fr), "mardi 1er\u00a0décembre\u00a02026, 14\u00a0h (heure de La Réunion)");
  EXPECT_EQ(board_moment(at("2026-07-01T22:05:00.000Z"), Zone::paris, Language::en), "Thursday 2\u00a0July\u00a02026, 00:05");
}

TEST_F(NextBoards, a_suspicion_is_shown_the_boards_that_may_take_it) {
  open_.known = OpenMeetings::Known::yes;
  open_.meetings = {meeting("SYN-A", Sort::paediatric, "2026-12-01T13:00:00.000Z"), meeting("SYN-A", Sort::reference_sarcoma, "2026-12-02T13:00:00.000Z"),
                    meeting("SYN-A", Sort::bone, "2026-12-03T13:00:00.000Z")};
  const std::string page = serve().get(adult_bone).body;
  EXPECT_THAT(page, HasSubstr("RCP tumeurs osseuses"));
  EXPECT_THAT(page, Not(HasSubstr("RCP pédiatrique")));
  EXPECT_THAT(page, Not(HasSubstr("RCP sarcomes")));
  EXPECT_THAT(page, HasSubstr("Aucune prochaine RCP pour un tel cas")) << "of the other centre";
  const auto answer = read_json(served_->get("/api/v1/suspicion?age=adult&place=bone&size_cm=7&lieu=69001").body);
  ASSERT_TRUE(answer);
  EXPECT_TRUE(suspicion_schema().check(*answer).empty());
  const auto& centres = answer->at("nearest").at("centres").as_array();
  ASSERT_EQ(centres.size(), 2U);
  ASSERT_EQ(centres[0].at("next_boards").as_array().size(), 1U);
  const auto& board = centres[0].at("next_boards").at(0);
  EXPECT_EQ(board.at("kind").as_string(), "bone");
  EXPECT_EQ(board.at("day").as_string(), "2026-12-03");
  EXPECT_EQ(board.at("time").as_string(), "14:00");
  EXPECT_TRUE(board.at("free_places").as_bool());
  EXPECT_TRUE(centres[1].at("next_boards").as_array().empty());
}

TEST_F(NextBoards, programs_read_no_more_than_people) {
  open_.known = OpenMeetings::Known::yes;
  open_.meetings = {meeting("SYN-A", Sort::bone, "2026-12-03T13:00:00.000Z")};
  const auto centre = read_json(serve().get("/api/v1/centres/SYN-A").body);
  ASSERT_TRUE(centre);
  std::vector<std::string> names;
  for (const auto& one : centre->at("next_boards").at(0).as_object()) names.emplace_back(one.key());
  EXPECT_THAT(names, testing::UnorderedElementsAre("held_by", "kind", "day", "time", "zone", "starts", "closes", "takes_children", "takes_bone", "free_places"));
  EXPECT_THAT(walk_openapi(*served_), testing::IsEmpty());
}

TEST_F(NextBoards, where_no_board_is_known_one_sentence_says_why) {
  for (const auto& [known, french, english] : {std::tuple{OpenMeetings::Known::not_entered, "pas encore saisi ses réunions", "has not entered its board meetings"},
                                               std::tuple{OpenMeetings::Known::not_now, "ne peuvent pas être lues", "cannot be read at the moment"}}) {
    open_.known = known;
    Served& served = serve();
    EXPECT_THAT(served.get("/centres/SYN-A").body, HasSubstr(french));
    EXPECT_THAT(served.get("/en/centres/SYN-A").body, HasSubstr(english));
    const std::string answer = served.get(adult_bone).body;
    EXPECT_THAT(answer, HasSubstr(french));
    EXPECT_THAT(answer, Not(HasSubstr("places libres")));
    EXPECT_THAT(answer, Not(HasSubstr("Prochaines RCP qui")));
    EXPECT_TRUE(read_json(served.get("/api/v1/centres/SYN-A").body)->at("next_boards").is_null());
  }
}

}  // namespace
}  // namespace repere::web
