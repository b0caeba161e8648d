#include "web/server/log.hpp"

#include <unistd.h>

#include <cerrno>
#include <chrono>

#include "base/numbers.hpp"
#include "base/utf8.hpp"

namespace repere::web {

namespace {

constexpr std::size_t most_waiting = 1024 * 1024;

void append_text(std::string& out, std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  const bool clean = !first_bad_utf8(text).has_value();
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !clean)) {
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_member(std::string& out, const char* name, std::string_view text) {
  out += std::string(",\"") + name + "\":";
  append_text(out, text);
}

std::string beginning(Instant now, LogLevel level) {
  static constexpr const char* names[] = {"info", "warning", "error"};
  return "{\"time\":\"" + iso_text(now) + "\",\"level\":\"" + names[static_cast<int>(level)] + "\"";
}

}  // namespace

Log::Log(Now now, Write write, LogLevel least)
    : now_(std::move(now)), write_(std::move(write)), least_(least), thread_([this] { run(); }) {}

Log::~Log() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Log::request(const LoggedRequest& said) {
  const LogLevel level = said.status >= 500                         ? LogLevel::error
                         : said.status == 403 || said.status == 429 ? LogLevel::warning
                                                                    : LogLevel::info;
  if (level < least_) return;
  std::string line = beginning(now_(), level);
  append_member(line, "request_id", said.request_id);
  append_member(line, "method", said.method);
  append_member(line, "route", said.route);
  line += ",\"status\":";
  append_number(line, static_cast<std::int64_t>(said.status));
  line += ",\"ms\":";
  append_number(line, static_cast<double>(static_cast<std::int64_t>(said.milliseconds * 1000)) / 1000);
  line += ",\"bytes\":";
  append_number(line, static_cast<std::int64_t>(said.bytes));
  if (said.account != 0) {
    line += ",\"account\":";
    append_number(line, said.account);
  }
  if (!said.error.empty()) append_member(line, "error", said.error);
  add(line + "}\n");
}

void Log::event(LogLevel level, std::string_view what, std::string_view detail) {
  if (level < least_) return;
  std::string line = beginning(now_(), level);
  append_member(line, "event", what);
  if (!detail.empty()) append_member(line, "detail", detail);
  add(line + "}\n");
}

void Log::add(std::string line) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() + line.size() > most_waiting) {
      ++dropped_;
      return;
    }
    first = waiting_.empty();
    waiting_ += line;
  }
  if (first) wake_.notify_one();
}

std::uint64_t Log::dropped() const {
  const std::lock_guard lock(mutex_);
  return dropped_;
}

void Log::run() {
  std::string lines;
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    lines.clear();
    lines.swap(waiting_);
    lock.unlock();
    write_(lines);
    if (lines.size() < 64 * 1024)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));  // gathers lines under load
    lock.lock();
  }
}

void Log::write_to_stderr(std::string_view lines) {
  while (!lines.empty()) {
    const ssize_t count = ::write(STDERR_FILENO, lines.data(), lines.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    lines.remove_prefix(static_cast<std::size_t>(count));
  }
}

}  // namespace repere::web
