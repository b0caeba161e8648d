// What is written about a case at a board: kept, versioned, sealed, and closed when the person is erased; on every engine.
#include "storage/boards/board_suite.hpp"
#include "workflows/cases/persons.hpp"

namespace repere::storage {
namespace {

using namespace std::chrono_literals;
using access::AccountId;
using access::Act;
using board::Action;
using board::ActionId;
using board::Entries;
using board::Entry;
using board::MeetingId;
using board::PresentationId;
using board::Signature;
using board::Stage;

class BoardTexts : public Boards {
 protected:
  void SetUp() override {
    Boards::SetUp();
    if (!is_open()) return;
    meeting_ = put(a_meeting(put(a_board()), 0h));
    one_ = put(a_case(meeting_, 1));
  }
  Entry entry(const std::string& field, std::int64_t version, const std::string& text) const {
    return {field, version, AccountId{7}, clock_.at, Text(text)};
  }
  auto writing(const Entry& one, PresentationId id) {
    return [=](workflows::BoardStore& store) -> Result<void> {
      const auto version = store.write(may(Act::record_decision), id, one);
      return version ? Result<void>() : tl::unexpected(version.error());
    };
  }
  void write(const Entry& one, PresentationId id) { done(writing(one, id)); }
  void write(const Entry& one) { write(one, one_); }
  Entries entries(PresentationId id) {
    return read<Entries>([&](auto& store) { return store.entries(may(Act::read_case), id); });
  }
  Signature a_signature(PresentationId id) const {
    Signature one;
    one.presentation = id;
    one.account = AccountId{7};
    one.name = "Dr Essai";
    one.at = clock_.at;
    one.as = Stage::signed_advice;
    one.quorum = true;
    one.present = {
        {1, AccountId{7}, "Dr Essai: 2|3", "A", board::Specialty::surgeon, clock_.at, clock_.at + 5min, true},
        {2, {}, "Invité", "", board::Specialty::other, clock_.at, std::nullopt, false}};
    one.content = Text(R"({"question":"opérer ?"})");
    one.fingerprint = "f1";
    return one;
  }
  void sign(const Signature& one) {
    done([&](auto& store) { return store.sign(may(Act::sign_decision), one); });
  }
  void erase(PatientId patient) {
    ASSERT_DONE(transactions_->write([&](workflows::Work& work) {
      return work.persons().erase(may(Act::erase_person), patient, "demande", clock_.at);
    }));
  }

  MeetingId meeting_;
  PresentationId one_;
};

TEST_P(BoardTexts, each_field_has_its_own_versions_and_its_history) {
  write(entry("surgery", 0, "Résection"));
  write(entry("trial", 0, "Non"));
  write(entry("surgery", 1, "Résection R0"));
  const auto now = entries(one_);
  ASSERT_EQ(now.size(), 2U);
  EXPECT_EQ(now.at("surgery").version, 2);
  EXPECT_EQ(now.at("surgery").text.reveal(), "Résection R0");
  EXPECT_EQ(now.at("surgery").account, AccountId{7});
  EXPECT_EQ(now.at("surgery").at, clock_.at);
  EXPECT_EQ(now.at("trial").version, 1);
  const auto history = read<workflows::EntryHistory>(
      [&](auto& store) { return store.history(may(Act::prepare_board), one_, "surgery"); });
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].text.reveal(), "Résection");
  EXPECT_EQ(history[1].text.reveal(), "Résection R0");
}

TEST_P(BoardTexts, of_two_who_write_one_field_the_second_is_told_and_nothing_is_lost) {
  write(entry("surgery", 0, "Résection"));
  const auto second = refused(writing(entry("surgery", 0, "Abstention"), one_));
  EXPECT_EQ(second.kind, ErrorKind::conflict);
  EXPECT_EQ(second.message.find("Abstention"), std::string::npos);
  EXPECT_EQ(refused(writing(entry("surgery", 5, "Abstention"), one_)).kind, ErrorKind::conflict);
  EXPECT_EQ(entries(one_).at("surgery").text.reveal(), "Résection");
  write(entry("trial", 0, "Non"));
  EXPECT_EQ(refused(writing(entry("trial", 1, "x"), PresentationId{99})).kind, ErrorKind::not_found);
}

