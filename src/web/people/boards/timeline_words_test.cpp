#include "web/people/boards/timeline_words.hpp"

#include <gtest/gtest.h>

#include "domain/registry/words.hpp"

namespace repere::web {
namespace {

// Words that are the same in both languages, or no words at all.
bool may_stay(std::string_view word) {
  for (const std::string_view one : {"1", "2", "3", "R0", "R1", "R2", "surveillance", "progression", "adjuvant", "complication"})
    if (word == one) return true;
  return false;
}

template <class E>
void expect_words(std::string_view column) {
  for (const auto& one : registry::words_for<E>) {
    const std::string french = whole_value_words(column, one.word, Language::fr);
    EXPECT_FALSE(french.empty()) << column << " " << one.word;
    EXPECT_EQ(french.find('_'), std::string::npos) << column << " " << french;
    if (!may_stay(one.word)) {
      EXPECT_NE(french, one.word) << column;
    }
  }
}

TEST(TimelineWords, the_whole_file_shows_no_code_of_the_exchange) {
  using namespace registry;
  expect_words<Answer>("prior_cancer");
  expect_words<Answer>("planned");
  expect_words<Answer>("rupture");
  expect_words<ActStatus>("status");
  expect_words<Sex>("sex");
  expect_words<Predisposition>("predisposition");
  expect_words<ImagingModality>("modality");
  expect_words<ImagingRegion>("region");
  expect_words<BiopsyTechnique>("technique");
  expect_words<Reading>("reading");
  expect_words<ReviewRequest>("request");
  expect_words<Concordance>("concordance");
  expect_words<MolecularTechnique>("technique");
  expect_words<MolecularResult>("result");
  expect_words<BoardType>("board");
  expect_words<BoardPassage>("passage");
  expect_words<DecisionModality>("modality");
  expect_words<SurgeryKind>("kind");
  expect_words<Margin>("margin");
  expect_words<AmputationLevel>("level");
  expect_words<AmputationCause>("cause");
  expect_words<Timing>("timing");
  expect_words<SystemicKind>("kind");
  expect_words<RelapseKind>("kind");
  expect_words<State>("state");
  expect_words<MetastaticSite>("metastatic_sites");
  expect_words<Compartment>("compartment");
  expect_words<Depth>("depth");
  expect_words<FnclccGrade>("grade");
}

TEST(TimelineWords, several_sites_are_a_list_and_what_is_no_word_stays) {
  EXPECT_EQ(whole_value_words("metastatic_sites", "lung+bone", Language::fr), "poumon, os");
  EXPECT_EQ(whole_value_words("rupture", "no", Language::fr), "non");
  EXPECT_EQ(value_words("rupture", "no", Language::fr), "") << "a timeline leaves it out";
  EXPECT_EQ(whole_value_words("target", "MDM2", Language::fr), "MDM2");
}

}  // namespace
}  // namespace repere::web
