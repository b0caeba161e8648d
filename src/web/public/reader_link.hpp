#pragma once
#include "web/pages/bilingual.hpp"
#include "web/public/public_routes.hpp"

// Pages behind a secret link, which one reader without an account opens with a code.
namespace repere::web {

/// A route whose {link} is the secret; what it answers is kept by no cache.
Route link_route(std::string path, std::string summary, Handler handler);
std::string link_of(const Request& request);
/// Leads back to the page, which the browser opens with this pass from now on.
Response opened_with(const char* cookie, const std::string& pass, std::string_view address);
/// "Too many wrong codes from this address", as a person reads it.
Bilingual too_many_codes();

}  // namespace repere::web
