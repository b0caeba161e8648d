#include "report/study/results_json.hpp"

#include "report/json_writer.hpp"

namespace repere::report {

namespace {

/// One function a struct of study/results.hpp, in its order.
class ResultsWriter {
 public:
  std::string write(const study::StudyResults& results) {
    json_.begin_object();
    json_.field("id", results.id).field("version", results.version);
    text("title", results.title);
    text("purpose", results.purpose);
    strings("sources", results.sources);
    texts("assumptions", results.assumptions);
    json_.field("level", results.level).key("data");
    add(results.data);
    list("flow", results.flow);
    list("periods", results.periods);
    json_.key("description");
    add(results.description);
    list("indicators", results.indicators);
    list("survival", results.survival);
    list("models", results.models);
    list("definitions", results.definitions);
    texts("notes", results.notes);
    json_.end_object();
    return json_.take();
  }

 private:
  void value(const study::Text& text) {
    json_.begin_object().field("fr", text.fr).field("en", text.en).end_object();
  }
  void text(std::string_view name, const study::Text& text) {
    json_.key(name);
    value(text);
  }
  void texts(std::string_view name, const std::vector<study::Text>& texts) {
    json_.key(name).begin_array();
    for (const study::Text& one : texts) value(one);
    json_.end_array();
  }
  void strings(std::string_view name, const std::vector<std::string>& strings) {
    json_.key(name).begin_array();
    for (const std::string& one : strings) json_.value(one);
    json_.end_array();
  }
  template <class T>
  void list(std::string_view name, const std::vector<T>& items) {
    json_.key(name).begin_array();
    for (const T& item : items) add(item);
    json_.end_array();
  }
  void numbers(std::string_view name, const std::vector<double>& values) {
    json_.key(name).value(std::span<const double>(values));
  }

  void add(const registry::Dataset& dataset) {
    json_.begin_object().field("source", dataset.source);
    text("title", {dataset.title_fr, dataset.title_en});
    json_.field("version", dataset.version).key("cut_off");
    if (dataset.cut_off) {
      json_.value(dataset.cut_off->text());
    } else {
      json_.value(std::nullopt);
    }
    json_.field("synthetic", dataset.synthetic).field("licence", dataset.licence).end_object();
  }

  void add(const study::DataIdentity& data) {
    json_.begin_object();
    list("datasets", data.datasets);
    json_.field("patients", data.patients).field("tumours", data.tumours).field("acts", data.acts);
    json_.field("origin", data.origin).field("revision", data.revision).field("synthetic", data.synthetic);
    json_.field("program_version", data.program_version).field("generated_at", iso_text(data.generated_at));
    json_.end_object();
  }

  void add(const study::FlowStep& step) {
    json_.begin_object();
    text("label", step.label);
    json_.field("expression", step.expression).field("kept", step.kept).field("excluded", step.excluded);
    json_.field("excluded_unknown", step.excluded_unknown).end_object();
  }

  void add(const study::Column& column) {
    json_.begin_object().field("id", column.id);
    text("label", column.label);
    json_.field("n", column.n).end_object();
  }

  void add(const study::DescriptionCell& cell) {
    json_.begin_object().field("n", cell.n).field("share", cell.share).field("median", cell.median);
    json_.field("q1", cell.q1).field("q3", cell.q3).end_object();
  }
  void add(const study::DescriptionRow& row) {
    json_.begin_object().field("variable", row.variable).field("level", row.level);
    text("label", row.label);
    json_.field("heading", row.heading);
    list("cells", row.cells);
    json_.end_object();
  }
  void add(const study::Description& description) {
    json_.begin_object();
    list("columns", description.columns);
    list("rows", description.rows);
    json_.end_object();
  }

