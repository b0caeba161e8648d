#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "exchange/csv/reader.hpp"

namespace repere::csv {

/// A file cut into pieces of about one size, each read by one of several threads. Together they give the records, the
/// line numbers and the first problem that one Reader gives.
///
/// A piece is a run of bytes; its records are those that begin behind a line end within it, so that every record is in
/// one piece. Whether a line feed ends a record or stands in quotes is known by counting: where the text before it is
/// well formed, it is within quotes if and only if the number of quotes before it is odd. Each thread first counts the
/// quotes and lines of its piece and hands the sums on to the one who has the next. (Behind something malformed the
/// cut may be wrong, but then an earlier piece ends with the problem that counts.)
class Pieces {
 public:
  static constexpr std::size_t usual_bytes = 1
                                             << 20;  // with its reader's buffer, what a processor keeps near

  /// Reads the header. What is no ordinary file (a pipe) is one piece.
  /// Errors: as Reader::open
  static Result<Pieces> open(const std::filesystem::path& path, std::size_t bytes = usual_bytes);

  const std::string& name() const { return name_; }
  const std::vector<std::string>& header() const { return header_; }
  std::size_t size() const { return size_; }

  /// Pieces behind this one need not be read any more: it ends with a problem. From any thread.
  void stop_behind(std::size_t piece);
  /// Whether what was read is what stands in the file: to ask when all is read.
  /// Errors: unavailable if the file has changed since open()
  Result<void> unchanged() const;

 private:
  friend class PieceReader;
  struct Turns;

  explicit Pieces(Reader head);

  std::string name_;
  std::vector<std::string> header_;
  char separator_;
  std::unique_ptr<Reader> head_;  // behind the header
  std::optional<FileState> state_;
  std::size_t bytes_ = usual_bytes;
  std::size_t size_ = 1;
  std::shared_ptr<Turns> turns_;
};

/// Reads pieces one after the other, on one thread.
class PieceReader {
 public:
  /// Shape: selected as for Reader::select; `pieces` outlives the reader
  PieceReader(Pieces& pieces, std::vector<std::size_t> selected);

  /// Takes the next piece that nobody has taken; false when there is none. Pieces are taken in order.
  bool take();
  std::size_t piece() const { return piece_; }
  /// The records of the piece, then Step::end. After Step::bad_record or Step::stopped call stop_behind().
  Reader& reader() { return reader_; }

 private:
  Pieces& pieces_;
  std::vector<std::size_t> selected_;
  Reader reader_;
  std::unique_ptr<char[]> block_;
  std::size_t piece_ = 0;
};

}  // namespace repere::csv