TEST_P(BoardTexts, many_who_write_at_once_lose_nothing) {
  std::vector<std::thread> writers;
  std::atomic<int> written = 0, told = 0;
  for (int i = 0; i < 12; ++i)
    writers.emplace_back([&, i] {
      const std::string own = "field_" + std::to_string(i);
      for (const Entry& one : {entry(own, 0, own), entry("surgery", 0, own)}) {
        const auto done = transactions_->write([&](workflows::Work& work) -> Result<void> {
          const auto version = work.boards().write(may(Act::record_decision), one_, one);
          return version ? Result<void>() : tl::unexpected(version.error());
        });
        ++(done ? written : told);
        if (!done) {
          EXPECT_EQ(done.error().kind, ErrorKind::conflict) << done.error().message;
        }
      }
    });
  for (auto& one : writers) one.join();
  EXPECT_EQ(written, 13);
  EXPECT_EQ(told, 11);
  EXPECT_EQ(entries(one_).size(), 13U);
}

TEST_P(BoardTexts, an_agenda_of_sixty_cases_is_read_with_all_that_is_written) {
  std::vector<PresentationId> all{one_};
  for (std::int64_t i = 2; i <= 60; ++i) all.push_back(put(a_case(meeting_, i)));
  done([&](workflows::BoardStore& store) -> Result<void> {
    for (const auto id : all)
      for (const auto& rule : board::field_rules) {
        const std::string field(rule.name);
        for (std::int64_t version = 0; version < 2; ++version)
          REPERE_TRY(
              store.write(may(Act::prepare_board), id,
                          entry(field, version, field + std::to_string(id.value) + std::to_string(version))));
      }
    return store.set_order(may(Act::prepare_board), meeting_, {all.back(), all.front()});
  });
  const auto read_all = read<std::vector<Entries>>(
      [&](auto& store) { return store.entries_of_meeting(may(Act::prepare_board), meeting_); });
  const auto order = agenda(meeting_);
  ASSERT_EQ(read_all.size(), 60U);
  ASSERT_EQ(order.size(), 60U);
  EXPECT_EQ(order[0], all.back());
  for (std::size_t i = 0; i < order.size(); ++i) {
    ASSERT_EQ(read_all[i].size(), board::field_rules.size());
    EXPECT_EQ(read_all[i].at("trial").text.reveal(), "trial" + std::to_string(order[i].value) + "1");
    EXPECT_EQ(read_all[i].at("trial").version, 2);
  }
}

TEST_P(BoardTexts, the_database_itself_refuses_to_change_what_was_written_or_signed) {
  write(entry("surgery", 0, "Résection"));
  sign(a_signature(one_));
  done([&](auto& store) {
    return store.add(may(Act::sign_decision), one_,
                     {0, AccountId{7}, "Dr Essai", clock_.at, Text("ajout"), "f2"});
  });
  for (const char* table : {"presentation_entry", "board_signature", "board_addendum"}) {
    EXPECT_FALSE(executes(std::string("UPDATE ") + table + " SET account = 8")) << table;
    EXPECT_FALSE(executes(std::string("DELETE FROM ") + table)) << table;
  }
  EXPECT_EQ(count("SELECT COUNT(*) FROM presentation_entry WHERE account = 7"), 1);
}

TEST_P(BoardTexts, sealed_bytes_open_nowhere_else) {
  const PresentationId other = put(a_case(meeting_, 2));
  write(entry("surgery", 0, "Résection"));
  write(entry("trial", 0, "Non"), other);
  // The bytes of one field put into another one, and into another case.
  for (const char* target : {"'trial', 1 FROM", "'surgery', 2 FROM"})
    ASSERT_TRUE(executes(
        "INSERT INTO presentation_entry (account, at, sealed, presentation, field, version) SELECT account, "
        "at, sealed, presentation, " +
        std::string(target) + " presentation_entry WHERE field = 'surgery' AND version = 1"));
  EXPECT_EQ(refused([&](auto& store) { return store.entries(may(Act::read_case), one_); }).kind,
            ErrorKind::unavailable);
  ASSERT_TRUE(
      executes("INSERT INTO presentation_entry (account, at, sealed, presentation, field, version) SELECT "
               "account, at, "
               "sealed, " +
               std::to_string(other.value) +
               ", field, 1 FROM presentation_entry WHERE field = 'surgery' AND version = 1"));
  EXPECT_EQ(refused([&](auto& store) { return store.entries(may(Act::read_case), other); }).kind,
            ErrorKind::unavailable);
}

