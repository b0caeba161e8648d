#pragma once
#include <boost/json/value.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/access/permit.hpp"
#include "web/http/address.hpp"
#include "web/http/fields.hpp"
#include "web/http/language.hpp"

namespace repere::web {

enum class Method : std::uint8_t { get, head, post, put, patch, del, options };

std::string_view name_of(Method method);
std::optional<Method> parse_method(std::string_view text);
/// Whether it changes nothing by itself (GET, HEAD, OPTIONS).
constexpr bool is_safe(Method method) {
  return method == Method::get || method == Method::head || method == Method::options;
}

/// What the gate found out about who asks.
struct Admitted {
  access::Caller caller;
  std::string session;      ///< an opaque name of the session; live pages of it close with it. Empty: none
  std::string form_secret;  ///< what the tokens of its forms are bound to; never sent. Empty: no session
  bool by_cookie = false;   ///< the browser sent the proof by itself: writes must prove where they come from
};

/// The file a streamed request was received into; see Route::upload.
struct Upload;

/// A request as handlers see it: bounded, decoded, its caller admitted, what its route declares already checked.
struct Request {
  Method method = Method::get;
  std::string path;   ///< decoded; begins with "/"
  std::string route;  ///< the route's template, "/api/v1/cases/{case}"
  Fields parameters;  ///< of the path
  Fields query;
  Headers headers;
  std::string body;         ///< as it came
  boost::json::value json;  ///< of a JSON body, checked against the route's schema
  Fields form;              ///< of a form, checked against the route's schema
  std::shared_ptr<Upload> upload;

  Address peer;         ///< of the client; behind a trusted proxy, what that proxy says
  bool direct = true;   ///< nothing in the request speaks of a proxy
  bool secure = false;  ///< over TLS, ours or the trusted proxy's
  std::string host;     ///< "repere.example:8443", as the client addressed it
  std::string id;       ///< of this request, in the log and in what goes wrong
  Language language = Language::fr;
  Admitted admitted;

  /// A parameter of the path that the route's template names.
  std::string_view parameter(std::string_view name) const;
  /// A parameter of the path that the route declares as a whole number.
  std::int64_t number(std::string_view name) const;
  std::optional<std::string_view> header(std::string_view name) const { return headers.find(name); }
  /// A cookie by its name (without its prefix, see Cookie::name); nothing when two have it.
  std::optional<std::string_view> cookie(std::string_view name) const;
  /// Whether a person's browser asks for a page, rather than a program for data.
  bool wants_page() const;
  const access::Caller& caller() const { return admitted.caller; }
  /// "https://repere.example": where the client sees this site.
  std::string origin() const;
};

}  // namespace repere::web
