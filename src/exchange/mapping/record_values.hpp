#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "exchange/csv/reader.hpp"
#include "exchange/mapping/mapping.hpp"

namespace repere::exchange {

/// What a field of ours gets from one record of theirs.
struct TranslatedValue {
  std::string_view text;     ///< as our columns are written; empty: not recorded
  std::string_view problem;  ///< class of what is wrong; empty: nothing
  std::string_view remedy;
};

/// One record of the mapped file, asked by the names of its columns.
class RecordValues {
 public:
  explicit RecordValues(const Mapping& mapping) : mapping_(mapping) {}

  /// Selects the columns that the mapping names.
  /// Errors: incorrect, with the line of the mapping, for each column that the file does not have
  Result<void> bind(csv::Reader& reader);

  /// The fields of the record that is looked at from now on; they must stay where they are.
  void look_at(std::span<const std::string_view> fields) { fields_ = fields; }

  /// The value of a column without blanks around it; empty when it is one of the spellings of "nothing".
  std::string_view value(std::string_view column) const;
  bool holds(const Condition& condition) const;
  bool hold(const std::vector<Condition>& conditions) const;
  /// The columns of a key joined by "/"; empty when one of them is.
  std::string key(const std::vector<std::string>& columns) const;
  /// The text stays valid until the next call.
  TranslatedValue translate(const FieldMapping& field);

 private:
  TranslatedValue count_days(const FieldMapping& field, std::string_view until);
  TranslatedValue calculate(const FieldMapping& field, std::string_view text);
  std::string_view with_point(std::string_view number, std::string& room) const;

  const Mapping& mapping_;
  std::unordered_map<std::string_view, std::size_t> slots_;  // names stand in the mapping
  std::span<const std::string_view> fields_;
  std::string made_, room_;
};

}  // namespace repere::exchange
