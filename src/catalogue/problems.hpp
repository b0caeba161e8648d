#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace repere {

/// What is wrong in one file, gathered so that a person mends it in one go; the first 20 are said, the rest
/// counted.
class Problems {
 public:
  explicit Problems(std::string file) : file_(std::move(file)) {}

  /// `field` and `line` say where ("" and 0 when it concerns the whole file or line).
  void add(std::size_t line, std::string_view field, std::string_view what);
  bool empty() const { return found_.empty(); }
  /// All of them as one error of kind incorrect, by line: "file, line 12, field icdo: ...".
  Error error() const;
  const std::string& file() const { return file_; }

 private:
  std::string file_;
  std::vector<std::pair<std::size_t, std::string>> found_;  // line, text
};

}  // namespace repere
