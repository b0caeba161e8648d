#include "domain/referral/referral.hpp"

#include <gtest/gtest.h>

#include "domain/referral/document_type.hpp"
#include "domain/referral/sample_answers.hpp"

namespace repere::referral {
namespace {

using namespace std::string_view_literals;

const Day today = std::chrono::sys_days(std::chrono::year(2026) / 11 / 25);

Answers good() {
  Answers answers = sample_answers();
  answers["size_mm"] = "70";
  return answers;
}

std::vector<FieldProblem> with(const char* field, const std::string& text) {
  Answers answers = good();
  if (text.empty())
    answers.erase(field);
  else
    answers[field] = text;
  return check(answers, today);
}

TEST(Referral, a_short_form_is_enough) { EXPECT_TRUE(check(good(), today).empty()); }

TEST(Referral, says_what_is_wrong_and_where) {
  struct Case {
    const char* field;
    std::string text;
    Fault fault;
  };
  const Case cases[] = {
      {"sender_name", "", Fault::missing},
      {"question", "", Fault::missing},
      {"birth_date", "", Fault::missing},
      {"birth_date", "17/05/1970", Fault::not_a_day},
      {"birth_date", "1970", Fault::not_a_day},
      {"birth_date", "1970-02-30", Fault::not_a_day},
      {"birth_date", "2026-11-26", Fault::in_the_future},
      {"birth_date", "1890-01-01", Fault::too_long_ago},
      {"first_seen", "2026-11-26", Fault::in_the_future},
      {"first_seen", "1950-01-01", Fault::before_birth},
      {"first_seen", "hier", Fault::not_a_day},
      {"size_mm", "big", Fault::not_a_number},
      {"size_mm", "0", Fault::out_of_range},
      {"size_mm", "1001", Fault::out_of_range},
      {"place", "moon", Fault::not_a_choice},
      {"sender_profession", "general_practitioner radiologist", Fault::not_a_choice},
      {"sender_email", "nobody", Fault::not_an_address},
      {"sender_email", "a@b@c.example", Fault::not_an_address},
      {"sender_email", "a b@c.example", Fault::not_an_address},
      {"sender_telephone", "call me", Fault::not_an_address},
      {"postcode", "6900", Fault::not_a_postcode},
      {"birth_name", std::string(101, 'x'), Fault::too_long},
  };
  for (const Case& one : cases) {
    const auto problems = with(one.field, one.text);
    ASSERT_EQ(problems.size(), 1U) << one.field << " " << one.text;
    EXPECT_EQ(problems[0], (FieldProblem{one.field, one.fault})) << one.text;
  }
  EXPECT_TRUE(with("birth_name", "É" + std::string(99, 'x')).empty()) << "characters, not bytes";
}

TEST(Referral, the_sender_can_be_reached) {
  EXPECT_EQ(with("sender_email", ""), (std::vector<FieldProblem>{{"sender_email", Fault::no_way_to_answer}}));
  Answers by_telephone = good();
  by_telephone.erase("sender_email");
  by_telephone["sender_telephone"] = "+33 (0)4 00 00 00 00";
  EXPECT_TRUE(check(by_telephone, today).empty());
}

TEST(Referral, a_patient_is_a_child_until_the_eighteenth_birthday) {
  Answers answers = good();
  answers["birth_date"] = "2008-11-26";
  EXPECT_EQ(age_group_of(answers, today), AgeGroup::child);
  answers["birth_date"] = "2008-11-25";
  EXPECT_EQ(age_group_of(answers, today), AgeGroup::adult);
  answers["birth_date"] = "2008-02-29";
  EXPECT_EQ(age_group_of(answers, today), AgeGroup::adult);
  answers.erase("birth_date");
  EXPECT_EQ(age_group_of(answers, today), AgeGroup::unknown);
}

TEST(Referral, what_is_not_known_takes_the_shortest_delay) {
  const std::vector<Expectation> lines{{AgeGroup::adult, Place::soft_tissue, 14, "IRM", "MRI", "s"},
                                       {AgeGroup::adult, Place::bone, 10, "radiographie", "radiograph", "s"},
                                       {AgeGroup::child, Place::soft_tissue, 2, "IRM", "MRI", "s"}};
  EXPECT_EQ(expected_of(lines, AgeGroup::adult, Place::soft_tissue).days, 14);
  EXPECT_EQ(expected_of(lines, AgeGroup::adult, Place::unknown).days, 10);
  EXPECT_EQ(expected_of(lines, AgeGroup::unknown, Place::unknown).days, 2);
}

TEST(Referral, only_an_answer_follows_the_end) {
  for (const State over : {State::answered, State::closed}) {
    EXPECT_EQ(after(over, Happening::answered), State::answered);
    EXPECT_EQ(after(over, Happening::completed), over);
    for (const auto no : {Happening::asked, Happening::redirected, Happening::accepted, Happening::scheduled,
                          Happening::closed})
      EXPECT_EQ(after(over, no).error().kind, ErrorKind::conflict);
  }
  EXPECT_EQ(after(State::incomplete, Happening::completed), State::received);
  EXPECT_EQ(after(State::scheduled, Happening::completed), State::scheduled);
  EXPECT_EQ(after(State::accepted, Happening::redirected), State::received);
}

TEST(Document, is_what_its_content_is) {
  EXPECT_EQ(document_kind("%PDF-1.7\n"), DocumentKind::pdf);
  EXPECT_EQ(document_kind("\xFF\xD8\xFF\xE0"), DocumentKind::jpeg);
  EXPECT_EQ(document_kind("\x89PNG\r\n\x1A\n"), DocumentKind::png);
  EXPECT_EQ(document_kind("II*\0abcd"sv), DocumentKind::tiff);
  EXPECT_EQ(document_kind("RIFF\1\2\3\4WEBPVP8 "), DocumentKind::webp);
  EXPECT_EQ(document_kind(std::string(128, '\0') + "DICM"), DocumentKind::dicom);
  EXPECT_EQ(document_kind("PK\x03\x04" + std::string(100, 'x')), DocumentKind::archive);
  EXPECT_EQ(document_kind("MZ\x90 %PDF-1.7"), DocumentKind::program) << "a program with a PDF behind it";
  EXPECT_EQ(document_kind("#!/bin/sh\n%PDF-"), DocumentKind::program);
  EXPECT_EQ(document_kind("PK\x03\x04 %PDF-"), DocumentKind::archive);
  EXPECT_EQ(document_kind("<html>"), DocumentKind::other);
  EXPECT_EQ(document_kind(""), DocumentKind::other);
  EXPECT_FALSE(media_type_of(DocumentKind::dicom));
  EXPECT_EQ(media_type_of(DocumentKind::pdf), "application/pdf");
}

}  // namespace
}  // namespace repere::referral
