#include "report/suspicion/suspicion_words.hpp"

#include "report/wording.hpp"

namespace repere::report {

using namespace suspicion;

namespace {

struct Wording {
  const char *fr, *en;
  std::string in(Language language) const { return language == Language::fr ? fr : en; }
};
struct Choice {
  std::string_view word;
  Wording text;
};
struct Asked {
  Question question;
  Wording name, hint;
  std::array<Choice, 4> choices;
};

const std::array<Asked, question_count>& all() {
  static const std::array<Asked, question_count> asked{{
      {Question::age,
       {"Âge", "Age"},
       {"", ""},
       {{{"adult", {"adulte", "adult"}},
         {"child", {"enfant ou adolescent (moins de 18 ans)", "child or adolescent (under 18)"}}}}},
      {Question::place,
       {"Siège", "Place"},
       {"", ""},
       {{{"soft_tissue",
          {"tissus mous : membre, paroi du tronc, tête, cou", "soft tissue: limb, trunk wall, head, neck"}},
         {"cavity",
          {"dans l’abdomen, le pelvis ou le rétropéritoine", "in the abdomen, pelvis or retroperitoneum"}},
         {"bone", {"sur un os, ou douleur osseuse", "on a bone, or bone pain"}}}}},
      {Question::size,
       {"Taille", "Size"},
       {"Le plus grand diamètre, en centimètres, de 0,1 à 60 ; ou par comparaison.",
        "The largest diameter, in centimetres, from 0.1 to 60; or by comparison."},
       {}},
      {Question::depth,
       {"Profondeur", "Depth"},
       {"Superficielle : elle bouge avec la peau. Profonde : fixée, sous l’aponévrose, ou moins mobile quand "
        "le muscle se contracte.",
        "Superficial: it moves with the skin. Deep: fixed, under the fascia, or less mobile when the muscle "
        "is tensed."},
       {{{"superficial", {"superficielle", "superficial"}}, {"deep", {"profonde", "deep"}}}}},
      {Question::growth,
       {"Croissance", "Growth"},
       {"", ""},
       {{{"no", {"non", "no"}}, {"yes", {"oui, depuis peu", "yes, recently"}}}}},
      {Question::pain,
       {"Douleur", "Pain"},
       {"", ""},
       {{{"no", {"non", "no"}},
         {"movement", {"au toucher ou au mouvement", "on touch or movement"}},
         {"night", {"la nuit ou au repos", "at night or at rest"}}}}},
      {Question::recurrence,
       {"Revenue après une exérèse au même endroit", "Came back after a removal at the same place"},
       {"", ""},
       {{{"no", {"non", "no"}}, {"yes", {"oui", "yes"}}}}},
      {Question::radiotherapy,
       {"Radiothérapie passée à cet endroit", "Past radiotherapy at this place"},
       {"", ""},
       {{{"no", {"non", "no"}}, {"yes", {"oui", "yes"}}}}},
      {Question::predisposition,
       {"Prédisposition connue", "Known predisposition"},
       {"", ""},
       {{{"no", {"non", "no"}},
         {"nf1", {"neurofibromatose de type 1", "neurofibromatosis type 1"}},
         {"li_fraumeni", {"syndrome de Li-Fraumeni", "Li-Fraumeni syndrome"}},
         {"other", {"autre", "another"}}}}},
      {Question::imaging,
       {"Imagerie déjà faite", "Imaging already done"},
       {"", ""},
       {{{"none", {"aucune", "none"}},
         {"benign", {"oui : nature bénigne affirmée", "yes: definitely benign"}},
         {"doubtful", {"oui : suspecte ou incertaine", "yes: suspicious or uncertain"}}}}},
      {Question::biopsy,
       {"Biopsie ou analyse de la pièce", "Biopsy, or analysis of the specimen"},
       {"", ""},
       {{{"none", {"aucune", "none"}},
         {"benign", {"bénigne", "benign"}},
         {"doubtful", {"sarcome, doute ou non classée", "sarcoma, doubt or unclassified"}}}}},
      {Question::removal,
       {"Masse déjà retirée, même en partie", "Mass already removed, even in part"},
       {"", ""},
       {{{"no", {"non", "no"}}, {"yes", {"oui", "yes"}}}}},
  }};
  return asked;
}

const Asked& entry(Question question) {
  const auto& asked = all();
  return *std::find_if(asked.begin(), asked.end(),
                       [&](const Asked& one) { return one.question == question; });
}

std::string centimetres(double cm, Language language) {
  const bool whole = cm == static_cast<double>(static_cast<int>(cm));
  return decimal_text(cm, whole ? 0 : 1, language);
}

std::string size_text(const SizeRange& size, Language language) {
  const std::string unit = " cm";
  if (!size.known()) return in(language, "non connue", "not known");
  if (size.least == size.most) return centimetres(size.least, language) + unit;
  if (size.least == 0) return in(language, "au plus ", "at most ") + centimetres(size.most, language) + unit;
  if (size.most == SizeRange{}.most)
    return in(language, "au moins ", "at least ") + centimetres(size.least, language) + unit;
  return in(language, "entre ", "between ") + centimetres(size.least, language) +
         in(language, " et ", " and ") + centimetres(size.most, language) + unit;
}

}  // namespace

const std::string& in(Language language, const Sentence& sentence) {
  return language == Language::fr ? sentence.fr : sentence.en;
}

std::string question_text(Question question, Language language) { return entry(question).name.in(language); }
std::string question_hint(Question question, Language language) { return entry(question).hint.in(language); }

std::string answer_text(Question question, std::string_view word, Language language) {
  for (const Choice& one : entry(question).choices)
    if (one.word == word) return one.text.in(language);
  return in(language, "je ne sais pas", "I do not know");
}

std::string given_text(const Answers& answers, Question question, Language language) {
  if (question == Question::size) return size_text(answers.size, language);
  if (!answers.known(question)) return in(language, "non connu", "not known");
  return answer_text(question, answers.word(question), language);
}

std::string level_title(Level level, Language language) {
  switch (level) {
    case Level::low:
      return in(language, "Pas de signe d’alarme", "No sign of alarm");
    case Level::explore:
      return in(language, "À explorer par l’imagerie", "To be imaged");
    case Level::refer:
      return in(language, "Suspecte : adresser avant tout geste",
                "Suspicious: refer before anything is done");
    case Level::at_once:
      break;
  }
  return in(language, "Adresser sans attendre", "Refer at once");
}

std::string level_demand(Level level, Language language) {
  switch (level) {
    case Level::low:
      return in(language, "D’après ces réponses, aucune règle ne demande d’adresser ni d’explorer.",
                "By these answers no rule asks for a referral or for imaging.");
    case Level::explore:
      return in(language, "L’imagerie d’abord ; rien n’est retiré ni piqué avant son résultat.",
                "Imaging first; nothing is removed or punctured before its result.");
    case Level::refer:
      return in(
          language,
          "Sarcome à écarter : un centre du réseau donne son avis avant toute biopsie et toute exérèse.",
          "A sarcoma must be ruled out: a centre of the network gives its opinion before any biopsy and any "
          "removal.");
    case Level::at_once:
      break;
  }
  return in(
      language,
      "Un geste a eu lieu, ou un pathologiste doute : un centre du réseau reprend le dossier avant la suite.",
      "Something was done, or a pathologist doubts: a centre of the network takes the case over before "
      "anything else.");
}

std::string verdict_title(const Assessment& found, Language language) {
  return level_title(found.level, language) +
         (found.is_certain() ? "" : in(language, ", faute de réponses", ", for want of answers"));
}

std::string verdict_demand(const Assessment& found, Language language) {
  if (found.is_certain()) return level_demand(found.level, language);
  return in(language, "Des réponses manquent et comptent avec prudence : ",
            "Answers are missing and count cautiously: ") +
         questions_text(found.missing, language) +
         in(language, ". Par les seules réponses données : ", ". By the answers given alone: ") +
         level_title(found.level_of_known, language) + ".";
}

std::string delay_text(int days, Language language) {
  if (days % 7 == 0) {
    const int weeks = days / 7;
    return in(language, "dans les ", "within ") + std::to_string(weeks) +
           (weeks == 1 ? in(language, " semaine", " week") : in(language, " semaines", " weeks"));
  }
  if (days <= 3)
    return in(language, "dans les ", "within ") + std::to_string(24 * days) +
           in(language, " heures", " hours");
  return in(language, "dans les ", "within ") + std::to_string(days) + in(language, " jours", " days");
}

std::string advice_title(Advice advice, Language language) {
  switch (advice) {
    case Advice::first:
      return in(language, "À faire d’abord", "Do first");
    case Advice::imaging:
      return in(language, "Imagerie", "Imaging");
    case Advice::do_not:
      return in(language, "À ne pas faire", "Do not");
    case Advice::why:
      return in(language, "Pourquoi", "Why");
    case Advice::rate:
      return in(language, "Fréquence", "How often");
    case Advice::call:
      break;
  }
  return in(language, "Qui appeler", "Whom to call");
}

std::string ground_text(const RuleSet& rules, const Ground& ground, Language language) {
  std::string text;
  if (ground.source) {
    const Source& source = rules.sources[*ground.source];
    text = source.title + ", " + in(language, source.edition);
  }
  if (!ground.assumed) return text;
  return (text.empty() ? "" : text + " ; ") +
         in(language, "à confirmer par le réseau", "to be confirmed by the network");
}

std::string marked_text(const Rule& rule, Language language) {
  return in(language, rule.text) + (rule.ground.assumed ? in(language, " (à confirmer par le réseau)",
                                                             " (to be confirmed by the network)")
                                                        : "");
}

std::string questions_text(const std::vector<Question>& questions, Language language) {
  std::string text;
  for (const Question question : asked_in_order())
    if (std::find(questions.begin(), questions.end(), question) != questions.end())
      text += (text.empty() ? "" : ", ") + question_text(question, language);
  return text;
}

std::string what_it_is(const std::string& answerable, Language language) {
  std::string text = in(language,
                        "Information fondée sur des règles publiées, pas un diagnostic : elle ne remplace ni "
                        "l’examen ni l’avis d’un centre.",
                        "Information from published rules, not a diagnosis: it replaces neither the "
                        "examination nor a centre’s opinion.");
  if (!answerable.empty()) text += in(language, " En répond : ", " Answerable: ") + answerable + ".";
  return text;
}

std::string rules_text(const RuleSet& rules, Language language) {
  return in(language, rules.title) + ", version " + rules.version + in(language, " du ", " of ") +
         (rules.edition.exact() ? long_date(rules.edition.first(), language) : rules.edition.text());
}

const std::vector<Question>& asked_in_order() {
  static const std::vector<Question> order = [] {
    std::vector<Question> questions;
    for (const Asked& one : all()) questions.push_back(one.question);
    return questions;
  }();
  return order;
}

}  // namespace repere::report
