#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "domain/network/centres.hpp"
#include "domain/registry/records.hpp"
#include "study/columns.hpp"

// The acts of each tumour, and what is computed from them: what came first, what came before what.
namespace repere::study {

/// The rows of one act table by tumour.
template <class Row>
class ActsOf {
 public:
  ActsOf() = default;
  /// Shape:  rows sorted by tumour, every tumour < tumours
  /// Errors: fault when they are not
  static Result<ActsOf> of(const std::vector<Row>& rows, std::size_t tumours) {
    ActsOf acts;
    acts.rows_ = rows;
    acts.start_.assign(tumours + 1, 0);
    std::uint32_t last = 0;
    for (const Row& row : rows) {
      if (row.tumour < last || row.tumour >= tumours)
        return fail(ErrorKind::fault, "acts are not sorted by tumour: sort_by_tumour() was forgotten");
      last = row.tumour;
      ++acts.start_[row.tumour + 1];
    }
    for (std::size_t i = 0; i < tumours; ++i) acts.start_[i + 1] += acts.start_[i];
    return acts;
  }
  std::span<const Row> operator[](std::size_t tumour) const {
    return rows_.subspan(start_[tumour], start_[tumour + 1] - start_[tumour]);
  }

 private:
  std::span<const Row> rows_;
  std::vector<std::uint32_t> start_;
};

/// Every act by tumour, and the first surgery of each. Borrows the registry.
struct Pathway {
  ActsOf<registry::Imaging> imaging;
  ActsOf<registry::Biopsy> biopsies;
  ActsOf<registry::PathologyReading> pathology;
  ActsOf<registry::BoardPresentation> boards;
  ActsOf<registry::Surgery> surgeries;
  ActsOf<registry::Amputation> amputations;
  ActsOf<registry::Radiotherapy> radiotherapies;
  ActsOf<registry::SystemicTreatment> systemic_treatments;
  ActsOf<registry::Relapse> relapses;
  ActsOf<registry::News> news;
  std::vector<const registry::Surgery*> first_surgery;  ///< null when none was done

  /// Errors: fault when an act table is not sorted by tumour
  static Result<Pathway> of(const registry::Registry& registry);
};

/// Whether a surgery treats the primary tumour: resection, re_excision, debulking, or its kind is not known.
bool of_primary(const registry::Surgery& surgery);

/// Whether `a` comes first of the two: by date; where dates leave it open or agree, a re-excision comes after
/// another surgery; then the one with the earlier possible day.
bool comes_first(const registry::Surgery& a, const registry::Surgery& b,
                 const std::optional<PartialDate>& origin);

/// The first surgery of the primary that was done; null when there is none.
const registry::Surgery* first_surgery_of(std::span<const registry::Surgery> surgeries,
                                          const std::optional<PartialDate>& origin);

/// What the rows that are no done act say together: unknown before not_asked before no; not_recorded without
/// rows.
AnswerCode weaker_answer(AnswerCode so_far, registry::ActStatus status);

/// Whether an act was done: yes when one row says so. Rows that `counts` refuses are not looked at.
template <class Row, class Counts>
AnswerCode was_done(std::span<const Row> rows, Counts counts) {
  AnswerCode answer = AnswerCode::not_recorded;
  for (const Row& row : rows) {
    if (!counts(row)) continue;
    if (row.status == registry::ActStatus::done) return AnswerCode::yes;
    answer = weaker_answer(answer, row.status);
  }
  return answer;
}

/// Whether an act was done before another, surely: the same day is not before.
/// Result: yes when one done act lies surely before; unknown when the dates of one leave it open, or a row
/// that
///   is not surely later says that nobody knows; no when all lie on the day or after, or were not done;
///   not_recorded without a row
template <class Row, class Counts>
AnswerCode was_done_before(std::span<const Row> rows, const registry::When& limit,
                           const std::optional<PartialDate>& origin, Counts counts) {
  AnswerCode answer = AnswerCode::not_recorded;
  for (const Row& row : rows) {
    if (!counts(row)) continue;
    const registry::Order order = registry::order_of(row.when, limit, origin);
    const bool surely_not_before = order == registry::Order::after || order == registry::Order::same_day;
    if (row.status == registry::ActStatus::done && order == registry::Order::before) return AnswerCode::yes;
    registry::ActStatus status = row.status;
    if (status == registry::ActStatus::done) status = registry::ActStatus::unknown;
    answer = weaker_answer(answer, surely_not_before ? registry::ActStatus::not_done : status);
  }
  return answer;
}

/// Three answers as one: yes when all are, no when one is; else not_recorded, then unknown.
AnswerCode all_of(AnswerCode a, AnswerCode b);

/// Whether a centre was in the network when the act took place; unknown when its dates leave it open.
Network network_at(const Centres& centres, CentreIndex centre, const registry::When& when,
                   const std::optional<PartialDate>& origin);

/// The days between two acts that are not surely negative, cut at 0.
/// Result: nothing when one is not dated, or the second surely came before the first
std::optional<registry::DayRange> delay_between(const registry::When& from, const registry::When& to,
                                                const std::optional<PartialDate>& origin);

}  // namespace repere::study
