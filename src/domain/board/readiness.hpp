#pragma once
#include <string>
#include <vector>

#include "domain/board/presentation.hpp"
#include "domain/registry/records.hpp"

// What a file needs before a board can answer, by type of case; which cases may be registered only; which boards may take a
// case. Rules are data of knowledge/boards/.
namespace repere::board {

/// What a case is, as far as rules look at it.
struct CaseKind {
  std::optional<bool> child;  ///< not known: nothing
  bool bone = false;
  bool operated_without_diagnosis = false;  ///< an excision that was not planned, without biopsy before
  bool has_imaging = false, has_pathology = false, has_second_reading = false, has_biopsy = false;
};
/// Shape: acts of one tumour (`tumour` is its row); `on` is the day of the meeting
CaseKind case_kind_of(const registry::Registry& rows, std::uint32_t tumour, const Sites& sites, Day on);

/// A line of the checklist: knowledge/boards/readiness.csv.
struct ReadinessRule {
  std::string code, label_fr, label_en;
  std::string when;      ///< "always", "child", "bone", "operated", "pathology": to which cases it belongs
  int days_before = 2;   ///< due so many days before the meeting
  bool required = true;  ///< or only wished for
  std::string source;
  bool assumed = false;
};
/// What a case needs, with what the registry already answers (imaging there, reading there) marked as done.
std::vector<Need> needs_of(const std::vector<ReadinessRule>& rules, const CaseKind& kind, Day meeting, Instant now);
/// Whether every required need is done or waived.
bool is_ready(const std::vector<ReadinessRule>& rules, const std::vector<Need>& needs);

/// A rule that lets a case be registered without discussion: knowledge/boards/registered_only.csv.
struct RegisteredOnlyRule {
  std::string code, label_fr, label_en, source;
  bool assumed = false;
};

/// Why a board may not take a case; empty when it may. Words for people: French, English.
struct Unsuited {
  std::string fr, en;
};
std::optional<Unsuited> unsuited(const Board& board, const CaseKind& kind);

/// Everything about boards that is data.
struct BoardRules {
  std::vector<QuorumRule> quorum;
  std::vector<ReadinessRule> readiness;
  std::vector<RegisteredOnlyRule> registered_only;
};

}  // namespace repere::board
