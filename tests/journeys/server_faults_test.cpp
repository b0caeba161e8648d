// A server whose process, disk or rights fail while people write: what was answered is there, and what fails says so.
#include <sys/mount.h>
#include <sys/resource.h>

#include <atomic>
#include <map>

#include "running_server.hpp"

namespace repere::journeys {
namespace {

using namespace std::chrono_literals;

// A hundred; REPERE_KILLS says another number. Under a sanitizer a start takes ten times as long.
int kills() {
  if (const char* wanted = std::getenv("REPERE_KILLS")) return std::max(1, std::atoi(wanted));
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return 10;
#else
  return 100;
#endif
}

class ServerFaults : public Journey {
 protected:
  void make_record(const fs::path& place) {
    fs::create_directories(folder / "reports");
    ASSERT_EQ(repere("demo cohort --cases 60 --out cohort").exit_code, 0);
    database_ = "sqlite:" + (place / "record.db").string();
    const Ending imported = repere("import cohort --db '" + database_ + "' --key key");
    ASSERT_EQ(imported.exit_code, 0) << imported.err;
  }
  std::unique_ptr<RunningServer> start(const std::function<void()>& in_child = {}) const {
    return std::make_unique<RunningServer>(
        folder, "server",
        std::vector<std::string>{"--db", database_, "--key", (folder / "key").string(), "--reports",
                                 (folder / "reports").string(), "--demonstration"},
        in_child);
  }
  void expect_whole_trail() const {
    const Ending verified = repere("audit verify --db '" + database_ + "' --key key");
    EXPECT_EQ(verified.exit_code, 0) << verified.out << verified.err;
  }

  std::string database_;
};

// One case as its editor sees it: the version to change, the tumour, and what was answered.
class Editor {
 public:
  Editor(const RunningServer& server, std::string cookie, std::int64_t number)
      : server_(server), cookie_(std::move(cookie)), path_("/api/v1/cases/" + std::to_string(number)) {}

  std::string read() {
    const web::Reply reply = server_.ask("GET", path_, cookie_);
    if (reply.status != 200) return {};
    etag_ = std::string(reply.headers.find("ETag").value_or(""));
    const auto tumour = boost::json::parse(reply.body).at("tumours").at(0).as_object();
    tumour_ = tumour.at("id").as_int64();
    const auto* size = tumour.if_contains("size_mm");
    return size == nullptr ? std::string("none") : std::string(size->as_string());
  }
  web::Reply change(int size) {
    const std::string body = R"({"reason":"synthetic correction","tumours":[{"id":)" + std::to_string(tumour_) +
                             R"(,"size_mm":")" + std::to_string(size) + "\"}]}";
    web::Reply reply = server_.ask("PATCH", path_,
                                   cookie_ + "Content-Type: application/json\r\nIf-Match: " + etag_ + "\r\n", body);
    if (reply.status == 200) etag_ = std::string(*reply.headers.find("ETag"));
    return reply;
  }

