#include "catalogue/age_standards.hpp"

#include "catalogue/table.hpp"

namespace repere {

Result<AgeStandards> load_age_standards(const std::filesystem::path& folder) {
  constexpr auto required = Column::Need::required;
  auto table = Table::open(folder / "survival" / "age_standards.csv",
                           {{"standard", required}, {"age_from", required}, {"weight", required}});
  if (!table) return tl::unexpected(table.error());
  AgeStandards result{table->edition(), {}};
  table->for_each([&](const TableRow& row) {
    const std::string& name = row.text("standard");
    const auto age = row.number("age_from", 0, 150);
    const auto weight = row.number("weight", 0, 1e9);
    if (!age || !weight) return;  // noted by the row
    if (result.standards.empty() || result.standards.back().name != name) {
      for (const auto& earlier : result.standards)
        if (earlier.name == name)
          row.problem("standard", "the lines of '" + name + "' do not follow one another");
      result.standards.push_back({name, {}});
    }
    auto& classes = result.standards.back().classes;
    if (!classes.empty() && *age <= classes.back().from)
      row.problem("age_from", "the ages of '" + name + "' do not rise");
    classes.push_back({*age, *weight});
  });
  if (auto right = table->check(); !right) return tl::unexpected(right.error());
  return result;
}

}  // namespace repere
