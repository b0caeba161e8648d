#include "workflows/boards/report_content.hpp"

#include <algorithm>
#include <array>

#include "domain/registry/row_text.hpp"
#include "domain/registry/words.hpp"
#include "workflows/boards/presentation_access.hpp"

namespace repere::workflows {

using board::Part;

namespace {

// Objects and arrays of texts and numbers, written in the order they are given.
class Writer {
 public:
  Writer& open(std::string_view name = {}) { return begin(name, '{'); }
  Writer& list(std::string_view name) { return begin(name, '['); }
  Writer& close(char with = '}') {
    out_ += with;
    first_ = false;
    return *this;
  }
  Writer& text(std::string_view name, std::string_view value) {
    key(name);
    registry::append_json_text(out_, value);
    return *this;
  }
  Writer& raw(std::string_view name, const std::string& value) {
    key(name);
    out_ += value;
    return *this;
  }
  std::string take() { return std::move(out_); }

 private:
  Writer& begin(std::string_view name, char with) {
    key(name);
    out_ += with;
    first_ = true;
    return *this;
  }
  void key(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    if (name.empty()) return;
    registry::append_json_text(out_, name);
    out_ += ':';
  }
  std::string out_;
  bool first_ = true;
};

void write_fields(Writer& to, const board::Entries& entries, Part part, std::string_view name) {
  to.open(name);
  for (const auto& rule : board::field_rules)
    if (const auto text = board::text_of(entries, rule.name); rule.part == part && !text.empty()) to.text(rule.name, text);
  to.close();
}

void write_present(Writer& to, const std::vector<board::Stay>& present) {
  to.list("present");
  for (const auto& one : present) {
    to.open().text("name", one.name).text("centre", one.centre);
    to.text("specialty", word_in(board::specialty_words, one.specialty)).raw("remote", one.remote ? "true" : "false").close();
  }
  to.close(']');
}

void write_quorum(Writer& to, const board::Quorum& quorum) {
  to.open("quorum").raw("reached", quorum.reached ? "true" : "false");
  to.raw("physicians", std::to_string(quorum.physicians)).raw("wanted", std::to_string(quorum.wanted)).list("empty");
  for (const auto& seat : quorum.empty) {
    std::string words;
    for (const auto specialty : seat) words += (words.empty() ? "" : " ") + std::string(word_in(board::specialty_words, specialty));
    to.open().text("one_of", words).close();
  }
  to.close(']').close();
}

void write_actions(Writer& to, const std::vector<board::Action>& actions) {
  to.list("actions");
  for (const auto& one : actions) {
    to.open().text("what", one.what.reveal()).text("owner", one.owner_name);
    if (one.due) to.text("due", PartialDate::of_day(*one.due).text());
    to.close();
  }
  to.close(']');
}

// Codes and words as the exchange format writes them; what is not recorded has no key.
void write_tumour(Writer& to, const BoardMeans& means, const BoardFile& file) {
  const auto& rows = file.file.rows;
  const auto row = tumour_row(rows, file.presentation.tumour);
  if (!row) return;
  const auto& tumour = rows.tumours[*row];
  const registry::Codes codes{means.reference.histotypes, means.reference.sites, rows.centres};
  constexpr std::array kept{"diagnosis_date", "histotype", "site", "size_mm", "depth", "grade", "metastatic"};
  to.open("tumour");
  std::string text;
  registry::for_each_column<registry::Tumour>([&](const auto& column) {
    if (std::find(kept.begin(), kept.end(), column.name) == kept.end()) return;
    text.clear();
    registry::write_column(text, tumour, column, codes);
    if (!text.empty()) to.text(column.name, text);
  });
  if (const auto& sex = rows.patients[tumour.patient].sex) to.text("sex", word_in(registry::words_for<registry::Sex>, *sex));
  to.close();
}

}  // namespace

Confidential<std::string> report_content(const BoardMeans& means, const BoardFile& file, const Signing& signing) {
  const auto& presentation = file.presentation;
  const Instant when = presentation.ended.value_or(signing.at);
  Writer to;
  to.open().text("layout", "board report 1");
  to.text("as", word_in(board::stage_words, signing.as)).text("signed_by", signing.by).text("signed_at", iso_text(signing.at));
  to.open("board").text("sort", word_in(board::sort_words, file.board.sort)).text("centre", file.board.centre);
  to.text("name_fr", file.board.name_fr).text("name_en", file.board.name_en).close();
  to.open("meeting").raw("number", std::to_string(file.meeting.id.value)).text("starts", iso_text(file.meeting.starts));
  to.text("day", PartialDate::of_day(board::local_of(file.meeting.starts, file.board.zone).day).text()).close();
  to.open("case").text("pseudonym", presentation.pseudonym).raw("tumour", std::to_string(presentation.tumour.value));
  to.text("passage", word_in(board::passage_words, presentation.passage)).text("rule", presentation.rule);
  to.text("asked_by", presentation.asked_by);
  to.raw("complete", board::is_ready(means.rules.readiness, presentation.needs) ? "true" : "false").close();
  write_tumour(to, means, file);
  write_fields(to, file.entries, Part::question, "question");
  write_fields(to, file.entries, Part::file, "file");
  write_fields(to, file.entries, Part::decision, "decision");
  write_present(to, board::present_at(file.stays, when));
  write_quorum(to, file.quorum);
  write_actions(to, file.actions);
  return Confidential<std::string>(to.close().take());
}

}  // namespace repere::workflows
