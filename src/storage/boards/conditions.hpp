#pragma once
#include <string>
#include <variant>
#include <vector>

#include "storage/people/query.hpp"

namespace repere::storage {

/// The conditions of a WHERE that a filter sets, with their values: those it leaves open are not there, so that the
/// database can use its indexes.
class Conditions {
 public:
  using Value = std::variant<std::int64_t, std::string, Instant>;

  void add(const std::string& condition) { where_ += (where_.empty() ? " WHERE " : " AND ") + condition; }
  /// "p.meeting = ?": each `?` becomes the value's parameter.
  void add(std::string condition, Value value) {
    values_.push_back(std::move(value));
    const std::string parameter = "$" + std::to_string(values_.size());
    for (std::size_t at = 0; (at = condition.find('?', at)) != condition.npos; at += parameter.size())
      condition.replace(at, 1, parameter);
    add(condition);
  }
  const std::string& where() const { return where_; }

  /// Calls `visit` with the statement standing on each row of `front` WHERE … `end`.
  template <class Visit>
  Result<void> each_row(Statements& statements, const std::string& front, const std::string& end,
                        Visit&& visit) const {
    const auto statement = statements.get((front + where_ + end).c_str());
    if (!statement) return tl::unexpected(statement.error());
    Binding binding(**statement);
    for (const Value& value : values_) std::visit([&](const auto& one) { binding.put(one); }, value);
    for (;;) {
      const auto more = (*statement)->step();
      if (!more) return tl::unexpected(more.error());
      if (!*more) return {};
      visit(static_cast<const Statement&>(**statement));
    }
  }

 private:
  std::string where_;
  std::vector<Value> values_;
};

}  // namespace repere::storage
