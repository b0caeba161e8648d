#include <gtest/gtest.h>

#include <map>
#include <set>

#include "domain/quality/consistency.hpp"
#include "synthetic/cohort_for_tests.hpp"
#include "synthetic/knowledge_for_tests.hpp"

// Every case of a whole cohort looked at: what must be true of a real one must be true of these.
namespace repere::synthetic {
namespace {

using namespace registry;

struct Whole {
  ReferenceData reference = knowledge_for_tests(REPERE_SOURCE_DIR);
  WholeCohort cohort;
  Whole() { EXPECT_TRUE(generate({.seed = 77, .follow_up = FollowUp::years_5}, reference, cohort)); }
};

const Whole& whole() {
  static const Whole one;
  return one;
}
const Registry& all() { return whole().cohort.all; }

template <class Row>
bool certainly_before(const When& when, const Row& act) {
  return order_of(when, act.when, std::nullopt) == Order::before;
}

TEST(Cases, break_no_rule_of_quality) {
  const auto findings =
      quality::check_consistency(all(), whole().reference, all().datasets[0].cut_off->last());
  std::size_t look_alike = 0;
  for (const auto& finding : findings) {
    if (finding.rule == quality::RuleId::possible_duplicate_patient)
      ++look_alike;
    else
      ADD_FAILURE() << finding.table << " " << finding.row << " " << quality::rule(finding.rule).what;
  }
  EXPECT_LT(look_alike, 30u);  // chance: two people of one birthday, sex, department and month of diagnosis
}

TEST(Cases, have_keys_of_their_own) {
  std::set<std::string> keys;
  for (const auto& row : all().patients) EXPECT_TRUE(keys.insert(row.key.reveal()).second);
  for (const auto& row : all().tumours) EXPECT_TRUE(keys.insert(row.key).second);
  for_each_act_table([&](const auto& table) {
    for (const auto& row : all().*(table.rows)) EXPECT_TRUE(keys.insert(row.key).second) << row.key;
  });
}

TEST(Cases, have_no_act_before_birth_after_the_last_news_or_after_the_cut_off) {
  std::vector<When> last(all().tumours.size());
  for (const auto& row : all().news) last[row.tumour] = row.when;
  const When cut_off = When::on(*all().datasets[0].cut_off);
  for_each_act_table([&](const auto& table) {
    for (const auto& row : all().*(table.rows)) {
      ASSERT_LT(row.tumour, all().tumours.size());
      if (!row.when.recorded()) {
        EXPECT_EQ(row.status, ActStatus::not_done);
        continue;
      }
      const auto& birth = all().patients[all().tumours[row.tumour].patient].birth.reveal();
      EXPECT_FALSE(certainly_before(last[row.tumour], row)) << table.name << " " << row.key;
      EXPECT_FALSE(certainly_before(cut_off, row)) << table.name << " " << row.key;
      EXPECT_NE(order_of(row.when, When::on(*birth), std::nullopt), Order::before)
          << table.name << " " << row.key;
    }
  });
}

TEST(Cases, end_with_their_only_death_or_with_news_of_a_living_patient) {
  std::vector<int> deaths(all().tumours.size()), news(all().tumours.size());
  for (const auto& row : all().news) {
    EXPECT_EQ(deaths[row.tumour], 0) << row.key;
    deaths[row.tumour] += is_dead(*row.state);
    ++news[row.tumour];
    EXPECT_TRUE(row.when.date().exact());
  }
  for (const int count : news) EXPECT_GE(count, 1);
}

TEST(Cases, have_centres_that_do_not_exist) {
  for_each_act_table([&](const auto& table) {
    for (const auto& row : all().*(table.rows))
      if (row.centre) {
        EXPECT_TRUE(all().centres[row.centre].fictitious);
      }
  });
}

TEST(Cases, have_tumours_where_their_histotype_and_sex_let_them) {
  for (const auto& tumour : all().tumours) {
    const auto& site = whole().reference.sites[tumour.site];
    const auto& histotype = whole().reference.histotypes[tumour.histotype];
    const bool woman = all().patients[tumour.patient].sex == Sex::female;
    if (site.region == BodyRegion::gynaecological) {
      EXPECT_TRUE(woman) << tumour.key;
    }
    if (site.code == "prostate" || site.code == "spermatic_cord") {
      EXPECT_FALSE(woman) << tumour.key;
    }
    if (histotype.usual_compartment == UsualCompartment::bone) {
      EXPECT_EQ(site.compartment, Compartment::bone) << tumour.key;
    }
    EXPECT_NE(histotype.tumour_class, TumourClass::benign);
    if (histotype.group == "gist") {
      EXPECT_EQ(site.compartment, Compartment::viscera);
    }
    if (site.compartment == Compartment::bone || histotype.group == "gist") {
      EXPECT_EQ(tumour.grade, FnclccGrade::not_applicable) << histotype.code << " " << site.code;
    }
    EXPECT_EQ(site.compartment != Compartment::soft_tissue, tumour.depth == Depth::not_applicable);
  }
}

TEST(Cases, are_operated_in_order) {
  std::vector<const Surgery*> first(all().tumours.size());
  for (const auto& row : all().surgeries) {
    if (row.kind == SurgeryKind::resection) {
      EXPECT_EQ(first[row.tumour], nullptr);
      EXPECT_TRUE(row.when.date().exact());
      first[row.tumour] = &row;
      if (row.planned == Answer::no) {
        EXPECT_EQ(all().centres.network_of(row.centre, row.when.date()), Network::outside);
      }
    } else {
      ASSERT_NE(first[row.tumour], nullptr) << row.key;
      EXPECT_TRUE(certainly_before(first[row.tumour]->when, row)) << row.key;
    }
  }
  for (const auto& row : all().radiotherapies) {
    if (row.timing == Timing::neoadjuvant) {
      EXPECT_TRUE(order_of(row.when, first[row.tumour]->when, std::nullopt) == Order::before);
    }
    if (row.timing == Timing::adjuvant) {
      EXPECT_FALSE(order_of(row.when, first[row.tumour]->when, std::nullopt) == Order::before);
    }
  }
  for (const auto& row : all().relapses)
    if (first[row.tumour] && row.kind != RelapseKind::progression) {
      EXPECT_TRUE(certainly_before(first[row.tumour]->when, row));
    }
}

TEST(Cases, are_read_by_experts_as_ray_coquard_found) {
  std::map<Concordance, double> count;
  double second = 0, within_30 = 0;
  for (const auto& row : all().pathology) {
    if (row.reading != Reading::second) continue;
    ++second;
    ++count[*row.concordance];
    within_30 += days_between(row.sampled.date().first(), row.when.date().first()) < 30;
  }
  EXPECT_NEAR(count[Concordance::full] / second, 0.56, 0.015);
  EXPECT_NEAR(count[Concordance::partial] / second, 0.35, 0.015);
  EXPECT_NEAR(count[Concordance::discordant] / second, 0.08, 0.01);
  EXPECT_NEAR(within_30 / second, 0.42, 0.1);
}

TEST(Cases, have_histories_as_blay_2019_found) {
  double cancer = 0, radiotherapy = 0, nf1 = 0, li_fraumeni = 0;
  const double n = static_cast<double>(all().patients.size());
  for (const auto& row : all().patients) {
    cancer += row.prior_cancer == Answer::yes;
    radiotherapy += row.prior_radiotherapy == Answer::yes;
    nf1 += row.predisposition == Predisposition::nf1;
    li_fraumeni += row.predisposition == Predisposition::li_fraumeni;
  }
  EXPECT_NEAR(100 * cancer / n, 12.5, 0.6);
  EXPECT_NEAR(100 * radiotherapy / n, 3.6, 0.4);
  EXPECT_NEAR(100 * nf1 / n, 0.7, 0.2);
  EXPECT_NEAR(100 * li_fraumeni / n, 0.1, 0.07);
}

TEST(Cases, are_re_excised_as_blay_2017_found) {
  std::vector<bool> operated(all().tumours.size()), board(operated), again(operated);
  std::vector<When> day(all().tumours.size());
  for (const auto& row : all().surgeries) {
    if (row.kind == SurgeryKind::resection) operated[row.tumour] = true, day[row.tumour] = row.when;
    if (row.kind == SurgeryKind::re_excision) again[row.tumour] = true;
  }
  for (const auto& row : all().boards)
    if (operated[row.tumour] && row.board != BoardType::local &&
        order_of(row.when, day[row.tumour], std::nullopt) == Order::before)
      board[row.tumour] = true;
  std::array<double, 2> n{}, twice{};
  for (std::size_t i = 0; i < operated.size(); ++i) {
    if (!operated[i]) continue;
    ++n[board[i]];
    twice[board[i]] += again[i];
  }
  EXPECT_NEAR(100 * twice[1] / n[1], 6.0, 1.0);
  EXPECT_NEAR(100 * twice[0] / n[0], 17.4, 1.2);
}

}  // namespace
}  // namespace repere::synthetic