TEST_P(BoardTexts, actions_are_changed_under_their_version_and_listed_by_day) {
  Action action;
  action.presentation = one_;
  action.what = Text("Biopsie");
  action.owner_name = "Dr Essai";
  action.owner = AccountId{9};
  action.due = Day(2026y / 12 / 1);
  const ActionId id = put(action);
  action.due = Day(2026y / 11 / 1);
  action.owner = AccountId{8};
  const ActionId sooner = put(action);
  action.due = std::nullopt;
  const ActionId some_day = put(action);
  const auto listed = [&](const std::string& of, AccountId owner) {
    std::vector<ActionId> ids;
    for (const auto& one : read<std::vector<Action>>(
             [&](auto& store) { return store.open_actions(may(Act::read_case), of, owner); }))
      ids.push_back(one.id);
    return ids;
  };
  EXPECT_EQ(listed(centre, {}), (std::vector{sooner, id, some_day}));
  EXPECT_EQ(listed({}, AccountId{9}), std::vector{id});
  EXPECT_TRUE(listed("B", {}).empty());
  auto held = read<Action>([&](auto& store) { return store.find(may(Act::read_case), sooner); });
  EXPECT_EQ(held.what.reveal(), "Biopsie");
  EXPECT_EQ(held.due, Day(2026y / 11 / 1));
  held.done = clock_.at;
  held.done_by = AccountId{8};
  held.what = Text("Biopsie au trocart");
  put(held);
  EXPECT_EQ(refused([&](auto& store) { return store.put(may(Act::record_decision), held); }).kind,
            ErrorKind::conflict);
  EXPECT_EQ(listed(centre, {}), (std::vector{id, some_day, sooner}));
  const auto all =
      read<std::vector<Action>>([&](auto& store) { return store.actions(may(Act::read_case), one_); });
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[1].what.reveal(), "Biopsie au trocart");
  EXPECT_EQ(all[1].done, clock_.at);
  EXPECT_EQ(refused([&](auto& store) { return store.find(may(Act::read_case), ActionId{99}); }).kind,
            ErrorKind::not_found);
}

TEST_P(BoardTexts, a_signature_is_given_once_and_what_is_signed_takes_addenda_only) {
  const auto addendum = [&](workflows::BoardStore& store) {
    return store.add(may(Act::sign_decision), one_,
                     {0, AccountId{7}, "Dr Essai", clock_.at, Text("ajout"), "f2"});
  };
  EXPECT_EQ(refused(addendum).kind, ErrorKind::conflict) << "nothing is signed yet";
  write(entry("surgery", 0, "Résection"));
  sign(a_signature(one_));
  EXPECT_EQ(refused([&](auto& store) { return store.sign(may(Act::sign_decision), a_signature(one_)); }).kind,
            ErrorKind::conflict);
  EXPECT_EQ(refused(writing(entry("surgery", 1, "Abstention"), one_)).kind, ErrorKind::conflict);
  done(addendum);
  done(addendum);
  const auto held =
      read<std::optional<Signature>>([&](auto& store) { return store.signature(may(Act::read_case), one_); });
  ASSERT_TRUE(held);
  EXPECT_EQ(held->content.reveal(), R"({"question":"opérer ?"})");
  EXPECT_EQ(held->as, Stage::signed_advice);
  EXPECT_EQ(held->fingerprint, "f1");
  ASSERT_EQ(held->present.size(), 2U);
  EXPECT_EQ(held->present[0].name, "Dr Essai: 2|3");
  EXPECT_EQ(held->present[0].left, clock_.at + 5min);
  EXPECT_TRUE(held->present[0].remote);
  EXPECT_FALSE(held->present[1].left);
  const auto addenda = read<std::vector<board::Addendum>>(
      [&](auto& store) { return store.addenda(may(Act::read_case), one_); });
  ASSERT_EQ(addenda.size(), 2U);
  EXPECT_EQ(addenda[1].number, 2);
  EXPECT_EQ(addenda[1].text.reveal(), "ajout");
  workflows::PresentationFilter filter;
  filter.meeting = meeting_;
  const auto listed = read<std::vector<Signature>>([&](auto& store) { return store.signatures(filter); });
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_TRUE(listed[0].content.reveal().empty());
  EXPECT_TRUE(listed[0].quorum);
  EXPECT_FALSE(read<std::optional<Signature>>(
      [&](auto& store) { return store.signature(may(Act::read_case), put(a_case(meeting_, 2))); }));
}

TEST_P(BoardTexts, the_newest_judgement_counts) {
  const auto judgement = [&] {
    return read<std::optional<workflows::Judgement>>(
        [&](auto& store) { return store.judgement(may(Act::read_case), one_); });
  };
  EXPECT_FALSE(judgement());
  for (const auto followed : {board::Followed::partly, board::Followed::not_followed})
    done([&](auto& store) {
      return store.judge(may(Act::edit_case),
                         {one_, followed, Text("refus du patient"), AccountId{7}, clock_.at});
    });
  EXPECT_EQ(judgement()->followed, board::Followed::not_followed);
  EXPECT_EQ(judgement()->reason.reveal(), "refus du patient");
}

