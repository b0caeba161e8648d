#include "web/http/language.hpp"

#include <algorithm>

#include "web/http/fields.hpp"

namespace repere::web {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// "0.8" → 800; what is malformed weighs nothing.
int thousandths(std::string_view q) {
  if (q.empty() || q.size() > 5 || (q[0] != '0' && q[0] != '1')) return 0;
  int weight = (q[0] - '0') * 1000, place = 100;
  if (q.size() > 1 && q[1] != '.') return 0;
  for (std::size_t i = 2; i < q.size(); ++i, place /= 10) {
    if (q[i] < '0' || q[i] > '9') return 0;
    weight += (q[i] - '0') * place;
  }
  return std::min(weight, 1000);
}

// Calls `visit(word, weight)` for each entry of "fr;q=0.8, en".
template <class Visit>
void for_each_entry(std::string_view header, const Visit& visit) {
  while (!header.empty()) {
    const std::size_t comma = std::min(header.find(','), header.size());
    std::string_view entry = header.substr(0, comma);
    header.remove_prefix(std::min(comma + 1, header.size()));
    const std::size_t semicolon = std::min(entry.find(';'), entry.size());
    const std::string_view word = trimmed(entry.substr(0, semicolon));
    int weight = 1000;
    std::string_view rest = entry.substr(semicolon);
    while (!rest.empty()) {
      rest.remove_prefix(1);
      const std::size_t next = std::min(rest.find(';'), rest.size());
      const std::string_view parameter = trimmed(rest.substr(0, next));
      if (parameter.starts_with("q=") || parameter.starts_with("Q="))
        weight = thousandths(parameter.substr(2));
      rest.remove_prefix(next);
    }
    if (!word.empty()) visit(word, weight);
  }
}

}  // namespace

int accepted_weight(std::string_view header, std::string_view word) {
  int best = -1, exactness = -1;
  const std::size_t slash = word.find('/');
  for_each_entry(header, [&](std::string_view entry, int weight) {
    int exact = -1;
    if (same_name(entry, word))
      exact = 2;
    else if (slash != std::string_view::npos && entry.ends_with("/*") && entry != "*/*" &&
             same_name(entry.substr(0, entry.size() - 1), word.substr(0, slash + 1)))
      exact = 1;
    else if (entry == "*" || entry == "*/*")
      exact = 0;
    if (exact > exactness) exactness = exact, best = weight;
  });
  return best;
}

Language preferred_language(std::string_view accept_language) {
  int french = 0, english = 0;
  for_each_entry(accept_language, [&](std::string_view entry, int weight) {
    const std::string_view tongue = entry.substr(0, entry.find('-'));
    if (same_name(tongue, "fr")) french = std::max(french, weight);
    if (same_name(tongue, "en")) english = std::max(english, weight);
  });
  return english > french ? Language::en : Language::fr;
}

}  // namespace repere::web
