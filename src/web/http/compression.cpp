#include "web/http/compression.hpp"

#include <brotli/encode.h>
#include <zlib.h>

#include <array>

#include "web/http/etag.hpp"
#include "web/http/language.hpp"

namespace repere::web {

namespace {

// A stream of zlib takes 256 KB to set up: each thread keeps one per level.
class Deflater {
 public:
  explicit Deflater(int level) {
    constexpr int gzip_format = 15 + 16;
    REPERE_ENSURE(deflateInit2(&stream_, level, Z_DEFLATED, gzip_format, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  }
  ~Deflater() { deflateEnd(&stream_); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  std::string run(std::string_view text) {
    deflateReset(&stream_);
    std::string out(deflateBound(&stream_, text.size()), '\0');
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream_.avail_in = static_cast<uInt>(text.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    REPERE_ENSURE(deflate(&stream_, Z_FINISH) == Z_STREAM_END);
    out.resize(out.size() - stream_.avail_out);
    return out;
  }

 private:
  z_stream stream_{};
};

}  // namespace

Coding preferred_coding(std::string_view accept_encoding, bool brotli_is_there) {
  if (accept_encoding.empty()) return Coding::identity;
  const int brotli = brotli_is_there ? accepted_weight(accept_encoding, "br") : 0;
  const int gzip = accepted_weight(accept_encoding, "gzip");
  if (brotli > 0 && brotli >= gzip) return Coding::brotli;
  return gzip > 0 ? Coding::gzip : Coding::identity;
}

bool is_compressible(std::string_view type) {
  const std::string_view media = type.substr(0, type.find(';'));
  if (media == "text/event-stream") return false;
  if (media.starts_with("text/") || media.ends_with("+json") || media.ends_with("+xml")) return true;
  constexpr std::array<std::string_view, 5> others = {"application/json", "application/xml",
                                                      "application/javascript", "application/wasm",
                                                      "application/manifest+json"};
  for (const std::string_view other : others)
    if (media == other) return true;
  return false;
}

std::string gzipped(std::string_view text, int level) {
  REPERE_ENSURE(text.size() < 0x7FFFFFFF);
  if (level != 1) return Deflater(level).run(text);
  thread_local Deflater quick(1);
  return quick.run(text);
}

// The last levels cost a second a megabyte for a tenth of the size: a server with large reports would start late.
constexpr int brotli_quality = 5;

std::string brotlied(std::string_view text) {
  std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
  std::string out(size, '\0');
  const int done = BrotliEncoderCompress(brotli_quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, text.size(),
                                         reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                                         reinterpret_cast<std::uint8_t*>(out.data()));
  if (done != BROTLI_TRUE) return {};
  out.resize(size);
  return out;
}

namespace {

std::shared_ptr<Asset> asset_of(std::string type, std::string body) {
  auto asset = std::make_shared<Asset>();
  asset->type = std::move(type);
  asset->body = std::move(body);
  asset->etag = etag_of(asset->body);
  return asset;
}

}  // namespace

std::shared_ptr<const Asset> make_unpacked_asset(std::string type, std::string body) {
  return asset_of(std::move(type), std::move(body));
}

std::shared_ptr<const Asset> make_asset(std::string type, std::string body) {
  auto asset = asset_of(std::move(type), std::move(body));
  if (is_compressible(asset->type) && asset->body.size() > least_compressed_bytes) {
    const auto keep = [&](std::string& place, std::string packed) {
      if (packed.empty() || packed.size() >= asset->body.size()) return;
      packed.shrink_to_fit();  // it was made with room for what does not shrink
      place = std::move(packed);
    };
    keep(asset->gzip, gzipped(asset->body, 9));
    keep(asset->brotli, brotlied(asset->body));
  }
  return asset;
}

}  // namespace repere::web
