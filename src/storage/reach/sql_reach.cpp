#include "storage/reach/sql_reach.hpp"

#include "storage/people/query.hpp"
#include "storage/try.hpp"

namespace repere::storage {

Result<void> SqlReach::add(const std::vector<reach::Count>& counts) {
  return database_.write([&](Connection& connection) -> Result<void> {
    Statements statements(connection);
    for (const reach::Count& one : counts)
      REPERE_TRY(change(statements,
                        "INSERT INTO reach_count (week, counted, department, times) VALUES ($1, $2, $3, $4)"
                        " ON CONFLICT (week, counted, department) DO UPDATE SET times = reach_count.times + excluded.times",
                        PartialDate::of_day(one.week).text(), static_cast<std::int64_t>(one.what), one.department,
                        one.times));
    return {};
  });
}

Result<std::vector<reach::Count>> SqlReach::read(const access::Permit& permit, Day from) {
  REPERE_TRY(access::check_permit(permit, access::Act::manage_network));
  std::vector<reach::Count> counts;
  const auto done = database_.read([&](Connection& connection) -> Result<void> {
    counts.clear();
    Statements statements(connection);
    return each_row(
        statements,
        "SELECT week, counted, department, times FROM reach_count WHERE week >= $1"
        " ORDER BY week, counted, department",
        [&](const Statement& row) {
          const auto week = PartialDate::parse(row.text(0));
          const auto what = reach::counted_of(row.whole(1));
          // Counted by a newer program: not ours to show.
          if (week && week->exact() && what)
            counts.push_back({week->first(), *what, std::string(row.text(2)), row.whole(3)});
        },
        PartialDate::of_day(from).text());
  });
  if (!done) return tl::unexpected(done.error());
  return counts;
}

}  // namespace repere::storage
