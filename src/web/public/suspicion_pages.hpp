#pragma once
#include <boost/json/object.hpp>
#include <functional>
#include <string>
#include <vector>

#include "domain/suspicion/assess.hpp"
#include "web/pages/bilingual.hpp"
#include "web/public/centre_directory.hpp"
#include "web/public/suspicion_query.hpp"

// "Une masse suspecte ?": the questionnaire, its answer as a page, as one PDF page and as JSON.
namespace repere::web {

/// What the questionnaire is made from. It outlives the routes.
struct SuspicionDesk {
  PublicNetwork network;
  const suspicion::RuleSet& rules;
  std::string
      answerable;  ///< the person or body that answers for individual results; empty: nobody was named
  std::function<Instant()> now;
  std::shared_ptr<const CentreDirectory> directory = {};  ///< none: the answer leads to the list of centres
  CountReach count = {};
  /// Outside a demonstration an individual result needs somebody who answers for it (docs/decisions/0016).
  bool answers_individually() const { return network.synthetic || !answerable.empty(); }
};

/// /masse-suspecte and /en/suspicious-mass with the answer and its PDF below them, and GET /api/v1/suspicion.
void add_suspicion_pages(std::vector<Route>& routes, const SuspicionDesk& desk);

/// The pieces: each is the content of a page.
std::string suspicion_form(const SuspicionDesk& desk, const SuspicionQuery& query, Language language);
std::string suspicion_answer(const SuspicionDesk& desk, const SuspicionQuery& query, Language language);
/// The nearest centres that suit the answers, or the question where to look from; empty without a directory.
std::string nearest_to_answer(const SuspicionDesk& desk, const SuspicionQuery& query, Language language);
/// Which boards suit the answers; the centre is left open.
BoardsAsked boards_for(const suspicion::Answers& answers);
/// The nearest centres for programs. Shape: the desk has a directory, the query names a place
boost::json::value nearest_json(const SuspicionDesk& desk, const SuspicionQuery& query);
/// Which centres suit the answers: a word of expertise_words.
std::string_view expertise_for(const suspicion::Answers& answers);
/// What holds for everybody: every rule and sentence of the rule set.
std::string suspicion_guidance(const SuspicionDesk& desk, Language language);

/// The same answer for programs, and what it looks like.
boost::json::object suspicion_json(const SuspicionDesk& desk, const SuspicionQuery& query);
Schema suspicion_schema();

/// Paths of the section.
inline constexpr Bilingual suspicion_path{"/masse-suspecte", "/en/suspicious-mass"};
inline constexpr Bilingual suspicion_answer_path{"/masse-suspecte/reponse", "/en/suspicious-mass/answer"};
inline constexpr Bilingual suspicion_pdf_path{"/masse-suspecte/reponse.pdf",
                                              "/en/suspicious-mass/answer.pdf"};

}  // namespace repere::web
