#include "web/people/boards/checklist_shown.hpp"

#include <algorithm>
#include <array>

#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_forms.hpp"
#include "web/people/boards/board_words.hpp"
#include "web/public/referral_words.hpp"
#include "workflows/boards/agenda_slot.hpp"
#include "workflows/boards/checklist.hpp"

namespace repere::web {

using board::Need;
using report::escaped;
using workflows::BoardFile;
using workflows::Colleague;

namespace {

// As the network wrote them; what no rule has any more comes last.
std::vector<Need> in_the_rules_order(const board::BoardRules& rules, std::vector<Need> needs) {
  const auto place = [&](const Need& need) {
    return std::find_if(rules.readiness.begin(), rules.readiness.end(), [&](const auto& rule) { return rule.code == need.code; }) - rules.readiness.begin();
  };
  std::stable_sort(needs.begin(), needs.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
  return needs;
}

bool is_required(const board::BoardRules& rules, const Need& need) {
  for (const auto& rule : rules.readiness)
    if (rule.code == need.code) return rule.required;
  return true;
}

std::string name_of(const std::vector<Colleague>& colleagues, access::AccountId account, const Request& request) {
  if (!account) return "–";
  const auto found = std::find_if(colleagues.begin(), colleagues.end(), [&](const auto& one) { return one.account == account; });
  return found == colleagues.end() ? words(request, {"quelqu’un qui n’y travaille plus", "somebody who works there no more"}) : found->name;
}

std::vector<std::pair<std::string, std::string>> choices_of(const std::vector<Colleague>& colleagues, const Request& request) {
  std::vector<std::pair<std::string, std::string>> choices{{"0", words(request, {"personne encore", "nobody yet"})}};
  for (const auto& one : colleagues) choices.emplace_back(std::to_string(one.account.value), one.name + " – " + one.centre);
  return choices;
}

std::string options_of(const std::vector<std::pair<std::string, std::string>>& choices, const std::string& chosen) {
  std::string html;
  for (const auto& [value, text] : choices)
    html += "<option value=\"" + escaped(value) + "\"" + (value == chosen ? " selected" : "") + ">" + escaped(text) + "</option>";
  return html;
}

std::string state_of(const Request& request, const BoardFile& file, const Need& need, Day today) {
  std::string state = need.done     ? words(request, {"fait", "done"})
                      : need.waived ? words(request, {"inutile ici : ", "not needed here: "}) + escaped(need.note)
                                    : words(request, {"à faire", "to do"});
  if (board::is_overdue(need, today)) state += " – <strong>" + words(request, {"en retard", "overdue"}) + "</strong>";
  if (need.reminded && board::is_open(need))
    state += "<br>" + words(request, {"relancé le ", "reminded on "}) + escaped(moment_in(*need.reminded, file.board.zone, request.language));
  return state;
}

// The forms of one line: each is small, and named by the line for screen readers.
class LineForms {
 public:
  LineForms(const Request& request, const BoardFile& file, const Need& need, std::string name, Bilingual reminder)
      : request_(request), need_(need), name_(std::move(name)), reminder_(reminder), path_(presentation_path(file.presentation.id)),
        version_(std::to_string(file.presentation.version)) {}

  std::string of_open(const std::vector<Colleague>& colleagues) const {
    return button({"Fait", "Done"}, "need", {{"done", "1"}}) + button(reminder_, "remind", {}) + assigning(colleagues) + waiving();
  }
  std::string of_closed() const { return button({"Rouvrir", "Open again"}, "reopen", {}); }

 private:
  std::vector<std::pair<std::string, std::string>> hidden_of(const char* act) const { return {{"act", act}, {"code", need_.code}, {"version", version_}}; }
  std::string button(Bilingual text, const char* act, const std::vector<std::pair<std::string, std::string>>& more) const {
    auto hidden = hidden_of(act);
    hidden.insert(hidden.end(), more.begin(), more.end());
    return act_form(request_, path_, text, name_, hidden);
  }
  std::string assigning(const std::vector<Colleague>& colleagues) const {
    const std::string code = escaped(need_.code);
    return "<details><summary>" + words(request_, {"Qui, pour quand", "Who, until when"}) + "</summary>" + form_to(request_, path_, hidden_of("assign")) +
           "<p><label for=\"owner-" + code + "\">" + words(request_, {"Qui s’en occupe", "Who sees to it"}) + "</label><select id=\"owner-" + code +
           "\" name=\"owner\">" + options_of(choices_of(colleagues, request_), std::to_string(need_.owner.value)) + "</select></p><p><label for=\"due-" + code + "\">" +
           words(request_, {"Pour le", "Until"}) + "</label><input type=\"date\" id=\"due-" + code + "\" name=\"due\" value=\"" +
           (need_.due ? PartialDate::of_day(*need_.due).text() : std::string()) + "\"></p>" + submit(words(request_, {"Noter", "Note"})) + "</details>";
  }
  std::string waiving() const {
    const std::string code = escaped(need_.code);
    auto hidden = hidden_of("need");
    hidden.emplace_back("waived", "1");
    return "<details><summary>" + words(request_, {"Inutile ici", "Not needed here"}) + "</summary>" + form_to(request_, path_, hidden) + "<p><label for=\"why-" + code +
           "\">" + words(request_, {"Pourquoi", "Why"}) + "</label><input id=\"why-" + code + "\" name=\"note\" required maxlength=\"500\"></p>" +
           submit(words(request_, {"Noter", "Note"})) + "</details>";
  }

  const Request& request_;
  const Need& need_;
  std::string name_;
  Bilingual reminder_;
  std::string path_, version_;
};

}  // namespace

std::string checklist_shown(const PeopleWorld& world, const Request& request, const BoardFile& file, const std::vector<Colleague>& colleagues) {
  if (file.presentation.needs.empty()) return {};
  const Day today = board::local_of(world.means.clock.now(), file.board.zone).day;
  const bool over = board::is_over(file.presentation.stage);
  std::string rows;
  for (const auto& need : in_the_rules_order(world.boards.rules, file.presentation.needs)) {
    const std::string name = need_words(world.boards.rules, need.code, request.language);
    const LineForms forms(request, file, need, name, reminder_words(world.sending));
    rows += "<tr><th scope=\"row\">" + escaped(name) + (is_required(world.boards.rules, need) ? " *" : "") + "</th><td>" + state_of(request, file, need, today) + "</td>" +
            cell(name_of(colleagues, need.owner, request)) + cell(need.due ? day_text(*need.due, request.language) : "–") + "<td>" +
            (over ? std::string() : board::is_open(need) ? forms.of_open(colleagues) : forms.of_closed()) + "</td></tr>";
  }
  return "<h2>" + words(request, {"Ce qu’il faut avant la réunion", "What is needed before the meeting"}) + "</h2>" +
         table(table_head(request, {{"Élément", "Item"}, {"État", "State"}, {"Par", "By"}, {"Pour le", "Due"}, {"Noter", "Note"}}), rows,
               words(request, {"* : nécessaire pour un dossier complet", "*: needed for a complete file"})) +
         (over ? std::string() : reminder_help(request, world.sending));
}

std::string rule_words(const board::BoardRules& rules, std::string_view code, Language language) {
  const auto* rule = workflows::registered_only_rule(rules, code);
  if (rule == nullptr) return std::string(code);
  return language == Language::fr ? rule->label_fr : rule->label_en;
}

std::string passage_shown(const PeopleWorld& world, const Request& request, const BoardFile& file) {
  if (file.presentation.passage != board::Passage::registered_only) return {};
  const auto* rule = workflows::registered_only_rule(world.boards.rules, file.presentation.rule);
  std::string html = "<p>" + words(request, {"Enregistré sans discussion : ", "Registered without discussion: "}) + "<strong>" +
                     escaped(rule_words(world.boards.rules, file.presentation.rule, request.language)) + "</strong></p>";
  if (rule != nullptr)
    html += "<p class=\"source\">" + words(request, {"Source : ", "Source: "}) + escaped(rule->source) +
            (rule->assumed ? " – " + words(request, {"hypothèse, à confirmer par le réseau", "assumption, to be confirmed by the network"}) : std::string()) + "</p>";
  return html;
}

std::string slot_shown(const PeopleWorld& world, const Request& request, const BoardFile& file, const std::vector<Colleague>& colleagues) {
  const auto& one = file.presentation;
  const std::string path = presentation_path(one.id), version = std::to_string(one.version);
  std::string html = "<h2>" + words(request, {"À l’ordre du jour", "On the agenda"}) + "</h2><dl><dt>" + words(request, {"Minutes", "Minutes"}) + "</dt><dd>" +
                     std::to_string(one.minutes) + "</dd><dt>" + words(request, {"Présenté par", "Presented by"}) + "</dt><dd>" +
                     escaped(one.presenter ? name_of(colleagues, one.presenter, request) : words(request, {"à nommer", "to be named"})) + "</dd></dl>";
  if (board::is_over(one.stage)) return html;
  html += "<details class=\"step\"><summary>" + words(request, {"Temps et présentateur", "Time and presenter"}) + "</summary>" +
          form_to(request, path, {{"act", "slot"}, {"version", version}}) +
          input("minutes", words(request, {"Minutes", "Minutes"}), "number", "required min=\"1\" max=\"120\" value=\"" + std::to_string(one.minutes) + "\"") +
          choice("presenter", words(request, {"Présenté par", "Presented by"}), choices_of(colleagues, request), std::to_string(one.presenter.value)) +
          submit(words(request, {"Noter", "Note"})) + "</details>";
  if (one.stage != board::Stage::placed) return html;
  std::vector<std::pair<std::string, std::string>> rules{{"", words(request, {"Non : à discuter", "No: for discussion"})}};
  for (const auto& rule : world.boards.rules.registered_only) rules.emplace_back(rule.code, rule_words(world.boards.rules, rule.code, request.language));
  return html + "<details class=\"step\"><summary>" + words(request, {"À discuter, ou enregistrer sans discussion", "For discussion, or register without"}) + "</summary>" +
         form_to(request, path, {{"act", "passage"}, {"version", version}}) +
         choice("rule", words(request, {"Enregistrer sans discussion ?", "Register without discussion?"}), rules, one.rule, "class=\"wide\"") +
         submit(words(request, {"Noter", "Note"})) + "</details>";
}

Bilingual reminder_words(const PeopleWorld::Sending& sending) {
  return sending.email || sending.mssante ? Bilingual{"Relancer", "Remind"} : Bilingual{"Relancé aujourd’hui", "Reminded today"};
}

std::string reminder_help(const Request& request, const PeopleWorld::Sending& sending) {
  if (!sending.email && !sending.mssante) return {};
  return "<p>" +
         words(request, {"« Relancer » envoie un message dans les dix minutes à qui a une adresse, une fois par jour et par point ; sans adresse, c’est seulement "
                         "noté : appelez. Ce qui est en retard est aussi rappelé de soi-même, les jours ouvrés.",
                         "“Remind” sends a message within ten minutes to who has an address, once a day for each item; without one it is noted only: call them. "
                         "What is late is told by itself too, on working days."}) +
         "</p>";
}

bool is_checklist_act(std::string_view act) {
  constexpr std::array acts{"need", "assign", "remind", "reopen", "slot", "passage"};
  return std::find(acts.begin(), acts.end(), act) != acts.end();
}

namespace {

// The line as it stands, with what the form says about it.
Need need_in_form(const PeopleWorld& world, const Request& request, const BoardFile& file) {
  Need need;
  need.code = form_text(request, "code");
  for (const auto& one : file.presentation.needs)
    if (one.code == need.code) need = one;
  const std::string act = form_text(request, "act");
  if (act == "assign") {
    need.owner = access::AccountId{whole_in_form(request, "owner").value_or(0)};
    need.due = day_in_form(request, "due");
    return need;
  }
  need.done.reset();
  need.waived = act == "need" && request.form.find("waived").has_value();
  if (act == "need" && request.form.find("done")) need.done = world.means.clock.now();
  need.note = need.waived ? form_text(request, "note") : std::string();
  return need;
}

}  // namespace

Result<void> act_on_checklist(const PeopleWorld& world, const Request& request, board::PresentationId id) {
  const std::string act = form_text(request, "act");
  const auto asking = asking_of(request);
  const std::int64_t version = whole_in_form(request, "version").value_or(0);
  if (act == "remind") {
    const auto reminded = workflows::remind(world.boards, asking, id, form_text(request, "code"));
    return reminded ? Result<void>() : tl::unexpected(reminded.error());
  }
  if (act == "slot")
    return workflows::set_slot(world.boards, asking, id, version,
                               {static_cast<int>(whole_in_form(request, "minutes").value_or(0)), access::AccountId{whole_in_form(request, "presenter").value_or(0)}});
  if (act == "passage") return workflows::set_passage(world.boards, asking, id, version, form_text(request, "rule"));
  const auto file = workflows::read_board_file(world.boards, asking, id);
  if (!file) return tl::unexpected(file.error());
  return workflows::set_need(world.boards, asking, id, version, need_in_form(world, request, *file));
}

}  // namespace repere::web
