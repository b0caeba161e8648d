#include "web/http/multipart.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "web/http/fields.hpp"

namespace repere::web {

namespace {

tl::unexpected<Error> wrong(const char* what) {
  return fail(ErrorKind::incorrect, std::string("the form cannot be read: ") + what);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// The value of `name` in "form-data; name=\"a\"; filename=\"b\"".
std::optional<std::string> parameter_of(std::string_view text, std::string_view name) {
  std::size_t at = text.find(';');
  while (at != std::string_view::npos && at < text.size()) {
    text = trimmed(text.substr(at + 1));
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view found = trimmed(text.substr(0, equals));
    text = text.substr(equals + 1);
    std::string_view value;
    if (text.starts_with('"')) {
      const std::size_t end = text.find('"', 1);
      if (end == std::string_view::npos) return std::nullopt;
      value = text.substr(1, end - 1);
      at = text.find(';', end);
    } else {
      at = text.find(';');
      value = trimmed(text.substr(0, at));
    }
    if (same_name(found, name)) return std::string(value);
  }
  return std::nullopt;
}

bool is_one_line(std::string_view text) {
  return !first_bad_utf8(text) && std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F;
  });
}

// Browsers write a quote inside a name as %22.
std::string with_quotes(std::string text) {
  for (std::size_t at = 0; (at = text.find("%22", at)) != std::string::npos; ++at) text.replace(at, 3, "\"");
  return text;
}

}  // namespace

Result<std::string> boundary_of(std::string_view content_type) {
  const auto boundary = parameter_of(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > 70)
    return wrong("its Content-Type names no boundary");
  const bool good = std::all_of(boundary->begin(), boundary->end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("'()+_,-./:=?").find(c) != std::string_view::npos;
  });
  if (!good) return wrong("its boundary holds a character that none has");
  return *boundary;
}

Result<PartHead> parse_part_head(std::string_view lines) {
  PartHead head;
  bool disposed = false;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find("\r\n"), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 2, lines.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return wrong("a part's header is malformed");
    const std::string_view name = line.substr(0, colon), value = trimmed(line.substr(colon + 1));
    if (same_name(name, "Content-Type")) head.type = std::string(value);
    if (!same_name(name, "Content-Disposition")) continue;
    if (disposed || !same_name(trimmed(value.substr(0, value.find(';'))), "form-data"))
      return wrong("a part is no form data");
    disposed = true;
    const auto field = parameter_of(value, "name");
    if (!field || field->empty()) return wrong("a part has no name");
    head.field = with_quotes(*field);
    if (auto file = parameter_of(value, "filename")) {
      std::string full = with_quotes(std::move(*file));
      head.file_name = full.substr(full.find_last_of("/\\") + 1);  // npos + 1 is 0
    }
  }
  if (!disposed) return wrong("a part has no name");
  if (!is_one_line(head.field) || !is_one_line(head.type) || !is_one_line(head.file_name.value_or("")))
    return wrong("a part's name is not UTF-8 text of one line");
  if (head.file_name.value_or("").size() > 255 || head.field.size() > 255)
    return wrong("a part's name is too long");
  return head;
}

MultipartParser::MultipartParser(std::string boundary, const MultipartLimits& limits, Taker& taker)
    : delimiter_("\r\n--" + std::move(boundary)), limits_(limits), taker_(taker), buffer_("\r\n") {}

Result<void> MultipartParser::feed(std::string_view bytes) {
  buffer_ += bytes;
  for (;;) {
    const auto more = step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
  }
}

// One step through the buffer; false when more bytes are needed.
Result<bool> MultipartParser::step() {
  switch (state_) {
    case State::start:
      if (buffer_.size() < delimiter_.size()) return false;
      if (!buffer_.starts_with(delimiter_)) return wrong("it does not begin with its boundary");
      buffer_.erase(0, delimiter_.size());
      state_ = State::after_boundary;
      return true;
    case State::after_boundary:
      return read_boundary_end();
    case State::header:
      return read_header();
    case State::content:
      return read_content();
    case State::end:
      // What follows the end means nothing; it is not kept.
      buffer_.clear();
      return false;
  }
  return false;
}

Result<bool> MultipartParser::read_boundary_end() {
  if (buffer_.size() < 2) return false;
  const bool closes = buffer_.starts_with("--");
  if (!closes && !buffer_.starts_with("\r\n")) return wrong("a boundary is malformed");
  if (!closes && ++parts_ > limits_.parts) return wrong("it has too many parts");
  buffer_.erase(0, 2);
  state_ = closes ? State::end : State::header;
  return true;
}

Result<bool> MultipartParser::read_header() {
  const std::size_t end = buffer_.find("\r\n\r\n");
  if (std::min(end, buffer_.size()) > limits_.header_bytes) return wrong("a part's header is too large");
  if (end == std::string::npos) return false;
  const auto head = parse_part_head(std::string_view(buffer_).substr(0, end));
  if (!head) return tl::unexpected(head.error());
  if (const auto begun = taker_.begin_part(*head); !begun) return tl::unexpected(begun.error());
  buffer_.erase(0, end + 4);
  state_ = State::content;
  return true;
}

Result<bool> MultipartParser::read_content() {
  const std::size_t end = buffer_.find(delimiter_);
  if (end != std::string::npos) {
    if (end > 0)
      if (const auto taken = taker_.take(std::string_view(buffer_).substr(0, end)); !taken)
        return tl::unexpected(taken.error());
    if (const auto ended = taker_.end_part(); !ended) return tl::unexpected(ended.error());
    buffer_.erase(0, end + delimiter_.size());
    state_ = State::after_boundary;
    return true;
  }
  // What may be the beginning of a delimiter is kept.
  const std::size_t kept = std::min(buffer_.size(), delimiter_.size() - 1);
  const std::size_t sure = buffer_.size() - kept;
  if (sure == 0) return false;
  if (const auto taken = taker_.take(std::string_view(buffer_).substr(0, sure)); !taken)
    return tl::unexpected(taken.error());
  buffer_.erase(0, sure);
  return false;
}

Result<void> MultipartParser::finish() const {
  if (state_ != State::end) return wrong("it ends before its closing boundary");
  return {};
}

}  // namespace repere::web
