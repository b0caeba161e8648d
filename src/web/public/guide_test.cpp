#include <gmock/gmock.h>

#include "web/public/guide_pages.hpp"
#include "web/server/served.hpp"

namespace repere::web {
namespace {

using testing::HasSubstr;
using testing::Not;

class Guides : public testing::Test {
 protected:
  Guides() {
    guidance::Guide guide;
    guide.id = guide.version = "1";
    guide.path = {"essai", "trial"};
    guide.title = {"Titre <b>", "Title"};
    guide.lead = {"Une phrase", "A sentence"};
    guide.sections = {{{"Partie", "Part"}, {{{"Phrase citée", "Cited sentence"}, {{}, true}}}}};
    guides_ = {guide};
    regions_.rows = {{"84", "Région synthétique", {"69"}}};
    std::vector<Route> routes;
    add_guide_pages(routes, desk_);
    served_ = std::make_unique<Served>(std::move(routes));
  }
  const ReferenceData reference_;
  const PublicWorld world_{reference_, {"Réseau", true}, true};
  guidance::Guides guides_;
  Regions regions_;
  const suspicion::RuleSet rules_;
  const GuideDesk desk_{world_, guides_, regions_, rules_, [] { return Instant{}; }};
  std::unique_ptr<Served> served_;
};

TEST_F(Guides, are_listed_and_read_with_what_each_sentence_stands_on) {
  EXPECT_THAT(served_->get("/comprendre").body, HasSubstr("href=\"/comprendre/essai\""));
  const std::string page = served_->get("/comprendre/essai").body;
  EXPECT_THAT(page, HasSubstr("Phrase citée <span class=\"source\">[à confirmer par le réseau]"));
  EXPECT_THAT(page, Not(HasSubstr("<b>")));
  EXPECT_THAT(served_->get("/en/understand/trial").body, HasSubstr("Cited sentence"));
}

TEST_F(Guides, are_printed_for_a_region_that_is_there) {
  for (const char* path : {"/comprendre/affiche.pdf", "/comprendre/fiche.pdf", "/en/understand/poster.pdf"}) {
    const Reply reply = served_->get(std::string(path) + "?region=84");
    EXPECT_EQ(reply.status, 200) << path;
    EXPECT_TRUE(reply.body.starts_with("%PDF-")) << path;
    EXPECT_EQ(served_->get(path).status, 400) << path;
    EXPECT_EQ(served_->get(std::string(path) + "?region=%3Cscript%3E").status, 400) << path;
  }
}

}  // namespace
}  // namespace repere::web
