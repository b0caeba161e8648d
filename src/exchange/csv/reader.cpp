#include "exchange/csv/reader.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "base/utf8.hpp"

namespace repere::csv {
namespace {

constexpr std::size_t chunk = 256 * 1024;  // stays in the second-level cache while it is scanned
constexpr std::size_t room = Reader::longest_record + chunk;
constexpr std::size_t padding = 64 + 1;  // structural_bits reads 64 bytes; a last line feed may be added

bool continues_utf8(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0xC0) == 0x80; });
}

}  // namespace

std::string text_of(std::string_view file, const Problem& problem) {
  std::string text(file);
  if (problem.line > 0) text += " line " + std::to_string(problem.line);
  if (!problem.column.empty()) text += ", column '" + problem.column + "'";
  return text + ": " + problem.what + "; " + problem.remedy;
}

Reader::Reader(Input input, std::string name)
    : input_(std::move(input)), name_(std::move(name)), buffer_(new char[room + padding]) {}

Reader::Reader(std::string name, std::vector<std::string> header, char separator)
    : Reader(Input::over({}), std::move(name)) {
  header_ = std::move(header);
  separator_ = separator;
}

Result<Reader> Reader::open(const std::filesystem::path& path, char separator) {
  auto input = Input::open(path);
  if (!input) return tl::unexpected(input.error());
  Reader reader(std::move(*input), path.filename().string());
  if (auto header = reader.read_header(separator); !header) return tl::unexpected(header.error());
  return reader;
}

Result<Reader> Reader::over(std::string_view text, std::string name, char separator) {
  Reader reader(Input::over(text), std::move(name));
  if (auto header = reader.read_header(separator); !header) return tl::unexpected(header.error());
  return reader;
}

// Reads `input`, whose first byte begins a record in `line`, up to the record that begins `owned` bytes behind.
void Reader::restart(Input input, std::uint64_t line, std::uint64_t owned) {
  input_ = std::move(input);
  owned_ = owned;
  dropped_ = begin_ = end_ = stop_ = checked_ = 0;
  bad_bytes_ = last_ = false;
  next_line_ = line;
  trouble_.reset();
}

std::optional<std::size_t> Reader::find(std::string_view column) const {
  const auto at = std::find(header_.begin(), header_.end(), column);
  if (at == header_.end()) return std::nullopt;
  return static_cast<std::size_t>(at - header_.begin());
}

void Reader::select(const std::vector<std::size_t>& columns) {
  selected_ = columns.size();
  fields_.assign(selected_ + 1, {});
  slot_of_.assign(header_.size(), static_cast<std::uint32_t>(selected_));
  for (std::size_t slot = 0; slot < columns.size(); ++slot) {
    REPERE_ENSURE(columns[slot] < header_.size() && slot_of_[columns[slot]] == selected_);
    slot_of_[columns[slot]] = static_cast<std::uint32_t>(slot);
  }
}

// Moves what is not yet consumed to the front and reads a chunk behind it. False when nothing came.
bool Reader::refill() {
  if (last_) return false;
  const std::size_t kept = end_ - begin_;
  std::memmove(buffer_.get(), buffer_.get() + begin_, kept);
  checked_ -= begin_;
  dropped_ += begin_;
  begin_ = 0;
  end_ = kept;
  const auto read = input_.read({buffer_.get() + end_, std::min(chunk, room - end_)});
  if (!read) trouble_ = read.error();
  const std::size_t came = read ? *read : 0;
  end_ += came;
  last_ = came == 0;
  if (last_ && kept > 0 && buffer_[end_ - 1] != '\n') buffer_[end_++] = '\n';
  std::memset(buffer_.get() + end_, 0, 64);
  if (!bad_bytes_) check_bytes(checked_);
  rescan();
  return end_ > kept;
}

void Reader::rescan() {
  scan_ = {.bytes = buffer_.get(), .end = end_, .separator = separator_};
  scan_.restart(begin_);
}

