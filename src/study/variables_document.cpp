#include "study/variables.hpp"

namespace repere::study {
namespace {

std::string type_words(const Variable& variable) {
  std::string words(name_of(variable.type));
  if (!variable.unit.empty()) words += ", " + variable.unit;
  return words;
}

void append_levels(std::string& out, const Variable& variable) {
  if (variable.type != Type::category) return;
  if (!variable.levels_listed_in.empty()) {
    out += "- Levels: the codes of `" + variable.levels_listed_in + "`\n";
    return;
  }
  if (!variable.levels) {
    out += "- Levels: those that the data have\n";
    return;
  }
  out += "- Levels:";
  bool first = true;
  for (const Level& level : variable.levels(ReferenceData{})) {
    out += std::string(first ? " " : ", ") + "`" + level.code + "`" +
           (level.answers ? "" : " (answers nothing)");
    first = false;
  }
  out += "\n";
}

void append_variable(std::string& out, const Variable& variable) {
  out += "\n## `" + variable.id + "`\n\n";
  out += variable.label.en + " / *" + variable.label.fr + "* (" + type_words(variable) + ")\n\n";
  out += "- " + variable.meaning.en + "\n";
  out += "- *" + variable.meaning.fr + "*\n";
  append_levels(out, variable);
  out += "- Source: " + variable.source + "\n";
}

}  // namespace

std::string variables_document() {
  std::string out =
      "# Variables\n\n"
      "What a study may filter by, count, compare and model; one row a tumour. This page is written by the "
      "program from\n"
      "`src/study/variables*.cpp`: change it there.\n\n"
      "- *Missing* means that nothing was recorded; it is never a level. `is missing` and `is known` ask "
      "about it.\n"
      "- A variable of type *yes or no* has the levels";
  for (const Level& level : answer_levels()) out += " `" + level.code + "`,";
  out.back() = '.';
  out +=
      " `not_recorded`\n  means that the record holds no act of this kind: each definition says whether that "
      "counts as no or "
      "as unknown\n  (`absent_acts`).\n"
      "- A number that comes from partial dates is a range: a comparison that the whole range answers is "
      "answered, else it\n"
      "  cannot be. Medians and models take its middle.\n"
      "- The *first surgery* is the earliest surgery of the primary tumour that was done: a resection, a "
      "re-excision, a\n"
      "  debulking, or one whose kind is not known. Where dates leave the order open, a re-excision comes "
      "after another\n"
      "  surgery. *Before* the first surgery means on an earlier day, surely.\n";
  for (const Variable& variable : variables()) append_variable(out, variable);
  return out;
}

}  // namespace repere::study
