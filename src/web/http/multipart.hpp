#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace repere::web {

struct MultipartLimits {
  std::size_t parts = 64;
  std::size_t header_bytes = 4 * 1024;  ///< of one part
};

/// What a part says of itself.
struct PartHead {
  std::string field;
  std::optional<std::string>
      file_name;     ///< without folders; empty text: the browser's field for a file was left empty
  std::string type;  ///< as the client claims; never to be believed
};

/// Reads multipart/form-data as it comes, in pieces of any size, holding little more than one boundary in memory.
class MultipartParser {
 public:
  /// What takes the parts; a failure stops the reading and is returned.
  class Taker {
   public:
    virtual ~Taker() = default;
    virtual Result<void> begin_part(const PartHead& head) = 0;
    virtual Result<void> take(std::string_view bytes) = 0;
    virtual Result<void> end_part() = 0;
  };

  MultipartParser(std::string boundary, const MultipartLimits& limits, Taker& taker);
  /// Errors: incorrect when it is not well-formed or passes a limit; and the taker's
  Result<void> feed(std::string_view bytes);
  /// Errors: incorrect when the closing boundary has not come
  Result<void> finish() const;

 private:
  enum class State { start, after_boundary, header, content, end };
  Result<bool> step();
  Result<bool> read_boundary_end();
  Result<bool> read_header();
  Result<bool> read_content();

  const std::string delimiter_;  // CR LF "--" boundary
  const MultipartLimits limits_;
  Taker& taker_;
  std::string buffer_;
  State state_ = State::start;
  std::size_t parts_ = 0;
};

/// The boundary that a Content-Type names.
/// Errors: incorrect when there is none or it is not one (1 to 70 characters, RFC 2046)
Result<std::string> boundary_of(std::string_view content_type);

/// Reads a part's header lines.
/// Errors: incorrect without Content-Disposition: form-data and a name, or when a name is not UTF-8 text of one line
Result<PartHead> parse_part_head(std::string_view lines);

}  // namespace repere::web
