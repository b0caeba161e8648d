#include <gtest/gtest.h>

#include "domain/board/calendar_feed.hpp"
#include "domain/board/follow_up.hpp"
#include "domain/board/network_day.hpp"
#include "domain/board/readiness.hpp"

namespace repere::board {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

Day day(const char* text) { return PartialDate::parse(text)->first(); }
Instant at(const char* text) { return *parse_instant(text); }
Confidential<std::string> words(const char* text) { return Confidential<std::string>(text); }

QuorumRule standard() {
  QuorumRule rule;
  rule.from = day("2023-09-01");
  rule.seats = {{Specialty::surgeon, Specialty::orthopaedist}, {Specialty::oncologist}, {Specialty::radiotherapist}};
  return rule;
}

TEST(Quorum, asks_for_every_seat_by_another_person) {
  EXPECT_TRUE(quorum_of(standard(), {Specialty::surgeon, Specialty::oncologist, Specialty::radiotherapist}).reached);
  EXPECT_TRUE(quorum_of(standard(), {Specialty::radiotherapist, Specialty::orthopaedist, Specialty::oncologist}).reached);
  const auto without = quorum_of(standard(), {Specialty::surgeon, Specialty::oncologist, Specialty::pathologist});
  EXPECT_FALSE(without.reached);
  EXPECT_EQ(without.physicians, 3);
  ASSERT_EQ(without.empty.size(), 1U);
  EXPECT_EQ(without.empty[0], Seat{Specialty::radiotherapist});
}

TEST(Quorum, gives_seats_so_that_most_are_filled) {
  QuorumRule rule;
  rule.seats = {{Specialty::surgeon, Specialty::orthopaedist}, {Specialty::surgeon}, {Specialty::oncologist}};
  rule.least_physicians = 3;
  EXPECT_TRUE(quorum_of(rule, {Specialty::surgeon, Specialty::orthopaedist, Specialty::oncologist}).reached);
}

TEST(Quorum, counts_specialties_and_no_one_who_is_no_physician) {
  QuorumRule rule;
  rule.least_physicians = 3;
  EXPECT_FALSE(quorum_of(rule, {Specialty::surgeon, Specialty::surgeon, Specialty::surgeon, Specialty::other}).reached);
  EXPECT_TRUE(quorum_of(rule, {Specialty::surgeon, Specialty::radiologist, Specialty::geneticist}).reached);
  rule.never = true;
  EXPECT_FALSE(quorum_of(rule, {Specialty::surgeon, Specialty::radiologist, Specialty::geneticist}).reached);
}

TEST(Quorum, takes_the_rule_of_the_day) {
  auto old = standard();
  old.from = day("2010-01-01");
  old.least_physicians = 2;
  const std::vector<QuorumRule> rules{standard(), old};
  EXPECT_EQ(rule_on(rules, Sort::reference_sarcoma, day("2023-08-31"))->least_physicians, 2);
  EXPECT_EQ(rule_on(rules, Sort::reference_sarcoma, day("2023-09-01"))->least_physicians, 3);
  EXPECT_EQ(rule_on(rules, Sort::reference_sarcoma, day("2009-12-31")), nullptr);
  EXPECT_EQ(rule_on(rules, Sort::bone, day("2024-01-01")), nullptr);
}

TEST(Calendar, knows_summer_and_winter) {
  EXPECT_EQ(instant_of({day("2026-07-02"), 14 * 60}, Zone::paris), at("2026-07-02T12:00:00.000Z"));
  EXPECT_EQ(instant_of({day("2026-12-03"), 14 * 60}, Zone::paris), at("2026-12-03T13:00:00.000Z"));
  EXPECT_EQ(instant_of({day("2026-12-03"), 14 * 60}, Zone::reunion), at("2026-12-03T10:00:00.000Z"));
  EXPECT_EQ(instant_of({day("2026-12-03"), 14 * 60}, Zone::martinique), at("2026-12-03T18:00:00.000Z"));
  EXPECT_EQ(local_of(at("2026-03-29T00:59:59.000Z"), Zone::paris), (LocalTime{day("2026-03-29"), 119}));
  EXPECT_EQ(local_of(at("2026-03-29T01:00:00.000Z"), Zone::paris), (LocalTime{day("2026-03-29"), 180}));
  EXPECT_EQ(instant_of({day("2026-03-29"), 150}, Zone::paris), at("2026-03-29T01:30:00.000Z"));
  EXPECT_EQ(instant_of({day("2026-10-25"), 150}, Zone::paris), at("2026-10-25T00:30:00.000Z"));
  EXPECT_EQ(network_day(at("2026-12-03T22:59:59.000Z")), day("2026-12-03"));
  EXPECT_EQ(network_day(at("2026-12-03T23:00:00.000Z")), day("2026-12-04"));
  EXPECT_EQ(network_day(at("2026-07-02T22:00:00.000Z")), day("2026-07-03"));
  for (int hour = 0; hour < 24 * 400; ++hour) {
    const Instant one = at("2026-01-01T00:30:00.000Z") + hours(hour);
    const Instant again = instant_of(local_of(one, Zone::paris), Zone::paris);
    EXPECT_TRUE(again == one || again == one - hours(1)) << iso_text(one);
  }
}

TEST(Calendar, writes_and_reads_the_clock) {
  EXPECT_EQ(clock_text(9 * 60 + 5), "09:05");
  EXPECT_EQ(*parse_clock("23:59"), 23 * 60 + 59);
  for (const char* wrong : {"24:00", "9:05", "12:60", "", "ab:cd", "12h30"}) EXPECT_FALSE(parse_clock(wrong)) << wrong;
}

// Source: the calendars of these years.
TEST(Calendar, knows_the_holidays) {
  const char* of_2026[] = {"2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25",
                           "2026-07-14", "2026-08-15", "2026-11-01", "2026-11-11", "2026-12-25"};
  const auto all = holidays_of(2026);
  ASSERT_EQ(all.size(), std::size(of_2026));
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].day, day(of_2026[i]));
  EXPECT_EQ(holiday_on(day("2024-04-01"))->name_fr, "lundi de Pâques");
  EXPECT_EQ(holiday_on(day("2038-04-26"))->name_fr, "lundi de Pâques");
  EXPECT_FALSE(holiday_on(day("2026-04-05")));
}

