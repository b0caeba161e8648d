#include "catalogue/geography.hpp"

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "base/numbers.hpp"
#include "base/utf8.hpp"
#include "catalogue/problems.hpp"
#include "catalogue/read_text.hpp"
#include "catalogue/sidecar.hpp"
#include "catalogue/table.hpp"

namespace repere {
namespace {

namespace fs = std::filesystem;
using Fields = std::vector<std::string_view>;

Result<Departments> load_departments(const fs::path& file) {
  constexpr auto required = Column::Need::required;
  auto table = Table::open(file, {{"code", required},
                                  {"name", required},
                                  {"region", required},
                                  {"latitude", required},
                                  {"longitude", required}});
  if (!table) return tl::unexpected(table.error());
  table->refuse_repeated("code");
  std::vector<Department> all;
  table->for_each([&](const TableRow& row) {
    all.push_back({row.text("code"),
                   row.text("name"),
                   row.text("region"),
                   {row.number("latitude", -90, 90).value_or(0), row.number("longitude", -180, 180).value_or(0)}});
  });
  if (all.size() > 255) table->problem("code", "more than 255 departments");
  if (const auto good = table->check(); !good) return tl::unexpected(good.error());
  return Departments(table->edition(), std::move(all));
}

void split(std::string_view text, char sign, Fields& into) {
  into.clear();
  for (std::size_t begin = 0;;) {
    const std::size_t end = text.find(sign, begin);
    into.push_back(text.substr(begin, end - begin));
    if (end == std::string_view::npos) return;
    begin = end + 1;
  }
}

// Tables of many lines are read line by line, without a copy of all fields: `each` has the line's number and its fields.
template <class Each>
Result<Edition> read_lines(const fs::path& file, std::string_view header, Problems& problems, const Each& each) {
  const auto text = read_text(file);
  if (!text) return tl::unexpected(text.error());
  const auto sidecar = read_sidecar(fs::path(file).replace_extension(".meta.toml"));
  if (!sidecar) return tl::unexpected(sidecar.error());
  if (const auto bad = first_bad_utf8(*text))
    return fail(ErrorKind::incorrect, file.string() + ": is not UTF-8 at byte " + std::to_string(*bad + 1));
  Fields lines, fields;
  split(*text, '\n', lines);
  if (lines.front() != header)
    return fail(ErrorKind::incorrect, file.string() + ", line 1: is not '" + std::string(header) +
                                          "': make the tables again (portal/geography)");
  const auto width = static_cast<std::size_t>(std::count(header.begin(), header.end(), ',')) + 1;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (i + 1 == lines.size() && lines[i].empty()) break;
    split(lines[i], ',', fields);
    if (fields.size() != width || lines[i].find_first_of("\"\r") != std::string_view::npos)
      problems.add(i + 1, "", "has not the " + std::to_string(width) + " fields of the header, without quotes");
    else
      each(i + 1, fields);
  }
  if (!problems.empty()) return tl::unexpected(problems.error());
  return sidecar->edition;
}

std::optional<double> degrees(std::string_view text, double most) {
  const auto number = parse_number(text);
  return number && *number >= -most && *number <= most ? number : std::nullopt;
}

// A line of places.csv; notes what is wrong with it.
PlaceEntry place_of(const Fields& fields, const Departments& departments, Problems& problems, std::size_t line) {
  PlaceEntry entry;
  entry.code = fields[0];
  entry.name = fields[1];
  if (fields[2] != "c" && fields[2] != "d" && fields[2] != "a")
    problems.add(line, "kind", "is not c, d or a");
  else
    entry.kind = fields[2] == "c"   ? PlaceKind::commune
                 : fields[2] == "d" ? PlaceKind::old_commune
                                    : PlaceKind::borough;
  entry.parent = fields[3];
  if (entry.parent.empty() != (entry.kind == PlaceKind::commune))
    problems.add(line, "parent", "goes with the kinds d and a, and with no other");
  if (const auto row = departments.find(fields[4]))
    entry.department = *row;
  else
    problems.add(line, "department", "'" + std::string(fields[4]) + "' is not in knowledge/network/departments.csv");
  Fields codes;
  if (!fields[5].empty()) split(fields[5], ';', codes);
  for (const std::string_view code : codes) {
    const auto number = parse_whole(code);
    if (code.size() != 5 || !number || *number < 0)
      problems.add(line, "postal_codes", "'" + std::string(code) + "' has not five digits");
    else
      entry.postal_codes.push_back(static_cast<std::uint32_t>(*number));
  }
  const auto population = parse_whole(fields[6]);
  if (!population || *population < 0 || *population > 100'000'000)
    problems.add(line, "population", "is not a whole number of inhabitants");
  else
    entry.population = static_cast<std::uint32_t>(*population);
  const auto latitude = degrees(fields[7], 90), longitude = degrees(fields[8], 180);
  if (latitude && longitude) entry.position = Position{*latitude, *longitude};
  if (!entry.position && !(fields[7].empty() && fields[8].empty()))
    problems.add(line, "latitude", "latitude and longitude are two numbers of degrees, or both empty");
  return entry;
}

Result<void> load_places(const fs::path& file, Places& places) {
  Problems problems(file.string());
  const auto edition = read_lines(
      file, "code,name,kind,parent,department,postal_codes,population,latitude,longitude", problems,
      [&](std::size_t line, const Fields& fields) {
        const auto added = places.add(place_of(fields, places.departments(), problems, line));
        if (!added) problems.add(line, "", added.error().message);
      });
  if (!edition) return tl::unexpected(edition.error());
  if (auto complete = places.complete(*edition); !complete) return fail_in(file.string(), complete.error());
  return {};
}

std::vector<Position> ring_of(std::string_view text, bool& good) {
  Fields numbers;
  split(text, ' ', numbers);
  good = good && numbers.size() >= 6 && numbers.size() % 2 == 0;
  std::vector<Position> ring;
  for (std::size_t i = 0; good && i < numbers.size(); i += 2) {
    const auto longitude = degrees(numbers[i], 180), latitude = degrees(numbers[i + 1], 90);
    good = longitude && latitude;
    if (good) ring.push_back({*latitude, *longitude});
  }
  return ring;
}

Result<Outlines> load_outlines(const fs::path& file) {
  Outlines outlines;
  Problems problems(file.string());
  const auto edition =
      read_lines(file, "department,outline", problems, [&](std::size_t line, const Fields& fields) {
        Outline outline{std::string(fields[0]), {}};
        Fields rings;
        split(fields[1], ';', rings);
        bool good = true;
        for (const std::string_view ring : rings) outline.rings.push_back(ring_of(ring, good));
        if (!good) problems.add(line, "outline", "is not longitudes and latitudes by turns, three pairs or more");
        outlines.all.push_back(std::move(outline));
      });
  if (!edition) return tl::unexpected(edition.error());
  outlines.edition = *edition;
  return outlines;
}

}  // namespace

