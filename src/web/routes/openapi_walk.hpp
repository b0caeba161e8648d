#pragma once
// For tests: asks a running server for everything its OpenAPI document names, rightly and wrongly, and compares.
#include <boost/json.hpp>
#include <string>
#include <vector>

#include "web/http/json_reader.hpp"
#include "web/server/served.hpp"

namespace repere::web {

namespace walk {

struct Asked {
  std::string method, path, target, lines, body;
};

inline std::string sample_text(const boost::json::object& parameter, const boost::json::object& components) {
  const auto sample = Schema::read(parameter.at("schema").as_object(), components)->sample();
  return sample.is_string() ? std::string(sample.get_string()) : boost::json::serialize(sample);
}

/// The request that the document describes, from the examples of its schemas.
inline Asked request_of(const std::string& method, const std::string& path,
                        const boost::json::object& operation, const boost::json::object& components) {
  Asked asked{method, path, path, {}, {}};
  std::string query;
  if (const auto* parameters = operation.if_contains("parameters"))
    for (const auto& entry : parameters->as_array()) {
      const auto& parameter = entry.as_object();
      const std::string name(parameter.at("name").as_string()), in(parameter.at("in").as_string());
      const std::string text = percent_encoded(sample_text(parameter, components));
      if (in == "path")
        asked.target.replace(asked.target.find("{" + name + "}"), name.size() + 2, text);
      else if (in == "header")
        asked.lines += name + ": \"" + text + "\"\r\n";
      else if (parameter.at("required").as_bool())
        query += (query.empty() ? "?" : "&") + name + "=" + text;
    }
  asked.target += query;
  if (const auto* body = operation.if_contains("requestBody")) {
    const auto& media = *body->at("content").as_object().begin();
    asked.lines += "Content-Type: " + std::string(media.key()) + "\r\n";
    const auto sample = Schema::read(media.value().at("schema").as_object(), components)->sample();
    if (media.key() == "application/json") {
      asked.body = json_text(sample);
    } else if (sample.is_object()) {
      for (const auto& member : sample.as_object())
        asked.body += (asked.body.empty() ? "" : "&") + std::string(member.key()) + "=" +
                      percent_encoded(member.value().is_string() ? std::string(member.value().as_string())
                                                                 : json_text(member.value()));
    }
  }
  return asked;
}

/// What an answer breaks of what its operation promises; empty when nothing.
inline std::string broken_promise(const Reply& reply, const boost::json::object& operation,
                                  const boost::json::object& root) {
  const auto& components = root.at("components").as_object();
  const auto* answer = operation.at("responses").as_object().if_contains(std::to_string(reply.status));
  if (!answer) return "answers " + std::to_string(reply.status) + ", which is not declared";
  if (const auto* reference = answer->as_object().if_contains("$ref")) {
    const std::string target(reference->as_string());
    answer = &components.at("responses").at(target.substr(target.rfind('/') + 1));
  }
  const auto* content = answer->as_object().if_contains("content");
  if (!content) return reply.body.empty() ? "" : "has a body that is not declared";
  std::string type(reply.headers.find("Content-Type").value_or(""));
  type = type.substr(0, type.find(';'));
  const auto* media = content->as_object().if_contains(type);
  if (!media && content->as_object().contains("*/*")) return "";
  if (!media) return "has the type '" + type + "', which is not declared";
  const auto* document = media->as_object().if_contains("schema");
  if (!document) return "";
  const auto schema = Schema::read(document->as_object(), components.at("schemas").as_object());
  if (!schema) return "declares a schema that cannot be read: " + schema.error().message;
  const auto value = read_json(reply.body, {16 * 1024 * 1024});
  if (!value) return value.error().message;
  const auto violations = schema->check(*value);
  return violations.empty() ? "" : violations[0].pointer + " " + violations[0].detail;
}

}  // namespace walk

/// Lines that say which route answered what, and how that breaks the document; empty when all is as promised. `lines` are headers
/// sent with each request (a session's cookie).
inline std::vector<std::string> walk_openapi(Served& served, const std::string& lines = {}) {
  std::vector<std::string> broken;
  const auto root = boost::json::parse(served.get("/api/openapi.json").body).as_object();
  const auto& components = root.at("components").at("schemas").as_object();
  const auto ask = [&](const walk::Asked& asked, const boost::json::object& operation) {
    const Reply reply = served.ask(asked.method, asked.target, asked.lines + lines, asked.body);
    const std::string why = walk::broken_promise(reply, operation, root);
    if (!why.empty())
      broken.push_back(asked.method + " " + asked.path + " (" + std::to_string(reply.status) + ") " + why);
  };
  for (const auto& path : root.at("paths").as_object())
    for (const auto& entry : path.value().as_object()) {
      const auto& operation = entry.value().as_object();
      std::string method(entry.key());
      for (char& c : method) c = static_cast<char>(c - 32);
      walk::Asked asked = walk::request_of(method, std::string(path.key()), operation, components);
      ask(asked, operation);
      // And wrongly: an unknown parameter, a body that is none, a type that is none.
      walk::Asked unknown = asked;
      unknown.target +=
          (unknown.target.find('?') == std::string::npos ? "?" : "&") + std::string("not_known=1");
      ask(unknown, operation);
      if (asked.body.empty()) continue;
      walk::Asked garbage = asked;
      garbage.body = "{\"\xff";
      ask(garbage, operation);
      walk::Asked untyped = asked;
      untyped.lines = "Content-Type: application/x-nothing\r\n";
      ask(untyped, operation);
    }
  return broken;
}

}  // namespace repere::web
