#include "domain/message/letter.hpp"

#include <gtest/gtest.h>

namespace repere::message {
namespace {

using namespace std::chrono_literals;

const std::vector<SecureDomain> domains{{"mssante.fr", true, false, "test"}, {"patient.mssante.fr", false, true, "test"}};

TEST(Address, is_secure_mail_by_its_domain_and_never_a_citizens) {
  EXPECT_EQ(way_to("nom@CH-Essai.MSSante.fr", domains), Way::mssante);
  EXPECT_EQ(way_to("nom@mssante.fr", domains), Way::mssante);
  EXPECT_EQ(way_to("nom@example.fr", domains), Way::email);
  EXPECT_EQ(way_to("nom@fauxmssante.fr", domains), Way::email);
  EXPECT_EQ(way_to("nom@mssante.fr.example.com", domains), Way::email);
  EXPECT_EQ(way_to("123@patient.mssante.fr", domains), Way::by_hand);
  EXPECT_TRUE(is_of_a_citizen("123@patient.mssante.fr", domains));
  EXPECT_EQ(way_to("", domains), Way::by_hand);
  EXPECT_EQ(way_to("no address", domains), Way::by_hand);
}

TEST(Message, goes_from_state_to_state_and_nowhere_else) {
  EXPECT_EQ(*after(State::waiting, Happening::handed_over), State::handed_over);
  EXPECT_EQ(*after(State::waiting, Happening::put_off), State::waiting);
  EXPECT_EQ(*after(State::gave_up, Happening::sent_again), State::waiting);
  EXPECT_EQ(*after(State::handed_over, Happening::withdrawn), State::withdrawn);
  EXPECT_EQ(*after(State::refused, Happening::passed_by_hand), State::handed_over);
  EXPECT_EQ(*after(State::handed_over, Happening::opened), State::handed_over);
  for (const auto& happening : happening_words) {
    const bool by_reader = happening.value == Happening::opened || happening.value == Happening::wrong_code;
    if (!by_reader && happening.value != Happening::queued) {
      EXPECT_FALSE(after(State::withdrawn, happening.value)) << happening.word;
    }
  }
  EXPECT_FALSE(after(State::handed_over, Happening::handed_over));
  EXPECT_FALSE(after(State::handed_over, Happening::put_off));
  EXPECT_FALSE(after(State::waiting, Happening::sent_again));
}

TEST(Message, opens_by_the_link_alone_only_when_secure_mail_carried_it) {
  Message one;
  one.recipient = {Part::treating_physician, Way::mssante, {}, {}, {}, {}};
  EXPECT_EQ(proof_of(one), Proof::link);
  one.recipient.way = Way::email;
  EXPECT_EQ(proof_of(one), Proof::telephoned_code);
  one.recipient.way = Way::by_hand;
  EXPECT_EQ(proof_of(one), Proof::telephoned_code);
  one.recipient = {Part::sender, Way::mssante, {}, {}, {}, {}};
  EXPECT_EQ(proof_of(one), Proof::sender_code);
  one.recipient.account = access::AccountId{7};
  EXPECT_EQ(proof_of(one), Proof::account);
}

TEST(Attempts, come_ever_later_and_end) {
  const Instant now{std::chrono::hours(1000)};
  EXPECT_EQ(*next_attempt(1, now, 72h), now + 1min);
  EXPECT_EQ(*next_attempt(2, now, 72h), now + 5min);
  EXPECT_EQ(*next_attempt(4, now, 72h), now + 60min);
  EXPECT_EQ(*next_attempt(9, now, 72h), now + 240min);
  EXPECT_FALSE(next_attempt(30, now, 72h));
  EXPECT_FALSE(next_attempt(1, now, 0h));
  int attempts = 1;
  while (next_attempt(attempts, now, 72h)) ++attempts;
  EXPECT_EQ(attempts, 22) << "1, 5, 15, 60 minutes, then four hours each: the 22nd is past the third day";
}

TEST(Letter, says_french_first_and_puts_link_and_centre_in) {
  Texts texts;
  texts.texts = {{Kind::addendum, "Un message", "A message", "De {centre} :\\n{link}", "From {centre}:\\n{link}"}};
  Message one;
  one.kind = Kind::addendum;
  const auto letter = letter_of(texts, one, "Centre (essai)", "https://repere.example/x");
  ASSERT_TRUE(letter);
  EXPECT_EQ(letter->subject, "Un message / A message");
  EXPECT_EQ(letter->body, "De Centre (essai) :\nhttps://repere.example/x\n\n--\n\nFrom Centre (essai):\nhttps://repere.example/x\n");
  one.kind = Kind::report_signed;
  EXPECT_FALSE(letter_of(texts, one, "", ""));
}

}  // namespace
}  // namespace repere::message