TEST(Calendar, lists_the_days_on_which_a_board_sits) {
  const auto weekly = occurrences({Rhythm::weekly, 4, 1, day("2026-01-01")}, day("2026-05-05"), day("2026-05-22"));
  ASSERT_EQ(weekly.size(), 3U);
  EXPECT_EQ(weekly[0].day, day("2026-05-07"));
  EXPECT_EQ(weekly[1].day, day("2026-05-14"));
  EXPECT_TRUE(weekly[1].holiday);
  const auto fortnightly = occurrences({Rhythm::fortnightly, 4, 1, day("2026-01-01")}, day("2026-01-02"), day("2026-02-01"));
  ASSERT_EQ(fortnightly.size(), 2U);
  EXPECT_EQ(fortnightly[0].day, day("2026-01-15"));
  const auto monthly = occurrences({Rhythm::monthly, 2, 5, day("2026-01-01")}, day("2026-01-01"), day("2026-03-31"));
  ASSERT_EQ(monthly.size(), 3U);
  EXPECT_EQ(monthly[1].day, day("2026-02-24"));
  EXPECT_TRUE(occurrences({Rhythm::none, 2, 5, day("2026-01-01")}, day("2026-01-01"), day("2026-03-31")).empty());
}

TEST(Meeting, counts_each_person_once_and_only_while_there) {
  Stay one, two, guest;
  one.account = two.account = access::AccountId{3};
  one.joined = two.joined = guest.joined = at("2026-12-03T13:00:00.000Z");
  two.joined += minutes(2);
  guest.name = "Invitée";
  guest.left = guest.joined + minutes(5);
  EXPECT_EQ(present_at({one, two, guest}, guest.joined + minutes(4)).size(), 2U);
  EXPECT_EQ(present_at({one, two, guest}, guest.joined + minutes(5)).size(), 1U);
  EXPECT_TRUE(present_at({one, two, guest}, guest.joined - minutes(1)).empty());
}

TEST(Entry, is_checked_by_its_rule) {
  EXPECT_TRUE(check_entry("question", "Opérer ?\nQuand ?"));
  EXPECT_TRUE(check_entry("urgency", "usual"));
  EXPECT_TRUE(check_entry("urgency", ""));
  EXPECT_FALSE(check_entry("urgency", "usu"));
  EXPECT_FALSE(check_entry("urgency", "usual within_two_weeks"));
  EXPECT_FALSE(check_entry("question", std::string(2001, 'a')));
  EXPECT_FALSE(check_entry("question", "\xff"));
  EXPECT_FALSE(check_entry("question", "a\x01"));
  EXPECT_FALSE(check_entry("guideline_name", "two\nlines"));
  EXPECT_FALSE(check_entry("nothing", "a"));
}

