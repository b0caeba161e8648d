#include "catalogue/referral_files.hpp"

#include <algorithm>

#include "catalogue/table.hpp"

namespace repere {

using referral::AgeGroup;
using referral::Expectation;
using referral::Place;

Result<LoadedExpectations> load_expectations(const std::filesystem::path& file) {
  constexpr auto required = Column::Need::required;
  auto table = Table::open(file, {{"age", required},
                                  {"place", required},
                                  {"days", required},
                                  {"imaging_fr", required},
                                  {"imaging_en", required},
                                  {"source", required}});
  if (!table) return tl::unexpected(table.error());
  LoadedExpectations loaded{table->edition(), {}};
  table->for_each([&](const TableRow& row) {
    Expectation line{row.word("age", referral::age_group_words), row.word("place", referral::place_words),
                     row.whole("days").value_or(0), row.text("imaging_fr"), row.text("imaging_en"), row.text("source")};
    if (line.age == AgeGroup::unknown) row.problem("age", "takes child or adult");
    if (line.place == Place::unknown) row.problem("place", "takes soft_tissue, bone or deep");
    if (line.days < 1 || line.days > 365) row.problem("days", "takes a whole number from 1 to 365");
    if (std::any_of(loaded.lines.begin(), loaded.lines.end(),
                    [&](const Expectation& one) { return one.age == line.age && one.place == line.place; }))
      row.problem("place", "has a line for this age group already");
    loaded.lines.push_back(std::move(line));
  });
  if (auto right = table->check(); !right) return tl::unexpected(right.error());
  if (loaded.lines.size() != 6)
    return fail(ErrorKind::incorrect,
                file.filename().string() + ": needs a line for child and adult in soft_tissue, bone and deep");
  return loaded;
}

}  // namespace repere
