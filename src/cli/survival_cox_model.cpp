#include "cli/survival_cox_model.hpp"

#include <cmath>
#include <limits>

#include "cli/survival_cox_profiles.hpp"

namespace repere::cli {
namespace {

// The file's columns as a model; what it lends lives as long as this.
class CoxData {
 public:
  Result<void> read(const CoxCommand& command, const CoxNames& names) {
    requests_ = {{command.time, ColumnRole::time}, {command.event, ColumnRole::event}};
    const std::size_t entry = request(command.entry, ColumnRole::entry);
    const std::size_t weights = request(command.weights, ColumnRole::positive_weight);
    const std::size_t offset = request(command.offset, ColumnRole::number);
    const std::size_t cluster = request(command.cluster, ColumnRole::level);
    const std::size_t first_covariate = requests_.size();
    for (const auto& name : names.covariates) request(name, ColumnRole::number);
    const std::size_t first_stratum = requests_.size();
    for (const auto& name : names.strata) request(name, ColumnRole::level);
    auto read = read_columns(command.data, requests_, *command.threads);
    if (!read) return tl::unexpected(read.error());
    read_ = std::move(*read);

    data_ = {column(0).times(), column(1).events, {}, {}};
    if (entry) data_.entry = column(entry).times();
    if (weights) data_.weight = column(weights).numbers;
    profiled_.covariates = names.covariates;
    profiled_.offset = command.offset;
    profiled_.strata = names.strata;
    for (std::size_t i = first_stratum; i < requests_.size(); ++i)
      profiled_.strata_columns.push_back(&column(i));
    joined_ = joined(profiled_.strata_columns);
    profiled_.joined = &joined_;
    model_.strata = joined_.codes();
    if (offset) model_.offset = column(offset).numbers;
    if (cluster)
      model_.clusters = {column(cluster).code, static_cast<std::uint32_t>(column(cluster).levels.size())};
    for (std::size_t j = 0; j < names.covariates.size(); ++j)
      model_.covariates.push_back({names.covariates[j], column(first_covariate + j).numbers});
    return {};
  }

  const statistics::FollowUp& data() const { return data_; }
  const statistics::CoxModel& model() const { return model_; }
  const ProfiledModel& profiled() const { return profiled_; }
  const std::string& file() const { return read_.file; }
  std::size_t left_out() const { return read_.left_out; }

  // The number in the file of each row that is computed on.
  std::vector<std::size_t> file_rows() const {
    std::vector<std::size_t> result;
    auto gone = read_.left_out_rows.begin();
    for (std::size_t number = 1; result.size() < read_.rows; ++number) {
      if (gone != read_.left_out_rows.end() && *gone == number)
        ++gone;
      else
        result.push_back(number);
    }
    return result;
  }

 private:
  std::size_t request(const std::string& name, ColumnRole role) {
    if (name.empty()) return 0;
    requests_.push_back({name, role});
    return requests_.size() - 1;
  }
  const Column& column(std::size_t i) const { return read_.columns[i]; }

  std::vector<ColumnRequest> requests_;
  ReadColumns read_;
  JoinedLevels joined_;
  statistics::FollowUp data_;
  statistics::CoxModel model_;
  ProfiledModel profiled_;
};

statistics::CoxOptions options_of(const CoxCommand& command) {
  statistics::CoxOptions options;
  options.ties = command.ties == "exact"     ? statistics::Ties::exact
                 : command.ties == "breslow" ? statistics::Ties::breslow
                                             : statistics::Ties::efron;
  if (command.ridge) options.ridge = statistics::Ridge{*command.ridge, !command.ridge_unscaled};
  options.firth = command.firth;
  options.level = command.level;
  options.threads = *command.threads;
  options.keep_rows = command.is_robust() || command.zph || !command.residuals.empty() || command.baseline ||
                      !command.predict.empty();
  return options;
}

// With a robust variance z, p and the interval are by its error; with Firth's correction p and the interval are
// those of the profile of the penalised likelihood.
CoxLine line_of(const CoxResult& result, const std::string& name, std::size_t j) {
  const double coef = result.fit.coefficient[j], se = result.fit.std_error[j];
  const double robust_se =
      result.robust ? result.robust->std_error[j] : std::numeric_limits<double>::quiet_NaN();
  const double error = result.robust ? robust_se : se, z = coef / error;
  const double width = statistics::normal_quantile_of_level(result.level) * error;
  CoxLine line{name,
               coef,
               std::exp(coef),
               se,
               robust_se,
               z,
               statistics::normal_two_sided(z),
               std::exp(coef - width),
               std::exp(coef + width)};
  if (result.fit.profile) {
    line.p = result.fit.profile->test[j].p;
    line.hr_lower = std::exp(result.fit.profile->lower[j]);
    line.hr_upper = std::exp(result.fit.profile->upper[j]);
  }
  return line;
}

void add(std::vector<std::string>& warnings, const std::vector<std::string>& more) {
  warnings.insert(warnings.end(), more.begin(), more.end());
}

// Everything that is asked for beside the fit. Each step fails with its own words.
class Further {
 public:
  Further(const CoxCommand& command, const CoxData& data, CoxResult& result)
      : command_(command), data_(data), result_(result), out_(result.diagnostics) {}