Result<Geography> load_geography(const fs::path& knowledge, const std::optional<fs::path>& tables) {
  auto departments = load_departments(knowledge / "network" / "departments.csv");
  if (!departments) return tl::unexpected(departments.error());
  Geography geography{Places(std::move(*departments)), {}};
  if (!tables) return geography;
  if (auto loaded = load_places(*tables / "places.csv", geography.places); !loaded)
    return tl::unexpected(loaded.error());
  auto outlines = load_outlines(*tables / "outlines.csv");
  if (!outlines) return tl::unexpected(outlines.error());
  geography.outlines = std::move(*outlines);
  return geography;
}

Result<std::optional<fs::path>> find_geography_folder(const fs::path& knowledge) {
  std::error_code trouble;
  const auto holds = [&](const fs::path& folder) { return fs::is_regular_file(folder / "places.csv", trouble); };
  if (const char* said = std::getenv("REPERE_GEOGRAPHY"); said && *said) {
    if (holds(said)) return fs::path(said);
    return fail(ErrorKind::not_found, "REPERE_GEOGRAPHY names a folder without places.csv: " + std::string(said) +
                                          "; set it to the folder that portal/geography filled, or unset it");
  }
  for (fs::path above = fs::read_symlink("/proc/self/exe", trouble).parent_path();; above = above.parent_path()) {
    for (const fs::path& folder : {above / "geography", above / "share" / "repere" / "geography"})
      if (holds(folder)) return folder;
    if (above == above.parent_path()) break;
  }
  if (holds(knowledge / "geography")) return knowledge / "geography";
  return std::optional<fs::path>();
}

}  // namespace repere
