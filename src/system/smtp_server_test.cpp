#include "system/smtp_server.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include "system/small_certificate.hpp"
#include "system/small_mail_server.hpp"

namespace repere::system {
namespace {

using Kind = workflows::MailAnswer::Kind;
using Manner = SmallMailServer::Manner;
using namespace std::chrono_literals;

workflows::Mail a_mail() {
  return {"0123abcd.12@repere.example", Instant(1'900'000'000'000ms), Confidential<std::string>("nom@essai.example"),
          "Un message vous attend / A message waits for you", "Bonjour,\n\nC’est ici :\n\nhttps://repere.example/suivi/abc\n.\nfin\n", std::nullopt};
}
SmtpSettings settings_to(const SmallMailServer& server) {
  SmtpSettings settings;
  settings.address = server.address();
  settings.from = "reseau@repere.example";
  settings.encrypted = false;
  settings.connect = 2s;
  settings.whole = 2s;
  return settings;
}
workflows::MailAnswer answered(const Manner& manner) {
  SmallMailServer server(manner);
  return SmtpServer(settings_to(server)).hand_over(a_mail());
}
Manner saying(std::string Manner::*member, const char* text) {
  Manner manner;
  manner.*member = text;
  return manner;
}

TEST(SmtpServer, hands_a_mail_over_whole) {
  SmallMailServer server({});
  const auto answer = SmtpServer(settings_to(server)).hand_over(a_mail());
  EXPECT_EQ(answer.kind, Kind::taken);
  EXPECT_EQ(answer.code, "250");
  ASSERT_EQ(server.mails().size(), 1U);
  const std::string mail = server.mails().front();
  for (const char* part : {"From: =?UTF-8?B?", "To: <nom@essai.example>", "Message-ID: <0123abcd.12@repere.example>", "Auto-Submitted: auto-generated",
                           "Date: Sun, 17 Mar 2030 17:46:40 +0000", "MIME-Version: 1.0", "charset=utf-8", "C=E2=80=99est ici :", "\r\n.\r\nfin\r\n"})
    EXPECT_NE(mail.find(part), std::string::npos) << part << "\n" << mail;
  bool from = false;
  for (const auto& command : server.commands()) from = from || command.starts_with("MAIL FROM:<reseau@repere.example>");
  EXPECT_TRUE(from);
}

TEST(SmtpServer, tries_again_what_a_server_puts_off_and_gives_up_what_it_refuses_of_this_recipient) {
  for (const auto& [manner, kind, code] : std::vector<std::tuple<Manner, Kind, std::string>>{
           {saying(&Manner::on_recipient, "451 4.7.1 greylisted"), Kind::later, "451"},
           {saying(&Manner::on_recipient, "550 5.1.1 nobody of that name"), Kind::refused, "550"},
           {saying(&Manner::on_end, "452 full"), Kind::later, "452"},
           {saying(&Manner::on_end, "554 not this"), Kind::refused, "554"},
           {saying(&Manner::on_mail, "550 not from you"), Kind::later, "550"},
           {saying(&Manner::on_mail, "530 sign in first"), Kind::later, "sign-in 530"},
           {saying(&Manner::on_recipient, "530 sign in first"), Kind::later, "sign-in 530"},
           {saying(&Manner::greeting, "554 no"), Kind::later, "554"},
           {saying(&Manner::greeting, "421 busy"), Kind::later, "421"}}) {
    const auto answer = answered(manner);
    EXPECT_EQ(answer.kind, kind) << code << " was answered " << answer.code;
    EXPECT_EQ(answer.code, code);
  }
}

void expect_put_off(const Manner& manner, const std::string& code) {
  const auto answer = answered(manner);
  EXPECT_EQ(answer.kind, Kind::later);
  EXPECT_EQ(answer.code, code);
}

TEST(SmtpServer, waits_for_a_server_that_hangs_only_so_long) {
  Manner manner;
  manner.hangs = true;
  expect_put_off(manner, "timeout");
}

TEST(SmtpServer, tries_again_when_the_line_is_cut_in_the_message) {
  Manner manner;
  manner.drops_in_data = true;
  expect_put_off(manner, "connection lost");
}

TEST(SmtpServer, tries_again_when_nobody_is_there) {
  SmtpSettings settings;
  {
    SmallMailServer gone({});
    settings = settings_to(gone);
  }
  EXPECT_EQ(SmtpServer(settings).hand_over(a_mail()).code, "not reached");
}

// The symptom this guards against: a server, or somebody between, that hides STARTTLS gets the message in clear.
TEST(SmtpServer, sends_nothing_in_clear_where_encryption_is_not_offered) {
  SmallMailServer server({});
  SmtpSettings settings = settings_to(server);
  settings.encrypted = true;
  const auto answer = SmtpServer(settings).hand_over(a_mail());
  EXPECT_EQ(answer.kind, Kind::later);
  EXPECT_EQ(answer.code, "no encryption");
  EXPECT_TRUE(server.mails().empty());
  for (const auto& command : server.commands()) EXPECT_FALSE(command.starts_with("MAIL") || command.starts_with("AUTH")) << command;
}

TEST(SmtpServer, encrypts_to_a_server_whose_certificate_it_trusts_and_sends_nothing_to_another) {
  const auto file = std::filesystem::temp_directory_path() / ("repere-smtp-" + std::to_string(::getpid()) + ".pem");
  write_certificate(file);
  for (const bool trusted : {true, false}) {
    Manner manner;
    manner.certificate = file;
    SmallMailServer server(manner);
    SmtpSettings settings = settings_to(server);
    settings.encrypted = true;
    if (trusted) settings.authorities = file;
    const auto answer = SmtpServer(settings).hand_over(a_mail());
    EXPECT_EQ(answer.kind, trusted ? Kind::taken : Kind::later);
    EXPECT_EQ(answer.code, trusted ? "250" : "certificate");
    EXPECT_EQ(server.mails().size(), trusted ? 1U : 0U);
  }
  std::filesystem::remove(file);
}

TEST(SmtpServer, signs_in_and_says_so_when_it_may_not) {
  Manner manner;
  manner.offers_sign_in = true;
  for (const bool right : {true, false}) {
    manner.on_sign_in = right ? "235 ok" : "535 no";
    SmallMailServer server(manner);
    SmtpSettings settings = settings_to(server);
    settings.user = "reseau";
    settings.password = Confidential<std::string>("essai");
    const auto answer = SmtpServer(settings).hand_over(a_mail());
    EXPECT_EQ(answer.kind, right ? Kind::taken : Kind::later);
    if (!right) {
      EXPECT_EQ(answer.code, "sign-in 535");
    }
  }
}

TEST(SmtpSettings, are_refused_with_what_to_change) {
  SmtpSettings good;
  good.address = "smtp://mail.example:587";
  good.from = "reseau@repere.example";
  EXPECT_TRUE(check(good));
  const auto wrong = [&](auto change) {
    SmtpSettings settings = good;
    change(settings);
    return !check(settings).has_value();
  };
  EXPECT_TRUE(wrong([](auto& s) { s.address = "http://mail.example"; }));
  EXPECT_TRUE(wrong([](auto& s) { s.address = "smtp://user:pass@mail.example"; }));
  EXPECT_TRUE(wrong([](auto& s) { s.address = "smtp://mail.example:99999"; }));
  EXPECT_TRUE(wrong([](auto& s) { s.address = "smtp://mail.example:"; }));
  EXPECT_FALSE(wrong([](auto& s) { s.address = "smtps://[2001:db8::1]:465/"; }));
  EXPECT_TRUE(wrong([](auto& s) { s.from = "reseau"; }));
  EXPECT_TRUE(wrong([](auto& s) { s.encrypted = false; })) << "in clear to another machine";
  EXPECT_TRUE(wrong([](auto& s) { s.client_certificate = "/x.pem"; }));
}

TEST(MailText, lets_nothing_begin_another_header) {
  auto mail = a_mail();
  mail.subject = "Un message\r\nBcc: autre@essai.example";
  const auto text = mail_text({"reseau@repere.example", "Réseau\r\nX-Autre: 1"}, mail);
  ASSERT_TRUE(text);
  EXPECT_EQ(text->find("\r\nBcc"), std::string::npos);
  EXPECT_EQ(text->find("\r\nX-Autre"), std::string::npos);
  mail.to = Confidential<std::string>("nom@essai.example>\r\nBcc: <autre@essai.example");
  EXPECT_FALSE(mail_text({"reseau@repere.example", ""}, mail));
}

TEST(MailText, has_short_lines_of_ascii_whatever_is_in_it) {
  auto mail = a_mail();
  mail.subject = std::string(40, 'x') + "é" + std::string(300, 'y') + "…";
  mail.body = std::string(2000, 'a') + "é" + std::string(200, ' ') + "\n=\n";
  mail.attachment = workflows::Attachment{"compte-rendu.pdf", "application/pdf", Confidential<std::string>(std::string(5000, '\xFF'))};
  const auto text = mail_text({"reseau@repere.example", "Réseau"}, mail);
  ASSERT_TRUE(text);
  std::size_t length = 0;
  for (const char c : *text) {
    EXPECT_TRUE((c >= ' ' && c <= '~') || c == '\r' || c == '\n');
    length = c == '\n' ? 0 : length + 1;
    ASSERT_LE(length, 92U);
  }
  EXPECT_NE(text->find("Content-Disposition: attachment; filename=\"compte-rendu.pdf\""), std::string::npos);
  mail.attachment->name = "a\"\r\nX: y";
  EXPECT_FALSE(mail_text({"reseau@repere.example", ""}, mail));
}

}  // namespace
}  // namespace repere::system
