#pragma once
#include <array>
#include <string>
#include <string_view>

#include "domain/registry/tables.hpp"
#include "domain/registry/values.hpp"
#include "storage/connection.hpp"

// How the values of one row meet the parameters and the columns of a statement, one after the other.
namespace repere::storage {

/// Binds the values of a row to a statement, from the first parameter on.
/// Shape: start(), then one put for each parameter, then Statement::run()
class RowBinder {
 public:
  RowBinder(Statement& statement, const registry::Codes& codes) : statement_(statement), codes_(codes) {}

  RowBinder& start() {
    parameter_ = 1;
    dates_ = 0;
    return *this;
  }
  RowBinder& put(std::int64_t value) { return statement_.bind(parameter_++, value), *this; }
  RowBinder& put_null() { return statement_.bind_null(parameter_++), *this; }
  /// The text itself, empty or not.
  RowBinder& put(std::string_view text) { return statement_.bind(parameter_++, text), *this; }
  /// Empty text is NULL: not recorded.
  RowBinder& put_recorded(std::string_view text) { return text.empty() ? put_null() : put(text); }

  RowBinder& put(const std::optional<std::string>& text) {
    return text ? put(std::string_view(*text)) : put_null();
  }
  RowBinder& put(const std::optional<double>& value) {
    if (!value) return put_null();
    return statement_.bind(parameter_++, *value), *this;
  }
  RowBinder& put(const std::optional<std::int64_t>& value) { return value ? put(*value) : put_null(); }
  RowBinder& put(const std::optional<PartialDate>& date) { return date ? put_date(*date) : put_null(); }
  template <class E>
  requires std::is_enum_v<E> RowBinder& put(const std::optional<E>& value) {
    return value ? put(registry::word_of(*value)) : put_null();
  }

  /// One column of the description in domain/registry/tables.hpp.
  template <class Row, class ColumnType>
  RowBinder& put_column(const Row& row, const ColumnType& column) {
    return put_value(row.*(column.member), column.part);
  }

 private:
  RowBinder& put_date(PartialDate date) {
    REPERE_ENSURE(dates_ < date_texts_.size());
    auto& text = date_texts_[dates_++];
    return put(std::string_view(text, date.write(text)));
  }
  template <class Value>
  RowBinder& put_value(const Value& value, registry::Part part) {
    using registry::Part;
    using registry::When;
    if constexpr (std::is_same_v<Value, When>) {
      if (part == Part::date) return value.kind() == When::Kind::date ? put_date(value.date()) : put_null();
      return value.kind() == When::Kind::day ? put(std::int64_t{value.day()}) : put_null();
    } else if constexpr (std::is_same_v<Value, std::string>) {
      return put_recorded(value);
    } else if constexpr (std::is_same_v<Value, Confidential<std::string>> ||
                         std::is_same_v<Value, Confidential<std::optional<PartialDate>>>) {
      broken_promise("who a patient is stands sealed in source_identity alone", __FILE__, __LINE__);
    } else if constexpr (std::is_same_v<Value, HistotypeIndex>) {
      return value ? put(std::string_view(codes_.histotypes[value].code)) : put_null();
    } else if constexpr (std::is_same_v<Value, SiteIndex>) {
      return value ? put(std::string_view(codes_.sites[value].code)) : put_null();
    } else if constexpr (std::is_same_v<Value, CentreIndex>) {
      return value ? put(std::string_view(codes_.centres[value].code)) : put_null();
    } else if constexpr (std::is_same_v<Value, registry::MetastaticSites>) {
      sites_text_.clear();
      registry::write_value(sites_text_, value, codes_);
      return put_recorded(sites_text_);
    } else if constexpr (std::is_same_v<Value, registry::ActStatus>) {
      return put(registry::word_of(value));
    } else {
      return put(value);
    }
  }

  Statement& statement_;
  const registry::Codes& codes_;
  int parameter_ = 1;
  std::array<char[10], 4> date_texts_{};  // texts live until the statement is run
  std::size_t dates_ = 0;
  std::string sites_text_;
};

/// Reads the columns of a row that a statement stands on, from the first one on.
/// Shape: start(), then one get for each column; problem() says what could not be understood
class RowReader {
 public:
  RowReader(const Statement& statement, std::string_view table, const registry::Codes& codes)
      : statement_(statement), codes_(codes), table_(table) {}

  RowReader& start() {
    column_ = 0;
    return *this;
  }
  std::int64_t whole() { return statement_.whole(column_++); }
  std::string text() { return std::string(statement_.text(column_++)); }
  std::optional<std::string> optional_text() {
    if (statement_.is_null(column_)) return skip(), std::nullopt;
    return text();
  }
  void skip() { ++column_; }

  /// A value that is not a member of the description ("dataset.cut_off").
  template <class Value>
  void get(Value& value, std::string_view column) {
    get_value(value, registry::Part::whole, column);
  }

  /// One column of the description in domain/registry/tables.hpp.
  template <class Row, class ColumnType>
  void get_column(Row& row, const ColumnType& column) {
    get_value(row.*(column.member), column.part, column.name);
  }

  /// The first value that is no word, code or date of this program; empty when all was understood.
  const std::string& problem() const { return problem_; }

 private:
  template <class Value>
  void get_value(Value& value, registry::Part part, std::string_view column) {
    using registry::Part;
    using registry::When;
    const int at = column_++;
    if constexpr (std::is_same_v<Value, std::optional<double>>) {
      if (!statement_.is_null(at)) value = statement_.number(at);
    } else if constexpr (std::is_same_v<Value, std::optional<std::int64_t>>) {
      if (!statement_.is_null(at)) value = statement_.whole(at);
    } else if constexpr (std::is_same_v<Value, When>) {
      if (part == Part::day) {
        if (!statement_.is_null(at))
          value = When::after_origin(static_cast<std::int32_t>(statement_.whole(at)));
        return;
      }
      std::optional<PartialDate> date;
      get_text(date, statement_.text(at), column);
      if (date) value = When::on(*date);
    } else {
      get_text(value, statement_.text(at), column);
    }
  }
  template <class Value>
  void get_text(Value& value, std::string_view text, std::string_view column) {
    if constexpr (std::is_same_v<Value, std::string>) {
      value = text;
      return;
    }
    if (text.empty()) return;
    if (registry::read_value(text, value, codes_) != registry::ValueProblem::none) note_problem(column, text);
  }
  void note_problem(std::string_view column, std::string_view text);

  const Statement& statement_;
  const registry::Codes& codes_;
  std::string_view table_;
  int column_ = 0;
  std::string problem_;
};

}  // namespace repere::storage