Entries complete() {
  Entries entries;
  const auto put = [&](const char* field, const char* text) { entries[field] = {field, 1, {}, {}, words(text)}; };
  put("question", "Opérer ?");
  put("reason", "first_treatment");
  put("radiotherapy", "50 Gy");
  put("agreement", "unanimous");
  put("guideline", "followed");
  put("urgency", "usual");
  return entries;
}
std::vector<std::string> missing_without(const char* field, const char* text = "") {
  auto entries = complete();
  entries[field].text = words(text);
  return missing_for_signature({}, entries);
}

TEST(Signature, asks_for_what_makes_a_decision) {
  EXPECT_TRUE(missing_for_signature({}, complete()).empty());
  for (const char* field : {"question", "reason", "agreement", "guideline", "urgency"})
    EXPECT_EQ(missing_without(field), std::vector<std::string>{field});
  EXPECT_EQ(missing_without("radiotherapy", " \n"), std::vector<std::string>{"modality"});
  EXPECT_EQ(missing_without("agreement", "divided"), std::vector<std::string>{"dissent"});
  EXPECT_EQ(missing_without("guideline", "departed"), std::vector<std::string>{"guideline_reason"});
  EXPECT_EQ(missing_without("surgery", "Résection"), std::vector<std::string>{"planned_centre"});
  Presentation registered;
  registered.passage = Passage::registered_only;
  auto entries = complete();
  entries.erase("agreement");
  EXPECT_EQ(missing_for_signature(registered, entries), std::vector<std::string>{"rule"});
}

registry::Registry one_case() {
  registry::Registry rows;
  rows.patients.resize(1);
  rows.tumours.resize(1);
  rows.tumours[0].diagnosis = *PartialDate::parse("2026-10-01");
  rows.tumours[0].age_at_diagnosis = 40;
  return rows;
}
registry::Surgery surgery_on(const char* date, std::optional<registry::Answer> planned = {}) {
  registry::Surgery surgery;
  surgery.when = registry::When::on(*PartialDate::parse(date));
  surgery.planned = planned;
  return surgery;
}

TEST(CaseKind, knows_children_bone_and_what_was_operated_too_early) {
  auto rows = one_case();
  const Sites sites;
  EXPECT_EQ(case_kind_of(rows, 0, sites, day("2026-12-03")).child, false);
  rows.tumours[0].age_at_diagnosis = 17.9;
  EXPECT_EQ(case_kind_of(rows, 0, sites, day("2026-10-05")).child, true);
  EXPECT_EQ(case_kind_of(rows, 0, sites, day("2026-12-03")).child, false);
  rows.tumours[0].age_at_diagnosis = std::nullopt;
  EXPECT_FALSE(case_kind_of(rows, 0, sites, day("2026-12-03")).child);
  rows.tumours[0].compartment = Compartment::bone;
  rows.surgeries.push_back(surgery_on("2026-09-20", registry::Answer::no));
  auto kind = case_kind_of(rows, 0, sites, day("2026-12-03"));
  EXPECT_TRUE(kind.bone);
  EXPECT_TRUE(kind.operated_without_diagnosis);
  registry::Biopsy before;
  before.when = registry::When::on(*PartialDate::parse("2026-09-01"));
  rows.biopsies.push_back(before);
  EXPECT_FALSE(case_kind_of(rows, 0, sites, day("2026-12-03")).operated_without_diagnosis);
}

TEST(Readiness, is_late_the_day_after_and_counts_from_the_meeting) {
  Need need{"imaging", {}, day("2026-12-01"), std::nullopt, {}, false};
  EXPECT_FALSE(is_overdue(need, day("2026-12-01")));
  EXPECT_TRUE(is_overdue(need, day("2026-12-02")));
  Need done = need, waived = need, undated = need;
  done.done = at("2026-11-30T08:00:00.000Z");
  waived.waived = true;
  undated.due.reset();
  for (const Need& one : {done, waived, undated}) EXPECT_FALSE(is_overdue(one, day("2027-01-01")));
  std::vector<Need> needs{need, done, waived, undated};
  move_due_days(needs, 7);
  EXPECT_EQ(needs[0].due, day("2026-12-08"));
  EXPECT_EQ(needs[1].due, day("2026-12-01"));
  EXPECT_EQ(needs[2].due, day("2026-12-01"));
  EXPECT_FALSE(needs[3].due);
  move_due_days(needs, -7);
  EXPECT_EQ(needs[0].due, day("2026-12-01"));
}

