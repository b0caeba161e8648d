#pragma once
#include <string>
#include <vector>

#include "study/expression/token.hpp"

// An expression as a tree, its nodes in one vector.
namespace repere::study {

enum class NodeKind {
  constant,    ///< true or false
  answer,      ///< a variable of type answer, by itself
  compare,     ///< variable operator value
  in_list,     ///< variable in (values)
  between,     ///< variable between value and value, both included
  is_missing,  ///< nothing is recorded
  is_known,    ///< something is recorded that answers
  negate,
  both,
  either,
};

enum class Comparison { equal, not_equal, less, at_most, more, at_least };

/// A value that is written in an expression.
struct Literal {
  enum class Kind { text, number, date, truth };
  Kind kind = Kind::text;
  std::string text;
  double number = 0;
  PartialDate date;
  bool truth = false;
  TextPlace place;
};

struct Node {
  NodeKind kind = NodeKind::constant;
  std::string name;          ///< of the variable
  std::size_t variable = 0;  ///< its row in variables(); set by the checker
  Comparison comparison = Comparison::equal;
  std::vector<Literal> values;
  bool truth = false;               ///< of a constant
  std::size_t left = 0, right = 0;  ///< rows of the nodes it joins, both smaller than its own
  TextPlace place;
};

/// Shape: the last node is the root; a node's parts stand before it
using Syntax = std::vector<Node>;

/// Errors: what is wrong with the form, with its place
tl::expected<Syntax, ExpressionProblem> parse_syntax(std::string_view text);

}  // namespace repere::study