void Reader::check_bytes(std::size_t from) {
  const std::string_view text(buffer_.get() + from, end_ - from);
  const auto bad = first_bad_utf8(text);
  checked_ = from + bad.value_or(text.size());
  // A character that the chunk's end cut is good so far.
  const bool cut = bad && !last_ && text.size() - *bad < 4 &&
                   static_cast<unsigned char>(text[*bad]) >= 0xC2 && continues_utf8(text.substr(*bad + 1));
  bad_bytes_ = bad && !cut;
}

// The rest of a field behind its opening quote.
Reader::Quoted Reader::parse_quoted(Scan& scan) {
  const char* const bytes = scan.bytes;
  Quoted field{Parsed::partial};
  for (std::size_t at = scan.next(); at + 1 < scan.end; at = scan.next()) {
    feeds_ += bytes[at] == '\n';
    if (bytes[at] != '"') continue;
    if (bytes[at + 1] == '"') {
      field.doubled = true;
      scan.next();
      continue;
    }
    field.close = at++;
    if (bytes[at] == '\r' && at + 1 == scan.end) return field;
    if (bytes[at] == '\r' && bytes[at + 1] == '\n') ++at;
    field.stop = at;
    field.parsed = bytes[at] == separator_ || bytes[at] == '\n' ? Parsed::whole : Parsed::text_after_quote;
    if (field.parsed == Parsed::whole) scan.next();  // goes over the byte at `at`
    return field;
  }
  return field;
}

// Finds the record at begin_: its fields and where it stops.
Reader::Parsed Reader::parse() {
  Scan scan = scan_;
  const char* const bytes = scan.bytes;
  std::string_view* const out = fields_.data();
  const std::uint32_t* const slots = slot_of_.data();
  const std::size_t columns = slot_of_.size(), unwanted = selected_;
  feeds_ = 0;
  escaped_.clear();
  std::size_t count = 0;
  for (std::size_t start = begin_;; ++count) {
    std::size_t at = scan.next();
    if (at >= scan.end) return Parsed::partial;
    const std::size_t slot = count < columns ? slots[count] : unwanted;
    std::string_view field(bytes + start, at - start);
    if (bytes[at] == '"') [[unlikely]] {
      stop_ = at;
      if (at != start) return Parsed::stray_quote;
      const Quoted quoted = parse_quoted(scan);
      stop_ = at = quoted.stop;
      if (quoted.parsed != Parsed::whole) return quoted.parsed;
      field = {bytes + start + 1, quoted.close - start - 1};
      if (quoted.doubled && slot != unwanted) escaped_.push_back(static_cast<std::uint32_t>(slot));
    } else if (bytes[at] == '\n' && field.ends_with('\r')) {
      field.remove_suffix(1);
    }
    out[slot] = field;
    start = at + 1;
    if (bytes[at] != '\n') continue;
    stop_ = start;
    field_count_ = count + 1;
    scan_ = scan;
    return Parsed::whole;
  }
}

Step Reader::next() {
  for (;;) {
    if (dropped_ + begin_ >= owned_) return Step::end;
    if (begin_ == end_ && !refill()) return trouble_ ? refuse_reading() : Step::end;
    switch (parse()) {
      case Parsed::whole: {
        const std::size_t bytes = stop_ - begin_;
        if (bytes > longest_record) return refuse_length();
        const bool empty = field_count_ == 1 && (bytes == 1 || (bytes == 2 && buffer_[begin_] == '\r'));
        if (!empty || header_.size() == 1) return finish_record();
        begin_ = stop_;
        ++next_line_;
        break;
      }
      case Parsed::stray_quote:
        if (stop_ - begin_ > longest_record) return refuse_length();
        return refuse_quote("a quote within a field that does not begin with one",
                            "put the whole field in quotes and write each quote within it twice");
      case Parsed::text_after_quote:
        if (stop_ - begin_ > longest_record) return refuse_length();
        return refuse_quote("text after a closing quote",
                            "end the field at its closing quote, or write the quotes within it twice");
      case Parsed::partial:
        if (end_ - begin_ > longest_record) return refuse_length();
        if (!refill()) return trouble_ ? refuse_reading() : refuse_length();
        break;
    }
  }
}

