#include "storage/source_identities.hpp"

#include "storage/people/packed.hpp"

namespace repere::storage {

namespace {

constexpr std::string_view layout = "source 1";  // the first text of what is sealed: which texts follow

std::string context_of(PatientId patient) { return "source of " + std::to_string(patient.value); }

}  // namespace

// 128 bits are enough to tell keys apart, and half as much to store and to search.
std::string hash_of_key(workflows::Secrets& secrets, const std::string& source,
                        const Confidential<std::string>& key) {
  constexpr std::size_t digits = 32;
  std::string text;
  pack(text, source);
  pack(text, key.reveal());
  std::string hash = secrets.hash(workflows::HashedFor::source_key, text);
  if (hash.size() > digits) hash.erase(0, hash.size() - digits);
  return hash;
}

Result<workflows::Sealed> seal_identity(workflows::Secrets& secrets, const workflows::SealedPersonKey& person,
                                        PatientId patient, const SourceIdentity& identity) {
  std::string all;
  pack(all, layout);
  pack(all, identity.key.reveal());
  const auto& birth = identity.birth.reveal();
  pack(all, birth ? birth->text() : std::string());
  return secrets.seal_for(person, context_of(patient), Confidential<std::string>(std::move(all)));
}

Result<SourceIdentity> open_identity(workflows::Secrets& secrets, const workflows::SealedPersonKey& person,
                                     PatientId patient, const workflows::Sealed& sealed) {
  const auto opened = secrets.open_for(person, context_of(patient), sealed);
  if (!opened) return tl::unexpected(opened.error());
  auto texts = unpack(opened->reveal());
  if (texts.size() != 3 || texts[0] != layout)
    return fail(ErrorKind::unsupported,
                "an identity was written by a newer version of this program: install that version");
  SourceIdentity identity{Confidential<std::string>(std::move(texts[1])), {}};
  if (texts[2].empty()) return identity;
  const auto birth = PartialDate::parse(texts[2]);
  if (!birth)
    return fail(ErrorKind::unavailable, "an identity cannot be read; the database is damaged: restore a backup");
  identity.birth = Confidential<std::optional<PartialDate>>(*birth);
  return identity;
}

std::string key_of_erased(std::string_view key_hash) { return "erased-" + std::string(key_hash); }

}  // namespace repere::storage
