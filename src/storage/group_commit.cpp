#include "storage/group_commit.hpp"

#include <algorithm>
#include <exception>

namespace repere::storage {

using std::chrono::steady_clock;

namespace {

// Works are given from outside: what they throw must not end the writer.
Result<void> call(const GroupCommit::Work& work, Connection& connection) {
  try {
    return work(connection);
  } catch (const std::exception& thrown) {
    return fail(ErrorKind::fault, std::string("a work of the database threw: ") + thrown.what());
  }
}

}  // namespace

GroupCommit::GroupCommit(Opener open, Settings settings)
    : open_(std::move(open)), settings_(std::move(settings)), thread_([this] { serve(); }) {}

GroupCommit::~GroupCommit() { stop(); }

void GroupCommit::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Result<void> GroupCommit::enqueue(Entry entry) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return fail(ErrorKind::unavailable, "the program is stopping; try again when it is back");
    if (waiting_.size() >= settings_.most_waiting)
      return fail(ErrorKind::busy, "too many changes wait for the database; try again in a moment");
    if (entry.work) ++urgent_;
    entry.came = steady_clock::now();
    waiting_.push_back(std::move(entry));
  }
  woken_.notify_one();
  return {};
}

Result<void> GroupCommit::write(const Work& work) {
  Entry entry;
  entry.work = &work;
  auto told = entry.told.get_future();
  REPERE_TRY(enqueue(std::move(entry)));
  if (settings_.waits) settings_.waits(true);
  auto outcome = told.get();
  if (settings_.waits) settings_.waits(false);
  return outcome;
}

Result<void> GroupCommit::later(Work work) {
  Entry entry;
  entry.deferred = std::move(work);
  return enqueue(std::move(entry));
}

GroupCommit::Counts GroupCommit::counts() const {
  const std::lock_guard lock(mutex_);
  Counts counts = counts_;
  counts.waiting = waiting_.size();
  return counts;
}

void GroupCommit::serve() {
  std::unique_lock lock(mutex_);
  for (;;) {
    const auto due = [this] { return stopping_ || urgent_ > 0; };
    if (waiting_.empty())
      woken_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    else
      woken_.wait_until(lock, waiting_.front().came + settings_.latest, due);
    if (waiting_.empty()) {
      if (stopping_) return;
      continue;
    }
    if (!due() && steady_clock::now() < waiting_.front().came + settings_.latest) continue;
    // Those who were told together come back together: a moment's patience makes one commit of them.
    if (!stopping_ && last_group_ > 1 && urgent_ < last_group_)
      woken_.wait_for(lock, settings_.gather, [this] { return stopping_ || urgent_ >= last_group_; });
    auto group = take_group();
    lock.unlock();
    write_group(group);
    lock.lock();
  }
}

std::vector<GroupCommit::Entry> GroupCommit::take_group() {
  const std::size_t size = std::min(waiting_.size(), settings_.most_together);
  const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(size);
  std::vector<Entry> group(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
  waiting_.erase(waiting_.begin(), end);
  last_group_ = static_cast<std::size_t>(
      std::count_if(group.begin(), group.end(), [](const Entry& one) { return one.work != nullptr; }));
  urgent_ -= last_group_;
  return group;
}

Result<void> GroupCommit::connect() {
  if (connection_ && !connection_->broken()) return {};
  connection_.reset();
  auto opened = open_();
  if (!opened) return tl::unexpected(opened.error());
  connection_ = std::move(*opened);
  return {};
}

// Runs the works that are not settled, each in its part. False: the whole transaction is lost.
bool GroupCommit::run_parts(std::vector<Entry>& group, Error& why) {
  for (Entry& entry : group) {
    if (entry.settled) continue;
    if (auto begun = connection_->begin_part(); !begun) return why = begun.error(), false;
    entry.outcome = call(entry.work ? *entry.work : entry.deferred, *connection_);
    const bool keep = entry.outcome.has_value();
    const auto ended = connection_->end_part(keep);
    if (ended) continue;
    if (keep) entry.outcome = ended;
    // Kept in vain, a part was taken back: the others stand, unless the connection itself is gone.
    const bool lost = !keep || connection_->broken();
    if (!lost) continue;
    why = keep ? ended.error() : entry.outcome.error();
    entry.settled = !connection_->broken();  // it took all the others with it: it is not run again
    return false;
  }
  return true;
}

GroupCommit::End GroupCommit::try_group(std::vector<Entry>& group, Error& why) {
  if (auto connected = connect(); !connected) return why = connected.error(), End::away;
  auto transaction = Transaction::write(*connection_);
  if (!transaction) return why = transaction.error(), End::away;
  if (!run_parts(group, why)) return End::lost;
  if (auto committed = transaction->commit(); !committed) return why = committed.error(), End::unsure;
  return End::committed;
}

// A commit whose answer is missing is never repeated: it may have been done.
void GroupCommit::write_group(std::vector<Entry>& group) {
  const auto give_up = steady_clock::now() + settings_.patience;
  for (int lost = 0;;) {
    Error why;
    const End end = try_group(group, why);
    if (end == End::committed || end == End::unsure) {
      for (Entry& entry : group)
        if (end == End::unsure && !entry.settled && entry.outcome) entry.outcome = tl::unexpected(why);
      break;
    }
    const bool broken = !connection_ || connection_->broken();
    // A part that takes all with it (a full disk) is left out; one after the other is not the parts' fault.
    if (end == End::lost && !broken && ++lost < 4) continue;
    const bool worth_waiting = broken && (why.kind == ErrorKind::unavailable || why.kind == ErrorKind::busy);
    if (!worth_waiting || steady_clock::now() >= give_up) {
      for (Entry& entry : group)
        if (!entry.settled) entry.outcome = tl::unexpected(why);
      keep_deferred(group);
      break;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  tell(group);
}

// Those that nobody waits for are tried again after a while, unless the program ends.
void GroupCommit::keep_deferred(std::vector<Entry>& group) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return;
  const auto first = std::stable_partition(group.begin(), group.end(),
                                           [](const Entry& entry) { return entry.work || entry.settled; });
  for (auto entry = first; entry != group.end(); ++entry) entry->came = steady_clock::now();
  waiting_.insert(waiting_.begin(), std::make_move_iterator(first), std::make_move_iterator(group.end()));
  group.erase(first, group.end());
}

void GroupCommit::tell(std::vector<Entry>& group) {
  {
    const std::lock_guard lock(mutex_);
    ++counts_.commits;
    counts_.works += group.size();
  }
  for (Entry& entry : group) {
    if (entry.work)
      entry.told.set_value(std::move(entry.outcome));
    else if (!entry.outcome && settings_.lost)
      settings_.lost(entry.outcome.error());
  }
}

}  // namespace repere::storage
