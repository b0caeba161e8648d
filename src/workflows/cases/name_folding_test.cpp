#include "workflows/cases/name_folding.hpp"

#include <gtest/gtest.h>

namespace repere::workflows {
namespace {

TEST(NameFolding, leaves_letters_only_whatever_the_spelling) {
  for (const char* spelled : {"Bœuf Éloïse Łukasz", "BOEUF  ELOISE-LUKASZ", "bœuf éloïse łukasz",
                              "Boeuf Eloise Lukasz", "Boeuf E\xCC\x81loi\xCC\x88se Lukasz"})
    EXPECT_EQ(folded_name(spelled), "boeufeloiselukasz") << spelled;
  EXPECT_EQ(folded_name("d'Ørsted"), "dorsted");
  EXPECT_EQ(folded_name("d’Ørsted"), "dorsted");
  EXPECT_EQ(folded_name("Straße"), "strasse");
  EXPECT_EQ(folded_name(""), "");
  EXPECT_EQ(folded_name(" - "), "");
}

TEST(NameFolding, two_names_stay_two_names) {
  EXPECT_NE(folded_name("Martin"), folded_name("Martine"));
  EXPECT_NE(folded_name("Éric"), folded_name("Érica"));
}

TEST(NameFolding, the_first_given_name_counts) {
  EXPECT_EQ(folded_first_name("Marie-Claire Anne"), "marieclaire");
  EXPECT_EQ(folded_first_name("  Éloïse, Anne"), "eloise");
  EXPECT_EQ(folded_first_name(""), "");
}

TEST(NameFolding, identifiers_keep_digits_and_letters) {
  EXPECT_EQ(folded_number("2 69 05 2a 588 157 - 80"), "269052A58815780");
  EXPECT_EQ(folded_number("  "), "");
}

}  // namespace
}  // namespace repere::workflows
