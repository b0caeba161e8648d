#include "web/routes/router.hpp"

#include <algorithm>

namespace repere::web {

namespace {

struct Segment {
  enum class Kind { fixed, parameter, rest } kind;
  std::string text;
};

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

Result<std::vector<Segment>> segments_of(std::string_view path) {
  const auto wrong = [] { return fail(ErrorKind::incorrect, "the path's template is malformed"); };
  if (path.empty() || path[0] != '/') return wrong();
  std::vector<Segment> segments;
  path.remove_prefix(1);
  for (;;) {
    const std::size_t end = std::min(path.find('/'), path.size());
    std::string_view text = path.substr(0, end);
    const bool last = end == path.size();
    if (text.starts_with('{') && text.ends_with('}')) {
      text = text.substr(1, text.size() - 2);
      const bool rest = text.ends_with("...");
      if (rest) text.remove_suffix(3);
      if (!is_name(text) || (rest && !last)) return wrong();
      segments.push_back({rest ? Segment::Kind::rest : Segment::Kind::parameter, std::string(text)});
    } else {
      if (text.find_first_of("{}?#% ") != std::string_view::npos) return wrong();
      segments.push_back({Segment::Kind::fixed, std::string(text)});
    }
    if (last) return segments;
    path.remove_prefix(end + 1);
  }
}

Result<void> check(const Route& route, const std::vector<Segment>& segments, const Gate& gate) {
  const auto wrong = [](std::string what) { return fail(ErrorKind::incorrect, std::move(what)); };
  if (!route.handler) return wrong("has no handler");
  if (route.answers.empty()) return wrong("declares no answer");
  if (is_safe(route.method) && route.body.kind != Body::Kind::none)
    return wrong("reads, and declares a body");
  if (route.method == Method::head || route.method == Method::options)
    return wrong("is answered by the server itself");
  if (route.conditional && is_safe(route.method)) return wrong("reads, and asks for If-Match");
  for (const Segment& segment : segments)
    if (segment.kind != Segment::Kind::fixed &&
        std::none_of(route.parameters.begin(), route.parameters.end(),
                     [&](const Parameter& p) { return p.name == segment.text; }))
      return wrong("does not declare its parameter " + segment.text);
  if (route.body.kind == Body::Kind::form && !route.body.schema.is_object())
    return wrong("has a form that is no object");
  if (!route.policy.is_anonymous()) {
    if (!gate.knows(route.policy))
      return wrong("has a policy that the gate does not know: " + route.policy.word());
    if (route.runs_on.on_loop() && gate.waits(route.policy))
      return wrong("must run on the workers: its policy asks the database");
  }
  return {};
}

}  // namespace

Result<Router> Router::build(std::vector<Route> routes, const Gate& gate) {
  Router router;
  *router.routes_ = std::move(routes);
  router.names_.resize(router.routes_->size());
  for (std::size_t i = 0; i < router.routes_->size(); ++i) {
    const Route& route = (*router.routes_)[i];
    const std::string where = "route " + std::string(name_of(route.method)) + " " + route.path;
    const auto segments = segments_of(route.path);
    if (!segments) return fail_in(where, segments.error());
    if (const auto good = check(route, *segments, gate); !good) return fail_in(where, good.error());
    if (const auto added = router.add(i); !added) return fail_in(where, added.error());
  }
  return router;
}

Result<void> Router::add(std::size_t number) {
  const Route& route = (*routes_)[number];
  Node* node = root_.get();
  bool rest = false;
  const std::vector<Segment> segments = *segments_of(route.path);
  for (const Segment& segment : segments) {
    if (segment.kind != Segment::Kind::fixed) names_[number].push_back(segment.text);
    rest = segment.kind == Segment::Kind::rest;
    if (rest) break;
    auto& next = segment.kind == Segment::Kind::fixed ? node->fixed[segment.text] : node->parameter;
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  auto& methods = rest ? node->rest : node->here;
  if (!methods.emplace(route.method, number).second)
    return fail(ErrorKind::incorrect, "another route has this method and path");
  return {};
}

const std::map<Method, std::size_t>* Router::match(const Node& node, const std::vector<std::string>& segments,
                                                   std::size_t at, std::vector<std::string>& values) const {
  if (at == segments.size()) return node.here.empty() ? nullptr : &node.here;
  if (const auto next = node.fixed.find(segments[at]); next != node.fixed.end())
    if (const auto* found = match(*next->second, segments, at + 1, values)) return found;
  if (node.parameter && !segments[at].empty()) {
    values.push_back(segments[at]);
    if (const auto* found = match(*node.parameter, segments, at + 1, values)) return found;
    values.pop_back();
  }
  if (node.rest.empty()) return nullptr;
  std::string rest;
  for (std::size_t i = at; i < segments.size(); ++i) rest += (i > at ? "/" : "") + segments[i];
  values.push_back(std::move(rest));
  return &node.rest;
}

Router::Found Router::find(Method method, const std::vector<std::string>& segments) const {
  Found found;
  std::vector<std::string> values;
  const auto* methods = match(*root_, segments, 0, values);
  if (!methods) return found;
  for (const auto& [known, number] : *methods) found.allowed.insert(known);
  if (found.allowed.contains(Method::get)) found.allowed.insert(Method::head);
  found.allowed.insert(Method::options);
  const auto it = methods->find(method == Method::head ? Method::get : method);
  if (it == methods->end()) return found;
  found.number = it->second;
  found.route = &(*routes_)[it->second];
  for (std::size_t i = 0; i < values.size(); ++i)
    found.parameters.add(names_[it->second][i], std::move(values[i]));
  return found;
}

}  // namespace repere::web
