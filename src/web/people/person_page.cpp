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
std::string table(const std::string& header, const std::string& rows, std::string_view caption) {
  return "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"" + escaped(caption) +
         "\"><table><caption>" + escaped(caption) + "</caption>" + header + "<tbody>" + rows +
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
