#include "report/study/study_document.hpp"

#include <algorithm>

#include "report/study/study_figures.hpp"
#include "report/study/study_tables.hpp"
#include "report/study/study_words.hpp"

namespace repere::report {

namespace {

class Composer {
 public:
  Composer(const study::StudyResults& results, const StudyFigures& figures, Language language)
      : results_(results), figures_(figures), language_(language) {}

  Document compose() {
    title();
    main_results();
    population();
    indicators();
    survival();
    models();
    definitions();
    left_out();
    data();
    return std::move(document_);
  }

 private:
  std::string say(const char* french, const char* english) const { return in(language_, french, english); }
  const std::string& say(const study::Text& text) const { return in(language_, text); }
  std::string count(std::size_t n) const { return count_text(n, language_); }
  template <class T>
  void add(T block) {
    document_.blocks.emplace_back(std::move(block));
  }
  void paragraph(std::string text) {
    if (!text.empty()) add(Paragraph{std::move(text), false, false});
  }
  void remark(std::string text) {
    if (!text.empty()) add(Paragraph{std::move(text), true, false});
  }

  std::string dataset_line(const registry::Dataset& dataset) const {
    std::string out = language_ == Language::fr ? dataset.title_fr : dataset.title_en;
    if (out.empty()) out = dataset.source;
    if (!dataset.version.empty()) out += ", version " + dataset.version;
    if (dataset.cut_off) out += say(", arrêtées au ", ", frozen on ") + cut_off(*dataset.cut_off);
    return out;
  }

  std::string cut_off(const PartialDate& date) const {
    return date.exact() ? long_date(date.first(), language_) : date.text();
  }

  void title() {
    document_.language = language_;
    document_.title = say(results_.title);
    document_.subtitle = say(results_.purpose);
    document_.author = "Repère";
    document_.subject = say(results_.purpose);
    document_.created = results_.data.generated_at;
    document_.synthetic = results_.data.synthetic;
    std::vector<std::string> datasets;
    for (const registry::Dataset& dataset : results_.data.datasets) datasets.push_back(dataset_line(dataset));
    const std::string study = results_.id + ", version " + results_.version;
    document_.facts = {
        {say("Étude", "Study"), study},
        {say("Données", "Data"), joined(datasets, " ; ")},
        {say("Cas lus", "Cases read"), count(results_.data.patients) + say(" patients, ", " patients, ") +
                                           count(results_.data.tumours) + say(" tumeurs, ", " tumours, ") +
                                           count(results_.data.acts) + say(" actes", " acts")},
        {say("Origine", "Origin"), origin_text(results_.data.origin, language_)},
        {say("Produit le", "Produced on"), instant_text(results_.data.generated_at, language_) +
                                               say(", par Repère ", ", by Repère ") +
                                               results_.data.program_version}};
    std::erase_if(document_.facts, [](const auto& fact) { return fact.second.empty(); });
    document_.running = study + (datasets.empty() ? "" : " · " + joined(datasets, " ; "));
  }

  // The summary repeats numbers of the sections below; it computes none.
  void main_results() {
    Bullets bullets;
    if (!results_.flow.empty()) {
      bullets.items.push_back(
          say("Population", "Population") + colon(language_) + count(results_.flow.back().kept) +
          say(" tumeurs retenues sur ", " tumours kept of ") + count(results_.flow.front().kept) + ".");
    }
    for (const study::IndicatorResult& indicator : results_.indicators) {
      if (std::string text = indicator_summary(indicator); !text.empty())
        bullets.items.push_back(std::move(text));
    }
    for (const study::SurvivalResult& survival : results_.survival) {
      if (std::string text = survival_summary(survival); !text.empty())
        bullets.items.push_back(std::move(text));
    }
    if (bullets.items.empty()) return;
    add(Heading{2, say("Résultats principaux", "Main results")});
    add(std::move(bullets));
  }

