#include "web/public/referral_form.hpp"

#include <algorithm>
#include <cstdio>

#include "base/numbers.hpp"
#include "base/words_of_text.hpp"
#include "report/drawing/plain_text.hpp"
#include "web/http/upload.hpp"

namespace repere::web {

using referral::FieldKind;
using referral::FieldRule;
using report::escaped;

namespace {

std::string trimmed(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n";
  const std::size_t first = text.find_first_not_of(spaces);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(spaces) - first + 1));
}

// A day as it is written in France, "17/05/1970" or "17.5.1970", as the field takes it; anything else stays what it is.
std::string iso_day(std::string text, Language language) {
  int day = 0, month = 0, year = 0, end = 0;
  const bool french = language == Language::fr &&
                      std::sscanf(text.c_str(), "%2d%*1[/. -]%2d%*1[/. -]%4d%n", &day, &month, &year, &end) == 3;
  if (!french || end != static_cast<int>(text.size()) || day < 1 || month < 1 || year < 1000) return text;
  const auto two_digits = [](int number) { return (number < 10 ? "-0" : "-") + std::to_string(number); };
  return std::to_string(year) + two_digits(month) + two_digits(day);
}

std::string value_of(const ReferralForm& form, std::string_view name) {
  const auto found = form.answers.find(name);
  return found == form.answers.end() ? std::string() : found->second;
}

std::string options_of(const FieldRule& rule, std::string_view chosen, Language language) {
  const Bilingual choose{"Choisir…", "Choose…"};
  std::string html = "<option value=\"\">" + std::string(choose.in(language)) + "</option>";
  for (const std::string_view word : split_words(rule.choices))
    html += "<option value=\"" + std::string(word) + "\"" + (word == chosen ? " selected" : "") + ">" +
            escaped(choice_words(word, language)) + "</option>";
  return html;
}

std::string_view type_of(FieldKind kind) {
  switch (kind) {
    case FieldKind::email:
      return "email";
    case FieldKind::telephone:
      return "tel";
    default:
      return "text";
  }
}

// What helps to fill in without keeping a patient's data in the browser.
std::string attributes_of(const FieldRule& rule) {
  std::string html = " autocomplete=\"off\"";
  if (rule.name == "sender_name") html = " autocomplete=\"name\"";
  if (rule.name == "sender_email") html = " autocomplete=\"email\"";
  if (rule.name == "sender_telephone") html = " autocomplete=\"tel\"";
  if (rule.kind == FieldKind::number || rule.name == "postcode") html += " inputmode=\"numeric\"";
  if (rule.required) html += " required";
  return html;
}

std::string field_of(const ReferralForm& form, const FieldRule& rule) {
  const FieldWords& words = words_of(rule.name);
  const std::string id = "field-" + std::string(rule.name), value = value_of(form, rule.name);
  const auto problem = std::find_if(form.refused.fields.begin(), form.refused.fields.end(),
                                    [&](const auto& one) { return one.field == rule.name; });
  const bool wrong = problem != form.refused.fields.end();
  const Bilingual needed{"obligatoire", "required"};
  std::string described,
      html = "<p><label for=\"" + id + "\">" + escaped(words.label.in(form.language)) +
             (rule.required ? " <span class=\"needed\">(" + std::string(needed.in(form.language)) + ")</span>"
                            : "") +
             "</label>";
  if (!words.hint.fr.empty()) {
    described = id + "-hint";
    html +=
        "<span class=\"hint\" id=\"" + described + "\">" + escaped(words.hint.in(form.language)) + "</span>";
  }
  if (wrong) {
    described += (described.empty() ? "" : " ") + id + "-wrong";
    html += "<span class=\"wrong\" id=\"" + id + "-wrong\">" +
            escaped(words_of(problem->fault).in(form.language)) + "</span>";
  }
  const std::string common = " id=\"" + id + "\" name=\"" + std::string(rule.name) + "\"" +
                             attributes_of(rule) +
                             (described.empty() ? "" : " aria-describedby=\"" + described + "\"") +
                             (wrong ? " aria-invalid=\"true\"" : "");
  if (rule.kind == FieldKind::choice)
    return html + "<select" + common + ">" + options_of(rule, value, form.language) + "</select></p>";
  if (rule.kind == FieldKind::text)
    return html + "<textarea" + common + ">" + escaped(value) + "</textarea></p>";
  return html + "<input type=\"" + std::string(type_of(rule.kind)) + "\" value=\"" + escaped(value) + "\"" +
         common + "></p>";
}

