#pragma once
#include "web/http/request.hpp"
#include "web/routes/schema.hpp"
#include "web/public/referral_words.hpp"

namespace repere::web {

/// The form to send a patient: what was filled in already, and what is wrong with it.
struct ReferralForm {
  Language language = Language::fr;
  std::string secret;  ///< of the form itself
  std::string centre, suspicion;
  referral::Answers answers;
  bool consent = false;
  workflows::Refused refused;
  bool had_files = false;
  /// Of somebody who has signed in: the session's hidden input. Then name, e-mail and code are not asked for.
  std::string token_input;
  bool has_account() const { return !token_input.empty(); }
};

/// The content of the page; HTML.
std::string referral_form(const ReferralForm& form, const std::vector<Centre>& centres);

/// The fields that the form sends, for its route.
Schema referral_form_fields();

/// What a form that was sent says; texts without spaces at their ends.
ReferralForm read_referral_form(const Fields& fields, Language language);
/// What the address of the page prefills: the questionnaire's answers and the chosen centre.
ReferralForm prefilled_form(const Fields& query, Language language);

/// The files that came with a form; one that is too large is read just far enough to be refused.
/// Errors: unavailable when they cannot be read
Result<std::vector<workflows::SentFile>> sent_files(const Request& request);

/// What is wrong, as a list with links to the fields; empty when nothing is. HTML.
std::string problems_shown(const workflows::Refused& refused, Language language);

}  // namespace repere::web