Step Reader::finish_record() {
  line_ = next_line_;
  next_line_ += 1 + feeds_;
  if (bad_bytes_ && checked_ < stop_) return refuse_bytes();
  if (field_count_ != header_.size() && !header_.empty()) {
    begin_ = stop_;
    return refuse(
        Step::bad_record,
        std::to_string(field_count_) + " fields where the header has " + std::to_string(header_.size()),
        "give the row one field for each column; a field that holds the separator stands in quotes");
  }
  if (!escaped_.empty()) unescape();
  begin_ = stop_;
  return Step::record;
}

// The record is whole: the buffer under its fields is ours to shorten them in.
void Reader::unescape() {
  for (const std::uint32_t slot : escaped_) {
    const std::string_view field = fields_[slot];
    char* const to = buffer_.get() + (field.data() - buffer_.get());
    std::size_t length = 0;
    for (std::size_t i = 0; i < field.size(); ++i) {
      to[length++] = field[i];
      i += field[i] == '"';
    }
    fields_[slot] = {to, length};
  }
}

Step Reader::refuse(Step step, std::string what, std::string remedy) {
  problem_ = {line_, {}, std::move(what), std::move(remedy)};
  return step;
}

Step Reader::refuse_bytes() {
  std::size_t place = 0;
  bool quoted = false;
  for (std::size_t i = begin_; i < checked_; ++i) {
    quoted ^= buffer_[i] == '"';
    place += !quoted && buffer_[i] == separator_;
  }
  const bool nul = buffer_[checked_] == '\0';
  begin_ = stop_;
  check_bytes(stop_);
  refuse(Step::bad_record, nul ? "a NUL byte" : "bytes that are not UTF-8",
         nul ? "the file is damaged or not UTF-8 text: export it again as UTF-8" : "save the file as UTF-8");
  if (place < header_.size()) problem_.column = header_[place];
  return Step::bad_record;
}

Step Reader::refuse_quote(std::string what, std::string remedy) {
  line_ = next_line_;
  next_line_ += feeds_ + 1;
  begin_ = stop_;
  for (;;) {  // to the next line, where a record may begin again
    const char* const feed =
        static_cast<const char*>(std::memchr(buffer_.get() + begin_, '\n', end_ - begin_));
    if (feed) {
      begin_ = static_cast<std::size_t>(feed - buffer_.get()) + 1;
      break;
    }
    begin_ = end_;
    if (checked_ < begin_) check_bytes(begin_);
    if (!refill()) break;
  }
  if (checked_ < begin_) check_bytes(begin_);
  rescan();
  return refuse(Step::bad_record, std::move(what), std::move(remedy));
}

// Whether the record at begin_ is within quotes where it ends without an end, or becomes too long.
bool Reader::quotes_are_open() const {
  const char* const from = buffer_.get() + begin_;
  return std::count(from, from + std::min(end_ - begin_, longest_record), '"') % 2 != 0;
}

Step Reader::refuse_length() {
  line_ = next_line_;
  const bool open = quotes_are_open();
  begin_ = end_;
  last_ = true;
  if (open)
    return refuse(Step::stopped, "a quote that begins in this row is never closed",
                  "close it, or write it twice if it belongs to the text");
  return refuse(Step::stopped, "a line above 1 MiB", "check that the file is a table with one line a row");
}

Step Reader::refuse_reading() {
  line_ = next_line_;
  return refuse(Step::stopped, trouble_->message, "check the disk and try again");
}

}  // namespace repere::csv