  /// "Résection R0 : 36,1 % (2010–2012), 46,6 % (2016–2020) ; p < 0,0001 pour la tendance."
  std::string indicator_summary(const study::IndicatorResult& indicator) const {
    std::vector<std::string> values;
    const std::size_t size = std::min(indicator.periods.size(), indicator.cells.size());
    for (std::size_t i = 0; i < size; ++i) {
      const study::Proportion& all = indicator.cells[i].all;
      const bool is_all = indicator.periods[i].id == "all";
      if (!all.value || indicator.is_delay || (is_all && size > 1)) continue;
      values.push_back(percent_text(*all.value, 1, language_) +
                       (is_all ? "" : " (" + say(indicator.periods[i].label) + ")"));
    }
    if (values.empty()) return {};
    std::string out = say(indicator.title) + colon(language_) + joined(values, ", ");
    if (indicator.trend_p)
      out += say(" ; tendance\u00A0: ", "; trend: ") + p_text(*indicator.trend_p, language_);
    return out + ".";
  }

  std::string survival_summary(const study::SurvivalResult& survival) const {
    std::vector<std::string> values;
    for (const study::Curve& curve : survival.curves) {
      if (curve.at.empty() || !curve.at.back().survival) continue;
      std::string value = percent_text(*curve.at.back().survival, 1, language_) + say(" à ", " at ") +
                          duration_text(curve.at.back().time, language_);
      if (survival.curves.size() > 1) value += " (" + say(curve.label) + ")";
      values.push_back(std::move(value));
    }
    if (values.empty()) return {};
    std::string out = say(survival.title) + colon(language_) + joined(values, ", ");
    if (survival.logrank)
      out += say(" ; log-rank\u00A0: ", "; log-rank: ") + p_text(survival.logrank->p, language_);
    return out + ".";
  }

  void figure(const StudyFigure& figure, std::optional<Table> data = {}) {
    add(Figure{figure.caption + ".", figure.drawing, std::move(data), {}, true});
  }

  void population() {
    add(Heading{2, say("Population", "Population")});
    if (!results_.flow.empty()) {
      paragraph(say("Unité d'analyse\u00A0: la tumeur. Sur ", "Unit of analysis: the tumour. Of ") +
                count(results_.flow.front().kept) + say(" tumeurs lues, ", " tumours read, ") +
                count(results_.flow.back().kept) +
                say(" répondent à tous les critères de l'étude. Un cas dont un critère ne peut pas être "
                    "vérifié, faute d'une "
                    "donnée, est exclu et compté à part.",
                    " meet every criterion of the study. A case for which a criterion cannot be checked, for "
                    "want of a value, "
                    "is excluded and counted apart."));
    }
    figure(figures_.population);
    add(selection_table(results_, language_));
    if (!results_.description.columns.empty()) add(description_table(results_, language_));
  }

  void indicators() {
    if (results_.indicators.empty()) return;
    add(Heading{2, say("Indicateurs de prise en charge", "Indicators of care")});
    paragraph(
        say("Chaque acte est dans le réseau ou hors du réseau par son centre. Les inconnus restent visibles "
            ": leur nombre, "
            "et l'étendue des valeurs que l'indicateur prendrait s'ils étaient connus. Les comparaisons ne "
            "sont pas "
            "ajustées ; elles ne disent pas la cause d'un écart.",
            "Each act is in or out of the network by its centre. The unknown stay visible: their number, and "
            "the range "
            "of values that the indicator would take were they known. Comparisons are not adjusted; they do "
            "not say "
            "what causes a difference."));
    for (const StudyFigure& one : figures_.indicators) figure(one);
    add(indicators_table(results_, language_));
  }

  std::string left_out_text(std::size_t left_out, const std::vector<study::Text>& reasons) const {
    if (left_out == 0) return {};
    return say("Cas non analysés ici", "Cases left out of this analysis") + colon(language_) +
           counted_with_reasons(left_out, reasons, language_) + ".";
  }

