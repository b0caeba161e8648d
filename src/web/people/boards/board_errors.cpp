#include "web/people/boards/board_errors.hpp"

#include <array>
#include <string_view>

namespace repere::web {

namespace {

// Found by how the sentence begins. `and_rest`: what follows it (a day, a list) stands behind the French too.
struct Sentence {
  std::string_view en, fr;
  bool and_rest = false;
};
constexpr std::array sentences{
    Sentence{"the question to the board is missing", "Il manque la question posée à la RCP : écrivez ce que l’on lui demande."},
    Sentence{"the reason of the presentation is missing", "Il manque le motif de présentation : choisissez-en un."},
    Sentence{"a case is registered without discussion by a rule",
             "Un dossier n’est enregistré sans discussion que selon une règle : choisissez laquelle."},
    Sentence{"this meeting is cancelled", "Cette réunion est annulée : choisissez-en une autre."},
    Sentence{"this meeting is over", "Cette réunion est terminée : choisissez-en une plus tardive."},
    Sentence{"the agenda is closed: choose a later",
             "L’ordre du jour est clos : choisissez une réunion plus tardive, ou demandez au coordonnateur d’ajouter le dossier."},
    Sentence{"the agenda is closed: say why",
             "L’ordre du jour est clos : dites pourquoi ce dossier ne peut attendre la réunion suivante."},
    Sentence{"the agenda is full: the next meeting is on ", "L’ordre du jour est complet ; la réunion suivante est le ", true},
    Sentence{"the agenda is full", "L’ordre du jour est complet : prévoyez une réunion de plus."},
    Sentence{"this patient has several tumours", "Ce patient a plusieurs tumeurs : choisissez laquelle est présentée."},
    Sentence{"this patient has no such tumour", "Ce patient n’a pas cette tumeur."},
    Sentence{"this board's centres do not see the case yet",
             "Les centres de cette RCP ne voient pas encore le dossier : confirmez que le patient est informé et d’accord."},
    Sentence{"only the responsible centre may present",
             "Seul le centre responsable peut présenter ce dossier à la RCP d’un autre centre."},
    Sentence{"this board may not take the case: ", "Cette RCP ne peut pas prendre ce dossier : ", true},
    Sentence{"this is signed already", "C’est déjà signé : corrigez par un addendum."},
    Sentence{"this is signed: correct", "C’est signé : corrigez par un addendum."},
    Sentence{"this case is no longer on this agenda", "Ce dossier n’est plus à cet ordre du jour : regardez de nouveau la réunion."},
    Sentence{"this case is signed, or no longer", "Ce dossier est signé, ou n’est plus à cet ordre du jour."},
    Sentence{"this was changed meanwhile", "Cela a changé entre-temps : regardez de nouveau, puis recommencez."},
    Sentence{"the agenda has changed meanwhile", "L’ordre du jour a changé entre-temps : regardez-le de nouveau, puis rangez-le."},
    Sentence{"the meeting has not begun: a decision is written",
             "La réunion n’a pas commencé : une décision s’écrit une fois la séance ouverte."},
    Sentence{"the meeting has not begun: a decision is signed",
             "La réunion n’a pas commencé : une décision se signe une fois que la RCP a siégé."},
    Sentence{"the meeting has not begun", "La réunion n’a pas commencé : ouvrez d’abord la séance."},
    Sentence{"the meeting is over or cancelled", "La réunion est terminée ou annulée."},
    Sentence{"the meeting opens two hours",
             "La séance s’ouvre au plus tôt deux heures avant son heure : déplacez la réunion si elle siège maintenant."},
    Sentence{"first_seen is not a day", "La première consultation n’est pas une date : écrivez AAAA-MM-JJ."},
    Sentence{"first_seen is in the future", "La première consultation est dans l’avenir : vérifiez l’année."},
    Sentence{"there is no centre with this code", "Aucun centre n’a ce code : choisissez dans la liste."},
    Sentence{"what is not needed here needs its reason", "Dites pourquoi cet élément n’est pas nécessaire ici."},
    Sentence{"this case's checklist has no such line", "La liste de ce dossier n’a pas cette ligne."},
    Sentence{"this is done, or not needed any more", "C’est fait, ou ce n’est plus nécessaire : personne n’est à relancer."},
    Sentence{"this person works at no centre", "Cette personne ne travaille dans aucun centre qui siège à cette RCP : choisissez dans la liste."},
    Sentence{"the room has begun to discuss", "La séance a commencé à discuter ce dossier : il reste à discuter."},
    Sentence{"the time of a case is", "Le temps d’un dossier va de 1 à 120 minutes."},
    Sentence{"say why the case goes", "Dites pourquoi le dossier va à une autre réunion."},
    Sentence{"say why the case leaves", "Dites pourquoi le dossier quitte l’ordre du jour."},
    Sentence{"a guest needs a name", "Un invité a besoin d’un nom."},
    Sentence{"this person is in another meeting", "Cette personne est dans une autre réunion : elle la quitte d’abord."},
    Sentence{"this person is in the meeting already", "Cette personne est déjà dans la réunion."},
    Sentence{"the room does not look at this case", "La séance ne regarde pas ce dossier en ce moment."},
    Sentence{"the words of this action are signed",
             "Les mots de cette action sont signés : qui la fait et pour quand peuvent changer, les mots par un addendum."},
    Sentence{"this case has no such action", "Ce dossier n’a pas cette action."},
    Sentence{"an action needs words", "Une action a besoin de mots : ce qui est à faire."},
    Sentence{"an action needs somebody", "Une action a besoin de quelqu’un qui la fait : nommez-le."},
    Sentence{"a decision is signed by a coordinator",
             "Une décision est signée par un coordonnateur d’un centre qui siège dans cette RCP."},
    Sentence{"before a signature these are missing: ", "Avant de signer, il manque : ", true},
    Sentence{"an addendum needs words", "Un addendum a besoin de mots : ce qui est corrigé, et pourquoi."},
    Sentence{"this is not signed yet", "Ce n’est pas encore signé : changez le texte lui-même."},
    Sentence{"the report is not what was signed", "Ce compte rendu n’est pas celui qui a été signé : prévenez l’administrateur."},
    Sentence{"no identity is recorded for this case", "Aucune identité n’est enregistrée pour ce cas : prenez le document sans identité."},
    Sentence{"this report is not signed yet", "Ce compte rendu n’est pas encore signé : il n’y en a pas à lire."},
    Sentence{"board: the name in French", "Le nom, en français et en anglais, fait de 1 à 200 octets."},
    Sentence{"board: the centre that holds", "Il manque le centre qui tient cette RCP."},
    Sentence{"board: start_minute takes", "L’heure de début n’est pas une heure."},
    Sentence{"board: minutes takes", "La durée va de 5 à 600 minutes."},
    Sentence{"board: capacity takes", "La capacité va de 1 à 200 dossiers."},
    Sentence{"board: minutes_per_case takes", "Le temps par dossier va de 1 à 120 minutes."},
    Sentence{"board: closes_hours_before takes", "L’ordre du jour se clôt de 0 à 336 heures avant la réunion."},
    Sentence{"board: weekday takes", "Le jour de la semaine va de lundi à dimanche."},
    Sentence{"board: week_of_month takes", "La semaine du mois va de la première à la dernière."},
    Sentence{"board: there is no centre", "Un des sites n’est pas un centre : choisissez dans la liste."},
    Sentence{"board: a centre sits in it once", "Un centre siège une fois dans une RCP : retirez-le des sites."},
    Sentence{"board: the sort is none", "Le type n’est pas de ceux proposés."},
    Sentence{"board: the first day", "Le premier jour n’est pas un jour."},
    Sentence{"board: the rhythm is none", "Le rythme n’est pas de ceux proposés."},
    Sentence{"no account has this login", "Aucun compte n’a cette adresse : invitez d’abord la personne."},
    Sentence{"open this page from a case", "Ouvrez cette page depuis un cas ou une demande."},
    Sentence{"a decision that was not followed", "Une décision non suivie, ou en partie, demande sa raison : dites pourquoi."},
    Sentence{"only a signed decision is compared", "Seule une décision signée se compare à ce qui a été fait."},
    Sentence{"minutes takes", "La durée va de 5 à 600 minutes."},
    Sentence{"a member's account is closed", "Le compte d’un membre est fermé : retirez-le."},
    Sentence{"a member is of a centre that does not sit",
             "Un membre est d’un centre qui ne siège pas dans cette RCP : ajoutez d’abord ce centre aux sites."},
    Sentence{"an account stands twice among the members", "Quelqu’un est nommé deux fois parmi les membres."},
    Sentence{"meetings are planned up to a day",
             "Les réunions se prévoient jusqu’à un jour compris entre aujourd’hui et dans 400 jours."},
    Sentence{"this board sits no more", "Cette RCP ne siège plus : rouvrez-la d’abord."},
    Sentence{"this day is a public holiday: ", "Ce jour est férié : ", true},
    Sentence{"this moment has passed", "Ce moment est passé : choisissez-en un plus tardif."},
    Sentence{"the board sits at this moment already", "Cette RCP siège déjà à ce moment."},
    Sentence{"a time of day is written", "Une heure s’écrit 14:30."},
    Sentence{"the meeting was changed meanwhile", "La réunion a changé entre-temps : regardez-la de nouveau, puis recommencez."},
    Sentence{"the meeting has begun, is over",
             "La réunion a commencé, est terminée ou annulée : on ne peut plus la déplacer ni l’annuler."},
    Sentence{"say why the meeting is moved",
             "Dites pourquoi la réunion est déplacée ou annulée : ses membres le lisent."},
    Sentence{"cases are on this agenda and no later",
             "Des dossiers sont à cet ordre du jour et aucune réunion ne suit : prévoyez-en une, ils y iront."},
    Sentence{"there is no calendar with this address", "Aucun agenda n’a cette adresse, ou une plus récente l’a remplacée."},
    Sentence{"there is no such presentation", "Ce dossier n’est pas présenté, ou pas à une RCP des vôtres."}};

}  // namespace

std::optional<std::string> board_error_in_french(const Error& error) {
  const std::string_view message = error.message;
  for (const auto& one : sentences)
    if (message.starts_with(one.en))
      return std::string(one.fr) + (one.and_rest ? std::string(message.substr(one.en.size())) : std::string());
  return std::nullopt;
}

}  // namespace repere::web
