#pragma once
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "exchange/csv/input.hpp"
#include "exchange/csv/scan.hpp"

namespace repere::csv {

/// Something wrong with the form of a file. It never repeats a value of a row.
struct Problem {
  std::uint64_t line = 0;  ///< 1 is the header
  std::string column;      ///< name; empty when it is the row as a whole
  std::string what;
  std::string remedy;
};

/// "file, line 12, column 'age': what; remedy"
std::string text_of(std::string_view file, const Problem& problem);

/// What one call of Reader::next() came to.
enum class Step : std::uint8_t {
  record,      ///< fields() holds it
  bad_record,  ///< problem() says what is wrong with it; the next record can be read
  stopped,     ///< problem() says why nothing more can be read
  end,
};

/// Reads a CSV or TSV file record by record, strictly: RFC 4180 quotes, "\n" or "\r\n", UTF-8 with or without
/// its mark. Empty lines are passed over where the header has two columns or more. Memory stays bounded
/// whatever the file holds.
class Reader {
 public:
  static constexpr std::size_t longest_record = 1 << 20;  ///< bytes, its line end included

  /// Reads the header. `separator` is ',', '\t' or ';'; 0: the one that the header has most of (',' when it
  /// has none). Errors: not_found, unavailable; incorrect if the file is empty, is not UTF-8, has no header,
  /// or a name in it is
  ///   empty or there twice
  static Result<Reader> open(const std::filesystem::path& path, char separator = 0);
  /// The same over a text in memory, which must outlive the reader; `name` stands for the file in messages.
  static Result<Reader> over(std::string_view text, std::string name, char separator = 0);

  const std::string& name() const { return name_; }  ///< the file's name without its folder
  char separator() const { return separator_; }
  const std::vector<std::string>& header() const { return header_; }
  /// The place of a column in the header.
  std::optional<std::size_t> find(std::string_view column) const;

  /// From now on fields() holds these columns only, in this order; the others are passed over.
  /// Shape: places in the header, each at most once
  void select(const std::vector<std::size_t>& columns);

  /// Reads the next record.
  Step next();
  /// The fields of the record, quotes taken off; valid until next() is called.
  /// Shape: one for each column of the header, or of select()
  std::span<const std::string_view> fields() const { return {fields_.data(), selected_}; }
  std::uint64_t line() const { return line_; }  ///< the record's first line; 1 is the header
  const Problem& problem() const { return problem_; }
  /// problem() as an error that names the file.
  Error error() const { return {trouble_ ? trouble_->kind : ErrorKind::incorrect, text_of(name_, problem_)}; }

 private:
  friend class Pieces;
  friend class PieceReader;
  enum class Parsed : std::uint8_t { whole, partial, stray_quote, text_after_quote };
  struct Quoted {
    Parsed parsed;
    std::size_t close = 0;  // the closing quote
    std::size_t stop = 0;   // the separator or line feed behind it
    bool doubled = false;   // quotes within
  };

  Reader(Input input, std::string name);
  Reader(std::string name, std::vector<std::string> header, char separator);  // of nothing yet: restart()
  void restart(Input input, std::uint64_t line, std::uint64_t owned);
  Result<void> read_header(char separator);
  Result<void> name_columns();
  bool refill();
  void rescan();
  void check_bytes(std::size_t from);
  Parsed parse();
  Quoted parse_quoted(Scan& scan);
  Step finish_record();
  void unescape();
  Step refuse(Step step, std::string what, std::string remedy);
  Step refuse_bytes();
  Step refuse_quote(std::string what, std::string remedy);
  Step refuse_length();
  bool quotes_are_open() const;
  Step refuse_reading();

  Input input_;
  std::string name_;
  std::vector<std::string> header_;
  std::vector<std::string_view> fields_;  // one more than selected_: where the fields go that nobody wants
  std::vector<std::uint32_t> slot_of_;    // for each column of the header, its place in fields_
  std::vector<std::uint32_t> escaped_;    // fields_ that still have doubled quotes
  std::size_t selected_ = 0;
  char separator_ = ',';

  std::unique_ptr<char[]> buffer_;
  std::size_t begin_ = 0, end_ = 0;  // what is read and not yet consumed
  std::size_t stop_ = 0;             // behind the record that parse() found
  std::uint64_t dropped_ = 0;        // bytes of the input that are no longer in the buffer
  std::uint64_t owned_ =
      std::numeric_limits<std::uint64_t>::max();  // records that begin here or later are another's
  Scan scan_;                                     // over the buffer, behind what is consumed
  std::size_t checked_ = 0;                       // UTF-8 is good up to here ...
  bool bad_bytes_ = false;                        // ... and bad exactly there
  bool last_ = false;                             // nothing more will come

  std::size_t field_count_ = 0;
  std::uint64_t line_ = 0, next_line_ = 1, feeds_ = 0;
  Problem problem_;
  std::optional<Error> trouble_;  // the disk's, kept until it is reported
};

}  // namespace repere::csv
