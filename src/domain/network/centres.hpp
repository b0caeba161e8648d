#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "domain/code_lookup.hpp"
#include "domain/edition.hpp"
#include "domain/words.hpp"

namespace repere {

/// What a centre is for the network. Numbers are stored: never reused.
enum class CentreRole : std::uint8_t { coordinator = 1, competence = 2, outside = 3 };

/// How sure a statement about a centre is.
enum class Certainty : std::uint8_t { confirmed = 1, probable = 2, uncertain = 3 };

/// Whether an act was done inside the network.
enum class Network : std::uint8_t { inside = 1, outside = 2, unknown = 3 };

inline constexpr std::array<Word<CentreRole>, 3> centre_role_words{{{CentreRole::coordinator, "coordinator"},
                                                                    {CentreRole::competence, "competence"},
                                                                    {CentreRole::outside, "outside"}}};
inline constexpr std::array<Word<Certainty>, 3> certainty_words{{{Certainty::confirmed, "confirmed"},
                                                                 {Certainty::probable, "probable"},
                                                                 {Certainty::uncertain, "uncertain"}}};
inline constexpr std::array<Word<Network>, 3> network_words{
    {{Network::inside, "inside"}, {Network::outside, "outside"}, {Network::unknown, "unknown"}}};

constexpr std::string_view name_of(CentreRole value) { return word_in(centre_role_words, value); }
constexpr std::string_view name_of(Certainty value) { return word_in(certainty_words, value); }
constexpr std::string_view name_of(Network value) { return word_in(network_words, value); }
constexpr std::optional<CentreRole> centre_role_named(std::string_view word) {
  return value_in(centre_role_words, word);
}
constexpr std::optional<Certainty> certainty_named(std::string_view word) {
  return value_in(certainty_words, word);
}
constexpr std::optional<Network> network_named(std::string_view word) {
  return value_in(network_words, word);
}

using CentreIndex = Index<struct CentreTag>;

/// The role a centre has from one day to another, both included; an end that is not given is open.
struct RolePeriod {
  CentreRole role = CentreRole::outside;
  std::optional<PartialDate> from, until;
  Certainty certainty = Certainty::uncertain;
  std::string source;

  bool operator==(const RolePeriod&) const = default;
};

/// One place where a centre works. What is not sourced is empty.
/// Units: degrees, WGS 84
struct CentreSite {
  std::string name;
  std::string address;
  std::string city;
  std::string department;  ///< code: "69", "2A", "974"
  std::optional<double> latitude, longitude;
  std::string source;              ///< of the name and address
  std::string coordinates_source;  ///< of the coordinates

  bool operator==(const CentreSite&) const = default;
};

/// A hospital, or several under one label. Empty contact, expertise, board days: to be confirmed by the
/// network.
struct Centre {
  std::string code;  ///< ours, stable: "FR-LYON-CLB"
  std::string name;
  std::vector<CentreSite> sites;
  std::vector<RolePeriod> roles;
  std::optional<std::string> contact, expertise, board_days;
  bool fictitious = false;  ///< belongs to a synthetic data set

  bool operator==(const Centre&) const = default;
};

/// The centres of the network and those a data set brings; does not change after it is made, and a copy shares what it
/// says: each case that is read carries them.
class Centres {
 public:
  /// The code of the entry for "a hospital outside the network, not named": it is always there, as row 0.
  static constexpr std::string_view outside_code = "OUTSIDE";
  /// The code that means "the centre is not known": it has no entry, find() gives the none index.
  static constexpr std::string_view unknown_code = "UNKNOWN";

  Centres();
  // No moves: what was moved from would have no list.
  Centres(const Centres&) = default;
  Centres& operator=(const Centres&) = default;
  /// Errors: incorrect if two entries have one code, a code is empty or reserved, a period ends before it
  /// begins,
  ///   or there are more than 65,000
  static Result<Centres> make(Edition edition, std::vector<Centre> entries);
  /// These centres and `more` behind them; an entry that says the same as one that is there is left out, whoever
  /// says it.
  /// Errors: conflict if a code is there with other content; and those of make()
  Result<Centres> with(std::vector<Centre> more) const;

  const Edition& edition() const { return list_->edition; }
  std::size_t size() const { return list_->entries.size(); }
  const Centre& operator[](CentreIndex index) const;
  /// The none index when no entry has this code.
  CentreIndex find(std::string_view code) const { return list_->find(code); }
  auto begin() const { return list_->entries.begin(); }
  auto end() const { return list_->entries.end(); }

  /// Whether the centre belonged to the network (coordinator or competence) on every day that `date` can be:
  /// inside; on none of them: outside; on some, or one cannot say (no role recorded, the none index):
  /// unknown. The certainty of a period is shown to the reader; it does not change the answer.
  Network network_of(CentreIndex index, const PartialDate& date) const;

 private:
  struct List {
    Edition edition;
    std::vector<Centre> entries;
    CodeLookup lookup;

    CentreIndex find(std::string_view code) const { return {lookup.find(code)}; }
    Result<void> add(Centre centre);
  };
  static List only_outside();
  explicit Centres(List list) : list_(std::make_shared<const List>(std::move(list))) {}

  std::shared_ptr<const List> list_;
};

}  // namespace repere
