#include "app/cohort_folder.hpp"

#include "exchange/csv/quoting.hpp"

namespace repere::app {

namespace {

class CohortFolder : public synthetic::CohortOutput {
 public:
  CohortFolder(const cli::CohortRequest& request, const ReferenceData& reference)
      : request_(request), reference_(reference) {}

  Result<void> begin(const registry::Dataset& dataset, const std::vector<Centre>& own_centres) override {
    auto writer = exchange::ExchangeWriter::create(request_.out, reference_, dataset, own_centres);
    if (!writer) return tl::unexpected(writer.error());
    writer_.emplace(std::move(*writer));
    return {};
  }

  Result<void> take(const registry::Registry& chunk) override {
    const auto written = writer_->append(chunk);
    done_ += static_cast<std::int64_t>(chunk.tumours.size());
    if (written && request_.progress) request_.progress(done_);
    return written;
  }

  Result<void> take_truth(std::span<const synthetic::DirtTruth> rows) override {
    for (const auto& row : rows) {
      for (const std::string* field : {&row.table, &row.key, &row.field, &row.kind, &row.clean_value, &row.duplicate_of}) {
        csv::append_field(truth_, *field);
        truth_ += field == &row.duplicate_of ? '\n' : ',';
      }
    }
    return {};
  }

  Result<void> finish() {
    if (const auto finished = writer_->finish(); !finished) return finished;
    if (request_.dirt == 0) return {};
    std::ofstream file(request_.out / "dirt_truth.csv", std::ios::binary);
    file << truth_;
    file.flush();
    if (!file) return fail(ErrorKind::unavailable, "dirt_truth.csv could not be written: is the disk full?");
    return {};
  }

 private:
  const cli::CohortRequest& request_;
  const ReferenceData& reference_;
  std::optional<exchange::ExchangeWriter> writer_;
  std::int64_t done_ = 0;
  std::string truth_ = "table,key,field,kind,clean_value,duplicate_of\n";
};

}  // namespace

Result<void> write_cohort(const cli::CohortRequest& request, const ReferenceData& reference) {
  CohortFolder folder(request, reference);
  synthetic::CohortOptions options;
  options.cases = request.cases;
  options.seed = request.seed;
  options.dirt = request.dirt;
  options.follow_up = request.five_years ? synthetic::FollowUp::years_5 : synthetic::FollowUp::months_14;
  if (const auto made = synthetic::generate(options, reference, folder); !made) return made;
  return folder.finish();
}

}  // namespace repere::app
