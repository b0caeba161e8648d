#include "study/fill_columns.hpp"

namespace repere::study {
namespace {

using registry::BoardPresentation;
using registry::BoardType;
using registry::Imaging;
using registry::ImagingRegion;

// Imaging of the primary tumour; a region that is not known may be it.
bool of_tumour(const Imaging& imaging) {
  const ImagingRegion region = imaging.region.value_or(ImagingRegion::unknown);
  return region != ImagingRegion::chest && region != ImagingRegion::other;
}

bool sarcoma_board(const BoardPresentation& board) { return board.board != BoardType::local; }

// Whether an act was done before the first surgery; nothing without one.
template <class Row, class Counts>
std::optional<AnswerCode> before_first_surgery(const CohortSource& s, std::size_t row,
                                               const ActsOf<Row>& acts, Counts counts) {
  const registry::Surgery* first = s.pathway.first_surgery[row];
  if (!first) return std::nullopt;
  return was_done_before(acts[row], first->when, s.tumour(row).diagnosis, counts);
}

// Neoadjuvant by its timing; without one, by lying surely before the first surgery.
template <class Row>
AnswerCode neoadjuvant_of(std::span<const Row> rows, const registry::Surgery* first,
                          const std::optional<PartialDate>& origin) {
  const auto untimed = [](const Row& row) {
    return row.timing.value_or(registry::Timing::unknown) == registry::Timing::unknown;
  };
  for (const Row& row : rows)
    if (row.status == registry::ActStatus::done && row.timing == registry::Timing::neoadjuvant)
      return AnswerCode::yes;
  AnswerCode answer = first ? was_done_before(rows, first->when, origin, untimed) : was_done(rows, untimed);
  if (!first && answer == AnswerCode::yes) answer = AnswerCode::unknown;
  const bool timed = std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return !untimed(row); });
  return timed && answer == AnswerCode::not_recorded ? AnswerCode::no : answer;
}

// Yes when one is; else not known when one is not; no before not recorded.
AnswerCode either(AnswerCode a, AnswerCode b) {
  for (const AnswerCode decisive :
       {AnswerCode::yes, AnswerCode::unknown, AnswerCode::not_asked, AnswerCode::no})
    if (a == decisive || b == decisive) return decisive;
  return AnswerCode::not_recorded;
}

Text meaning(std::string fr, std::string en) {
  return {fr + " Oui : un acte a sûrement eu lieu avant (le même jour n'est pas avant). Inconnu : les dates "
               "laissent le "
               "doute, ou une ligne dit qu'on ne sait pas. Non : tous le même jour ou après, ou non faits. "
               "Aucun acte "
               "enregistré sans ligne. Non renseigné sans première chirurgie.",
          en + " Yes: an act surely took place before (the same day is not before). Unknown: dates leave it "
               "open, or a row "
               "says that nobody knows. No: all on the day or after, or not done. No act recorded without a "
               "row. Missing "
               "without a first surgery."};
}

}  // namespace

std::vector<Variable> before_surgery_variables() {
  return {
      {"imaging_before_surgery",
       Type::answer,
       "",
       {"Imagerie avant la première chirurgie", "Imaging before first surgery"},
       meaning("Imagerie de la tumeur (région de la tumeur, corps entier ou région non connue ; ni thorax "
               "seul, ni autre).",
               "Imaging of the tumour (region of the tumour, whole body, or region not known; not the chest "
               "alone, nor "
               "elsewhere)."),
       "Blay 2017",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c, [&](std::size_t row) {
           return before_first_surgery(s, row, s.pathway.imaging, of_tumour);
         });
       }},
      {"biopsy_before_surgery",
       Type::answer,
       "",
       {"Biopsie avant la première chirurgie", "Biopsy before first surgery"},
       meaning("Biopsie, quelle que soit la technique.", "Biopsy, whatever the technique."),
       "Centre Léon Bérard press release, 2024-02-27",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c, [&](std::size_t row) {
           return before_first_surgery(s, row, s.pathway.biopsies, [](const auto&) { return true; });
         });
       }},
      {"board_before_surgery",
       Type::answer,
       "",
       {"RCP sarcome avant la première chirurgie", "Sarcoma board before first surgery"},
       meaning("Passage en RCP, de tout type sauf locale (une RCP dont le type n'est pas connu compte).",
               "Presentation to a board of any type but local (a board whose type is not known counts)."),
       "Centre Léon Bérard press release, 2024-02-27",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c, [&](std::size_t row) {
           return before_first_surgery(s, row, s.pathway.boards, sarcoma_board);
         });
       }},
      {"board",
       Type::answer,
       "",
       {"RCP sarcome, à tout moment", "Sarcoma board at any time"},
       {"Passage en RCP de tout type sauf locale.", "Presentation to a board of any type but local."},
       "Blay 2017",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c, [&](std::size_t row) {
           return std::optional(was_done(s.pathway.boards[row], sarcoma_board));
         });
       }},
      {"neoadjuvant",
       Type::answer,
       "",
       {"Traitement néoadjuvant", "Neoadjuvant treatment"},
       {"Radiothérapie ou traitement systémique enregistré comme néoadjuvant ; sans moment enregistré, "
        "sûrement avant la "
        "première chirurgie.",
        "Radiotherapy or systemic treatment recorded as neoadjuvant; without a recorded timing, surely "
        "before the first "
        "surgery."},
       "IDEA4RC",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c, [&](std::size_t row) {
           const auto* first = s.pathway.first_surgery[row];
           const auto& origin = s.tumour(row).diagnosis;
           return std::optional(either(neoadjuvant_of(s.pathway.radiotherapies[row], first, origin),
                                       neoadjuvant_of(s.pathway.systemic_treatments[row], first, origin)));
         });
       }},
  };
}

}  // namespace repere::study
