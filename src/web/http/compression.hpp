#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "web/http/response.hpp"

namespace repere::web {

enum class Coding { identity, gzip, brotli };

/// What the client accepts best of what there is; identity when nothing else.
Coding preferred_coding(std::string_view accept_encoding, bool brotli_is_there);

/// Whether a type is text that shrinks (HTML, JSON, CSV, SVG, scripts …), not a picture or an archive.
bool is_compressible(std::string_view type);

constexpr std::size_t least_compressed_bytes = 1024;

/// The text in gzip's format; level 1 for what is made for one answer, 9 for what is kept.
std::string gzipped(std::string_view text, int level);
std::string brotlied(std::string_view text);

/// Keeps a file with its compressed forms (at the highest levels, once) and its ETag.
std::shared_ptr<const Asset> make_asset(std::string type, std::string body);

/// The same without the compressed forms: those of a large file take a second.
std::shared_ptr<const Asset> make_unpacked_asset(std::string type, std::string body);

}  // namespace repere::web
