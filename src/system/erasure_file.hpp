#pragma once
#include <filesystem>

#include "workflows/cases/erasures.hpp"
#include "workflows/secrets.hpp"

namespace repere::system {

/// The list of erasures as a file beside the key: a line each, every one with a keyed hash of itself and all before it. How
/// many lines there are stands in a second file (its name with ".end"), so that a cut end is noticed; without that file it is
/// not.
class ErasureFile final : public workflows::ErasureList {
 public:
  ErasureFile(std::filesystem::path file, workflows::Secrets& secrets) : file_(std::move(file)), secrets_(secrets) {}
  Result<std::vector<workflows::Erasure>> read() override;
  Result<void> add(const std::vector<workflows::Erasure>& erasures) override;

 private:
  struct Content;
  Result<Content> content();

  std::filesystem::path file_;
  workflows::Secrets& secrets_;
};

}  // namespace repere::system
