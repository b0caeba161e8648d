#include "domain/message/letter.hpp"

#include <algorithm>

#include "base/mail_address.hpp"
#include "base/words_of_text.hpp"

namespace repere::message {

namespace {

// The most particular domain decides: patient.mssante.fr before mssante.fr.
const SecureDomain* domain_of(std::string_view address, const std::vector<SecureDomain>& domains) {
  const std::size_t at = address.rfind('@');
  if (at == address.npos) return nullptr;
  const std::string host = in_lower_case(address.substr(at + 1));
  const SecureDomain* best = nullptr;
  for (const auto& one : domains)
    if ((host == one.domain || host.ends_with("." + one.domain)) && (best == nullptr || one.domain.size() > best->domain.size()))
      best = &one;
  return best;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size()) text.replace(at, from.size(), to);
}

}  // namespace

bool is_of_a_citizen(std::string_view address, const std::vector<SecureDomain>& domains) {
  const auto* domain = domain_of(address, domains);
  return domain != nullptr && !domain->professional;
}

Way way_to(std::string_view address, const std::vector<SecureDomain>& domains) {
  if (!is_mail_address(address)) return Way::by_hand;
  const auto* domain = domain_of(address, domains);
  if (domain == nullptr) return Way::email;
  return domain->professional ? Way::mssante : Way::by_hand;
}

Result<Letter> letter_of(const Texts& texts, const Message& message, std::string_view centre, std::string_view link) {
  const auto found = std::find_if(texts.texts.begin(), texts.texts.end(), [&](const Text& one) { return one.kind == message.kind; });
  if (found == texts.texts.end())
    return fail(ErrorKind::fault, "knowledge/messages has no text for " + std::string(word_in(kind_words, message.kind)));
  Letter letter{found->subject_fr + " / " + found->subject_en, found->body_fr + "\n\n--\n\n" + found->body_en + "\n"};
  for (std::string* text : {&letter.subject, &letter.body}) {
    replace_all(*text, "{centre}", centre);
    replace_all(*text, "{link}", link);
    replace_all(*text, "\\n", "\n");
  }
  return letter;
}

}  // namespace repere::message
