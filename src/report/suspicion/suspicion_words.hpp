#pragma once
#include <string>
#include <vector>

#include "domain/suspicion/assess.hpp"
#include "report/language.hpp"

// How the questionnaire of a suspicious mass and its answer are said to a person: the page and the PDF use the same words.
namespace repere::report {

const std::string& in(Language language, const suspicion::Sentence& sentence);

/// "Profondeur" / "Depth"
std::string question_text(suspicion::Question question, Language language);
/// What helps to answer; empty where nothing is needed.
std::string question_hint(suspicion::Question question, Language language);
/// A choice by its word, "unknown" too: "sous la peau, mobile" …
std::string answer_text(suspicion::Question question, std::string_view word, Language language);
/// What was answered: a choice, or a size ("7 cm", "entre 4,3 et 6,5 cm").
std::string given_text(const suspicion::Answers& answers, suspicion::Question question, Language language);

/// "Suspicion forte" …, and what it asks for in one sentence.
std::string level_title(suspicion::Level level, Language language);
std::string level_demand(suspicion::Level level, Language language);
/// The same of an answer, which may be as high as it is only because answers are missing: that is said.
std::string verdict_title(const suspicion::Assessment& found, Language language);
std::string verdict_demand(const suspicion::Assessment& found, Language language);
/// "dans les 48 heures", "dans les 2 semaines"
std::string delay_text(int days, Language language);
/// "Échographie d'abord" is of the kind "Imagerie" …
std::string advice_title(suspicion::Advice advice, Language language);
/// "NICE NG12 …, 23 June 2015", "à confirmer par le réseau", or both.
std::string ground_text(const suspicion::RuleSet& rules, const suspicion::Ground& ground, Language language);
/// The rule's sentence; "(à confirmer par le réseau)" behind it where no source stands behind it.
std::string marked_text(const suspicion::Rule& rule, Language language);
/// "profondeur, taille"
std::string questions_text(const std::vector<suspicion::Question>& questions, Language language);
/// That it is information and no diagnosis, and who answers for it.
std::string what_it_is(const std::string& answerable, Language language);
/// "Règles : … , version 1/1 du 2026-11-25"
std::string rules_text(const suspicion::RuleSet& rules, Language language);

/// The order in which questions are asked.
const std::vector<suspicion::Question>& asked_in_order();

}  // namespace repere::report
