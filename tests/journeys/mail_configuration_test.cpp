// Somebody configures mail for the first time: what is wrong is said at the start, with the setting and what to change.
#include "program.hpp"
#include "system/small_certificate.hpp"
#include "system/small_mail_server.hpp"

namespace repere::journeys {
namespace {

class MailConfiguration : public Journey {
 protected:
  // A server that would start all the same finds its address taken, so that it ends.
  Ending start(const std::string& settings) {
    write("repere.toml", settings);
    const std::string port = taken_.address().substr(taken_.address().rfind(':'));
    return repere("serve --config repere.toml --db sqlite:record.db --key key --listen 127.0.0.1" + port);
  }
  void expect_refused(const std::string& settings, const std::vector<std::string>& parts) {
    const Ending ending = start(settings);
    EXPECT_NE(ending.exit_code, 0);
    for (const std::string& part : parts) EXPECT_TRUE(has(ending.err, part)) << part << " is not in: " << ending.err << settings;
  }
  static std::string email(const std::string& more) {
    return "[outbox]\nsite = \"https://repere.example\"\n[outbox_email]\nserver = \"smtp://mail.example:587\"\nfrom = \"a@repere.example\"\n" + more;
  }

  system::SmallMailServer taken_{{}};
};

TEST_F(MailConfiguration, a_port_that_is_taken_is_named) {
  const std::string port = taken_.address().substr(taken_.address().rfind(':') + 1);
  EXPECT_TRUE(has(start(email("")).err, "no folder of reports"));
  fs::create_directories(folder / "var" / "reports");
  const Ending ending = start(email(""));
  EXPECT_EQ(ending.exit_code, 3);
  EXPECT_TRUE(has(ending.err, port)) << ending.err;
}

TEST_F(MailConfiguration, a_file_with_a_password_is_there_not_empty_and_its_owner_s_alone) {
  const std::string with = "user = \"repere\"\npassword_file = \"pw\"\n";
  expect_refused(email(with), {"outbox_email.password_file", "pw", "there is no such file"});
  write("pw", "");
  fs::permissions(folder / "pw", fs::perms::owner_read | fs::perms::owner_write);
  expect_refused(email(with), {"outbox_email.password_file", "pw is empty"});
  write("pw", "essai\n");
  fs::permissions(folder / "pw", fs::perms::owner_read | fs::perms::others_read);
  expect_refused(email(with), {"outbox_email.password_file", "chmod 600"});
  expect_refused(email("user = \"repere\"\n"), {"outbox_email", "password_file", "go together"});
  expect_refused(email("password_file = \"pw\"\n"), {"outbox_email", "user", "go together"});
}

TEST_F(MailConfiguration, certificates_are_there_and_are_certificates) {
  expect_refused(email("authorities_file = \"nowhere.pem\"\n"), {"outbox_email.authorities_file: nowhere.pem", "is it there"});
  write("text.pem", "not one\n");
  expect_refused(email("authorities_file = \"text.pem\"\n"), {"outbox_email.authorities_file: text.pem", "PEM"});
  system::write_certificate(folder / "client.pem");
  expect_refused(email("client_certificate = \"client.pem\"\n"), {"outbox_email.client_certificate", "client_key", "go together"});
  expect_refused(email("client_certificate = \"client.pem\"\nclient_key = \"nowhere.pem\"\n"), {"outbox_email.client_key: nowhere.pem"});
}

TEST_F(MailConfiguration, addresses_and_names_are_checked_before_anything_waits_for_them) {
  const std::string site = "[outbox]\nsite = \"https://repere.example\"\n";
  expect_refused(site + "[outbox_mssante]\nserver = \"mail.example\"\nfrom = \"a@repere.example\"\n", {"outbox_mssante.server", "smtp://host:587"});
  expect_refused(site + "[outbox_email]\nserver = \"smtp://mail.example:99999\"\nfrom = \"a@repere.example\"\n", {"outbox_email.server", "65535"});
  expect_refused(site + "[outbox_email]\nserver = \"smtp://mail.example:587\"\n", {"outbox_email.from", "missing"});
  expect_refused("[outbox_email]\nserver = \"smtp://mail.example:587\"\nfrom = \"a@repere.example\"\n", {"outbox.site is missing"});
  expect_refused(email("encryption = \"none\"\n"), {"outbox_email.encryption", "this machine only"});
  expect_refused(email("pasword_file = \"pw\"\n"), {"repere.toml:6", "did you mean 'outbox_email.password_file'"});
}

}  // namespace
}  // namespace repere::journeys
