#pragma once
#include "web/http/response.hpp"
#include "web/people/page_frame.hpp"
#include "web/people/people_gate.hpp"

// What the pages that let people in answer with.
namespace repere::web {

/// The same answer, with the cookie of a session that began.
Response with_session(Response response, const workflows::Begun& begun);

/// A page in its frame that no browser or proxy keeps.
Response shown(const Request& request, Bilingual title, const std::string& content, int status = 200,
               const workflows::SignedIn* who = nullptr);

/// What went wrong, in the reader's language where the sentence is one that people meet often; the rest as it is.
std::string said(const Request& request, const Error& error);

/// The status of a form's page that is shown again with what went wrong.
int status_of(const Error& error);

/// A button at the end of a form, and the form's end.
std::string button(const Request& request, Bilingual name = {"Continuer", "Go on"});

/// Recovery codes, shown this once, and the way on.
std::string recovery_codes_list(const Request& request, const std::vector<std::string>& codes,
                                std::string_view next);

}  // namespace repere::web
