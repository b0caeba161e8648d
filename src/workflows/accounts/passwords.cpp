#include "workflows/accounts/passwords.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/words_of_text.hpp"

namespace repere::workflows {
namespace {

constexpr std::size_t shortest = 12, longest = 256, longest_login = 254;

// A run of neighbouring keys or of digits, forwards or backwards, that makes up the whole password.
bool is_a_run(const std::string& password) {
  static constexpr std::array<std::string_view, 6> rows{"azertyuiopqsdfghjklmwxcvbn",
                                                        "qwertyuiopasdfghjklzxcvbnm",
                                                        "abcdefghijklmnopqrstuvwxyz",
                                                        "01234567890123456789",
                                                        "1234567890",
                                                        "motdepassemotdepasse"};
  const auto is_part = [&](const std::string& text) {
    return std::any_of(rows.begin(), rows.end(), [&](std::string_view row) {
      const std::string twice = std::string(row) + std::string(row);
      return twice.find(text) != std::string::npos;
    });
  };
  return is_part(password) || is_part(std::string(password.rbegin(), password.rend()));
}

// What is left when the account's own words are taken out must still be a password.
std::string without(std::string password, const std::string& word) {
  if (word.size() < 4) return password;
  for (std::size_t at; (at = password.find(word)) != std::string::npos;) password.erase(at, word.size());
  return password;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

Result<std::string> login_from(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos)
    return fail(ErrorKind::incorrect, "the login is empty: write an e-mail address");
  const std::string login = in_lower_case(text.substr(first, text.find_last_not_of(" \t") - first + 1));
  const auto at = login.find('@');
  const bool formed = at != std::string::npos && at > 0 && login.rfind('@') == at &&
                      login.find('.', at + 2) != std::string::npos && login.back() != '.' &&
                      login.size() <= longest_login;
  const bool clean = std::all_of(login.begin(), login.end(), [](char c) {
    return c > ' ' && c != 127 && c != '<' && c != '>' && c != '"';
  });
  if (!formed || !clean) return fail(ErrorKind::incorrect, "the login is not an e-mail address");
  return login;
}

Result<void> check_password(const Confidential<std::string>& password, const Account& account) {
  const std::string& text = password.reveal();
  if (text.size() > longest)
    return fail(ErrorKind::incorrect, "the password is longer than 256 bytes: choose a shorter one");
  if (characters(text) < shortest)
    return fail(ErrorKind::incorrect,
                "the password is shorter than 12 characters: four words that have nothing to do with each "
                "other do well");
  std::string rest = in_lower_case(text);
  if (is_a_run(rest) || std::set<char>(rest.begin(), rest.end()).size() < 5)
    return fail(
        ErrorKind::incorrect,
        "the password is a run of keys or repeats a few characters: choose one that is harder to guess");
  rest = without(rest, account.login);
  rest = without(rest, account.login.substr(0, account.login.find('@')));
  std::string word;
  for (const char c : in_lower_case(account.name) + " ") {
    if (c != ' ') {
      word += c;
      continue;
    }
    rest = without(rest, word);
    word.clear();
  }
  if (characters(rest) < shortest / 2)
    return fail(ErrorKind::incorrect,
                "the password is made of your login or name: choose one that says nothing of you");
  return {};
}

}  // namespace repere::workflows
