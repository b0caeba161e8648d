#include "storage/backup/backup_file.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "storage/try.hpp"

namespace repere::storage::backup {

namespace {

constexpr std::string_view plain_magic = "repere backup 1 plain\n", sealed_magic = "repere backup 1 sealed\n";
constexpr std::size_t hash_bytes = 32, most_frame = 256u << 20;
constexpr unsigned char last_mark = 1;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string hash_of(std::string_view before, std::string_view frame) {
  crypto_generichash_state state;
  std::string hash(hash_bytes, '\0');
  crypto_generichash_init(&state, nullptr, 0, hash_bytes);
  crypto_generichash_update(&state, bytes_of(before), before.size());
  crypto_generichash_update(&state, bytes_of(frame), frame.size());
  crypto_generichash_final(&state, bytes_of(hash), hash_bytes);
  return hash;
}

std::string four_bytes(std::size_t size) {
  std::string text;
  for (int shift = 0; shift < 32; shift += 8) text += static_cast<char>((size >> shift) & 0xFF);
  return text;
}

tl::unexpected<Error> cannot_write(const std::string& path) {
  return fail(ErrorKind::unavailable, path + ": it could not be written: " + std::strerror(errno) +
                                          "; make room or give another place");
}

tl::unexpected<Error> damaged(const std::string& path, bool sealed) {
  return fail(ErrorKind::unavailable, path +
                                          (sealed ? ": the backup is damaged, cut short, or of another key"
                                                  : ": the backup is damaged or cut short") +
                                          "; use another one");
}

}  // namespace

struct FrameWriter::State {
  std::string path, part;
  File file;
  bool sealed = false, finished = false;
  std::string hash = std::string(hash_bytes, '\0');
  crypto_secretstream_xchacha20poly1305_state stream{};

  Result<void> write(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size()) return cannot_write(path);
    return {};
  }
  ~State() {
    sodium_memzero(&stream, sizeof stream);
    if (!finished) ::unlink(part.c_str());
  }
};

FrameWriter::FrameWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
FrameWriter::FrameWriter(FrameWriter&&) noexcept = default;
FrameWriter::~FrameWriter() = default;

