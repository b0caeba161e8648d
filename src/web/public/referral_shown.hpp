#pragma once
#include <functional>
#include <string>

#include "web/public/referral_words.hpp"

// A referral's content and course as pages show them, to its sender and to the centre. All texts are HTML.
namespace repere::web {

/// Who reads the answers: the sender is "you" to themselves.
enum class ReadBy { sender, centre };
/// The answers of a part as a list of terms under its heading, those given, in the order of the form; HTML.
std::string answers_shown(const referral::Answers& answers, referral::Part part, Language language,
                          ReadBy reader);

/// What happened to it, in its order; `name_of_centre` is how a centre's code is called on the page.
std::string course_shown(const referral::Referral& referral, Language language,
                         const std::function<std::string(const std::string&)>& name_of_centre);

}  // namespace repere::web
