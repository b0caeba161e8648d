#pragma once
#include <cstddef>
#include <functional>

namespace repere::statistics {

/// Rows of one chunk where a computation over rows is cut for threads: a fixed number, so that sums added chunk by chunk
/// have the same digits whatever the number of threads.
inline constexpr std::size_t chunk_rows = 1 << 15;

/// How many chunks n rows make; the last may be shorter.
constexpr std::size_t chunks_of(std::size_t rows) { return (rows + chunk_rows - 1) / chunk_rows; }

/// Calls work(0) ... work(pieces - 1), each once, on up to `threads` threads (the caller's among them), and returns when
/// all are done. Pieces are handed out in order; which thread takes which is not fixed: a piece writes only what is its own.
/// Shape:  threads >= 1; one thread or one piece: nothing is started
/// Errors: `work` does not throw
void in_parallel(unsigned threads, std::size_t pieces, const std::function<void(std::size_t)>& work);

}  // namespace repere::statistics
