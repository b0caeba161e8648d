// What comes from outside, thrown at the readers that see it first. clang's libFuzzer runs it:
//   cmake -S . -B build/fuzz -G Ninja -DCMAKE_CXX_COMPILER=clang++ -DREPERE_FUZZ=ON -DREPERE_TESTS=OFF -DREPERE_FOLDERS="base;…;web"
//   ninja -C build/fuzz http_fuzz && build/fuzz/tests/fuzz/http_fuzz -max_total_time=300
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/utf8.hpp"
#include "web/http/json_reader.hpp"
#include "web/http/multipart.hpp"
#include "web/http/request_reader.hpp"
#include "web/http/target.hpp"

namespace {

using namespace repere::web;

struct Taken final : MultipartParser::Taker {
  std::string all;
  repere::Result<void> begin_part(const PartHead& head) override {
    REPERE_ENSURE(!head.field.empty());
    all += "[" + head.field + "]";
    return {};
  }
  repere::Result<void> take(std::string_view bytes) override {
    all += bytes;
    return {};
  }
  repere::Result<void> end_part() override {
    all += "|";
    return {};
  }
};

// One form, read in pieces of one size; what it holds does not depend on the size.
std::string form_in_pieces(std::string_view body, std::size_t step, bool& good) {
  Taken taken;
  MultipartParser parser("b", {}, taken);
  good = true;
  for (std::size_t at = 0; good && at < body.size(); at += step)
    good = parser.feed(body.substr(at, step)).has_value();
  good = good && parser.finish().has_value();
  return taken.all;
}

// One request in pieces: head, body, and what is left for the next.
std::string request_in_pieces(std::string_view bytes, std::size_t step, bool& good) {
  RequestReader reader({});
  std::string buffer, body;
  bool head = false;
  good = true;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    buffer += bytes.substr(at, step);
    if (!head) {
      const auto read = reader.read_head(buffer);
      if (!read) return good = false, "";
      head = *read;
      if (head) {
        REPERE_ENSURE(reader.head().headers.count("Host") <= 1 &&
                      reader.head().headers.count("Content-Length") <= 1);
        REPERE_ENSURE(!(reader.head().chunked && reader.head().content_length));
      }
    }
    while (head && !reader.body_done() && !buffer.empty()) {
      const std::size_t before = buffer.size();
      if (!reader.read_body(buffer, body, before)) return good = false, "";
      if (buffer.size() == before) break;
    }
  }
  if (!head || !reader.body_done()) return good = false, "";
  return reader.head().method + " " + reader.head().target + "\n" + body + "\n" + buffer;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::size_t step = 1 + data[1] % 32;
  bool whole = false, pieces = false;
  switch (data[0] % 4) {
    case 0: {
      const std::string a = request_in_pieces(text, text.size() + 1, whole),
                        b = request_in_pieces(text, step, pieces);
      REPERE_ENSURE(!whole || !pieces || a == b);
      break;
    }
    case 1: {
      const std::string a = form_in_pieces(text, text.size() + 1, whole),
                        b = form_in_pieces(text, step, pieces);
      REPERE_ENSURE(whole == pieces && (!whole || a == b));
      break;
    }
    case 2:
      static_cast<void>(read_json(text));
      break;
    default:
      if (const auto target = parse_target(text))
        for (const std::string& segment : target->segments)
          REPERE_ENSURE(segment != ".." && segment.find('/') == std::string::npos &&
                        !repere::first_bad_utf8(segment));
      static_cast<void>(is_local_path(text));
  }
  return 0;
}
