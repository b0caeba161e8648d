#pragma once
#include <string>
#include <string_view>

#include "web/http/request.hpp"
#include "web/http/response.hpp"
#include "web/routes/route.hpp"
#include "web/server/options.hpp"

namespace repere::web {

/// Appends, as lines of an answer's header, what tells browsers how little they may do with it: what runs, what is loaded, who may frame it,
/// what may be kept. `route` is null where none was found. A response that sets one of these headers itself keeps its own.
void append_security_headers(std::string& out, const Request& request, const Route* route,
                             const Response& response, const ServerOptions& options);

/// The policy of a page that carries one <style> of its own: that text is allowed, no other.
std::string page_policy_with_style(std::string_view style);

}  // namespace repere::web
