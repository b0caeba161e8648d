#pragma once
#include <string>
#include <vector>

#include "domain/suspicion/rules.hpp"

// Short pages for professionals and the public: data of knowledge/guides/, each sentence with its source.
namespace repere::guidance {

using suspicion::Ground;
using suspicion::Sentence;
using suspicion::Source;

struct Item {
  Sentence text;
  Ground ground;
};

struct Section {
  Sentence title;
  std::vector<Item> items;
};

/// One page.
struct Guide {
  std::string id, version, licence;
  PartialDate edition;
  int order = 0;  ///< its place in the list of pages
  Sentence path;  ///< last part of its address: "reconnaitre" / "recognise"
  Sentence title, lead;
  std::vector<Source> sources;
  std::vector<Section> sections;
};

/// Every page, in their order.
using Guides = std::vector<Guide>;

}  // namespace repere::guidance