TEST_P(BoardTexts, who_was_erased_leaves_counts_and_no_words) {
  const PresentationId other = put(a_case(meeting_, 2));
  for (const auto id : {one_, other}) write(entry("surgery", 0, "Résection"), id);
  Action action;
  action.presentation = one_;
  action.what = Text("Biopsie");
  action.owner_name = "Dr Essai";
  action.id = put(action);
  sign(a_signature(one_));
  done([&](auto& store) {
    return store.add(may(Act::sign_decision), one_,
                     {0, AccountId{7}, "Dr Essai", clock_.at, Text("ajout"), "f2"});
  });
  done([&](auto& store) {
    return store.judge(may(Act::edit_case),
                       {one_, board::Followed::partly, Text("refus"), AccountId{7}, clock_.at});
  });
  erase(PatientId{1001});
  EXPECT_EQ(entries(one_).at("surgery").version, 1);
  EXPECT_TRUE(entries(one_).at("surgery").text.reveal().empty());
  EXPECT_EQ(entries(other).at("surgery").text.reveal(), "Résection");
  const auto of_meeting = read<std::vector<Entries>>(
      [&](auto& store) { return store.entries_of_meeting(may(Act::prepare_board), meeting_); });
  EXPECT_TRUE(of_meeting.at(0).at("surgery").text.reveal().empty());
  EXPECT_EQ(of_meeting.at(1).at("surgery").text.reveal(), "Résection");
  const auto permit = may(Act::read_case);
  EXPECT_TRUE(
      read<workflows::EntryHistory>([&](auto& store) { return store.history(permit, one_, "surgery"); })
          .at(0)
          .text.reveal()
          .empty());
  EXPECT_TRUE(read<std::vector<Action>>([&](auto& store) { return store.actions(permit, one_); })
                  .at(0)
                  .what.reveal()
                  .empty());
  EXPECT_TRUE(read<std::optional<Signature>>([&](auto& store) { return store.signature(permit, one_); })
                  ->content.reveal()
                  .empty());
  EXPECT_TRUE(read<std::vector<board::Addendum>>([&](auto& store) { return store.addenda(permit, one_); })
                  .at(0)
                  .text.reveal()
                  .empty());
  EXPECT_EQ(read<std::optional<workflows::Judgement>>([&](auto& store) {
              return store.judgement(permit, one_);
            })->followed,
            board::Followed::partly);
  workflows::PresentationFilter filter;
  EXPECT_EQ(read<std::vector<Signature>>([&](auto& store) { return store.signatures(filter); }).size(), 1U);
  EXPECT_EQ(agenda(meeting_).size(), 2U);
  // Nothing can be written about them any more; what says nothing still goes through.
  action.done = clock_.at;
  action.what = Text();
  put(action);
  action.version = 2;
  action.what = Text("Biopsie");
  EXPECT_EQ(refused([&](auto& store) { return store.put(may(Act::record_decision), action); }).kind,
            ErrorKind::conflict);
  EXPECT_TRUE(put(a_case(put(a_meeting(put(a_board()), 9h)), 1))) << "carried over with the others";
}

TEST_P(BoardTexts, a_permit_for_something_else_opens_nothing) {
  const auto wrong = may(Act::list_cases);
  const auto faults = [&](auto what) { EXPECT_EQ(refused(what).kind, ErrorKind::fault); };
  faults([&](auto& store) { return store.entries(wrong, one_); });
  faults([&](auto& store) { return store.entries_of_meeting(wrong, meeting_); });
  faults([&](auto& store) { return store.history(wrong, one_, "surgery"); });
  faults([&](auto& store) { return store.actions(wrong, one_); });
  faults([&](auto& store) { return store.find(wrong, ActionId{1}); });
  faults([&](auto& store) { return store.open_actions(wrong, centre, {}); });
  faults([&](auto& store) { return store.signature(wrong, one_); });
  faults([&](auto& store) { return store.addenda(wrong, one_); });
  faults([&](auto& store) { return store.judgement(wrong, one_); });
  faults([&](auto& store) { return store.write(may(Act::read_case), one_, entry("surgery", 0, "x")); });
  faults([&](auto& store) { return store.put(may(Act::read_case), Action{}); });
  faults([&](auto& store) { return store.sign(may(Act::record_decision), a_signature(one_)); });
  faults([&](auto& store) { return store.add(may(Act::record_decision), one_, board::Addendum{}); });
  faults([&](auto& store) { return store.judge(may(Act::read_case), {}); });
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Engines, BoardTexts, testing::ValuesIn(all_engines()),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace repere::storage
