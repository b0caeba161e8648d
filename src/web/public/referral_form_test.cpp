#include "web/public/referral_form.hpp"

#include <gtest/gtest.h>

#include "web/http/fields.hpp"

namespace repere::web {
namespace {

std::string birth_date_read(const std::string& typed, Language language) {
  const auto fields = parse_form("birth_date=" + percent_encoded(typed));
  EXPECT_TRUE(fields);
  const ReferralForm form = read_referral_form(*fields, language);
  const auto found = form.answers.find("birth_date");
  return found == form.answers.end() ? std::string() : found->second;
}

TEST(ReferralForm, takes_a_day_as_it_is_written_in_france) {
  for (const char* typed : {"17/05/1970", "17/5/1970", "17.05.1970", "17 05 1970", "17-05-1970", " 17/05/1970 ", "1970-05-17"})
    EXPECT_EQ(birth_date_read(typed, Language::fr), "1970-05-17") << typed;
}

TEST(ReferralForm, leaves_what_is_no_such_day_to_the_check) {
  for (const char* typed : {"17/05/70", "17/05/1970x", "17//1970", "-1/05/1970", "0/05/1970", "mai 1970", "<b>", "17/05/19700"})
    EXPECT_EQ(birth_date_read(typed, Language::fr), typed);
  EXPECT_EQ(birth_date_read("31/02/1970", Language::fr), "1970-02-31") << "which the check refuses";
  EXPECT_EQ(birth_date_read("05/06/1970", Language::en), "05/06/1970") << "the 5th of June or the 6th of May";
}

}  // namespace
}  // namespace repere::web
