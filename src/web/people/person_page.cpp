#include "web/people/person_page.hpp"

#include "report/drawing/plain_text.hpp"

namespace repere::web {

using report::escaped;

std::string minute_of(Instant at) {
  std::string text = iso_text(at).substr(0, 16);
  text[10] = ' ';
  return text;
}

std::string cell(std::string_view text) { return "<td>" + escaped(text) + "</td>"; }
std::string table_head(const Request& request, std::initializer_list<Bilingual> names) {
  std::string html = "<thead><tr>";
  for (const auto& name : names) html += "<th scope=\"col\">" + escaped(name.in(request.language)) + "</th>";
  return html + "</tr></thead>";
}

namespace {

// The names of the columns, as they stand in the head.
std::vector<std::string> names_in(std::string_view header) {
  constexpr std::string_view begins = "<th scope=\"col\">", ends = "</th>";
  std::vector<std::string> names;
  for (std::size_t at = header.find(begins); at != std::string_view::npos; at = header.find(begins, at)) {
    at += begins.size();
    names.emplace_back(header.substr(at, header.find(ends, at) - at));
  }
  return names;
}

// Each cell with the name of its column, which narrow windows show: there a row is a list.
std::string with_names(std::string_view rows, const std::vector<std::string>& names) {
  std::string html;
  html.reserve(rows.size() + rows.size() / 4);
  std::size_t column = 0;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    html += rows[at];
    const std::string_view rest = rows.substr(at);
    if (rest.starts_with("<tr")) column = 0;
    const bool cell_begins = (rest.starts_with("<td") || rest.starts_with("<th")) && rest.size() > 3 && (rest[3] == ' ' || rest[3] == '>');
    if (!cell_begins) continue;
    html += rest.substr(1, 2);
    at += 2;
    if (column < names.size()) html += " data-name=\"" + names[column] + "\"";
    ++column;
  }
  return html;
}

}  // namespace

std::string table(const std::string& header, const std::string& rows, std::string_view caption) {
  return "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"" + escaped(caption) +
         "\"><table class=\"stacks\"><caption>" + escaped(caption) + "</caption>" + header + "<tbody>" + with_names(rows, names_in(header)) +
         "</tbody></table></div>";
}

Route person_page(const PeopleWorld& world, std::string path, Policy policy, Bilingual title,
                  PersonPage content) {
  return {
      .path = std::move(path),
      .policy = std::move(policy),
      .runs_on = RunsOn::workers(),
      .handler = [world, title, content = std::move(content)](const Request& request) -> Result<Response> {
        const auto who = world.gate.who(request);
        if (!who) return tl::unexpected(who.error());
        const auto html = content(*who, request);
        if (!html) return tl::unexpected(html.error());
        Response response = page(page_frame(request, title, *html, &*who), request.language);
        response.keeps_secret = true;
        return response;
      },
      .summary = std::string(title.en),
      .answers = {{200, "a page", "text/html"}},
      .problems = {403, 404},
      .any_query = true};
}

std::optional<std::int64_t> number_in_query(const Request& request, std::string_view name) {
  const auto text = request.query.find(name);
  if (!text || text->empty() || text->size() > 15 ||
      text->find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  return std::stoll(std::string(*text));
}

}  // namespace repere::web