  void survival() {
    if (results_.survival.empty()) return;
    add(Heading{2, say("Survie", "Survival")});
    for (std::size_t i = 0; i < results_.survival.size(); ++i) {
      const study::SurvivalResult& one = results_.survival[i];
      add(Heading{3, say(one.title)});
      // Definition and curves are read together: they stay on one page.
      if (!say(one.definition).empty()) add(Paragraph{say(one.definition), false, true});
      const StudyFigure& drawn = figures_.survival[i];
      add(Figure{drawn.caption + ".", drawn.drawing, {}, {}, false});
      add(survival_table(one, language_));
      remark(follow_up(one));
      remark(left_out_text(one.left_out, one.left_out_reasons));
    }
  }

  std::string follow_up(const study::SurvivalResult& survival) const {
    std::vector<std::string> values;
    for (const study::Curve& curve : survival.curves) {
      if (!curve.follow_up_median) continue;
      const std::string label = survival.curves.size() > 1 ? say(curve.label) + colon(language_) : "";
      values.push_back(label +
                       decimal_text(*curve.follow_up_median / days_per(TimeUnit::months), 1, language_) +
                       say("\u00A0mois", "\u00A0months"));
    }
    if (values.empty()) return {};
    return say("Suivi médian (Kaplan-Meier inversé)", "Median follow-up (reverse Kaplan-Meier)") +
           colon(language_) + joined(values, say(" ; ", "; ")) + ".";
  }

  void models() {
    if (results_.models.empty()) return;
    add(Heading{2, say("Modèles", "Models")});
    for (std::size_t i = 0; i < results_.models.size(); ++i) {
      const study::ModelResult& model = results_.models[i];
      add(Heading{3, say(model.title)});
      paragraph(say(model.definition));
      for (const study::Text& warning : model.warnings) {
        add(Note{Note::Kind::warning, say("Avertissement du modèle", "Warning of the model"), say(warning)});
      }
      figure(figures_.models[i], model_table(results_, model, language_));
      remark(model_facts(model));
      remark(left_out_text(model.left_out, model.left_out_reasons));
    }
  }

  std::string test_text(const char* name, const study::Test& test) const {
    return std::string(name) + " χ²\u00A0=\u00A0" + decimal_text(test.chi2, 2, language_) + " (" +
           say("ddl\u00A0", "df\u00A0") + decimal_text(test.df, 0, language_) + ", " +
           p_text(test.p, language_) + ")";
  }

  std::string model_facts(const study::ModelResult& model) const {
    std::string out = count(model.n) + say(" cas, ", " cases, ") + count(model.events) +
                      say(" événements", " events") + say(" ; ex æquo\u00A0: ", "; ties: ") +
                      (model.ties == "efron"     ? "Efron"
                       : model.ties == "breslow" ? "Breslow"
                                                 : model.ties) +
                      say(" ; rapport de vraisemblance ", "; likelihood ratio ") +
                      test_text("", model.lr).substr(1) + ", " + test_text("Wald", model.wald) + ", " +
                      test_text("score", model.score);
    if (model.concordance) {
      out += say(" ; concordance ", "; concordance ") + decimal_text(*model.concordance, 3, language_);
      if (model.concordance_se)
        out += say(" (erreur type ", " (standard error ") +
               decimal_text(*model.concordance_se, 4, language_) + ")";
    }
    return out + ".";
  }

  std::string labelled(const char* french, const char* english, const study::Text& text) const {
    return say(text).empty() ? "" : say(french, english) + colon(language_) + say(text) + ". ";
  }

