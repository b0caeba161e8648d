#include "web/public/results/results_parts.hpp"

#include <boost/json/serialize.hpp>

#include "report/drawing/plain_text.hpp"

namespace repere::web {

using report::escaped;

namespace {

// A figure is a file of its own with white paper and a size in points; in a page it takes the page's.
std::string inlined(std::string svg) {
  const auto drop = [&](std::string_view from, std::string_view until) {
    const auto begin = svg.find(from);
    const auto end = begin == std::string::npos ? begin : svg.find(until, begin);
    if (end != std::string::npos) svg.erase(begin, end + until.size() - begin);
  };
  drop("<?xml", "?>\n");
  drop(" width=\"", "\"");
  drop(" height=\"", "\"");
  drop("<rect width=\"100%\"", "/>\n");
  return svg;
}

std::string licence_address(std::string_view licence) {
  return licence.starts_with("Licence Ouverte 2.0")
             ? "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
             : "";
}

// "25 novembre 2026"
std::string date_words(const ShownEdition& edition) {
  const std::string text = text_at(*edition.index, "date");
  const auto date = PartialDate::parse(text);
  return date ? report::long_date(date->first(), edition.language) : escaped(text);
}

std::string api_path(const ShownEdition& edition, const std::string& file) {
  return "/api/v1/results/" + edition.id + "/" + file;
}

}  // namespace

std::string text_at(const value& object, std::string_view key) {
  const auto* found = object.as_object().if_contains(key);
  return found && found->is_string() ? std::string(found->as_string()) : std::string();
}
std::string label_at(const value& object, std::string_view key, Language language) {
  return escaped(text_at(object.at(key), code_of(language)));
}
std::optional<double> number_at(const value& object, std::string_view key) {
  const auto* found = object.as_object().if_contains(key);
  return found && found->is_number() ? std::optional(found->to_number<double>()) : std::nullopt;
}

std::string protected_words(Language language) {
  return "<span class=\"kept\">" + in(language, "protégé", "protected") + "</span>";
}

std::string count_cell(const value& row, std::string_view key, Language language) {
  const auto number = number_at(row, key);
  return number ? report::whole_text(static_cast<std::int64_t>(*number), language)
                : protected_words(language);
}

std::string share_cell(const value& row, Language language) {
  const auto share = number_at(row, "value"), lower = number_at(row, "lower"),
             upper = number_at(row, "upper");
  if (number_at(row, "cases").value_or(0) == 0) return "–";
  if (!share || !lower || !upper) return protected_words(language);
  return report::percent_with_interval(*share, *lower, *upper, 1, language);
}

std::string position_words(const value& row, Language language) {
  const auto* funnel = row.as_object().if_contains("funnel");
  const auto share = number_at(row, "value");
  if (!funnel || !share) return {};
  const auto limit = [&](const char* name) { return number_at(*funnel, name).value_or(0); };
  if (*share > limit("upper_998"))
    return in(language, "au-dessus des limites à 99,8 %", "above the 99.8% limits");
  if (*share < limit("lower_998"))
    return in(language, "au-dessous des limites à 99,8 %", "below the 99.8% limits");
  if (*share > limit("upper_95")) return in(language, "au-dessus des limites à 95\u00A0%", "above the 95% limits");
  if (*share < limit("lower_95"))
    return in(language, "au-dessous des limites à 95\u00A0%", "below the 95% limits");
  return in(language, "dans les limites", "within the limits");
}

std::string ShownEdition::path(std::string_view french, std::string_view english,
                               std::string_view rest) const {
  std::string address = in(language, french, english) + escaped(rest);
  if (!is_newest) address += "?edition=" + id;
  return address;
}

std::string HtmlTable::html() const {
  std::string out = "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"" + caption +
                    "\"><table class=\"figures-table\"><caption>" + caption + "</caption><thead><tr>";
  for (std::size_t i = 0; i < head.size(); ++i)
    out += std::string("<th scope=\"col\"") + (i > 0 ? " class=\"number\"" : "") + ">" + head[i] + "</th>";
  out += "</tr></thead><tbody>";
  for (const auto& row : rows) {
    out += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i)
      out += i == 0 ? "<th scope=\"row\">" + row[i] + "</th>" : "<td class=\"number\">" + row[i] + "</td>";
    out += "</tr>";
  }
  return out + "</tbody></table></div>";
}

