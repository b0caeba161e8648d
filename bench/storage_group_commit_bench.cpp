// Durable writes of many clients: storage_group_commit_bench URL [CLIENTS [SECONDS]]
// Each write reads the end of a chain, adds a line to it and a row to a table, as a change with its audit line
// does; it counts when its commit is on the disk. The database must be empty or of this measurement.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include "storage/shared_database.hpp"
#include "storage/try.hpp"

namespace {

using namespace repere;
using Clock = std::chrono::steady_clock;

Result<void> make_tables(storage::Connection& connection) {
  const auto there = connection.has_table("bench_chain");
  if (!there) return tl::unexpected(there.error());
  if (*there) return {};
  return connection.execute(
      "CREATE TABLE bench_chain (id BIGINT PRIMARY KEY, before TEXT, line TEXT);"
      "CREATE TABLE bench_row (id BIGINT PRIMARY KEY, value TEXT)");
}

Result<void> change(storage::Connection& connection) {
  static const std::string hash(64, 'f'), text(300, 'x');
  auto end = connection.prepare("SELECT id, line FROM bench_chain ORDER BY id DESC LIMIT 1");
  if (!end) return tl::unexpected(end.error());
  const auto any = (*end)->step();
  if (!any) return tl::unexpected(any.error());
  const std::int64_t next = *any ? (*end)->whole(0) + 1 : 1;
  end->reset();
  auto line = connection.prepare("INSERT INTO bench_chain (id, before, line) VALUES ($1, $2, $3)");
  if (!line) return tl::unexpected(line.error());
  (*line)->bind(1, next);
  (*line)->bind(2, std::string_view(hash));
  (*line)->bind(3, std::string_view(text));
  REPERE_TRY((*line)->run());
  auto row = connection.prepare("INSERT INTO bench_row (id, value) VALUES ($1, $2)");
  if (!row) return tl::unexpected(row.error());
  (*row)->bind(1, next);
  (*row)->bind(2, std::string_view(text));
  REPERE_TRY((*row)->run());
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fprintf(stderr, "usage: storage_group_commit_bench URL [CLIENTS [SECONDS]]\n"), 2;
  const int clients = argc > 2 ? std::atoi(argv[2]) : 32, seconds = argc > 3 ? std::atoi(argv[3]) : 5;
  auto database = storage::SharedDatabase::open(argv[1], storage::OpenMode::create_if_missing, {});
  if (!database) return std::fprintf(stderr, "%s\n", database.error().message.c_str()), 3;
  if (const auto made = (*database)->write(make_tables); !made)
    return std::fprintf(stderr, "%s\n", made.error().message.c_str()), 3;
  const auto before = (*database)->counts();
  const auto start = Clock::now(), end = start + std::chrono::seconds(seconds);
  std::vector<std::vector<double>> waits(static_cast<std::size_t>(clients));
  std::atomic<int> failed = 0;
  std::vector<std::thread> threads;
  for (auto& mine : waits)
    threads.emplace_back([&] {
      for (auto now = Clock::now(); now < end;) {
        if (!(*database)->write(change)) ++failed;
        const auto done = Clock::now();
        mine.push_back(std::chrono::duration<double, std::milli>(done - now).count());
        now = done;
      }
    });
  for (auto& thread : threads) thread.join();
  const double took = std::chrono::duration<double>(Clock::now() - start).count();
  std::vector<double> all;
  for (const auto& mine : waits) all.insert(all.end(), mine.begin(), mine.end());
  std::sort(all.begin(), all.end());
  const auto counts = (*database)->counts();
  const auto at = [&](double part) {
    return all[static_cast<std::size_t>(part * static_cast<double>(all.size() - 1))];
  };
  std::printf(
      "%d clients: %.0f durable writes/s in %.0f commits/s, wait p50 %.1f ms p99 %.1f ms, %d failed\n",
      clients, static_cast<double>(all.size()) / took,
      static_cast<double>(counts.commits - before.commits) / took, at(0.5), at(0.99), failed.load());
  return failed == 0 ? 0 : 3;
}
