#pragma once
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/network/centres.hpp"
#include "domain/network/regions.hpp"
#include "domain/suspicion/rules.hpp"
#include "report/document/document.hpp"

// What is printed for a waiting room or a desk: a poster and a one-page guide, with the centres of one region.
namespace repere::report {

/// A centre as it is printed.
struct SheetCentre {
  std::string name, cities;
  bool confirmed = false;  ///< false: marked "to be confirmed by the network"
};

/// The centres of the network with a site in the region, today's roles only as far as the table says; by name.
std::vector<SheetCentre> centres_of_region(const Centres& centres, const Region& region);

/// What both sheets are made from.
struct RegionSheet {
  const suspicion::RuleSet& rules;
  std::string network;
  std::string region;  ///< its name
  std::vector<SheetCentre> centres;
  std::string address;  ///< of the questionnaire, whole: "https://…/masse-suspecte"
  Instant created{};
  bool synthetic = false;
};

/// An A4 poster with the signs, what not to do, a QR code to the questionnaire and the region's centres.
/// Errors: incorrect if the address is too long for a QR code; fault if the drawing library reports one
Result<std::string> poster_pdf(const RegionSheet& sheet, Language language);

/// The one-page guide: rules with their sources, what to do first and not to do, centres, the same QR code.
Result<Document> guide_document(const RegionSheet& sheet, Language language);

}  // namespace repere::report
