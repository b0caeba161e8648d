#include "report/guides/region_sheets.hpp"

#include <algorithm>

#include "report/document/pdf.hpp"
#include "report/drawing/qr.hpp"
#include "report/drawing/surfaces.hpp"
#include "report/figures/scale.hpp"
#include "report/suspicion/suspicion_words.hpp"
#include "report/wording.hpp"

namespace repere::report {

using namespace suspicion;

namespace {

constexpr Colour deep{0x0b, 0x3d, 0x5c};
// The signs that a poster has room for: those of the rule set under these names, in this order.
constexpr std::array<std::string_view, 6> poster_rules{"large",      "deep",  "growing",
                                                       "recurrence", "child", "bone-night-pain"};
constexpr std::array<std::string_view, 2> poster_warnings{"not-remove", "not-biopsy"};

template <class Entry>
const Entry* named(const std::vector<Entry>& entries, std::string_view id) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const Entry& one) { return one.id == id; });
  return found == entries.end() ? nullptr : &*found;
}

std::string centre_line(const SheetCentre& centre, Language language) {
  return centre.name + ", " + centre.cities +
         (centre.confirmed
              ? ""
              : in(language, " (à confirmer par le réseau)", " (to be confirmed by the network)"));
}

std::vector<std::string> centre_lines(const RegionSheet& sheet, Language language) {
  std::vector<std::string> lines;
  for (const SheetCentre& one : sheet.centres) lines.push_back(centre_line(one, language));
  if (lines.empty())
    lines.push_back(in(
        language, "Aucun centre n’est enregistré dans cette région : le questionnaire mène aux plus proches.",
        "No centre is recorded in this region: the questionnaire leads to the nearest ones."));
  return lines;
}

class Poster {
 public:
  Poster(const RegionSheet& sheet, Language language)
      : sheet_(sheet), language_(language), drawing_(a4::width, a4::height) {}

  Result<Drawing> draw() {
    band();
    heading(in(language_, "Pensez-y devant", "Think of it when there is"));
    for (const std::string_view id : poster_rules)
      if (const Rule* rule = named(sheet_.rules.rules, id)) bullet(in(language_, rule->text), {13});
    heading(in(language_, "Avant l’avis d’un centre du réseau",
               "Before a centre of the network has given its opinion"));
    for (const std::string_view id : poster_warnings)
      if (const Statement* one = named(sheet_.rules.statements, id))
        bullet(in(language_, one->text), {13, true}, palette::badge);
    if (auto code = questionnaire(); !code) return tl::unexpected(code.error());
    centres();
    foot();
    return std::move(drawing_);
  }

 private:
  static TextLook look(Font font, Colour colour = palette::ink) {
    return {font, colour, Anchor::start, 0, 1};
  }

  void band() {
    drawing_.rectangle({0, 0, a4::width, 128}, {deep, 1});
    drawing_.text({left, 62}, in(language_, "Une masse ? Pensez au sarcome.", "A lump? Think of sarcoma."),
                  look({27, true}, palette::paper));
    drawing_.text({left, 98},
                  in(language_, "Un avis spécialisé avant toute biopsie, avant toute opération.",
                     "A specialist’s opinion before any biopsy, before any operation."),
                  look({13.5}, palette::paper));
    y_ = 150;
  }

  void heading(const std::string& text) {
    y_ += 32;
    drawing_.text({left, y_}, text, look({15, true}, deep));
    y_ += 10;
  }

  void bullet(const std::string& text, Font font, Colour colour = palette::ink) {
    y_ += 6 + line_heights(font).ascent;
    drawing_.disc({left + 4, y_ - 4.5}, 3, {colour, 1});
    y_ = text_lines(drawing_, {left + 18, y_}, wrapped(text, font, width - 18), look(font, colour));
  }

  Result<void> questionnaire() {
    constexpr double side = 128;
    auto code = qr_drawing(sheet_.address, side);
    if (!code) return tl::unexpected(code.error());
    const double top = y_ + 20;
    code->shift(left, top);
    drawing_.add(*code);
    const double x = left + side + 16;
    double y = text_lines(
        drawing_, {x, top + 34},
        wrapped(
            in(language_, "Une minute, huit questions : est-elle suspecte, que demander, à qui adresser ?",
               "One minute, eight questions: is it suspicious, what to ask for, whom to refer to?"),
            {14, true}, width - side - 16),
        look({14, true}));
    text_lines(drawing_, {x, y + 18}, wrapped(sheet_.address, {11}, width - side - 16),
               look({11}, palette::quiet_ink));
    y_ = top + side;
    return {};
  }

  void centres() {
    heading(in(language_, "Centres du réseau : ", "Centres of the network: ") + sheet_.region);
    for (const std::string& line : centre_lines(sheet_, language_)) bullet(line, {10.5});
  }

  void foot() {
    const std::string text =
        sheet_.network + " · " + rules_text(sheet_.rules, language_) + " · " + what_it_is({}, language_);
    text_lines(drawing_, {left, a4::height - 40}, wrapped(text, {7.5}, width),
               look({7.5}, palette::quiet_ink));
    if (sheet_.synthetic)
      drawing_.text({a4::width - left, 22}, synthetic_words(language_),
                    {{8, true}, palette::paper, Anchor::end, 0, 1});
  }

