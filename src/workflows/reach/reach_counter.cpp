#include "workflows/reach/reach_counter.hpp"

namespace repere::workflows {

using reach::Counted;
using reach::counted_count;
using reach::counted_words;

ReachCounter::ReachCounter(ReachStore& store, const Clock& clock, const Departments& departments,
                           std::function<void(const Error&)> told)
    : store_(store),
      clock_(clock),
      departments_(departments),
      told_(std::move(told)),
      counts_((departments.size() + 1) * counted_count),
      writer_(between_writings, [this] { write_or_tell(); }) {}

ReachCounter::~ReachCounter() { stop(); }

std::size_t ReachCounter::slot(Counted what, std::size_t department) const {
  return department * counted_count + reach::place_of(what);
}

void ReachCounter::count(Counted what, std::optional<std::size_t> department) {
  const std::size_t row = std::min(department.value_or(departments_.size()), departments_.size());
  counts_[slot(what, row)].fetch_add(1, std::memory_order_relaxed);
}

std::vector<reach::Count> ReachCounter::take() {
  const Day week = reach::week_of(std::chrono::floor<std::chrono::days>(clock_.now()));
  std::vector<reach::Count> taken;
  for (std::size_t row = 0; row <= departments_.size(); ++row)
    for (const auto& [what, word] : counted_words) {
      auto& held = counts_[slot(what, row)];
      if (held.load(std::memory_order_relaxed) == 0) continue;
      const std::int64_t times = held.exchange(0, std::memory_order_relaxed);
      taken.push_back({week, what, row < departments_.size() ? departments_[row].code : std::string(), times});
    }
  return taken;
}

void ReachCounter::give_back(const std::vector<reach::Count>& counts) {
  for (const reach::Count& one : counts)
    counts_[slot(one.what, departments_.find(one.department).value_or(departments_.size()))].fetch_add(
        one.times, std::memory_order_relaxed);
}

Result<void> ReachCounter::write() {
  const std::lock_guard lock(writing_);
  const auto counts = take();
  if (counts.empty()) return {};
  const auto written = store_.add(counts);
  if (!written) give_back(counts);
  return written;
}

void ReachCounter::write_or_tell() {
  const auto written = write();
  if (!written && !failing_ && told_) told_(written.error());
  failing_ = !written;
}

void ReachCounter::stop() {
  if (writer_.is_over()) return;
  writer_.stop();
  write_or_tell();
}

}  // namespace repere::workflows
