#pragma once
#include <functional>
#include <optional>
#include <string>

#include "report/language.hpp"
#include "report/wording.hpp"
#include "web/public/public_frame.hpp"
#include "web/public/results/edition_shelf.hpp"

// What the pages of results share: how numbers, tables, figures and their surroundings are written.
namespace repere::web {

using boost::json::value;
using report::in;

std::string text_at(const value& object, std::string_view key);
/// The reader's half of {"fr", "en"}; escaped.
std::string label_at(const value& object, std::string_view key, Language language);
std::optional<double> number_at(const value& object, std::string_view key);

/// A count, or that it is protected.
std::string count_cell(const value& row, std::string_view key, Language language);
/// A share with its limits, or that it is protected.
std::string share_cell(const value& row, Language language);
std::string protected_words(Language language);
/// "dans les limites", "au-dessus des limites à 99,8 %" …; empty without limits or value.
std::string position_words(const value& row, Language language);

/// One edition, as a page shows it.
struct ShownEdition {
  std::string id;
  EditionShelf::Document index;
  std::string replaced_by;  ///< the erratum's name; empty: none
  bool is_newest = true;
  Language language = Language::fr;
  const EditionShelf* shelf = nullptr;

  bool synthetic() const { return index->at("synthetic").as_bool(); }
  /// The address of another page of results, the edition kept unless it is the newest.
  std::string path(std::string_view french, std::string_view english, std::string_view rest = {}) const;
};

/// A table that scrolls by itself; `head` are plain texts, rows hold HTML cells, the first a heading.
struct HtmlTable {
  std::string caption;
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> rows;
  std::string html() const;
};

/// The figure of the edition with its caption; empty when the edition has none of this name.
std::string figure_html(const ShownEdition& edition, const std::string& name, const std::string& caption);
/// Where the numbers of a page can be taken, and how they are cited.
std::string downloads_html(const ShownEdition& edition, const PublicNetwork& network, const std::string& stem,
                           const std::string& title, const std::vector<std::string>& figures);
/// Which edition this is, its date, its errata, and the others.
std::string edition_bar(const ShownEdition& edition, std::string_view path_fr, std::string_view path_en);
/// JSON-LD of schema.org's Dataset.
std::string dataset_json(const ShownEdition& edition, const PublicNetwork& network, const std::string& title,
                         const std::string& description, const std::string& stem);

}  // namespace repere::web
