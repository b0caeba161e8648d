#include "study/endpoint.hpp"

namespace repere::study {
namespace {

Text origin_words_of(Origin origin) {
  return origin == Origin::diagnosis ? Text{"Du diagnostic", "From diagnosis"}
                                     : Text{"De la première chirurgie de la tumeur primitive",
                                            "From the first surgery of the primary tumour"};
}

Text event_words(EndpointEvent event) {
  switch (event) {
    case EndpointEvent::death:
      return {"décès de toute cause", "death of any cause"};
    case EndpointEvent::death_of_disease:
      return {"décès de la maladie", "death of disease"};
    case EndpointEvent::local_relapse:
      return {"rechute locale", "local relapse"};
    case EndpointEvent::regional_relapse:
      return {"rechute régionale", "regional relapse"};
    case EndpointEvent::metastatic_relapse:
      return {"rechute métastatique", "metastatic relapse"};
    case EndpointEvent::progression:
      return {"progression", "progression"};
    case EndpointEvent::any_relapse:
      return {"rechute ou progression de toute nature", "relapse or progression of any kind"};
  }
  return {};
}

void append(Text& text, const Text& more) {
  text.fr += more.fr;
  text.en += more.en;
}

bool has(const EndpointDefinition& endpoint, EndpointEvent event) {
  for (const EndpointEvent one : endpoint.events)
    if (one == event) return true;
  return false;
}

Text censoring_words(const EndpointDefinition& endpoint) {
  if (has(endpoint, EndpointEvent::death))
    return {" Sans événement, censuré aux dernières nouvelles.", " Without an event, censored at last news."};
  Text words{" Sans événement, censuré au décès ou aux dernières nouvelles.",
             " Without an event, censored at death or last news."};
  if (has(endpoint, EndpointEvent::death_of_disease))
    append(words, {" Un décès dont la cause n'est pas connue n'est pas un événement.",
                   " A death whose cause is not known is not an event."});
  return words;
}

// A relapse of unknown kind is an event only where any relapse is.
Text relapse_words(const EndpointDefinition& endpoint) {
  bool one_kind = false;
  for (const EndpointEvent event : endpoint.events)
    one_kind |= event != EndpointEvent::death && event != EndpointEvent::death_of_disease;
  if (!one_kind || has(endpoint, EndpointEvent::any_relapse)) return {};
  return {" Une rechute dont la nature n'est pas connue n'est pas un événement.",
          " A relapse whose kind is not known is not an event."};
}

Text partial_words(PartialDates rule) {
  const Text allowed{
      " ; si la durée en devenait négative sans l'être forcément, on prend le milieu des durées que les "
      "dates permettent.",
      "; where that makes a duration negative that need not be, the middle of those that the dates allow."};
  Text words;
  switch (rule) {
    case PartialDates::middle:
      words = {" Une date partielle est prise en son milieu (le 15 du mois, le 1er juillet)",
               " A partial date is taken in its middle (the 15th of the month, the 1st of July)"};
      break;
    case PartialDates::first:
      words = {" Une date partielle est prise à son premier jour",
               " A partial date is taken at its first day"};
      break;
    case PartialDates::last:
      words = {" Une date partielle est prise à son dernier jour",
               " A partial date is taken at its last day"};
      break;
    case PartialDates::leave_out:
      return {" Un cas dont une date utile est partielle est exclu et compté.",
              " A case is left out, and counted, when a date it needs is partial."};
  }
  append(words, allowed);
  return words;
}

}  // namespace

Text words_of(const EndpointDefinition& endpoint) {
  Text words = origin_words_of(endpoint.origin);
  append(words, {" au premier de : ", " to the first of: "});
  for (std::size_t i = 0; i < endpoint.events.size(); ++i) {
    if (i) append(words, {", ", ", "});
    append(words, event_words(endpoint.events[i]));
  }
  append(words, {".", "."});
  append(words, censoring_words(endpoint));
  append(words, relapse_words(endpoint));
  if (endpoint.max_days) {
    const std::string days = std::to_string(*endpoint.max_days);
    append(words, {" Le suivi est coupé à " + days + " jours.", " Follow-up is cut at " + days + " days."});
  }
  append(words, partial_words(endpoint.partial_dates));
  append(words, {" Une durée sûrement négative est exclue et comptée.",
                 " A duration that is surely negative is left out and counted."});
  if (endpoint.source.empty())
    append(words,
           {" Convention de ce programme : les sources lues ne donnent pas cette définition.",
            " Convention of this program: the sources that could be read do not give this definition."});
  else
    append(words, {" Source : " + endpoint.source + ".", " Source: " + endpoint.source + "."});
  return words;
}

Text words_of(LeftOut why, std::size_t count) {
  const std::string n = std::to_string(count);
  switch (why) {
    case LeftOut::none:
      return {};
    case LeftOut::no_origin:
      return {n + " sans première chirurgie", n + " without a first surgery"};
    case LeftOut::no_news:
      return {n + " sans nouvelles datées", n + " without dated news"};
    case LeftOut::event_without_date:
      return {n + " dont l'événement n'est pas daté", n + " whose event is not dated"};
    case LeftOut::partial_date:
      return {n + " dont une date est partielle", n + " with a partial date"};
    case LeftOut::negative:
      return {n + " dont l'événement ou les nouvelles précèdent l'origine",
              n + " whose event or news precede the origin"};
  }
  return {};
}

}  // namespace repere::study
