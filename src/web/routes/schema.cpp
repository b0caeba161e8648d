#include "web/routes/schema.hpp"

#include <algorithm>
#include <boost/json.hpp>

namespace repere::web {

Schema Schema::any() { return Schema(Kind::any); }
Schema Schema::text() { return Schema(Kind::text).longest(1000); }
Schema Schema::whole() { return Schema(Kind::whole); }
Schema Schema::number() { return Schema(Kind::number); }
Schema Schema::truth() { return Schema(Kind::truth); }
Schema Schema::object() { return Schema(Kind::object); }

Schema Schema::day() {
  Schema schema = Schema(Kind::text).longest(10);
  schema.format_ = "date";
  return schema;
}

Schema Schema::instant() {
  Schema schema = Schema(Kind::text).longest(24);
  schema.format_ = "date-time";
  return schema;
}

Schema Schema::partial_date() {
  Schema schema = Schema(Kind::text).longest(10).pattern("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?");
  schema.example_ = "2026-01";
  return schema;
}

Schema Schema::one_of(std::vector<std::string> words) {
  REPERE_ENSURE(!words.empty());
  Schema schema(Kind::word);
  schema.words_ = std::move(words);
  return schema;
}

Schema Schema::array(Schema of) {
  Schema schema(Kind::array);
  schema.element_ = std::make_shared<const Schema>(std::move(of));
  return schema;
}

Schema Schema::at_least(double least) const {
  return changed([&](Schema& s) { s.least_ = least; });
}
Schema Schema::at_most(double most) const {
  return changed([&](Schema& s) { s.most_ = most; });
}
Schema Schema::shortest(std::size_t characters) const {
  return changed([&](Schema& s) { s.shortest_ = characters; });
}
Schema Schema::longest(std::size_t characters) const {
  return changed([&](Schema& s) { s.longest_ = characters; });
}
Schema Schema::pattern(std::string expression) const {
  REPERE_ENSURE(longest_ && *longest_ <= 256);
  return changed([&](Schema& s) { s.pattern_ = std::move(expression); });
}
Schema Schema::or_null() const {
  return changed([](Schema& s) { s.null_ = true; });
}
Schema Schema::about(std::string description) const {
  return changed([&](Schema& s) { s.description_ = std::move(description); });
}
Schema Schema::example(boost::json::value value) const {
  return changed([&](Schema& s) { s.example_ = std::move(value); });
}
Schema Schema::with(std::string name, Schema member) const {
  REPERE_ENSURE(kind_ == Kind::object);
  return changed([&](Schema& s) { s.members_.push_back({std::move(name), std::move(member), true}); });
}
Schema Schema::maybe(std::string name, Schema member) const {
  REPERE_ENSURE(kind_ == Kind::object);
  return changed([&](Schema& s) { s.members_.push_back({std::move(name), std::move(member), false}); });
}
Schema Schema::open(Schema others) const {
  REPERE_ENSURE(kind_ == Kind::object);
  return changed([&](Schema& s) { s.element_ = std::make_shared<const Schema>(std::move(others)); });
}
Schema Schema::named(std::string name) const {
  return changed([&](Schema& s) { s.name_ = std::move(name); });
}

std::string_view Schema::type_name() const {
  switch (kind_) {
    case Kind::any:
      return "";
    case Kind::text:
    case Kind::word:
      return "string";
    case Kind::whole:
      return "integer";
    case Kind::number:
      return "number";
    case Kind::truth:
      return "boolean";
    case Kind::array:
      return "array";
    case Kind::object:
      return "object";
  }
  return "";
}

boost::json::value Schema::sample() const {
  if (example_) return *example_;
  switch (kind_) {
    case Kind::any:
      return nullptr;
    case Kind::text:
      if (format_ == "date") return "2026-01-31";
      if (format_ == "date-time") return "2026-01-31T10:20:30.000Z";
      return boost::json::string(std::max<std::size_t>(shortest_, 1), 'a');
    case Kind::word:
      return boost::json::string(words_.front());
    case Kind::whole:
      return static_cast<std::int64_t>(least_.value_or(std::min(1.0, most_.value_or(1))));
    case Kind::number:
      return least_.value_or(std::min(1.0, most_.value_or(1)));
    case Kind::truth:
      return true;
    case Kind::array:
      return boost::json::array(std::max<std::size_t>(shortest_, 1), element_->sample());
    case Kind::object: {
      boost::json::object object;
      for (const Member& member : members_)
        if (member.required) object[member.name] = member.schema.sample();
      return object;
    }
  }
  return nullptr;
}

}  // namespace repere::web
