#include <gmock/gmock.h>

#include <random>

#include "report/document/pdf.hpp"
#include "report/document/pieces.hpp"
#include "report/suspicion/suspicion_document.hpp"
#include "web/public/suspicion_pages.hpp"
#include "web/routes/openapi_walk.hpp"
#include "web/server/served.hpp"

namespace repere::web {
namespace {

using namespace suspicion;
using testing::HasSubstr;
using testing::Not;

RuleSet small_set() {
  RuleSet set;
  set.id = "synthetic";
  set.version = "1";
  set.title = {"Règles de l’essai", "Rules of the trial"};
  set.about = {"Pour l’essai", "For the trial"};
  set.sources = {{"s", "Source de l’essai", {"2020", "2020"}, PartialDate::of_year(2020), ""}};
  set.rules = {{"large",
                {"Grande masse", "Large mass"},
                {{Question::size, 0, Comparison::at_least, 5}},
                Level::refer,
                {0, false},
                14,
                {{}, true}},
               {"deep",
                {"Masse profonde", "Deep mass"},
                {{Question::depth, 2, Comparison::at_least, 0}},
                Level::refer,
                {0, false},
                {},
                {}}};
  set.statements = {
      {"not",
       Advice::do_not,
       {"Ne retirez rien", "Remove nothing"},
       {},
       Level::explore,
       Level::at_once,
       false,
       {0, false}},
      {"look", Advice::first, {"Revoir", "Look again"}, {}, Level::low, Level::low, false, {{}, true}}};
  return set;
}

class Suspicion : public testing::Test {
 protected:
  Served& serve(bool demonstration, std::string answerable = {}) {
    desk_ = std::make_unique<SuspicionDesk>(
        SuspicionDesk{{"Réseau", demonstration}, rules_, std::move(answerable), [] { return Instant{}; }, directory_,
                      [this](reach::Counted what, std::optional<std::size_t> department) {
                        counted_.emplace_back(what, department);
                      }});
    std::vector<Route> routes;
    add_suspicion_pages(routes, *desk_);
    served_ = std::make_unique<Served>(std::move(routes));
    return *served_;
  }
  // With a directory the answer names the nearest centres.
  void give_directory() {
    std::vector<Centre> centres;
    for (const auto& [code, name, latitude, treats] :
         {std::tuple{"SYN-A", "Centre synthétique A", 45.7, "soft_tissue"}, {"SYN-B", "Centre synthétique B", 46.7, "bone"},
          {"SYN-C", "Centre synthétique C", 47.7, "soft_tissue"}}) {
      Centre one;
      one.code = code;
      one.name = name;
      one.expertise = treats;
      one.roles = {{CentreRole::competence, std::nullopt, std::nullopt, Certainty::confirmed, "s"}};
      one.sites = {{"Site", "", "Lyon", "69", latitude, 4.85, "s", ""}};
      centres.push_back(std::move(one));
    }
    reference_.centres = *Centres::make({}, std::move(centres));
    static_cast<void>(
        places_.add({"69123", "Lyon", PlaceKind::commune, "", 0, {69001}, 520000, Position{45.75, 4.85}}));
    ASSERT_TRUE(places_.complete({}));
    directory_ = centre_directory({reference_, {"Réseau", true}, false}, places_, {});
  }
  ReferenceData reference_;
  Places places_{Departments({}, {{"69", "Rhône", "Auvergne-Rhône-Alpes", {45.9, 4.6}}})};
  std::shared_ptr<const CentreDirectory> directory_;
  std::vector<std::pair<reach::Counted, std::optional<std::size_t>>> counted_;
  const RuleSet rules_ = small_set();
  std::unique_ptr<SuspicionDesk> desk_;
  std::unique_ptr<Served> served_;
};

const std::string seven_deep = "/masse-suspecte/reponse?age=adult&place=soft_tissue&size_cm=7%2C5&depth=deep";

TEST_F(Suspicion, the_questionnaire_has_eight_steps_and_no_script) {
  const Reply reply = serve(true).get("/masse-suspecte");
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.body, HasSubstr("<legend>8. "));
  EXPECT_THAT(reply.body, Not(HasSubstr("<legend>9. ")));
  EXPECT_THAT(reply.body, HasSubstr("method=\"get\""));
  EXPECT_THAT(reply.body, Not(HasSubstr("type=\"module\"")));
  EXPECT_THAT(serve(true).get("/en/suspicious-mass").body, HasSubstr(". Place"));
}

TEST_F(Suspicion, the_answer_shows_level_delay_rules_and_sources) {
  const Reply reply = serve(true).get(seven_deep);
  EXPECT_EQ(reply.status, 200);
  for (const char* text :
       {"Niveau 3 sur 4", "dans les 2\u00a0semaines", "à confirmer par le réseau", "Source de l’essai, 2020",
        "Ne retirez rien", "Règles de l’essai", "pas un diagnostic", "noindex", "7,5\u00a0cm",
        "/adresser?age=adult&amp;place=soft_tissue&amp;depth=deep&amp;size_cm=7.5",
        "/centres?pour=soft_tissue"})
    EXPECT_THAT(reply.body, HasSubstr(text));
  EXPECT_EQ(reply.headers.find("Cache-Control"), "no-store");
}

TEST_F(Suspicion, a_small_mass_is_told_why_the_rules_do_not_apply) {
  const Reply reply = serve(true).get("/en/suspicious-mass/answer?size_cm=2&depth=superficial");
  EXPECT_THAT(reply.body, HasSubstr("Level 1 of 4"));
  EXPECT_THAT(reply.body, HasSubstr("Large mass: ruled out by Size"));
  EXPECT_THAT(reply.body, Not(HasSubstr("/en/refer?"))) << "the answer itself does not send anybody on";
}

TEST_F(Suspicion, what_is_not_answered_counts_and_is_said) {
  const Reply reply = serve(true).get("/masse-suspecte/reponse?size_cm=2");
  EXPECT_THAT(reply.body, HasSubstr("Niveau 3 sur 4"));
  EXPECT_THAT(reply.body, HasSubstr("comptent avec prudence\u00a0: Profondeur"));
  EXPECT_THAT(reply.body, HasSubstr("href=\"/masse-suspecte?size_cm=2\""));
}

TEST_F(Suspicion, wrong_answers_come_back_in_the_form_and_are_not_repeated) {
  Served& served = serve(true);
  for (const std::string bad :
       {"size_cm=0", "size_cm=61", "size_cm=-3", "size_cm=1e1", "size_cm=nan", "size_cm=%3Cscript%3E",
        "age=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "size=melon", "age=adult&age=child", "pain="}) {
    const Reply reply = served.get("/masse-suspecte/reponse?" + bad);
    EXPECT_EQ(reply.status, 400) << bad;
    EXPECT_THAT(reply.body, HasSubstr("role=\"alert\"")) << bad;
    EXPECT_THAT(reply.body, HasSubstr("<form")) << bad;
    EXPECT_THAT(reply.body, Not(HasSubstr("<script>"))) << bad;
  }
  EXPECT_EQ(served.get("/masse-suspecte/reponse?size_cm=" + std::string(3000, '9')).status, 400);
  EXPECT_EQ(served.get("/masse-suspecte/reponse.pdf?size_cm=99").status, 400);
  EXPECT_EQ(served.get("/masse-suspecte/reponse").status, 400);
}

TEST_F(Suspicion, the_log_never_holds_an_answer) {
  Served& served = serve(true);
  served.get(seven_deep);
  served.server->stop();
  EXPECT_THAT(served.log(), Not(HasSubstr("size_cm")));
  EXPECT_THAT(served.log(), Not(HasSubstr("soft_tissue")));
}

TEST_F(Suspicion, outside_a_demonstration_nobody_is_answered_until_somebody_answers_for_it) {
  Served& served = serve(false);
  for (const std::string& path : {std::string("/masse-suspecte"), seven_deep}) {
    const Reply reply = served.get(path);
    EXPECT_EQ(reply.status, 200);
    EXPECT_THAT(reply.body, HasSubstr("sans réponse pour une personne"));
    EXPECT_THAT(reply.body, HasSubstr("Grande masse"));
    EXPECT_THAT(reply.body, HasSubstr("Ne retirez rien"));
    EXPECT_THAT(reply.body, Not(HasSubstr("<form")));
    EXPECT_THAT(reply.body, Not(HasSubstr("Niveau 3 sur 4")));
  }
  EXPECT_THAT(served.get("/masse-suspecte/reponse.pdf?size_cm=7").body, Not(HasSubstr("%PDF")));
  const Reply api = served.get("/api/v1/suspicion?size_cm=7");
  EXPECT_EQ(api.status, 403);
  EXPECT_THAT(api.body, HasSubstr("network.answerable"));
}

TEST_F(Suspicion, whoever_answers_for_it_is_named) {
  Served& served = serve(false, "Docteur synthétique");
  EXPECT_THAT(served.get(seven_deep).body, HasSubstr("En répond\u00a0: Docteur synthétique"));
  EXPECT_EQ(served.get("/api/v1/suspicion?size_cm=7").status, 200);
}

TEST_F(Suspicion, programs_get_the_same_answer) {
  Served& served = serve(true);
  const Reply reply = served.get("/api/v1/suspicion?size_cm=7&depth=superficial");
  ASSERT_EQ(reply.status, 200) << reply.body;
  const auto answer = read_json(reply.body);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->at("level").as_string(), "refer");
  EXPECT_EQ(answer->at("delay").at("days").as_int64(), 14);
  EXPECT_TRUE(answer->at("delay").at("assumed").as_bool());
  EXPECT_EQ(answer->at("rule_set").at("id").as_string(), "synthetic");
  EXPECT_TRUE(suspicion_schema().check(*answer).empty());
  for (const char* bad : {"size_cm=0", "size_cm=7%2C5x", "age=old", "colour=red", "age=adult&age=child"})
    EXPECT_EQ(served.get(std::string("/api/v1/suspicion?") + bad).status, 400) << bad;
}

TEST_F(Suspicion, the_sheet_is_a_pdf_to_keep) {
  const Reply reply = serve(true).get("/masse-suspecte/reponse.pdf?size_cm=7&depth=deep");
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(reply.body.starts_with("%PDF-"));
  EXPECT_THAT(std::string(reply.headers.find("Content-Disposition").value_or("")),
              HasSubstr("masse-suspecte.pdf"));
}

TEST_F(Suspicion, the_nearest_suitable_centres_stand_in_the_answer) {
  give_directory();
  Served& served = serve(true);
  EXPECT_THAT(served.get("/masse-suspecte").body, HasSubstr("name=\"lieu\""));
  const Reply near = served.get(seven_deep + "&lieu=69001");
  EXPECT_LT(near.body.find("synthétique A</a>"), near.body.find("synthétique C</a>"));
  EXPECT_THAT(near.body, Not(HasSubstr("synthétique B</a>"))) << "it treats bones";
  EXPECT_THAT(near.body, HasSubstr("Distances à vol d’oiseau depuis Lyon"));
  EXPECT_THAT(near.body, HasSubstr("/adresser?age=adult&amp;place=soft_tissue&amp;depth=deep&amp;size_cm=7.5\"")) << "the place stays here";
  EXPECT_THAT(served.get(seven_deep).body, HasSubstr("Votre commune ou code postal"));
  EXPECT_THAT(served.get(seven_deep + "&lieu=nowhere-at-all").body, HasSubstr("Aucun lieu trouvé"));
  EXPECT_THAT(served.get("/masse-suspecte/reponse?size_cm=2&depth=superficial&lieu=69001").body, Not(HasSubstr("synthétique A")));
  const Reply bad = served.get(seven_deep + "&lieu=%3Cscript%3E");
  EXPECT_EQ(bad.status, 200);
  EXPECT_THAT(bad.body, Not(HasSubstr("<script>")));
  EXPECT_EQ(served.get(seven_deep + "&lieu=" + std::string(101, 'a')).status, 400);
}

TEST_F(Suspicion, the_questionnaire_is_counted_once_when_it_is_finished) {
  give_directory();
  Served& served = serve(true);
  const Reply sent = served.get(seven_deep + "&lieu=69001&fini=1");
  EXPECT_EQ(sent.status, 303);
  const std::string next(sent.headers.find("Location").value_or(""));
  EXPECT_EQ(next, "/masse-suspecte/reponse?age=adult&place=soft_tissue&depth=deep&size_cm=7.5&lieu=69001");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(served.get(next).status, 200);
  served.get("/api/v1/suspicion?size_cm=7");
  served.get("/masse-suspecte/reponse?size_cm=99&fini=1");
  served.get("/masse-suspecte/reponse?fini=1");
  ASSERT_EQ(counted_.size(), 1U) << "not when it is looked at again, nor when it cannot be answered";
  EXPECT_EQ(counted_[0], std::pair(reach::Counted::questionnaire_refer, std::optional<std::size_t>(0)));
  served.get("/en/suspicious-mass/answer.pdf?size_cm=2&depth=superficial");
  ASSERT_EQ(counted_.size(), 2U);
  EXPECT_EQ(counted_[1], std::pair(reach::Counted::sheet_low, std::optional<std::size_t>()));
}

TEST_F(Suspicion, outside_a_demonstration_what_is_not_answered_is_not_counted) {
  serve(false).get(seven_deep + "&fini=1");
  EXPECT_TRUE(counted_.empty());
}

TEST(SuspicionQuery, gives_back_the_query_it_was_read_from) {
  const auto fields = parse_form("age=child&place=bone&pain=night&size=golf");
  ASSERT_TRUE(fields);
  const SuspicionQuery query = read_suspicion_query(*fields, Language::fr);
  EXPECT_TRUE(query.wrong.empty());
  EXPECT_EQ(query.answers.size, (SizeRange{4.3, 6.5}));
  EXPECT_EQ(query_of(query), "age=child&place=bone&pain=night&size=golf");
}

TEST(SuspicionQuery, a_measure_goes_before_a_comparison) {
  const auto fields = parse_form("size_cm=2&size=tennis&extra=1");
  const SuspicionQuery query = read_suspicion_query(*fields, Language::fr);
  EXPECT_EQ(query.answers.size, (SizeRange{2, 2}));
  EXPECT_EQ(query_of(query), "size_cm=2");
}

}  // namespace
}  // namespace repere::web