TEST(Readiness, lists_what_a_case_needs_and_marks_what_is_there) {
  const std::vector<ReadinessRule> rules{{"imaging", "", "", "always", 2, true, "", false},
                                         {"graft", "", "", "bone", 2, true, "", false},
                                         {"photo", "", "", "always", 2, false, "", false}};
  CaseKind kind;
  kind.has_imaging = true;
  auto needs = needs_of(rules, kind, day("2026-12-03"), at("2026-11-25T08:00:00.000Z"));
  ASSERT_EQ(needs.size(), 2U);
  EXPECT_TRUE(needs[0].done);
  EXPECT_EQ(*needs[0].due, day("2026-12-01"));
  EXPECT_TRUE(is_ready(rules, needs));
  needs[0].done = std::nullopt;
  EXPECT_FALSE(is_ready(rules, needs));
  needs[0].waived = true;
  EXPECT_TRUE(is_ready(rules, needs));
}

TEST(Suited, sends_children_and_bone_where_they_belong) {
  Board board;
  CaseKind child, bone;
  child.child = true;
  bone.bone = true;
  EXPECT_FALSE(unsuited(board, {}));
  EXPECT_TRUE(unsuited(board, child));
  EXPECT_TRUE(unsuited(board, bone));
  board.takes_children = board.takes_bone = true;
  EXPECT_FALSE(unsuited(board, child));
  EXPECT_FALSE(unsuited(board, bone));
  board.closed = true;
  EXPECT_TRUE(unsuited(board, {}));
}

TEST(Done, compares_a_decision_with_what_the_registry_says) {
  auto rows = one_case();
  const Day decided = day("2026-10-15");
  const CentreIndex planned{1}, other{2};
  auto now = [&](std::vector<std::string> modalities, const char* today = "2026-11-25") {
    return done_of(rows, 0, decided, modalities, planned, "usual", day(today));
  };
  EXPECT_EQ(followed_of(now({"surgery"})), Followed::not_yet);
  EXPECT_FALSE(now({"surgery"})[0].overdue);
  EXPECT_TRUE(now({"surgery"}, "2027-01-01")[0].overdue);
  rows.surgeries.push_back(surgery_on("2026-10-01"));
  EXPECT_EQ(followed_of(now({"surgery"})), Followed::not_yet) << "before the meeting";
  rows.surgeries.push_back(surgery_on("2026-11-02"));
  rows.surgeries.back().centre = planned;
  EXPECT_EQ(followed_of(now({"surgery"})), Followed::followed);
  rows.surgeries.back().centre = other;
  EXPECT_EQ(followed_of(now({"surgery"})), Followed::not_followed);
  EXPECT_EQ(followed_of(now({"radiotherapy"})), Followed::not_followed) << "operated though not decided";
  registry::Radiotherapy radiotherapy;
  radiotherapy.when = registry::When::on(*PartialDate::parse("2026-11-20"));
  rows.radiotherapies.push_back(radiotherapy);
  EXPECT_EQ(followed_of(now({"radiotherapy"})), Followed::partly);
}

TEST(CalendarFeed, is_folded_and_names_no_patient) {
  Board board;
  board.name_fr = "RCP de référence, sarcomes des tissus mous et des viscères, région de synthèse (test)";
  Meeting meeting;
  meeting.id = MeetingId{12};
  meeting.starts = at("2026-12-03T13:00:00.000Z");
  meeting.note = "Salle 2; visio\nbis";
  const std::string feed = calendar_feed("RCP", {{board.name_fr, meeting, 4}}, at("2026-11-25T08:00:00.000Z"));
  std::size_t begin = 0;
  for (std::size_t end; (end = feed.find("\r\n", begin)) != std::string::npos; begin = end + 2) EXPECT_LE(end - begin, 75U);
  EXPECT_EQ(begin, feed.size());
  EXPECT_NE(feed.find("DTSTART:20261203T130000Z\r\nDTEND:20261203T150000Z"), std::string::npos);
  EXPECT_NE(feed.find("DESCRIPTION:Salle 2\\; visio\\nbis"), std::string::npos);
  EXPECT_NE(feed.find("UID:meeting-12@repere"), std::string::npos);
}

}  // namespace
}  // namespace repere::board
