#include "report/edition/edition_json.hpp"

#include <sodium.h>

#include <map>

#include "report/json_writer.hpp"
#include "report/study/results_csv.hpp"
#include "study/edition/edition_curves.hpp"

namespace repere::report {
namespace {

using study::Text;

void write(JsonWriter& json, std::string_view key, const Text& text) {
  json.key(key).begin_object().field("fr", text.fr).field("en", text.en).end_object();
}
void write(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  json.key(key).begin_array();
  for (const std::string& one : texts) json.value(one);
  json.end_array();
}

// What every file says of itself, so that it can be read alone.
void begin_file(JsonWriter& json, const study::PublishedEdition& edition) {
  json.begin_object()
      .field("edition", edition.request.id)
      .field("synthetic", edition.synthetic)
      .field("threshold", edition.request.rule.threshold)
      .field("licence", edition.request.licence);
}

void write_row(JsonWriter& json, const study::EditionRow& row) {
  json.begin_object().field("of", word_in(study::row_of_words, row.of)).field("period", row.period);
  json.field("side", row.side);
  write(json, "places", row.places);
  write(json, "label", row.label);
  json.field("cases", row.cases).field("yes", row.yes).field("no", row.no).field("unknown", row.unknown);
  json.field("denominator", row.denominator).field("value", row.value).field("lower", row.lower);
  json.field("upper", row.upper).field("least", row.least).field("most", row.most);
  json.field("q1_days", row.q1).field("median_days", row.median).field("q3_days", row.q3);
  std::vector<std::string> hidden;
  if (!row.yes) hidden.emplace_back("yes");
  if (!row.no) hidden.emplace_back("no");
  if (!row.unknown) hidden.emplace_back("unknown");
  write(json, "protected", hidden);
  if (row.funnel)
    json.key("funnel")
        .begin_object()
        .field("target", row.funnel->target)
        .field("lower_95", row.funnel->lower_95)
        .field("upper_95", row.funnel->upper_95)
        .field("lower_998", row.funnel->lower_998)
        .field("upper_998", row.funnel->upper_998)
        .end_object();
  json.end_object();
}

void write_counts(JsonWriter& json, std::string_view key, const std::vector<study::CountRow>& rows) {
  json.key(key).begin_array();
  for (const study::CountRow& row : rows) {
    json.begin_object().field("id", row.id);
    write(json, "label", row.label);
    json.field("cases", row.cases).end_object();
  }
  json.end_array();
}

void write_coverage(JsonWriter& json, std::string_view key, const std::vector<study::CoverageRow>& rows) {
  json.key(key).begin_array();
  for (const study::CoverageRow& row : rows) {
    json.begin_object().field("id", row.id);
    write(json, "label", row.label);
    json.field("observed", row.observed).field("expected", row.expected).field("ratio", row.ratio);
    json.field("lower", row.lower).field("upper", row.upper).end_object();
  }
  json.end_array();
}

std::string sha256(const std::string& bytes) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  char text[sizeof hash * 2 + 1];
  return sodium_bin2hex(text, sizeof text, hash, sizeof hash);
}

template <class Item>
void write_index(JsonWriter& json, std::string_view key, const std::vector<Item>& items,
                 std::string_view folder) {
  json.key(key).begin_array();
  for (const Item& one : items) {
    json.begin_object().field("id", one.id);
    write(json, "title", one.title);
    json.field("file", std::string(folder) + "/" + file_stem(one.id)).end_object();
  }
  json.end_array();
}

// The regions or centres that some table shows by themselves.
void write_places(JsonWriter& json, std::string_view key, const study::PublishedEdition& edition,
                  study::RowOf of, const std::vector<study::CountRow>& activity) {
  std::map<std::string, Text> places;
  for (const study::EditionIndicator& indicator : edition.indicators)
    for (const study::EditionRow& row : indicator.rows)
      if (row.of == of && row.places.size() == 1) places.emplace(row.places.front(), row.label);
  for (const study::CountRow& row : activity)
    if (row.id != "outside" && row.id.find('+') == std::string::npos) places.emplace(row.id, row.label);
  places.erase("unknown");
  json.key(key).begin_array();
  for (const auto& [code, label] : places) {
    json.begin_object().field("code", code);
    write(json, "label", label);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string indicator_json(const study::PublishedEdition& edition, const study::EditionIndicator& indicator) {
  JsonWriter json;
  begin_file(json, edition);
  json.field("id", indicator.id).field("version", indicator.version);
  write(json, "title", indicator.title);
  write(json, "numerator", indicator.numerator);
  write(json, "denominator", indicator.denominator);
  write(json, "unknowns", indicator.unknowns);
  write(json, "network_of", indicator.network_of);
  write(json, "sources", indicator.sources);
  json.field("is_delay", indicator.is_delay).field("higher_is_better", indicator.higher_is_better);
  json.field("level", edition.level).field("trend_p", indicator.trend_p);
  json.key("rows").begin_array();
  for (const study::EditionRow& row : indicator.rows) write_row(json, row);
  json.end_array().end_object();
  return json.take();
}

std::string survival_json(const study::PublishedEdition& edition, const study::EditionSurvival& survival) {
  JsonWriter json;
  begin_file(json, edition);
  json.field("id", survival.id).field("endpoint", survival.endpoint);
  write(json, "title", survival.title);
  write(json, "definition", survival.definition);
  write(json, "by", survival.by);
  json.field("confidence", survival.confidence).field("level", survival.level);
  json.field("rounded_to", survival.rounded_to).field("grid_days", study::grid_days);
  json.field("logrank_p", survival.logrank_p).key("curves").begin_array();
  for (const study::EditionCurve& curve : survival.curves) {
    json.begin_object().field("id", curve.id);
    write(json, "label", curve.label);
    json.field("n", curve.n).field("events", curve.events).field("median", curve.median);
    json.field("median_lower", curve.median_lower).field("median_upper", curve.median_upper);
    json.key("points").begin_array();
    for (const study::EditionPoint& point : curve.points)
      json.begin_object()
          .field("day", point.day)
          .field("survival", point.survival)
          .field("lower", point.lower)
          .field("upper", point.upper)
          .field("step", point.step)
          .field("at_risk", point.at_risk)
          .end_object();
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string activity_json(const study::PublishedEdition& edition) {
  JsonWriter json;
  begin_file(json, edition);
  json.field("cases", edition.activity.cases);
  write_counts(json, "periods", edition.activity.periods);
  write_counts(json, "regions", edition.activity.regions);
  write_counts(json, "centres", edition.activity.centres);
  write_counts(json, "groups", edition.activity.groups);
  json.end_object();
  return json.take();
}

std::string coverage_json(const study::PublishedEdition& edition) {
  JsonWriter json;
  begin_file(json, edition);
  json.field("source", edition.coverage.source).field("level", edition.level);
  write_coverage(json, "years", edition.coverage.years);
  write_coverage(json, "lineages", edition.coverage.lineages);
  write_coverage(json, "regions", edition.coverage.regions);
  json.end_object();
  return json.take();
}

std::string edition_json(const study::PublishedEdition& edition, const std::vector<ReportFile>& files) {
  JsonWriter json;
  begin_file(json, edition);
  json.field("date", iso_text(edition.generated_at).substr(0, 10));
  json.field("erratum_of", edition.request.erratum_of).field("reason", edition.request.reason);
  json.field("study", edition.study).field("study_version", edition.study_version);
  write(json, "title", edition.study_title);
  write(json, "sources", edition.sources);
  json.key("assumptions").begin_array();
  for (const Text& one : edition.assumptions)
    json.begin_object().field("fr", one.fr).field("en", one.en).end_object();
  json.end_array();
  json.field("level", edition.level).field("program_version", edition.program_version);
  json.key("periods").begin_array();
  for (const study::Column& period : edition.periods) {
    json.begin_object().field("id", period.id);
    write(json, "label", period.label);
    json.end_object();
  }
  json.end_array();
  write_index(json, "indicators", edition.indicators, "indicators");
  write_index(json, "survival", edition.survival, "survival");
  write_places(json, "regions", edition, study::RowOf::region, edition.activity.regions);
  write_places(json, "centres", edition, study::RowOf::centre, edition.activity.centres);
  json.key("files").begin_array();
  for (const ReportFile& file : files)
    json.begin_object()
        .field("name", file.name)
        .field("bytes", file.bytes.size())
        .field("sha256", sha256(file.bytes))
        .end_object();
  json.end_array().end_object();
  return json.take();
}

}  // namespace repere::report