  static constexpr double left = 44, width = a4::width - 2 * left;
  const RegionSheet& sheet_;
  Language language_;
  Drawing drawing_;
  double y_ = 0;
};

void join(std::string& to, const std::string& text) { to += (to.empty() ? "" : " · ") + text; }

void join_new(std::string& to, std::vector<std::string>& said, const std::string& text) {
  if (std::find(said.begin(), said.end(), text) != said.end()) return;
  said.push_back(text);
  join(to, text);
}

// Rules that ask for the same within the same time, together: the highest level and the shortest time first.
Definitions signs_of(const RuleSet& rules, Language language) {
  std::vector<const Rule*> ordered;
  for (const Rule& rule : rules.rules) ordered.push_back(&rule);
  const auto rank = [](const Rule* rule) {
    return std::pair(-static_cast<int>(rule->level), rule->delay_days.value_or(10'000));
  };
  std::stable_sort(ordered.begin(), ordered.end(),
                   [&](const Rule* a, const Rule* b) { return rank(a) < rank(b); });
  Definitions signs;
  std::vector<std::string> said;
  for (const Rule* rule : ordered) {
    const std::string term = level_title(rule->level, language) +
                             (rule->delay_days ? ", " + delay_text(*rule->delay_days, language) : "");
    if (signs.entries.empty() || signs.entries.back().term != term) {
      signs.entries.push_back({term, {}, {}});
      said.clear();
    }
    DefinitionEntry& entry = signs.entries.back();
    join(entry.meaning, marked_text(*rule, language));
    if (rule->ground.source) join_new(entry.source, said, rules.sources[*rule->ground.source].title);
    if (rule->delay_ground.assumed)
      join_new(entry.source, said,
               in(language, "délai à confirmer par le réseau", "delay to be confirmed by the network"));
  }
  return signs;
}

Bullets statements_of(const RuleSet& rules, Advice advice, Language language) {
  Bullets bullets;
  for (const Statement& one : rules.statements)
    if (one.advice == advice && one.to > Level::low && !one.only_when_certain)
      bullets.items.push_back(in(language, one.text));
  return bullets;
}

}  // namespace

std::vector<SheetCentre> centres_of_region(const Centres& centres, const Region& region) {
  std::vector<SheetCentre> found;
  for (const Centre& centre : centres) {
    if (centre.fictitious) continue;
    SheetCentre line{centre.name, {}, false};
    for (const CentreSite& site : centre.sites) {
      const auto& codes = region.departments;
      if (std::find(codes.begin(), codes.end(), site.department) == codes.end()) continue;
      if (line.cities.find(site.city) == std::string::npos)
        line.cities += (line.cities.empty() ? "" : ", ") + site.city;
    }
    const bool belongs = std::any_of(centre.roles.begin(), centre.roles.end(), [](const RolePeriod& role) {
      return role.role != CentreRole::outside && !role.until;
    });
    line.confirmed = std::any_of(centre.roles.begin(), centre.roles.end(), [](const RolePeriod& role) {
      return role.certainty == Certainty::confirmed;
    });
    if (!line.cities.empty() && belongs) found.push_back(std::move(line));
  }
  std::sort(found.begin(), found.end(),
            [](const SheetCentre& a, const SheetCentre& b) { return a.name < b.name; });
  return found;
}

Result<std::string> poster_pdf(const RegionSheet& sheet, Language language) {
  auto drawing = Poster(sheet, language).draw();
  if (!drawing) return tl::unexpected(drawing.error());
  drawing->describe(in(language, "Une masse ? Pensez au sarcome.", "A lump? Think of sarcoma."),
                    sheet.region);
  return pdf_bytes(*drawing, sheet.created);
}

Result<Document> guide_document(const RegionSheet& sheet, Language language) {
  auto code = qr_drawing(sheet.address, 58);
  if (!code) return tl::unexpected(code.error());
  Document document;
  document.language = language;
  document.title =
      in(language, "Masse suspecte : le guide d’une page", "A suspicious mass: the one-page guide");
  document.subtitle = sheet.network + " · " + sheet.region;
  document.running = rules_text(sheet.rules, language);
  document.author = sheet.network;
  document.subject = document.title;
  document.created = sheet.created;
  document.synthetic = sheet.synthetic;
  document.blocks.push_back(signs_of(sheet.rules, language));
  std::string imaging, centres;
  for (const std::string& item : statements_of(sheet.rules, Advice::imaging, language).items)
    join(imaging, item);
  for (const std::string& line : centre_lines(sheet, language)) join(centres, line);
  document.blocks.push_back(Heading{3, advice_title(Advice::imaging, language)});
  document.blocks.push_back(Paragraph{imaging});
  document.blocks.push_back(Heading{3, advice_title(Advice::do_not, language)});
  document.blocks.push_back(statements_of(sheet.rules, Advice::do_not, language));
  document.blocks.push_back(
      Heading{3, in(language, "Centres du réseau dans la région", "Centres of the network in the region")});
  document.blocks.push_back(Paragraph{centres});
  document.blocks.push_back(
      Figure{in(language, "Le questionnaire en ligne : ", "The questionnaire online: ") + sheet.address,
             std::move(*code),
             std::nullopt,
             {},
             false});
  document.blocks.push_back(Paragraph{what_it_is({}, language), true});
  return document;
}

}  // namespace repere::report