  void add(const study::Proportion& part) {
    json_.begin_object().field("yes", part.yes).field("no", part.no).field("unknown", part.unknown);
    json_.field("denominator", part.denominator).field("value", part.value).field("lower", part.lower);
    json_.field("upper", part.upper).field("least", part.least).field("most", part.most).end_object();
  }
  void add(const study::Difference& difference) {
    json_.begin_object().field("value", difference.value).field("lower", difference.lower);
    json_.field("upper", difference.upper).end_object();
  }
  void delay(std::string_view name, const std::optional<study::Delay>& delay) {
    json_.key(name);
    if (!delay) {
      json_.value(std::nullopt);
      return;
    }
    json_.begin_object().field("n", delay->n).field("unknown", delay->unknown).field("median", delay->median);
    json_.field("q1", delay->q1).field("q3", delay->q3).end_object();
  }
  void add(const study::IndicatorCell& cell) {
    json_.begin_object();
    json_.key("all"), add(cell.all);
    json_.key("inside"), add(cell.inside);
    json_.key("outside"), add(cell.outside);
    json_.key("network_unknown"), add(cell.network_unknown);
    json_.key("inside_minus_outside"), add(cell.inside_minus_outside);
    delay("delay_all", cell.delay_all);
    delay("delay_inside", cell.delay_inside);
    delay("delay_outside", cell.delay_outside);
    json_.field("denominator_unknown", cell.denominator_unknown);
    json_.end_object();
  }
  void add(const study::IndicatorResult& indicator) {
    json_.begin_object().field("id", indicator.id).field("version", indicator.version);
    text("title", indicator.title);
    text("numerator", indicator.numerator);
    text("denominator", indicator.denominator);
    text("unknowns", indicator.unknowns);
    text("network_of", indicator.network_of);
    strings("sources", indicator.sources);
    json_.field("is_delay", indicator.is_delay).field("higher_is_better", indicator.higher_is_better);
    list("periods", indicator.periods);
    list("cells", indicator.cells);
    json_.field("trend_z", indicator.trend_z).field("trend_p", indicator.trend_p).end_object();
  }

  void add(const study::Test& test) {
    json_.begin_object().field("chi2", test.chi2).field("df", test.df).field("p", test.p).end_object();
  }
  void add(const study::CurvePoint& point) {
    json_.begin_object()
        .field("time", point.time)
        .field("n_risk", point.at_risk)
        .field("survival", point.survival);
    json_.field("std_error", point.std_error)
        .field("lower", point.lower)
        .field("upper", point.upper)
        .end_object();
  }
  void add(const study::Curve& curve) {
    json_.begin_object().field("id", curve.id);
    text("label", curve.label);
    json_.field("n", curve.n).field("events", curve.events).field("median", curve.median);
    json_.field("median_lower", curve.median_lower).field("median_upper", curve.median_upper);
    json_.field("follow_up_median", curve.follow_up_median);
    list("at", curve.at);
    numbers("risk_times", curve.risk_times);
    numbers("risk_counts", curve.risk_counts);
    numbers("time", curve.time);
    numbers("n_risk", curve.n_risk);
    numbers("n_event", curve.n_event);
    numbers("n_censor", curve.n_censor);
    numbers("survival", curve.survival);
    numbers("std_error", curve.std_error);
    numbers("lower", curve.lower);
    numbers("upper", curve.upper);
    json_.end_object();
  }
  void add(const study::SurvivalResult& survival) {
    json_.begin_object().field("id", survival.id).field("endpoint", survival.endpoint);
    text("title", survival.title);
    text("definition", survival.definition);
    text("by", survival.by);
    json_.field("confidence", survival.confidence).field("level", survival.level);
    list("curves", survival.curves);
    json_.key("logrank");
    if (survival.logrank) {
      add(*survival.logrank);
    } else {
      json_.value(std::nullopt);
    }
    json_.field("left_out", survival.left_out);
    texts("left_out_reasons", survival.left_out_reasons);
    json_.end_object();
  }

  void add(const study::ModelTerm& term) {
    json_.begin_object().field("variable", term.variable).field("level", term.level);
    text("label", term.label);
    json_.field("reference", term.reference).field("n", term.n).field("events", term.events);
    json_.field("coef", term.coef).field("se", term.se).field("hr", term.hr).field("hr_lower", term.hr_lower);
    json_.field("hr_upper", term.hr_upper).field("z", term.z).field("p", term.p).end_object();
  }
  void add(const study::ModelResult& model) {
    json_.begin_object().field("id", model.id).field("endpoint", model.endpoint);
    text("title", model.title);
    text("definition", model.definition);
    json_.field("ties", model.ties).field("n", model.n).field("events", model.events);
    json_.field("left_out", model.left_out);
    texts("left_out_reasons", model.left_out_reasons);
    list("terms", model.terms);
    json_.field("loglik_null", model.loglik_null).field("loglik", model.loglik).key("tests").begin_object();
    json_.key("lr"), add(model.lr);
    json_.key("wald"), add(model.wald);
    json_.key("score"), add(model.score);
    json_.end_object();
    json_.field("concordance", model.concordance).field("concordance_se", model.concordance_se);
    json_.field("iterations", model.iterations);
    texts("warnings", model.warnings);
    json_.end_object();
  }

  void add(const study::Definition& definition) {
    json_.begin_object();
    text("term", definition.term);
    text("meaning", definition.meaning);
    json_.field("source", definition.source).end_object();
  }

  JsonWriter json_;
};

}  // namespace

std::string results_json(const study::StudyResults& results) { return ResultsWriter().write(results); }

}  // namespace repere::report
