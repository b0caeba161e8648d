#pragma once
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/http/problem.hpp"

namespace repere::web {

/// What a piece of JSON, a parameter or a form's field may be. One declaration serves the OpenAPI document, the check of what
/// comes in, and the tests' check of what goes out.
///
///     Schema::object().with("size_mm", Schema::whole().at_least(0).at_most(2000))
///                     .maybe("note", Schema::text().longest(500))
class Schema {
 public:
  static Schema any();
  static Schema text();          ///< a string, at most 1,000 characters unless `longest` says otherwise
  static Schema day();           ///< a string "2026-01-31"
  static Schema instant();       ///< a string "2026-01-31T10:20:30.000Z"
  static Schema partial_date();  ///< a string "2026", "2026-01" or "2026-01-31"
  static Schema one_of(std::vector<std::string> words);
  static Schema whole();  ///< an integer that fits 64 bits
  static Schema number();
  static Schema truth();
  static Schema array(Schema of);
  static Schema object();  ///< refuses members that are not declared

  // Modifiers give a changed copy.
  Schema at_least(double least) const;
  Schema at_most(double most) const;
  Schema shortest(std::size_t characters) const;  ///< of a text in code points, of an array in elements
  Schema longest(std::size_t characters) const;
  /// A regular expression (ECMAScript, as OpenAPI's) of the whole text, which must be at most 256 long.
  Schema pattern(std::string expression) const;
  Schema or_null() const;
  Schema about(std::string description) const;
  /// A value that the tests send.
  Schema example(boost::json::value value) const;
  Schema with(std::string name, Schema member) const;   ///< a member that must be there
  Schema maybe(std::string name, Schema member) const;  ///< a member that may be left out
  /// Other members may come too, each of this shape.
  Schema open(Schema others = any()) const;
  /// Stands under a name in the document's components, and is referred to.
  Schema named(std::string name) const;

  const std::string& name() const { return name_; }
  /// The JSON Schema (2020-12, as OpenAPI 3.1 takes it); with `inlined` not as a reference.
  boost::json::object document(bool inlined = false) const;
  /// Adds every named part to an object of components.
  void add_components(boost::json::object& components) const;
  /// A small value that the schema accepts.
  boost::json::value sample() const;

  /// What is wrong with a value; empty when nothing is. At most 20 are listed.
  std::vector<Violation> check(const boost::json::value& value) const;
  /// The same of a parameter or form field, which is always text: "12" is a whole number.
  std::vector<Violation> check_text(std::string_view name, std::string_view text) const;
  /// Of a form: fields as members; an array is a field that comes several times.
  std::vector<Violation> check_form(const Fields& form) const;

  /// Reads what `document` writes, so that answers can be checked against the published document.
  /// Errors: incorrect for a keyword that the builder does not express
  static Result<Schema> read(const boost::json::object& document, const boost::json::object& components);

  bool is_object() const { return kind_ == Kind::object; }
  bool is_array() const { return kind_ == Kind::array; }

 private:
  enum class Kind : std::uint8_t { any, text, word, whole, number, truth, array, object };
  struct Member;
  explicit Schema(Kind kind) : kind_(kind) {}
  template <class Change>
  Schema changed(const Change& change) const {
    Schema copy = *this;
    change(copy);
    return copy;
  }
  void check_at(const boost::json::value& value, const std::string& pointer,
                std::vector<Violation>& found) const;
  void check_string(std::string_view text, const std::string& pointer, std::vector<Violation>& found) const;
  void check_object(const boost::json::object& object, const std::string& pointer,
                    std::vector<Violation>& found) const;
  void check_number(double value, const std::string& pointer, std::vector<Violation>& found) const;
  std::string_view type_name() const;

  Kind kind_ = Kind::any;
  std::optional<double> least_, most_;
  std::size_t shortest_ = 0;
  std::optional<std::size_t> longest_;
  std::string pattern_, format_, description_, name_;
  bool null_ = false;
  std::vector<std::string> words_;
  std::optional<boost::json::value> example_;
  std::shared_ptr<const Schema> element_;  ///< of an array; of an open object's other members
  std::vector<Member> members_;
};

struct Schema::Member {
  std::string name;
  Schema schema;
  bool required;
};

}  // namespace repere::web
