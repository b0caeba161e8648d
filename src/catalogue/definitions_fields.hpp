#pragma once
#include <toml++/toml.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/problems.hpp"
#include "domain/words.hpp"
#include "study/expression/expression.hpp"
#include "study/text.hpp"

// How a definition's file is read: key by key, every problem said with its line. Only the files
// definitions_*.cpp use it.
namespace repere {

/// Errors: incorrect with the line when the text is not TOML
Result<toml::table> parse_definition(std::string_view text, std::string_view name);

/// What all the tables of one file share.
struct DefinitionFile {
  std::string_view text;
  const study::Vocabulary* vocabulary;  ///< null: the file has no expressions
  Problems& problems;
};

/// One table of a definition's file. What is asked for and is not there, or is of another type, is a problem,
/// and the answer is empty; so is, at finish(), a key that nobody asked for.
class DefinitionFields {
 public:
  DefinitionFields(const toml::table& table, std::string where, DefinitionFile file)
      : table_(&table), where_(std::move(where)), file_(file) {}

  bool has(std::string_view key) const { return table_->contains(key); }
  /// Asks for a key in other words: finish() does not refuse it.
  const toml::node* node(std::string_view key);

  std::string text(std::string_view key);
  std::string text_or(std::string_view key, std::string_view otherwise);
  study::Text both_languages(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  double number(std::string_view key);
  double number_or(std::string_view key, double otherwise);
  int whole(std::string_view key);
  std::vector<double> numbers(std::string_view key);
  bool flag(std::string_view key);
  PartialDate date(std::string_view key);
  study::Expression expression(std::string_view key);
  /// The condition that is always true when the key is not there.
  study::Expression expression_or_true(std::string_view key);
  /// The tables of an array; none when the key is not there.
  std::vector<DefinitionFields> tables(std::string_view key);
  /// A table within this one; nothing when the key is not there.
  std::optional<DefinitionFields> table(std::string_view key);

  /// One of a list of words.
  template <class E, std::size_t n>
  E word(std::string_view key, const std::array<Word<E>, n>& words) {
    return word_from(key, text(key), words);
  }
  template <class E, std::size_t n>
  E word_or(std::string_view key, const std::array<Word<E>, n>& words, E otherwise) {
    return has(key) ? word(key, words) : otherwise;
  }
  template <class E, std::size_t n>
  std::vector<E> words(std::string_view key, const std::array<Word<E>, n>& words) {
    std::vector<E> values;
    for (const std::string& text : texts(key)) values.push_back(word_from(key, text, words));
    return values;
  }

  /// A problem with the value of `key`, or with the table when it has none.
  void refuse(std::string_view key, std::string_view what);
  void finish();

 private:
  template <class E, std::size_t n>
  E word_from(std::string_view key, const std::string& text, const std::array<Word<E>, n>& words) {
    if (const auto value = value_in(words, text)) return *value;
    if (!text.empty()) refuse(key, "'" + text + "' is not known here: write one of " + words_of(words));
    return words.front().value;
  }
  const toml::node* required(std::string_view key);
  std::string field(std::string_view key) const;

  const toml::table* table_;
  std::string where_;
  DefinitionFile file_;
  std::vector<std::string> asked_;
};

/// The place in a file of a place in the text of one of its values: line and column, both from 1.
/// Shape: `begin` is where the value's first quote stands; escapes and a first line break count as written
study::TextPlace place_in_file(std::string_view file_text, study::TextPlace begin, study::TextPlace in_value);

}  // namespace repere
