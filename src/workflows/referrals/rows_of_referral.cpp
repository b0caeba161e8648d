#include "workflows/referrals/rows_of_referral.hpp"

#include <charconv>

#include "domain/network/departments.hpp"
#include "domain/registry/tables.hpp"

namespace repere::workflows {

using registry::Answer;
using Text = Confidential<std::string>;

namespace {

std::string_view answer(const referral::Answers& answers, std::string_view name) {
  const auto found = answers.find(name);
  return found == answers.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<PartialDate> birth_of(const referral::Answers& answers) {
  const auto date = PartialDate::parse(answer(answers, "birth_date"));
  return date ? std::optional(*date) : std::nullopt;
}

registry::Patient patient_of(const referral::Referral& one) {
  const auto& answers = one.answers.reveal();
  registry::Patient patient;
  patient.key = Text(one.number);
  patient.birth = Confidential<std::optional<PartialDate>>(birth_of(answers));
  const auto sex = answer(answers, "sex");
  if (sex == "female") patient.sex = registry::Sex::female;
  if (sex == "male") patient.sex = registry::Sex::male;
  if (sex == "other") patient.sex = registry::Sex::unknown;
  const auto department = department_of_postal_code(answer(answers, "postcode"));
  if (registry::is_department(department)) patient.department = department;
  patient.prior_cancer = patient.prior_radiotherapy = Answer::not_asked;
  patient.predisposition = registry::Predisposition::not_asked;
  return patient;
}

// A site says its compartment itself. A deep mass may be of viscera or of soft tissue: that is not said yet.
registry::Tumour tumour_of(const referral::Referral& one, SiteIndex site) {
  const auto& answers = one.answers.reveal();
  registry::Tumour tumour;
  tumour.key = one.number;
  tumour.site = site;
  if (!site && one.place == referral::Place::soft_tissue) tumour.compartment = Compartment::soft_tissue;
  if (!site && one.place == referral::Place::bone) tumour.compartment = Compartment::bone;
  const auto size = answer(answers, "size_mm");
  int size_mm = 0;
  if (!size.empty() && std::from_chars(size.data(), size.data() + size.size(), size_mm).ec == std::errc{})
    tumour.size_mm = size_mm;
  return tumour;
}

// "Several" examinations are one row of which the modality is not said: the images tell.
void add_imaging(registry::Registry& rows, std::string_view done) {
  using registry::ImagingModality;
  if (done.empty() || done == "none") return;
  registry::Imaging act;
  act.region = registry::ImagingRegion::primary;
  act.modality = done == "ultrasound"   ? ImagingModality::ultrasound
                 : done == "mri"        ? ImagingModality::mri
                 : done == "ct"         ? ImagingModality::ct
                 : done == "radiograph" ? ImagingModality::x_ray
                                        : ImagingModality::unknown;
  rows.imaging.push_back(act);
}

// A needle may be fine, a surgical biopsy incisional or excisional: the form does not say which.
void add_biopsy(registry::Registry& rows, std::string_view done) {
  if (done != "needle" && done != "surgical") return;
  registry::Biopsy act;
  act.technique = registry::BiopsyTechnique::unknown;
  rows.biopsies.push_back(act);
}

void add_surgery(registry::Registry& rows, std::string_view done) {
  if (done != "complete" && done != "incomplete") return;
  registry::Surgery act;
  act.kind = registry::SurgeryKind::resection;
  act.planned = Answer::not_asked;
  rows.surgeries.push_back(act);
}

}  // namespace

registry::Dataset entry_dataset(bool synthetic) {
  registry::Dataset dataset;
  dataset.source = synthetic ? "network-entry-synthetic" : "network-entry";
  dataset.title_fr = synthetic ? "Saisie du réseau (cas synthétiques)" : "Saisie du réseau";
  dataset.title_en = synthetic ? "Entered in the network (synthetic cases)" : "Entered in the network";
  dataset.version = "1";
  dataset.synthetic = synthetic;
  return dataset;
}

Result<registry::Registry> rows_of(const referral::Referral& one, const std::string& site,
                                   const Centres& centres, const ReferenceData& reference) {
  registry::Registry rows;
  rows.centres = centres;
  SiteIndex place;
  if (!site.empty() && !(place = reference.sites.find(site)))
    return fail(ErrorKind::incorrect, "there is no such site: choose one from the list, or none");
  rows.patients.push_back(patient_of(one));
  rows.tumours.push_back(tumour_of(one, place));
  rows.tumours.back().centre = centres.find(one.centre);
  const auto& answers = one.answers.reveal();
  add_imaging(rows, answer(answers, "done_imaging"));
  add_biopsy(rows, answer(answers, "done_biopsy"));
  add_surgery(rows, answer(answers, "done_surgery"));
  return rows;
}

Person person_of(const referral::Referral& one, PatientId patient) {
  const auto& answers = one.answers.reveal();
  const auto text = [&](std::string_view name) { return Text(std::string(answer(answers, name))); };
  Person person;
  person.patient = patient;
  person.birth_name = text("birth_name");
  person.given_names = text("given_names");
  person.birth = Confidential<std::optional<PartialDate>>(birth_of(answers));
  person.contact = text("patient_telephone");
  return person;
}

}  // namespace repere::workflows