std::string part_of(const ReferralForm& form, referral::Part part) {
  std::string html = "<fieldset><legend>" + escaped(words_of(part).in(form.language)) + "</legend>";
  for (const FieldRule& rule : referral::field_rules)
    if (rule.part == part && !(form.has_account() && (rule.name == "sender_name" || rule.name == "sender_email")))
      html += field_of(form, rule);
  return html + "</fieldset>";
}

std::string centres_of(const ReferralForm& form, const std::vector<Centre>& centres) {
  const Bilingual legend{"Le centre", "The centre"}, label{"Centre destinataire", "Receiving centre"},
      choose{"Choisir…", "Choose…"},
      hint{"Un centre mieux placé peut recevoir la demande à sa place : vous le verrez sur la page de suivi.",
           "A better-placed centre may receive it instead: you will see it on the tracking page."};
  std::string html = "<fieldset><legend>" + std::string(legend.in(form.language)) +
                     "</legend><p><label for=\"field-centre\">" + std::string(label.in(form.language)) +
                     "</label><span class=\"hint\" id=\"centre-hint\">" + escaped(hint.in(form.language)) +
                     "</span><select id=\"field-centre\" name=\"centre\" required "
                     "aria-describedby=\"centre-hint\"><option value=\"\">" +
                     std::string(choose.in(form.language)) + "</option>";
  for (const Centre& centre : centres) {
    const std::string city = centre.sites.empty() ? std::string() : ", " + centre.sites.front().city;
    html += "<option value=\"" + escaped(centre.code) + "\"" +
            (centre.code == form.centre ? " selected" : "") + ">" + escaped(centre.name + city) + "</option>";
  }
  return html + "</select></p></fieldset>";
}

std::string documents_and_code(const ReferralForm& form) {
  const Language language = form.language;
  const Bilingual legend{"Documents", "Documents"},
      label{"Comptes rendus, images (PDF, JPEG, PNG, TIFF)", "Reports, images (PDF, JPEG, PNG, TIFF)"},
      hint{"Dix au plus, 20 Mo chacun. Chiffrés dès la réception.",
           "Ten at most, 20 MB each. Encrypted on arrival."},
      again{"Choisissez de nouveau les documents : le navigateur ne les garde pas.",
            "Choose the documents again: the browser does not keep them."},
      code_legend{"Pour lire la réponse", "To read the answer"},
      code{"Code que vous choisissez", "A code of your choice"},
      code_hint{"Au moins huit caractères, gardez-le : avec le lien de suivi, lui seul ouvre la réponse.",
                "At least eight characters, keep it: with the tracking link, it alone opens the answer."},
      consent{"Le patient (ou son représentant légal) a été informé de cet envoi et ne s’y oppose pas.",
              "The patient (or legal representative) has been told of this and does not object."},
      send{"Envoyer au centre", "Send to the centre"};
  std::string html = "<fieldset><legend>" + std::string(legend.in(language)) +
                     "</legend><p><label for=\"field-files\">" + escaped(label.in(language)) +
                     "</label><span class=\"hint\" id=\"files-hint\">" + escaped(hint.in(language)) +
                     "</span>";
  if (form.had_files) html += "<span class=\"wrong\">" + escaped(again.in(language)) + "</span>";
  html +=
      "<input id=\"field-files\" name=\"files\" type=\"file\" multiple aria-describedby=\"files-hint\" "
      "accept=\".pdf,.jpg,.jpeg,.png,.tif,.tiff,.webp,.heic,application/pdf,image/*\"></p></fieldset>";
  if (!form.has_account())
    html += "<fieldset><legend>" + escaped(code_legend.in(language)) +
          "</legend><p><label for=\"field-code\">" + escaped(code.in(language)) +
          "</label><span class=\"hint\" id=\"code-hint\">" + escaped(code_hint.in(language)) +
          "</span><input id=\"field-code\" name=\"code\" type=\"text\" required minlength=\"8\" "
          "maxlength=\"200\" "
          "autocomplete=\"off\" spellcheck=\"false\" aria-describedby=\"code-hint\"></p></fieldset>";
  html +=
      "<p><label class=\"choice\"><input type=\"checkbox\" id=\"field-consent\" name=\"consent\" "
      "value=\"yes\" required" +
      std::string(form.consent ? " checked" : "") + "> " + escaped(consent.in(language)) + "</label></p>";
  return html + "<p><button class=\"act\">" + escaped(send.in(language)) + "</button></p>";
}

}  // namespace

