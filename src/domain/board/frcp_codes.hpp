#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The codes of the French board document (FRCP): its value sets, and which of their codes a word of ours is.
namespace repere::board {

/// A code of a value set: knowledge/boards/frcp_value_sets.csv.
struct CodedValue {
  std::string set;      ///< our name of the set
  std::string oid;      ///< the set's
  std::string code, display;
  std::string system;   ///< OID of the code system
};

/// What a word of ours is in a set: knowledge/boards/frcp_codes.csv.
struct CodedWord {
  std::string field, word, set;
  std::string code;  ///< empty: no code of the set says it
  std::string source;
  bool assumed = false;
};

class FrcpCodes {
 public:
  void add(CodedValue value);
  void add(CodedWord word);
  /// Null when the set has no such code.
  const CodedValue* value(std::string_view set, std::string_view code) const;
  /// Null when there is no line for the word.
  const CodedWord* line(std::string_view field, std::string_view word, std::string_view set) const;
  /// The code of a word; null when there is no line for it, or the line says that no code says it.
  const CodedValue* of(std::string_view field, std::string_view word, std::string_view set) const;
  /// The code of a tumour's entity: its own line where it has one, else its ICD-O-3 code where the set has that.
  const CodedValue* morphology(std::string_view histotype, std::string_view icdo) const;
  const std::vector<CodedWord>& words() const { return words_; }

 private:
  std::map<std::pair<std::string, std::string>, CodedValue> values_;  ///< by set and code
  std::vector<CodedWord> words_;
};

}  // namespace repere::board
