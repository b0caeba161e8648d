#include "base/mail_address.hpp"

#include <gtest/gtest.h>

#include <string>

namespace repere {
namespace {

TEST(MailAddress, is_one_that_a_mail_server_takes) {
  for (const char* good : {"a@b.fr", "prenom.nom@ch-essai.mssante.fr", "a+b_c@x-1.example"}) EXPECT_TRUE(is_mail_address(good)) << good;
}

// Nothing that ends a line, opens a second recipient or hides another address.
TEST(MailAddress, is_none_when_it_could_say_more_to_a_mail_server) {
  for (const char* bad : {"", "a", "@b.fr", "a@", "a@b", "a@b.fr\r\nBcc: c@d.fr", "a@b.fr>", "<a@b.fr", "a b@c.fr", "a@b.fr,c@d.fr", "a@b@c.fr",
                          "\"a\"@b.fr", "a..b@c.fr", ".a@c.fr", "a@b..fr", "a@.fr", "é@b.fr", "a@b.fr ", "a;b@c.fr", "a@b.fr\n", "a(b)@c.fr"})
    EXPECT_FALSE(is_mail_address(bad)) << bad;
  EXPECT_FALSE(is_mail_address(std::string(65, 'a') + "@b.fr"));
}

}  // namespace
}  // namespace repere
