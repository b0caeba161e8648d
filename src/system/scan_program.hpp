#pragma once
#include <chrono>
#include <filesystem>

#include "workflows/referrals/documents.hpp"

namespace repere::system {

/// An operator's virus scanner: a program that reads a document on its standard input and ends with 0 (clean), 1 (malicious)
/// or anything else (could not be checked). `clamdscan --no-summary -` behaves so.
class ScanProgram final : public workflows::DocumentScanner {
 public:
  explicit ScanProgram(std::filesystem::path program, std::chrono::milliseconds patience = std::chrono::seconds(60))
      : program_(std::move(program)), patience_(patience) {}
  Result<void> check(std::string_view content) override;

 private:
  std::filesystem::path program_;
  std::chrono::milliseconds patience_;
};

}  // namespace repere::system
