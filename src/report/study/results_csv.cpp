#include "report/study/results_csv.hpp"

#include <cmath>
#include <initializer_list>
#include <string_view>

#include "base/numbers.hpp"

namespace repere::report {

namespace {

class CsvWriter {
 public:
  explicit CsvWriter(std::string_view header) : out_(header) { out_ += '\n'; }

  CsvWriter& cell(std::string_view text) {
    separate();
    if (text.find_first_of(",\"\n\r") == text.npos) {
      out_ += text;
      return *this;
    }
    out_ += '"';
    for (const char c : text) {
      if (c == '"') out_ += '"';
      out_ += c;
    }
    out_ += '"';
    return *this;
  }
  CsvWriter& cell(double number) {
    separate();
    if (std::isfinite(number)) append_number(out_, number);
    return *this;
  }
  CsvWriter& cell(std::size_t number) {
    separate();
    append_number(out_, static_cast<std::int64_t>(number));
    return *this;
  }
  CsvWriter& cell(const std::optional<double>& number) { return cell(number.value_or(NAN)); }
  CsvWriter& cells(std::initializer_list<std::optional<double>> numbers) {
    for (const auto& number : numbers) cell(number);
    return *this;
  }
  void end_row() {
    out_ += '\n';
    is_first_ = true;
  }
  std::string take() { return std::move(out_); }

