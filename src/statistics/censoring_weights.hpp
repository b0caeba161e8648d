#pragma once
#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "statistics/competing_risks.hpp"
#include "statistics/risk_sets.hpp"
#include "statistics/time_axis.hpp"

namespace repere::statistics {

/// What makes the rows that had a competing event stay in the risk sets of a subdistribution: the share G(t-) of a
/// group that is not censored before t (Kaplan-Meier with censorings as the events; who has an event at a time is at
/// risk of being censored at it). A row with its competing event at s counts G(t-) / G(s-) at t > s. At time 0, before which there is nothing, G(0) stands for G(0-).
/// Shape: groups [count]; positions are those of the risk sets
struct CensoringWeights {
  struct Group {
    std::vector<double> at_block;          // [blocks] G before the block's time; 0 past the group's last time
    std::vector<std::uint32_t> events;     // [blocks] the group's own events of the cause
    std::vector<std::uint32_t> competing;  // positions of rows with a competing event, ascending
    std::vector<double> inverse_before;    // [competing] 1 / G before their own times
    std::vector<std::uint32_t> first_after;  // [competing] the first block after their own times
    // With delayed entry nobody may be left and others come later: then those who waited count no more. A row with a
    // competing event counts at the blocks of its own era.
    std::vector<std::uint32_t> era_of_block;  // [blocks]
    std::vector<std::uint32_t> era;           // [competing]
    // Without entries and weights only: the group's rows by time, for the variance.
    std::vector<std::uint32_t> rows;  // positions, ascending by time
    struct Censored {
      std::uint32_t first_row;  // place in `rows` of the first that ends at this time
      std::uint32_t end_row;    // and past the last
      std::uint32_t block;      // the first block at or after this time
      std::uint32_t count;      // censored at this time
      std::uint32_t at_risk;    // in the group
    };
    std::vector<Censored> times;  // those of the group's rows
  };
  std::vector<Group> groups;
  std::vector<std::uint8_t> kind;  // by position: 0 censored, 1 event of the cause, 2 competing event
};

/// Shape: sets of the data with the cause's events as events, without strata; groups as checked
CensoringWeights censoring_weights(const CompetingRisks& data, const TimeAxis& axis, const RiskSets& sets,
                                   std::uint32_t cause, const Codes& groups);

/// The same where rows have entries or weights, as R's survival::finegray has it. G(t-) is multiplied by H(t-), the share
/// that has come before t, estimated backwards in time; who has an event at a time is not at risk of being censored at it;
/// rows count once whatever their weight.
/// Shape:  as above
/// Errors: incorrect if everyone who is under observation at some time enters at it while rows with a competing event
///   wait for later events of the cause: their weights would be infinite
/// Source: Geskus 2011, doi:10.1111/j.1541-0420.2010.01420.x; docs/methods.md, "Fine-Gray model"
Result<CensoringWeights> censoring_and_entry_weights(const CompetingRisks& data, const TimeAxis& axis,
                                                     const RiskSets& sets, std::uint32_t cause,
                                                     const Codes& groups);

}  // namespace repere::statistics