 private:
  const RunningServer& server_;
  std::string cookie_, path_, etag_;
  std::int64_t tumour_ = 0;
};

std::vector<std::int64_t> own_cases(const RunningServer& server, const std::string& cookie) {
  std::vector<std::int64_t> numbers;
  const auto list = boost::json::parse(server.ask("GET", "/api/v1/cases?most=50", cookie).body);
  for (const auto& one : list.at("cases").as_array())
    if (const auto number = one.at("case").as_int64(); numbers.empty() || numbers.back() != number)
      numbers.push_back(number);
  return numbers;
}

// The groups of commits themselves are killed a hundred times in storage's tests; here is the way from a request to the
// disk. Each start looks for what was answered before the kill.
TEST_F(ServerFaults, killed_a_hundred_times_lose_no_change_that_was_answered) {
  make_record(folder);
  constexpr std::size_t writers = 4;
  std::array<std::atomic<int>, writers> answered{}, sent{};
  std::atomic<int> answers = 0;
  const int rounds = kills();
  for (int round = 0; round <= rounds; ++round) {
    const auto server = start();
    ASSERT_NE(server->port(), 0);
    const std::string cookie = server->sign_in("surgeon");
    const auto cases = own_cases(*server, cookie);
    ASSERT_GE(cases.size(), writers);
    for (std::size_t i = 0; round > 0 && i < writers; ++i) {
      const std::string there = Editor(*server, cookie, cases[i]).read();
      if (answered[i] == 0) continue;
      ASSERT_TRUE(there == std::to_string(answered[i]) || there == std::to_string(sent[i]))
          << "round " << round << ": " << there << ", answered " << answered[i] << ", sent " << sent[i];
      answered[i] = std::stoi(there);  // it is seen now: it may not go any more
    }
    if (round == rounds) break;
    const int before = answers;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < writers; ++i)
      threads.emplace_back([&, i] {
        try {
          Editor editor(*server, cookie, cases[i]);
          editor.read();
          for (int size = std::max(1001, answered[i] + 1);; size = size == 1900 ? 1001 : size + 1) {
            sent[i] = size;
            if (editor.change(size).status != 200) return;
            answered[i] = size;
            ++answers;
          }
        } catch (const std::exception&) {  // the server is gone
        }
      });
    // At some moment, but not before something was written, however busy the machine is.
    std::this_thread::sleep_for(std::chrono::milliseconds(20 + (37 * round) % 90));
    for (int i = 0; i < 1000 && answers == before; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_GT(answers, before) << "nothing was written in round " << round;
    server->end(SIGKILL);
    for (auto& thread : threads) thread.join();
  }
  expect_whole_trail();
}

// A small file system of its own for the database; nothing where the test may not mount one.
class SmallDisk {
 public:
  SmallDisk(const fs::path& place, const char* size) : place_(place) {
    fs::create_directories(place_);
    mounted_ = ::mount("tmpfs", place_.c_str(), "tmpfs", 0, (std::string("mode=0700,size=") + size).c_str()) == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(place_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  bool mounted() const { return mounted_; }
  bool make_read_only(bool yes) const {
    return ::mount("tmpfs", place_.c_str(), "tmpfs", yes ? MS_REMOUNT | MS_RDONLY : MS_REMOUNT, nullptr) == 0;
  }

 private:
  fs::path place_;
  bool mounted_ = false;
};

TEST_F(ServerFaults, on_a_full_disk_refuse_changes_with_503_lose_none_and_go_on_when_there_is_room) {
  const SmallDisk disk(folder / "disk", "24m");
  if (!disk.mounted()) GTEST_SKIP() << "a small file system cannot be mounted here (root only)";
  make_record(folder / "disk");
  const auto server = start();
  const std::string cookie = server->sign_in("surgeon");
  Editor editor(*server, cookie, own_cases(*server, cookie).front());
  editor.read();
  ASSERT_EQ(editor.change(51).status, 200);
  {
    std::ofstream fills(folder / "disk" / "fills", std::ios::binary);
    const std::string block(1 << 16, 'x');
    while (fills.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
    }
  }
  int size = 51, refused = 0;
  web::Reply reply;
  for (int i = 0; i < 2000 && refused < 3; ++i) {
    reply = editor.change(52 + i % 40);
    if (reply.status == 200)
      size = 52 + i % 40;
    else
      ++refused;
  }
  ASSERT_EQ(refused, 3) << "the disk is full";
  EXPECT_EQ(reply.status, 503) << reply.raw;
  EXPECT_TRUE(reply.headers.find("Retry-After"));
  EXPECT_EQ(reply.body.find("disk"), std::string::npos) << "the reason is in the log, not in the answer";
  // The log comes a moment later.
  for (int tries = 0; tries < 500 && !has(server->said(), "the disk is full"); ++tries) std::this_thread::sleep_for(10ms);
  EXPECT_TRUE(has(server->said(), "the disk is full")) << server->said();
  EXPECT_EQ(editor.read(), std::to_string(size)) << "reading goes on, and shows what was answered";
  fs::remove(folder / "disk" / "fills");
  EXPECT_EQ(editor.change(99).status, 200) << "there is room again";
  server->end(SIGKILL);
  const auto back = start();
  const std::string again = back->sign_in("surgeon");
  EXPECT_EQ(Editor(*back, again, own_cases(*back, again).front()).read(), "99");
  back->end(SIGTERM);
  expect_whole_trail();
}

// Everywhere: files of the process may not grow any more, as on a disk that fails.
TEST_F(ServerFaults, on_a_disk_that_takes_no_more_refuse_changes_and_lose_none) {
  make_record(folder);
  const std::uintmax_t now = fs::file_size(folder / "record.db");
  const auto server = start([&] {
    const rlim_t most = static_cast<rlim_t>(now + 600'000);
    const rlimit limit{most, most};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, SIG_IGN);
  });
  const std::string cookie = server->sign_in("surgeon");
  const auto number = own_cases(*server, cookie).front();
  Editor editor(*server, cookie, number);
  editor.read();
  int size = 0, refused = 0;
  for (int i = 0; i < 3000 && refused < 3; ++i) {
    const int status = editor.change(1001 + i).status;
    if (status == 200) {
      size = 1001 + i;
      continue;
    }
    ++refused;
    EXPECT_EQ(status, 503);
  }
  if (refused == 0) GTEST_SKIP() << "the files did not reach their limit";
  EXPECT_EQ(editor.read(), std::to_string(size));
  server->end(SIGKILL);
  const auto back = start();
  const std::string again = back->sign_in("surgeon");
  Editor later(*back, again, number);
  EXPECT_EQ(later.read(), std::to_string(size));
  EXPECT_EQ(later.change(77).status, 200);
  back->end(SIGTERM);
  expect_whole_trail();
}

TEST_F(ServerFaults, on_a_read_only_disk_do_not_start_say_why_and_start_when_it_can_be_written) {
  const SmallDisk disk(folder / "disk", "24m");
  if (!disk.mounted()) GTEST_SKIP() << "a file system cannot be mounted here (root only)";
  make_record(folder / "disk");
  ASSERT_TRUE(disk.make_read_only(true));
  const Ending refused = repere("serve --db '" + database_ + "' --key key --reports reports --listen 127.0.0.1:0 --demonstration");
  EXPECT_EQ(refused.exit_code, 3);
  EXPECT_NE(refused.err.find("it can only be read"), std::string::npos) << refused.err;
  ASSERT_TRUE(disk.make_read_only(false));
  const auto server = start();
  const std::string cookie = server->sign_in("surgeon");
  Editor editor(*server, cookie, own_cases(*server, cookie).front());
  editor.read();
  EXPECT_EQ(editor.change(51).status, 200);
  server->end(SIGTERM);
  expect_whole_trail();
}

}  // namespace
}  // namespace repere::journeys
