#include "workflows/cases/erasures.hpp"

#include "workflows/cases/persons.hpp"

namespace repere::workflows {

Result<std::int64_t> repeat_erasures(Work& work, const std::vector<Erasure>& listed, Instant now) {
  std::int64_t repeated = 0;
  for (const Erasure& one : listed) {
    const auto erased = work.persons().erase_again(one);
    if (!erased) return tl::unexpected(erased.error());
    if (!*erased) continue;
    ++repeated;
    AuditEntry entry;
    entry.at = now;
    entry.deed = Deed::erasure_repeated;
    entry.patient = one.patient;
    if (auto added = work.audit().add(entry); !added) return tl::unexpected(added.error());
  }
  return repeated;
}

Result<std::int64_t> agree_on_erasures(Transactions& transactions, ErasureList& list, Instant now) {
  auto listed = list.read();
  if (!listed && listed.error().kind != ErrorKind::not_found) return tl::unexpected(listed.error());
  std::vector<Erasure> known;
  const auto read = transactions.read([&](Work& work) -> Result<void> {
    auto all = work.persons().erasures();
    if (!all) return tl::unexpected(all.error());
    known = std::move(*all);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  if (auto added = list.add(known); !added) return tl::unexpected(added.error());
  std::int64_t repeated = 0;
  if (!listed || listed->empty()) return repeated;
  const auto written = transactions.write([&](Work& work) -> Result<void> {
    const auto done = repeat_erasures(work, *listed, now);
    if (!done) return tl::unexpected(done.error());
    repeated = *done;
    return {};
  });
  if (!written) return tl::unexpected(written.error());
  return repeated;
}

}  // namespace repere::workflows
