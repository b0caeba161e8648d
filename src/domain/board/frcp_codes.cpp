#include "domain/board/frcp_codes.hpp"

#include <algorithm>

namespace repere::board {

void FrcpCodes::add(CodedValue value) {
  std::pair key{value.set, value.code};
  values_.insert_or_assign(std::move(key), std::move(value));
}

void FrcpCodes::add(CodedWord word) { words_.push_back(std::move(word)); }

const CodedValue* FrcpCodes::value(std::string_view set, std::string_view code) const {
  const auto found = values_.find({std::string(set), std::string(code)});
  return found == values_.end() ? nullptr : &found->second;
}

const CodedWord* FrcpCodes::line(std::string_view field, std::string_view word, std::string_view set) const {
  const auto found = std::find_if(words_.begin(), words_.end(), [&](const CodedWord& one) {
    return one.word == word && one.field == field && one.set == set;
  });
  return found == words_.end() ? nullptr : &*found;
}

const CodedValue* FrcpCodes::of(std::string_view field, std::string_view word, std::string_view set) const {
  const CodedWord* found = line(field, word, set);
  return found == nullptr || found->code.empty() ? nullptr : value(set, found->code);
}

const CodedValue* FrcpCodes::morphology(std::string_view histotype, std::string_view icdo) const {
  if (line("histotype", histotype, "morphology") != nullptr) return of("histotype", histotype, "morphology");
  return value("morphology", icdo);
}

}  // namespace repere::board
