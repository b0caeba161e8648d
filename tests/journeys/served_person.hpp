#pragma once
// Somebody at a running server, as their browser would be: invited, with a second factor, filling in forms.
#include "running_server.hpp"
#include "system/one_time_codes.hpp"

namespace repere::journeys {

inline std::string percent_encoded_field(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0)
      encoded += c;
    else
      encoded += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return encoded;
}

/// What stands between two texts; empty when they are not there.
inline std::string between(const std::string& text, std::string_view front, std::string_view back) {
  const auto begin = text.find(front);
  if (begin == std::string::npos) return {};
  const auto end = text.find(back, begin + front.size());
  return end == std::string::npos ? std::string() : text.substr(begin + front.size(), end - begin - front.size());
}

inline std::string bytes_of_base32(std::string_view text) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string bytes;
  unsigned held = 0;
  int bits = 0;
  for (const char c : text) {
    const auto value = alphabet.find(c);
    if (value == alphabet.npos) continue;
    held = (held << 5) | static_cast<unsigned>(value);
    if ((bits += 5) >= 8) bytes += static_cast<char>((held >> (bits -= 8)) & 255);
  }
  return bytes;
}

class ServedPerson {
 public:
  using Fields = std::vector<std::pair<std::string, std::string>>;
  /// Follows a one-time link: password, then the second factor.
  ServedPerson(const RunningServer& server, const std::string& link) : server_(&server) {
    const std::string path = link.substr(link.find("/invitation/"));
    post(path, {{"password", "corail lampe vitesse nuage"}});
    const std::string page = get("/connexion/preparation").body;
    const std::string secret = bytes_of_base32(between(page, " <code>", "</code>"));
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    const auto ready = post("/connexion/preparation", {{"form_token", token_in(page)},
                                                       {"sealed", between(page, "name=\"sealed\" value=\"", "\"")},
                                                       {"code", system::one_time_code(secret, now / 30)}});
    EXPECT_EQ(ready.status, 200) << ready.raw;
  }
  /// Somebody of a demonstration.
  static ServedPerson of_demonstration(const RunningServer& server, const std::string& role) {
    ServedPerson person(server);
    person.cookie_ = server.sign_in(role);
    return person;
  }
  /// After the server was started again.
  void move_to(const RunningServer& server) { server_ = &server; }

  web::Reply get(const std::string& path) const { return server_->ask("GET", path, cookie_ + "Accept-Language: fr\r\n"); }
  web::Reply json(const std::string& method, const std::string& path, const boost::json::value& body = nullptr) const {
    const std::string lines = cookie_ + (body.is_null() ? "" : "Content-Type: application/json\r\n") + "Accept: application/json\r\n";
    return server_->ask(method, path, lines, body.is_null() ? std::string() : boost::json::serialize(body));
  }
  boost::json::value read(const std::string& path) const {
    const auto reply = json("GET", path);
    EXPECT_EQ(reply.status, 200) << path << "\n" << reply.raw;
    return boost::json::parse(reply.body);
  }
  /// Fills in a form of the page at `page`, which posts to the page itself unless `path` says otherwise.
  web::Reply fill_in(const std::string& page, Fields fields, const std::string& path = {}) {
    fields.emplace_back("form_token", token_in(get(page).body));
    return post(path.empty() ? page : path, fields);
  }

 private:
  explicit ServedPerson(const RunningServer& server) : server_(&server) {}
  static std::string token_in(const std::string& page) { return between(page, "name=\"form_token\" value=\"", "\""); }
  web::Reply post(const std::string& path, const Fields& fields) {
    std::string body;
    for (const auto& [name, value] : fields) body += (body.empty() ? "" : "&") + name + "=" + percent_encoded_field(value);
    auto reply = server_->ask("POST", path, cookie_ + "Accept-Language: fr\r\nContent-Type: application/x-www-form-urlencoded\r\n", body);
    if (const std::string cookie(reply.headers.find("Set-Cookie").value_or("")); !cookie.empty())
      cookie_ = "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n";
    return reply;
  }

  const RunningServer* server_;
  std::string cookie_;
};

}  // namespace repere::journeys
