#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "domain/board/presentation.hpp"
#include "web/http/language.hpp"

namespace repere::web {

/// What a signature froze ("board report 1", workflows/boards/report_content.hpp), read back.
struct SignedContent {
  using Fields = std::vector<std::pair<std::string, std::string>>;  ///< name of the field, text
  struct Person {
    std::string name;
    board::Specialty specialty = board::Specialty::other;
  };
  struct Task {
    std::string what, owner;
    std::string due;  ///< "2026-12-03"; may be empty
  };
  std::string as;  ///< a word of board::stage_words
  std::string board_fr, board_en;
  std::string day;  ///< of the meeting
  Fields question, file, decision;
  std::vector<Person> present;
  std::vector<Task> actions;
};
/// Errors: fault when the content is not of this layout
Result<SignedContent> read_signed_content(std::string_view content);

/// What a centre's code stands for now.
using CentreName = std::function<std::string(const std::string&)>;

/// A field's text as people read it: a choice by its words, a centre by its name.
std::string field_text(const std::string& field, const std::string& text, Language language, const CentreName& name_of_centre);

}  // namespace repere::web
