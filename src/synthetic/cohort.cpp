#include "synthetic/cohort.hpp"

#include <algorithm>

#include "domain/registry/tables.hpp"
#include "synthetic/act_writer.hpp"
#include "synthetic/parameters.hpp"

namespace repere::synthetic {
namespace {

constexpr std::uint64_t quota_stream = 0;  // the cases have those from 1 on

Result<void> check(const CohortOptions& options) {
  if (options.cases < 0 || options.cases > 100'000'000)
    return fail(ErrorKind::incorrect, "number of cases: give one from 0 to 100,000,000");
  if (!(options.dirt >= 0 && options.dirt <= 1))
    return fail(ErrorKind::incorrect, "dirt: give the share of cases to spoil, from 0 to 1");
  if (options.chunk_cases < 1) return fail(ErrorKind::incorrect, "cases a chunk: give 1 or more");
  return {};
}

const parameters::FollowUpSetting& setting_of(FollowUp follow_up) {
  return follow_up == FollowUp::years_5 ? parameters::follow_up_5_years : parameters::follow_up_14_months;
}

registry::Dataset dataset_of(const CohortOptions& options) {
  registry::Dataset dataset;
  dataset.source = "synthetic-national-" + std::to_string(options.seed);
  dataset.title_fr = "Cohorte nationale synthétique (aucun patient réel)";
  dataset.title_en = "Synthetic national cohort (no real patient)";
  dataset.version = "1";
  dataset.cut_off =
      PartialDate::parse(std::to_string(setting_of(options.follow_up).cut_off_year) + "-12-31").value();
  dataset.synthetic = true;
  dataset.licence = "CC0-1.0";
  return dataset;
}

void clear_rows(registry::Registry& chunk) {
  chunk.patients.clear();
  chunk.tumours.clear();
  registry::for_each_act_table([&](const auto& table) { (chunk.*(table.rows)).clear(); });
}

}  // namespace

Result<void> generate(const CohortOptions& options, const ReferenceData& reference, CohortOutput& output) {
  if (auto checked = check(options); !checked) return checked;
  auto plan = Plan::make(options.cases, reference);
  if (!plan) return tl::unexpected(plan.error());
  const std::vector<Centre> own = fictitious_centres();
  auto centres = reference.centres.with(own);
  if (!centres) return tl::unexpected(centres.error());

  registry::Registry chunk;
  chunk.datasets.push_back(dataset_of(options));
  chunk.centres = std::move(*centres);
  const CentrePicker picker(chunk.centres);
  const ReExcisionRates rates;
  if (auto begun = output.begin(chunk.datasets[0], own); !begun) return begun;

  plan->start(options.seed);
  Random quotas(options.seed, quota_stream);
  DirtMaker dirt(options.seed, options.dirt, options.cases);
  const registry::Codes codes{reference.histotypes, reference.sites, chunk.centres};
  std::vector<DirtTruth> truth;
  for (std::int64_t first = 1; first <= options.cases; first += options.chunk_cases) {
    clear_rows(chunk);
    const std::int64_t last = std::min(options.cases, first + options.chunk_cases - 1);
    for (std::int64_t number = first; number <= last; ++number) {
      const CaseDraw draw = plan->draw(number, quotas);
      Random random(options.seed, static_cast<std::uint64_t>(number));
      const CaseFacts facts = facts_of(draw, *plan, picker, random);
      const Course course = course_of(facts, setting_of(options.follow_up), rates, random);
      write_patient_and_tumour(chunk, facts, course, random);
      ActWriter writer(chunk, *plan, picker, facts, course, random);
      write_diagnosis_acts(writer);
      write_treatment_acts(writer);
      write_follow_up_acts(writer);
      if (options.dirt > 0) dirt.visit(chunk, codes, number, truth);
    }
    if (auto taken = output.take(chunk); !taken) return taken;
    if (truth.empty()) continue;
    if (auto taken = output.take_truth(truth); !taken) return taken;
    truth.clear();
  }
  return {};
}

}  // namespace repere::synthetic
