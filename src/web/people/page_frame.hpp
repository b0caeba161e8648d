#pragma once
#include <string>
#include <string_view>

#include "web/http/request.hpp"
#include "web/pages/bilingual.hpp"
#include "workflows/accounts/means.hpp"

namespace repere::web {

/// A whole page of the portal around its content: head, skip link, header with the ways of the workspace that the caller may go,
/// other language, sign-out, footer.
/// Shape: content is HTML; `who` is null for visitors
std::string page_frame(const Request& request, Bilingual title, const std::string& content,
                       const workflows::SignedIn* who = nullptr);

/// A text in the reader's language.
inline std::string words(const Request& request, Bilingual text) { return std::string(text.in(request.language)); }

/// A message above a form, read out by screen readers.
std::string alert(std::string_view text);

/// A labelled input of a form. Extra attributes are HTML.
std::string input(std::string_view name, std::string_view label, std::string_view type,
                  std::string_view attributes = {});

/// An input that a form sends and nobody sees.
std::string hidden(std::string_view name, std::string_view value);

/// The name of a role as people read it.
std::string_view role_name(access::Role role, Language language);

}  // namespace repere::web
