#include "exchange/csv/pieces.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "exchange/csv/tally.hpp"

namespace repere::csv {

// What the threads share.
struct Pieces::Turns {
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t next = 0;     // the piece to hand out
  std::size_t counted = 0;  // pieces that are in `before`
  Tally before;
  std::size_t last = std::numeric_limits<std::size_t>::max();  // pieces behind it need not be read
};

Pieces::Pieces(Reader head)
    : name_(head.name()),
      header_(head.header()),
      separator_(head.separator()),
      state_(head.input_.state()),
      turns_(std::make_shared<Turns>()) {
  head_ = std::make_unique<Reader>(std::move(head));
}

Result<Pieces> Pieces::open(const std::filesystem::path& path, std::size_t bytes) {
  auto head = Reader::open(path);
  if (!head) return tl::unexpected(head.error());
  Pieces pieces(std::move(*head));
  pieces.bytes_ = bytes;
  // The system's own files say that they are empty: read them as a pipe.
  if (pieces.state_ && pieces.state_->bytes == 0) pieces.state_.reset();
  if (pieces.state_) pieces.size_ = static_cast<std::size_t>((pieces.state_->bytes + bytes - 1) / bytes);
  return pieces;
}

void Pieces::stop_behind(std::size_t piece) {
  const std::lock_guard lock(turns_->mutex);
  turns_->last = std::min(turns_->last, piece);
  turns_->changed.notify_all();
}

Result<void> Pieces::unchanged() const {
  if (!state_ || head_->input_.state() == state_) return {};
  return fail(ErrorKind::unavailable,
              name_ + ": the file changed while it was read; try again when it is written");
}

PieceReader::PieceReader(Pieces& pieces, std::vector<std::size_t> selected)
    : pieces_(pieces),
      selected_(std::move(selected)),
      reader_(pieces.name_, pieces.header_, pieces.separator_) {
  reader_.select(selected_);
  if (pieces_.state_) block_.reset(new char[pieces_.bytes_]);
}

bool PieceReader::take() {
  Pieces::Turns& turns = *pieces_.turns_;
  {
    const std::lock_guard lock(turns.mutex);
    if (turns.next >= pieces_.size_ || turns.next > turns.last) return false;
    piece_ = turns.next++;
  }
  if (!pieces_.state_) {  // the one piece of a pipe
    reader_ = std::move(*pieces_.head_);
    reader_.select(selected_);
    return true;
  }
  const std::uint64_t begin = std::uint64_t{piece_} * pieces_.bytes_;
  const auto read = pieces_.head_->input_.read_at(begin, {block_.get(), pieces_.bytes_});
  const std::span<const char> block(block_.get(), read ? *read : 0);
  const Tally own = tally_of({block.data(), block.size()});
  Tally before;
  {
    std::unique_lock lock(turns.mutex);
    turns.changed.wait(lock, [&] { return turns.counted == piece_ || turns.last < piece_; });
    if (turns.last < piece_) return false;
    before = turns.before;
    turns.before = {before.quotes + own.quotes, before.lines + own.lines};
    ++turns.counted;
    turns.changed.notify_all();
  }
  const std::string_view text(block.data(), block.size());
  const auto end = first_record_end(text, before.quotes % 2 != 0);
  const bool last = piece_ + 1 == pieces_.size_;
  if (!read)
    reader_.restart(Input::failing(read.error()), 0, 1);
  else if (!end)
    reader_.restart(Input::over({}), 0, 0);
  else
    reader_.restart(Input::over(text.substr(*end), pieces_.head_->input_, begin + text.size()),
                    1 + before.lines + tally_of(text.substr(0, *end)).lines,
                    last ? std::numeric_limits<std::uint64_t>::max() : text.size() - *end + 1);
  return true;
}

}  // namespace repere::csv
