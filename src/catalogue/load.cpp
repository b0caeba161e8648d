#include "catalogue/load.hpp"

#include <optional>

#include "catalogue/classification_files.hpp"
#include "catalogue/network_files.hpp"
#include "catalogue/referral_files.hpp"

namespace repere {
namespace {

// Keeps what was read, and puts together what could not be: a person mends all files in one go.
class Gathering {
 public:
  template <class T>
  bool take(Result<T> read, T& into) {
    if (!read) {
      refuse(read.error());
      return false;
    }
    into = std::move(*read);
    return true;
  }
  const std::optional<Error>& error() const { return error_; }

 private:
  void refuse(const Error& error) {
    if (error_)
      error_->message += "\n" + error.message;
    else
      error_ = error;
  }
  std::optional<Error> error_;
};

void load_classification(const std::filesystem::path& folder, ReferenceData& data, Gathering& gathering) {
  gathering.take(load_sites(folder / "sites.csv"), data.sites);
  if (!gathering.take(load_histology_groups(folder / "histology_groups.csv"), data.groups)) return;
  if (!gathering.take(load_histotypes(folder / "histotypes.csv", data.groups), data.histotypes)) return;
  gathering.take(load_disagreements(folder / "disagreements.csv", data.histotypes), data.disagreements);
  gathering.take(load_published_counts(folder / "depinieux_2021_counts.csv", data.histotypes),
                 data.published_counts);
}

}  // namespace

Result<ReferenceData> load_reference_data(const std::filesystem::path& folder) {
  ReferenceData data;
  Gathering gathering;
  LoadedCentres loaded;
  load_classification(folder / "classification", data, gathering);
  gathering.take(load_centres(folder / "network"), loaded);
  gathering.take(load_centre_counts(folder / "network" / "centre_counts.csv"), data.centre_counts);
  LoadedExpectations expectations;
  gathering.take(load_expectations(folder / "referral" / "expectations.csv"), expectations);
  if (gathering.error()) return tl::unexpected(*gathering.error());
  data.centres = std::move(loaded.centres);
  data.editions = std::move(loaded.editions);
  data.referral_expectations = std::move(expectations.lines);
  data.editions.insert(data.editions.end(), {data.histotypes.edition(), data.groups.edition(),
                                             data.sites.edition(), data.disagreements.edition,
                                             data.published_counts.edition, data.centre_counts.edition, expectations.edition});
  return data;
}

}  // namespace repere