  void definitions() {
    Definitions list;
    for (const study::Definition& one : results_.definitions) {
      list.entries.push_back({say(one.term), say(one.meaning), one.source});
    }
    for (const study::IndicatorResult& one : results_.indicators) {
      std::string meaning = labelled("Numérateur", "Numerator", one.numerator) +
                            labelled("Dénominateur", "Denominator", one.denominator) +
                            labelled("Inconnus", "Unknown", one.unknowns) +
                            labelled("Réseau", "Network", one.network_of);
      if (!meaning.empty()) meaning.pop_back();
      list.entries.push_back({say(one.title) + " (" + one.id + ", version " + one.version + ")",
                              std::move(meaning), joined(one.sources, " ; ")});
    }
    if (!list.entries.empty() || !results_.assumptions.empty())
      add(Heading{2, say("Définitions et méthodes", "Definitions and methods")});
    if (!results_.assumptions.empty()) {
      add(Heading{3, say("Ce que les sources ne disent pas et que l'étude fixe",
                         "What the sources do not say and the study settles")});
      Bullets bullets;
      for (const study::Text& one : results_.assumptions) bullets.items.push_back(say(one));
      add(std::move(bullets));
      if (!list.entries.empty()) add(Heading{3, say("Termes et indicateurs", "Terms and indicators")});
    }
    if (!list.entries.empty()) add(std::move(list));
  }

  void left_out() {
    Bullets bullets;
    for (const study::FlowStep& step : results_.flow) {
      const std::size_t n = step.excluded + step.excluded_unknown;
      if (n == 0) continue;
      std::string text = say(step.label) + colon(language_) + count(n) + say(" exclus", " excluded");
      if (step.excluded_unknown > 0) {
        text += say(", dont ", ", of whom ") + count(step.excluded_unknown) +
                say(" par manque d'une donnée", " for want of a value");
      }
      bullets.items.push_back(text + ".");
    }
    const auto analysis = [&](const study::Text& title, std::size_t n,
                              const std::vector<study::Text>& reasons) {
      if (n == 0) return;
      bullets.items.push_back(say(title) + " – " + say("cas non analysés\u00A0: ", "cases left out: ") +
                              counted_with_reasons(n, reasons, language_) + ".");
    };
    for (const study::SurvivalResult& one : results_.survival)
      analysis(one.title, one.left_out, one.left_out_reasons);
    for (const study::ModelResult& one : results_.models)
      analysis(one.title, one.left_out, one.left_out_reasons);
    for (const study::Text& note : results_.notes) bullets.items.push_back(say(note));
    add(Heading{2, say("Ce qui n'a pas été analysé, et pourquoi", "What was left out, and why")});
    if (bullets.items.empty()) {
      paragraph(say("Tous les cas lus ont été analysés.", "Nothing was left out."));
    } else {
      add(std::move(bullets));
    }
  }

  void data() {
    add(Heading{2, say("Données et sources", "Data and sources")});
    if (results_.data.synthetic) {
      add(Note{Note::Kind::warning, say("Données synthétiques", "Synthetic data"),
               say("Ces cas ont été fabriqués par un programme : aucun n'est une personne. Les chiffres "
                   "montrent ce que l'outil "
                   "produit, ils ne disent rien de patients, de centres ni de traitements.",
                   "These cases were made by a program: none is a person. The figures show what the tool "
                   "produces; they say "
                   "nothing about patients, centres or treatments.")});
    }
    Definitions list;
    for (const registry::Dataset& dataset : results_.data.datasets) {
      std::string meaning = say("clé ", "key ") + dataset.source;
      if (!dataset.licence.empty()) meaning += say(" ; licence ", "; licence ") + dataset.licence;
      list.entries.push_back({dataset_line(dataset), meaning + ".", ""});
    }
    if (!list.entries.empty()) add(std::move(list));
    if (results_.data.revision) {
      paragraph(say("Révision du registre", "Revision of the record") + colon(language_) +
                std::to_string(*results_.data.revision) + ".");
    }
    if (!results_.sources.empty()) {
      add(Heading{3, say("Sources de l'étude", "Sources of the study")});
      add(Bullets{results_.sources});
    }
  }

  const study::StudyResults& results_;
  const StudyFigures& figures_;
  Language language_;
  Document document_;
};

}  // namespace

Document study_document(const study::StudyResults& results, const StudyFigures& figures, Language language) {
  return Composer(results, figures, language).compose();
}

}  // namespace repere::report