  Result<void> run() {
    out_.covariates = data_.profiled().covariates;
    for (const auto step : {&Further::robust, &Further::proportionality, &Further::residuals,
                            &Further::baseline, &Further::predict})
      if (auto done = (this->*step)(); !done) return done;
    return {};
  }

 private:
  Result<void> robust() {
    if (!command_.is_robust()) return {};
    auto robust = statistics::cox_robust(result_.fit, data_.model().clusters);
    if (!robust) return fail_in(data_.file(), robust.error());
    add(result_.warnings, robust->warnings);
    result_.robust = std::move(*robust);
    return {};
  }
  Result<void> proportionality() {
    if (!command_.zph) return {};
    out_.transform = *command_.zph;
    auto test = statistics::cox_proportionality(data_.data(), result_.fit, *transform_of(*command_.zph));
    if (!test) return fail_in(data_.file(), test.error());
    add(result_.warnings, test->warnings);
    out_.proportionality = std::move(*test);
    return {};
  }
  Result<void> residuals() {
    if (command_.residuals.empty()) return {};
    name_strata();
    out_.residual_kind = command_.residuals;
    auto residuals =
        statistics::cox_residuals(data_.data(), result_.fit, *residual_kind_of(command_.residuals));
    if (!residuals) return fail_in(data_.file(), residuals.error());
    out_.residuals = std::move(*residuals);
    out_.file_row = data_.file_rows();
    return {};
  }
  Result<void> baseline() {
    if (!command_.baseline) return {};
    name_strata();
    auto baseline = statistics::cox_baselines(data_.data(), data_.model(), result_.fit);
    if (!baseline) return fail_in(data_.file(), baseline.error());
    out_.baseline = std::move(*baseline);
    return {};
  }
  Result<void> predict() {
    if (command_.predict.empty()) return {};
    name_strata();
    const auto profiles = read_profiles(command_.predict, data_.profiled());
    if (!profiles) return tl::unexpected(profiles.error());
    statistics::CoxPredictOptions options;
    options.limits = scale_of(command_.conf);
    options.level = command_.level;
    if (result_.robust) options.covariance = &result_.robust->covariance;
    auto curves = statistics::cox_predict(data_.data(), data_.model(), result_.fit, *profiles, options);
    if (!curves) return fail_in(data_.file(), curves.error());
    out_.predicted = std::move(*curves);
    return {};
  }
  void name_strata() {
    if (out_.strata.empty()) out_.strata = stratum_names(data_.profiled());
  }

  const CoxCommand& command_;
  const CoxData& data_;
  CoxResult& result_;
  CoxDiagnostics& out_;
};

}  // namespace

Result<CoxResult> compute_cox(const CoxCommand& command, const CoxNames& names) {
  CoxData data;
  if (auto read = data.read(command, names); !read) return tl::unexpected(read.error());
  const statistics::CoxOptions options = options_of(command);
  auto fit = fit_cox(data.data(), data.model(), options);
  if (!fit) return fail_in(data.file(), fit.error());
  CoxResult result;
  result.fit = std::move(*fit);
  result.ties = command.ties;
  result.ridge = options.ridge;
  result.level = command.level;
  result.left_out = data.left_out();
  result.warnings = result.fit.warnings;
  if (auto done = Further(command, data, result).run(); !done) return tl::unexpected(done.error());
  for (std::size_t j = 0; j < names.covariates.size(); ++j)
    result.lines.push_back(line_of(result, names.covariates[j], j));
  return result;
}

}  // namespace repere::cli