std::string problems_shown(const workflows::Refused& refused, Language language) {
  if (refused.empty()) return {};
  const Bilingual title{"La demande n’est pas encore envoyée. À reprendre :",
                        "Nothing has been sent yet. To mend:"};
  std::string html =
      "<div class=\"warning\" role=\"alert\"><p><strong>" + escaped(title.in(language)) + "</strong></p><ul>";
  for (const auto& problem : refused.fields) {
    const bool known = std::any_of(referral::field_rules.begin(), referral::field_rules.end(),
                                   [&](const FieldRule& rule) { return rule.name == problem.field; });
    const Bilingual message{"Message", "Message"};
    const std::string_view label = known ? words_of(problem.field).label.in(language) : message.in(language);
    html += "<li><a href=\"#field-" + escaped(problem.field) + "\">" + escaped(label) + "</a> – " +
            escaped(words_of(problem.fault).in(language)) + "</li>";
  }
  for (const auto reason : refused.reasons) html += "<li>" + escaped(words_of(reason).in(language)) + "</li>";
  return html + "</ul></div>";
}

Result<std::vector<workflows::SentFile>> sent_files(const Request& request) {
  std::vector<workflows::SentFile> files;
  if (!request.upload) return files;
  for (const UploadedFile& file : request.upload->files) {
    // One byte more than is taken shows that it is too large.
    auto content = file.content.read(0, workflows::document_limits.bytes + 1);
    if (!content) return tl::unexpected(content.error());
    files.push_back({Confidential<std::string>(file.file_name.substr(0, 200)),
                     Confidential<std::string>(std::move(*content))});
  }
  return files;
}

std::string referral_form(const ReferralForm& form, const std::vector<Centre>& centres) {
  const Bilingual action{"/adresser", "/en/refer"};
  std::string html = problems_shown(form.refused, form.language);
  html += "<form method=\"post\" enctype=\"multipart/form-data\" action=\"" +
          std::string(form.has_account() ? "/espace/adresser" : action.in(form.language)) +
          "\" novalidate>" + form.token_input + "<input type=\"hidden\" name=\"form\" value=\"" + escaped(form.secret) +
          "\"><input type=\"hidden\" name=\"suspicion\" value=\"" + escaped(form.suspicion) + "\">";
  html += centres_of(form, centres);
  for (const auto part : {referral::Part::sender, referral::Part::patient, referral::Part::mass})
    html += part_of(form, part);
  return html + documents_and_code(form) + "</form>";
}

Schema referral_form_fields() {
  Schema form = Schema::object();
  for (const char* name : {"form", "centre", "code", "consent"})
    form = form.maybe(name, Schema::text().longest(300));
  form = form.maybe("suspicion", Schema::text().longest(1000));
  for (const auto& rule : referral::field_rules)
    form = form.maybe(std::string(rule.name), Schema::text().longest(20'000));
  return form;
}

ReferralForm read_referral_form(const Fields& fields, Language language) {
  ReferralForm form;
  form.language = language;
  const auto text = [&](std::string_view name) { return trimmed(fields.find(name).value_or("")); };
  form.secret = text("form");
  form.centre = text("centre");
  form.suspicion = text("suspicion").substr(0, 500);
  form.consent = text("consent") == "yes";
  for (const FieldRule& rule : referral::field_rules)
    if (std::string value = text(rule.name); !value.empty())
      form.answers[std::string(rule.name)] =
          rule.kind == FieldKind::day ? iso_day(std::move(value), language) : std::move(value);
  return form;
}

ReferralForm prefilled_form(const Fields& query, Language language) {
  ReferralForm form;
  form.language = language;
  const auto text = [&](std::string_view name) { return std::string(query.find(name).value_or("")); };
  form.centre = text("centre");
  // What the address says is taken only where the form would take it.
  const auto take = [&](const char* field, std::string value) {
    const auto problems = referral::check({{field, value}}, Day{});
    const bool wrong =
        std::any_of(problems.begin(), problems.end(), [&](const auto& one) { return one.field == field; });
    if (!value.empty() && !wrong) form.answers[field] = std::move(value);
  };
  take("place", text("place"));
  std::string size = text("size_cm");
  std::replace(size.begin(), size.end(), ',', '.');
  if (const auto centimetres = parse_number(size); centimetres && *centimetres > 0 && *centimetres <= 100)
    take("size_mm", std::to_string(static_cast<int>(*centimetres * 10 + 0.5)));
  for (const auto& [name, value] : query)
    if (name != "centre" && form.suspicion.size() + name.size() + value.size() < 400)
      form.suspicion +=
          (form.suspicion.empty() ? "" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
  return form;
}

}  // namespace repere::web