Result<FrameWriter> FrameWriter::create(const std::string& path, const Key& key) {
  REPERE_ENSURE(sodium_init() >= 0);
  if (std::filesystem::exists(path))
    return fail(ErrorKind::conflict, path + ": there is such a file already; give another name");
  auto state = std::make_unique<State>();
  const std::string part = path + ".part";
  const int file = ::open(part.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (file < 0) return cannot_write(part);
  state->path = path;
  state->part = part;
  state->file.reset(::fdopen(file, "wb"));
  state->sealed = key.has_value();
  if (!key) {
    REPERE_TRY(state->write(plain_magic));
    return FrameWriter(std::move(state));
  }
  REPERE_ENSURE(key->size() == crypto_secretstream_xchacha20poly1305_KEYBYTES);
  std::string header(crypto_secretstream_xchacha20poly1305_HEADERBYTES, '\0');
  crypto_secretstream_xchacha20poly1305_init_push(&state->stream, bytes_of(header), bytes_of(*key));
  REPERE_TRY(state->write(sealed_magic));
  REPERE_TRY(state->write(header));
  return FrameWriter(std::move(state));
}

Result<void> FrameWriter::put(std::string_view payload, bool last) {
  REPERE_ENSURE(payload.size() < most_frame);
  std::string frame;
  if (state_->sealed) {
    frame.resize(payload.size() + crypto_secretstream_xchacha20poly1305_ABYTES);
    crypto_secretstream_xchacha20poly1305_push(&state_->stream, bytes_of(frame), nullptr, bytes_of(payload),
                                               payload.size(), nullptr, 0,
                                               last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                                    : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
  } else {
    frame.assign(1, static_cast<char>(last ? last_mark : 0));
    frame += payload;
    state_->hash = hash_of(state_->hash, frame);
    frame += state_->hash;
  }
  REPERE_TRY(state_->write(four_bytes(frame.size())));
  return state_->write(frame);
}

Result<void> FrameWriter::finish(std::string_view payload) {
  REPERE_TRY(put(payload, true));
  State& state = *state_;
  if (std::fflush(state.file.get()) != 0 || ::fsync(::fileno(state.file.get())) != 0)
    return cannot_write(state.path);
  state.file.reset();
  // link() and not rename(): a file that came meanwhile is not overwritten.
  if (::link(state.part.c_str(), state.path.c_str()) != 0) return cannot_write(state.path);
  ::unlink(state.part.c_str());
  state.finished = true;
  const auto folder = std::filesystem::absolute(state.path).parent_path();
  const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = handle >= 0 && ::fsync(handle) == 0;
  if (handle >= 0) ::close(handle);
  if (!synced) return cannot_write(state.path);
  return {};
}

struct FrameReader::State {
  std::string path;
  File file;
  bool sealed = false, ended = false;
  std::string hash = std::string(hash_bytes, '\0');
  crypto_secretstream_xchacha20poly1305_state stream{};

  bool read(std::string& out, std::size_t size) {
    out.clear();
    // Grown as it comes: a damaged length must not ask for more memory than the file has bytes.
    while (out.size() < size) {
      const std::size_t at = out.size(), more = std::min<std::size_t>(size - at, 1 << 20);
      out.resize(at + more);
      if (std::fread(out.data() + at, 1, more, file.get()) != more) return false;
    }
    return true;
  }
  ~State() { sodium_memzero(&stream, sizeof stream); }
};

FrameReader::FrameReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
FrameReader::FrameReader(FrameReader&&) noexcept = default;
FrameReader::~FrameReader() = default;
bool FrameReader::encrypted() const { return state_->sealed; }

Result<FrameReader> FrameReader::open(const std::string& path, const Key& key) {
  REPERE_ENSURE(sodium_init() >= 0);
  auto state = std::make_unique<State>();
  state->path = path;
  state->file.reset(std::fopen(path.c_str(), "rbe"));
  if (!state->file)
    return fail(errno == ENOENT ? ErrorKind::not_found : ErrorKind::unavailable,
                path + ": it cannot be read: " + std::strerror(errno));
  std::string magic;
  for (int c = 0;
       magic.size() < sealed_magic.size() && c != '\n' && (c = std::fgetc(state->file.get())) != EOF;)
    magic += static_cast<char>(c);
  if (magic != plain_magic && magic != sealed_magic)
    return fail(ErrorKind::incorrect, path + ": it is no backup of this program");
  state->sealed = magic == sealed_magic;
  if (state->sealed != key.has_value())
    return fail(ErrorKind::incorrect, path + (key ? ": the backup is not encrypted; leave the key out"
                                                  : ": the backup is encrypted; give its key file"));
  if (!key) return FrameReader(std::move(state));
  std::string header;
  if (!state->read(header, crypto_secretstream_xchacha20poly1305_HEADERBYTES) ||
      crypto_secretstream_xchacha20poly1305_init_pull(&state->stream, bytes_of(header), bytes_of(*key)) != 0)
    return damaged(path, true);
  return FrameReader(std::move(state));
}

Result<std::optional<std::string>> FrameReader::next() {
  State& state = *state_;
  std::string frame, payload;
  if (state.ended) {
    if (std::fgetc(state.file.get()) != EOF) return damaged(state.path, state.sealed);
    return std::optional<std::string>{};
  }
  if (!state.read(frame, 4)) return damaged(state.path, state.sealed);
  std::size_t size = 0;
  for (std::size_t i = 0; i < 4; ++i)
    size |= static_cast<std::size_t>(static_cast<unsigned char>(frame[i])) << (8 * i);
  const std::size_t least = state.sealed ? crypto_secretstream_xchacha20poly1305_ABYTES : 1 + hash_bytes;
  if (size < least || size > most_frame + least || !state.read(frame, size))
    return damaged(state.path, state.sealed);
  if (state.sealed) {
    payload.resize(size - least);
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&state.stream, bytes_of(payload), nullptr, &tag,
                                                   bytes_of(frame), size, nullptr, 0) != 0)
      return damaged(state.path, true);
    state.ended = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  } else {
    const std::string_view told = std::string_view(frame).substr(size - hash_bytes);
    state.hash = hash_of(state.hash, std::string_view(frame).substr(0, size - hash_bytes));
    if (told != state.hash) return damaged(state.path, false);
    state.ended = frame[0] == last_mark;
    payload = frame.substr(1, size - least);
  }
  return std::optional(std::move(payload));
}

Result<std::string> read_key_file(const std::string& path) {
  std::ifstream file(path);
  std::string line, key(crypto_secretstream_xchacha20poly1305_KEYBYTES, '\0');
  if (!file) return fail(ErrorKind::not_found, path + ": the key file cannot be read");
  std::getline(file, line);
  std::size_t read = 0;
  if (sodium_hex2bin(bytes_of(key), key.size(), line.data(), line.size(), " \r", &read, nullptr) != 0 ||
      read != key.size())
    return fail(ErrorKind::incorrect,
                path + ": a key file is one line of 64 hexadecimal digits (openssl rand -hex 32)");
  sodium_memzero(line.data(), line.size());
  return key;
}

}  // namespace repere::storage::backup