 private:
  void separate() {
    if (!is_first_) out_ += ',';
    is_first_ = false;
  }
  std::string out_;
  bool is_first_ = true;
};

std::string population(const study::StudyResults& results, Language language) {
  CsvWriter csv("step,label,expression,kept,excluded,excluded_unknown");
  std::size_t step = 0;
  for (const study::FlowStep& one : results.flow) {
    csv.cell(++step).cell(in(language, one.label)).cell(one.expression);
    csv.cell(one.kept).cell(one.excluded).cell(one.excluded_unknown).end_row();
  }
  return csv.take();
}

std::string description(const study::StudyResults& results, Language language) {
  CsvWriter csv("variable,level,label,column,column_n,n,share,median,q1,q3");
  for (const study::DescriptionRow& row : results.description.rows) {
    for (std::size_t i = 0; i < row.cells.size() && i < results.description.columns.size(); ++i) {
      const study::Column& column = results.description.columns[i];
      const study::DescriptionCell& cell = row.cells[i];
      if (row.heading && !cell.median && cell.n == 0) continue;
      csv.cell(row.variable)
          .cell(row.level)
          .cell(in(language, row.label))
          .cell(column.id)
          .cell(column.n)
          .cell(cell.n);
      csv.cells({cell.share, cell.median, cell.q1, cell.q3}).end_row();
    }
  }
  return csv.take();
}

std::string indicators(const study::StudyResults& results) {
  CsvWriter csv("indicator,version,period,network,yes,no,unknown,denominator,value,lower,upper,least,most");
  for (const study::IndicatorResult& indicator : results.indicators) {
    for (std::size_t i = 0; i < indicator.cells.size() && i < indicator.periods.size(); ++i) {
      const auto row = [&](const char* network, const study::Proportion& part) {
        csv.cell(indicator.id).cell(indicator.version).cell(indicator.periods[i].id).cell(network);
        csv.cell(part.yes).cell(part.no).cell(part.unknown).cell(part.denominator);
        csv.cells({part.value, part.lower, part.upper, part.least, part.most}).end_row();
      };
      row("all", indicator.cells[i].all);
      row("inside", indicator.cells[i].inside);
      row("outside", indicator.cells[i].outside);
      row("unknown", indicator.cells[i].network_unknown);
    }
  }
  return csv.take();
}

std::string differences(const study::StudyResults& results) {
  CsvWriter csv("indicator,period,inside_minus_outside,lower,upper,denominator_unknown,trend_z,trend_p");
  for (const study::IndicatorResult& indicator : results.indicators) {
    for (std::size_t i = 0; i < indicator.cells.size() && i < indicator.periods.size(); ++i) {
      const study::Difference& difference = indicator.cells[i].inside_minus_outside;
      csv.cell(indicator.id).cell(indicator.periods[i].id);
      csv.cells({difference.value, difference.lower, difference.upper});
      csv.cell(indicator.cells[i].denominator_unknown);
      // The trend is over all periods: it stands in the row of all of them.
      const bool is_all = indicator.periods[i].id == "all";
      csv.cell(is_all ? indicator.trend_z : std::nullopt)
          .cell(is_all ? indicator.trend_p : std::nullopt)
          .end_row();
    }
  }
  return csv.take();
}

std::string delays(const study::StudyResults& results) {
  CsvWriter csv("indicator,period,network,n,unknown,median_days,q1_days,q3_days");
  for (const study::IndicatorResult& indicator : results.indicators) {
    for (std::size_t i = 0; i < indicator.cells.size() && i < indicator.periods.size(); ++i) {
      const auto row = [&](const char* network, const std::optional<study::Delay>& delay) {
        if (!delay) return;
        csv.cell(indicator.id)
            .cell(indicator.periods[i].id)
            .cell(network)
            .cell(delay->n)
            .cell(delay->unknown);
        csv.cells({delay->median, delay->q1, delay->q3}).end_row();
      };
      row("all", indicator.cells[i].delay_all);
      row("inside", indicator.cells[i].delay_inside);
      row("outside", indicator.cells[i].delay_outside);
    }
  }
  return csv.take();
}

std::string survival_summary(const study::StudyResults& results, Language language) {
  CsvWriter csv(
      "survival,endpoint,group,label,n,events,median_days,median_lower_days,median_upper_days,follow_up_"
      "median_days,"
      "logrank_chi2,logrank_df,logrank_p,left_out");
  for (const study::SurvivalResult& survival : results.survival) {
    for (const study::Curve& curve : survival.curves) {
      csv.cell(survival.id).cell(survival.endpoint).cell(curve.id).cell(in(language, curve.label));
      csv.cell(curve.n).cell(curve.events);
      csv.cells({curve.median, curve.median_lower, curve.median_upper, curve.follow_up_median});
      const study::Test none{NAN, NAN, NAN};
      const study::Test& test = survival.logrank ? *survival.logrank : none;
      csv.cells({test.chi2, test.df, test.p}).cell(survival.left_out).end_row();
    }
  }
  return csv.take();
}

std::string survival_at(const study::StudyResults& results) {
  CsvWriter csv("survival,group,days,n_risk,survival_share,std_error,lower,upper");
  for (const study::SurvivalResult& survival : results.survival) {
    for (const study::Curve& curve : survival.curves) {
      for (const study::CurvePoint& point : curve.at) {
        csv.cell(survival.id).cell(curve.id).cell(point.time).cell(point.at_risk);
        csv.cells({point.survival, point.std_error, point.lower, point.upper}).end_row();
      }
    }
  }
  return csv.take();
}

std::string curves(const study::SurvivalResult& survival) {
  CsvWriter csv("group,days,n_risk,n_event,n_censor,survival,std_error,lower,upper");
  const auto at = [](const std::vector<double>& values, std::size_t i) {
    return i < values.size() ? values[i] : NAN;
  };
  for (const study::Curve& curve : survival.curves) {
    for (std::size_t i = 0; i < curve.time.size(); ++i) {
      csv.cell(curve.id).cell(curve.time[i]);
      for (const auto* column : {&curve.n_risk, &curve.n_event, &curve.n_censor, &curve.survival,
                                 &curve.std_error, &curve.lower, &curve.upper}) {
        csv.cell(at(*column, i));
      }
      csv.end_row();
    }
  }
  return csv.take();
}

std::string model(const study::ModelResult& model, Language language) {
  CsvWriter csv("variable,level,label,reference,n,events,coef,se,hr,hr_lower,hr_upper,z,p");
  for (const study::ModelTerm& term : model.terms) {
    csv.cell(term.variable).cell(term.level).cell(in(language, term.label)).cell(term.reference ? "1" : "0");
    csv.cell(term.n).cell(term.events);
    csv.cells({term.coef, term.se, term.hr, term.hr_lower, term.hr_upper, term.z, term.p}).end_row();
  }
  return csv.take();
}

}  // namespace

std::string file_stem(const std::string& id) {
  std::string stem;
  for (const char c : id) {
    const bool is_safe =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    stem += is_safe ? c : '-';
  }
  return stem.empty() ? "-" : stem;
}

std::vector<ReportFile> results_csv(const study::StudyResults& results, Language language) {
  std::vector<ReportFile> files{{"tables/population.csv", population(results, language)},
                                {"tables/description.csv", description(results, language)},
                                {"tables/indicators.csv", indicators(results)},
                                {"tables/indicator_differences.csv", differences(results)},
                                {"tables/indicator_delays.csv", delays(results)},
                                {"tables/survival_summary.csv", survival_summary(results, language)},
                                {"tables/survival_at.csv", survival_at(results)}};
  for (const study::SurvivalResult& survival : results.survival) {
    files.push_back({"tables/curves_" + file_stem(survival.id) + ".csv", curves(survival)});
  }
  for (const study::ModelResult& one : results.models) {
    files.push_back({"tables/model_" + file_stem(one.id) + ".csv", model(one, language)});
  }
  return files;
}

}  // namespace repere::report