std::string figure_html(const ShownEdition& edition, const std::string& name, const std::string& caption) {
  const std::string file = "figures/" + name + "." + std::string(code_of(edition.language)) + ".svg";
  const auto svg = edition.shelf->text(edition.id, file);
  if (!svg) return {};
  std::string html =
      "<figure class=\"result\"><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"" + caption +
      "\">" + inlined(*svg) + "</div><figcaption>" + caption;
  if (edition.synthetic())
    html += " <strong>" +
            in(edition.language, "Données synthétiques, centres fictifs.",
               "Synthetic data, fictitious centres.") +
            "</strong>";
  return html + " <a href=\"" + api_path(edition, file) + "\">SVG</a></figcaption></figure>";
}

std::string downloads_html(const ShownEdition& edition, const PublicNetwork& network, const std::string& stem,
                           const std::string& title, const std::vector<std::string>& figures) {
  const Language language = edition.language;
  const std::string licence = text_at(*edition.index, "licence"), address = licence_address(licence);
  std::string html =
      "<h2>" + in(language, "Reprendre ces chiffres", "Reuse these figures") + "</h2><p>" +
      in(language, "Licence\u00A0: ", "Licence: ") +
      (address.empty() ? escaped(licence) : "<a href=\"" + address + "\">" + escaped(licence) + "</a>") +
      ".</p><ul>";
  for (const auto& [ending, words] : {std::pair{".csv", in(language, "tableau", "table")},
                                      std::pair{".json", in(language, "données", "data")}})
    html += "<li><a href=\"" + api_path(edition, stem + ending) + "\">" + escaped(title) + ", " + words +
            " (" + std::string(ending + 1) + ")</a></li>";
  for (const std::string& figure : figures) {
    const std::string file = "figures/" + figure + "." + std::string(code_of(language)) + ".svg";
    html += "<li><a href=\"" + api_path(edition, file) + "\">" + escaped(figure) + " (svg)</a></li>";
  }
  html += "</ul><p>" + in(language, "Pour citer\u00A0: ", "How to cite: ") + "<cite>" +
          escaped(network.name) + ", " + escaped(title) + ", " +
          in(language, "résultats, édition ", "results, edition ") + edition.id + ", " + date_words(edition) +
          (edition.synthetic() ? in(language, ", données synthétiques", ", synthetic data") : "") +
          ".</cite></p>";
  return html;
}

std::string edition_bar(const ShownEdition& edition, std::string_view path_fr, std::string_view path_en) {
  const Language language = edition.language;
  std::string html = "<p class=\"edition\"><strong>" + in(language, "Édition ", "Edition ") + edition.id +
                     "</strong>, " + in(language, "figée le ", "frozen on ") + date_words(edition) + ". ";
  if (const std::string corrected = text_at(*edition.index, "erratum_of"); !corrected.empty())
    html += in(language, "Elle corrige l’édition ", "It corrects edition ") + escaped(corrected) +
            in(language, "\u00A0: ", ": ") + escaped(text_at(*edition.index, "reason")) + " ";
  const auto others = edition.shelf->editions();
  if (others.size() > 1) {
    html += in(language, "Autres éditions\u00A0: ", "Other editions: ");
    bool first = true;
    for (const std::string& other : others) {
      if (other == edition.id) continue;
      html += (first ? "" : ", ") + std::string("<a href=\"") + in(language, path_fr, path_en) +
              "?edition=" + other + "\">" + other + "</a>";
      first = false;
    }
    html += ".";
  }
  html += "</p>";
  if (!edition.replaced_by.empty())
    html += "<p class=\"warning\">" +
            in(language, "Cette édition contient une erreur, corrigée par l’édition ",
               "This edition has an error, corrected by edition ") +
            "<a href=\"" + in(language, path_fr, path_en) + "?edition=" + edition.replaced_by + "\">" +
            edition.replaced_by + "</a>.</p>";
  return html;
}

std::string dataset_json(const ShownEdition& edition, const PublicNetwork& network, const std::string& title,
                         const std::string& description, const std::string& stem) {
  boost::json::array files;
  for (const auto& [ending, type] : {std::pair{".csv", "text/csv"}, std::pair{".json", "application/json"}})
    files.push_back({{"@type", "DataDownload"},
                     {"encodingFormat", type},
                     {"contentUrl", "/api/v1/results/" + edition.id + "/" + stem + ending}});
  const std::string licence = text_at(*edition.index, "licence"), address = licence_address(licence);
  return boost::json::serialize(
      boost::json::object{{"@context", "https://schema.org"},
                          {"@type", "Dataset"},
                          {"name", title},
                          {"description", description},
                          {"version", edition.id},
                          {"datePublished", text_at(*edition.index, "date")},
                          {"license", address.empty() ? licence : address},
                          {"inLanguage", std::string(code_of(edition.language))},
                          {"isAccessibleForFree", true},
                          {"creator", {{"@type", "Organization"}, {"name", network.name}}},
                          {"distribution", std::move(files)}});
}

}  // namespace repere::web
