#include "report/edition/edition_csv.hpp"

#include <cmath>

#include "base/numbers.hpp"

namespace repere::report {
namespace {

class Rows {
 public:
  explicit Rows(std::string_view header) : out_(header) { out_ += '\n'; }
  Rows& text(std::string_view value) {
    separate();
    const bool quoted = value.find_first_of(",\"\r\n") != value.npos;
    if (quoted) out_ += '"';
    for (const char c : value) {
      if (c == '"') out_ += '"';
      out_ += c;
    }
    if (quoted) out_ += '"';
    return *this;
  }
  Rows& count(const std::optional<std::size_t>& value) {
    separate();
    if (value) append_number(out_, static_cast<std::int64_t>(*value));
    return *this;
  }
  Rows& number(const std::optional<double>& value) {
    separate();
    if (value && std::isfinite(*value)) append_number(out_, *value);
    return *this;
  }
  void end() {
    out_ += '\n';
    first_ = true;
  }
  std::string take() { return std::move(out_); }

 private:
  void separate() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  std::string out_;
  bool first_ = true;
};

std::string joined_codes(const std::vector<std::string>& codes) {
  std::string all;
  for (const std::string& one : codes) all += (all.empty() ? "" : "+") + one;
  return all;
}

}  // namespace

std::string indicator_csv(const study::EditionIndicator& indicator) {
  Rows rows(
      "indicator,version,of,period,side,places,label_fr,label_en,cases,yes,no,unknown,denominator,value,"
      "lower,upper,least,"
      "most,q1_days,median_days,q3_days,target,lower_95,upper_95,lower_998,upper_998");
  for (const study::EditionRow& row : indicator.rows) {
    rows.text(indicator.id).text(indicator.version).text(word_in(study::row_of_words, row.of));
    rows.text(row.period).text(row.side).text(joined_codes(row.places)).text(row.label.fr).text(row.label.en);
    rows.count(row.cases).count(row.yes).count(row.no).count(row.unknown).count(row.denominator);
    for (const auto& one : {row.value, row.lower, row.upper, row.least, row.most, row.q1, row.median, row.q3})
      rows.number(one);
    const auto funnel = [&](double study::FunnelBand::*member) {
      rows.number(row.funnel ? std::optional((*row.funnel).*member) : std::nullopt);
    };
    funnel(&study::FunnelBand::target);
    funnel(&study::FunnelBand::lower_95), funnel(&study::FunnelBand::upper_95);
    funnel(&study::FunnelBand::lower_998), funnel(&study::FunnelBand::upper_998);
    rows.end();
  }
  return rows.take();
}

std::string survival_csv(const study::EditionSurvival& survival) {
  Rows rows("survival,endpoint,group,label_fr,label_en,day,survival,lower,upper,step,at_risk");
  for (const study::EditionCurve& curve : survival.curves)
    for (const study::EditionPoint& point : curve.points) {
      rows.text(survival.id).text(survival.endpoint).text(curve.id).text(curve.label.fr).text(curve.label.en);
      rows.number(point.day)
          .number(point.survival)
          .number(point.lower)
          .number(point.upper)
          .number(point.step);
      rows.count(static_cast<std::size_t>(point.at_risk)).end();
    }
  return rows.take();
}

std::string activity_csv(const study::EditionActivity& activity) {
  Rows rows("table,id,label_fr,label_en,cases");
  rows.text("total").text("").text("Ensemble").text("All").count(activity.cases).end();
  const auto table = [&](std::string_view name, const std::vector<study::CountRow>& list) {
    for (const study::CountRow& row : list)
      rows.text(name).text(row.id).text(row.label.fr).text(row.label.en).count(row.cases).end();
  };
  table("period", activity.periods), table("region", activity.regions);
  table("centre", activity.centres), table("group", activity.groups);
  return rows.take();
}

std::string coverage_csv(const study::EditionCoverage& coverage) {
  Rows rows("table,id,label_fr,label_en,observed,expected,ratio,lower,upper");
  const auto table = [&](std::string_view name, const std::vector<study::CoverageRow>& list) {
    for (const study::CoverageRow& row : list) {
      rows.text(name)
          .text(row.id)
          .text(row.label.fr)
          .text(row.label.en)
          .count(row.observed)
          .count(row.expected);
      rows.number(row.ratio).number(row.lower).number(row.upper).end();
    }
  };
  table("year", coverage.years), table("lineage", coverage.lineages), table("region", coverage.regions);
  return rows.take();
}

}  // namespace repere::report
