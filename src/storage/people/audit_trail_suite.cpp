// What every engine must do for the audit trail.
#include "storage/people/people_desk.hpp"

namespace repere::storage {

using namespace std::chrono_literals;
using access::Act;
using access::Role;
using workflows::Deed;

TEST_P(RecordStoreSuite, the_trail_is_whole_while_nobody_touches_it) {
  Desk desk(connect());
  EXPECT_TRUE(desk.verify().whole());
  desk.add_lines(5);
  const auto report = desk.verify();
  EXPECT_TRUE(report.whole()) << report.problems.front();
  EXPECT_EQ(report.lines, 5);
  EXPECT_TRUE(desk.verify({{5, report.head}}).whole());
  desk.add_lines(1);
  EXPECT_TRUE(desk.verify({{5, report.head}}).whole());
}

TEST_P(RecordStoreSuite, the_database_itself_refuses_to_change_the_trail) {
  Desk desk(connect());
  desk.add_lines(2);
  EXPECT_FALSE(desk.connection->execute("UPDATE audit_line SET account = 8 WHERE number = 1"));
  EXPECT_FALSE(desk.connection->execute("DELETE FROM audit_line WHERE number = 1"));
}

TEST_P(RecordStoreSuite, an_altered_line_of_the_trail_is_found) {
  for (const char* change :
       {"account = 8", "at = '2001-01-01T00:00:00.000Z'", "object = 'account 8'", "facts = '{}'",
        "emergency = 1", "sealed_before = NULL", "reason = 'x'", "hash = 'x'"}) {
    SCOPED_TRACE(change);
    place_ = GetParam().new_place();
    Desk desk(connect());
    desk.add_lines(5, PatientId{3});
    desk.tamper(std::string("UPDATE audit_line SET ") + change + " WHERE number = 3");
    const auto report = desk.verify();
    ASSERT_FALSE(report.whole());
    EXPECT_NE(report.problems.front().find("line 3"), std::string::npos) << report.problems.front();
  }
}

TEST_P(RecordStoreSuite, a_removed_or_reordered_line_of_the_trail_is_found) {
  const std::pair<const char*, const char*> cases[] = {
      {"DELETE FROM audit_line WHERE number = 3", "line 3 is missing"},
      {"DELETE FROM audit_line WHERE number IN (2, 3)", "lines 2 to 3 are missing"},
      {"DELETE FROM audit_line WHERE number = 5", "ends at line 4"},
      {"DELETE FROM audit_line", "ends at line 0"},
      {"UPDATE audit_line SET number = 99 WHERE number = 2; UPDATE audit_line SET number = 2 WHERE number = "
       "3; "
       "UPDATE audit_line SET number = 3 WHERE number = 99",
       "line 2 was altered"}};
  for (const auto& [sql, found] : cases) {
    SCOPED_TRACE(sql);
    place_ = GetParam().new_place();
    Desk desk(connect());
    desk.add_lines(5);
    desk.tamper(sql);
    const auto report = desk.verify();
    ASSERT_FALSE(report.whole());
    EXPECT_NE(report.problems.front().find(found), std::string::npos) << report.problems.front();
  }
}

TEST_P(RecordStoreSuite, a_cut_end_is_found_by_what_was_noted_elsewhere) {
  Desk desk(connect());
  desk.add_lines(5);
  const std::string head = desk.verify().head;
  desk.tamper("DELETE FROM audit_line WHERE number > 3; UPDATE numbering SET last = 3 WHERE name = 'audit'");
  EXPECT_TRUE(desk.verify().whole()) << "a cut end leaves no trace in the database itself";
  EXPECT_FALSE(desk.verify({{5, head}}).whole());
}

TEST_P(RecordStoreSuite, an_erasure_closes_what_the_trail_holds_and_leaves_the_chain_valid) {
  Desk desk(connect());
  desk.add_lines(2, PatientId{3});
  auto line = desk.stores->audit().read(to_read_the_trail(), {})->front();
  EXPECT_EQ(line.before->reveal(), "before");
  EXPECT_FALSE(line.erased);
  const auto erase = permit(caller(Role::auditor), Act::erase_person, access::of_the_network());
  ASSERT_DONE(desk.write([&](workflows::Work& work) {
    return work.persons().erase(erase, PatientId{3}, "request of 2026", desk.clock.at);
  }));
  line = desk.stores->audit().read(to_read_the_trail(), {})->front();
  EXPECT_TRUE(line.erased);
  EXPECT_FALSE(line.before);
  desk.add_lines(1, PatientId{3});
  EXPECT_FALSE(desk.stores->audit().read(to_read_the_trail(), {})->front().after)
      << "something of an erased person was kept";
  EXPECT_TRUE(desk.verify().whole());
  EXPECT_EQ(desk.stores->persons().erasures()->size(), 1U);
}

TEST_P(RecordStoreSuite, the_trail_is_filtered_by_person_patient_deed_and_period) {
  Desk desk(connect());
  desk.add_lines(2);
  desk.clock.at += 1h;
  desk.add_lines(1, PatientId{3});
  const auto count = [&](const workflows::AuditFilter& filter) {
    return desk.stores->audit().read(to_read_the_trail(), filter)->size();
  };
  EXPECT_EQ(count({}), 3U);
  workflows::AuditFilter filter;
  filter.patient = PatientId{3};
  EXPECT_EQ(count(filter), 1U);
  filter = {};
  filter.account = access::AccountId{8};
  EXPECT_EQ(count(filter), 0U);
  filter = {};
  filter.from = desk.clock.at;
  EXPECT_EQ(count(filter), 1U);
  filter = {};
  filter.until = desk.clock.at;
  EXPECT_EQ(count(filter), 2U);
  filter = {};
  filter.deed = Deed::sign_out;
  EXPECT_EQ(count(filter), 0U);
  filter = {};
  filter.below = 2;
  EXPECT_EQ(count(filter), 1U);
  filter = {};
  filter.most = 2;
  EXPECT_EQ(count(filter), 2U);
  filter = {};
  filter.emergencies_only = true;
  EXPECT_EQ(count(filter), 0U);
}

TEST_P(RecordStoreSuite, the_trail_is_not_read_with_another_permit) {
  Desk desk(connect());
  EXPECT_FALSE(desk.stores->audit().read(
      permit(caller(Role::administrator), Act::manage_machines, access::of_the_network()), {}));
}

}  // namespace repere::storage
