#include "web/people/french_errors.hpp"

#include <array>

#include "web/people/boards/board_errors.hpp"

namespace repere::web {

namespace {

// Found by how the sentence begins.
struct Sentence {
  std::string_view en, fr;
};
constexpr std::array sentences{
    Sentence{"the password is shorter",
             "Le mot de passe a moins de 12 caractères : quatre mots sans rapport entre eux conviennent bien."},
    Sentence{"the password is a run",
             "Le mot de passe est une suite de touches ou répète quelques caractères : choisissez-en un plus difficile "
             "à deviner."},
    Sentence{"the password is made of",
             "Le mot de passe est fait de votre adresse ou de votre nom : choisissez-en un qui ne dise rien de vous."},
    Sentence{"the password is longer", "Le mot de passe dépasse 256 octets : choisissez-en un plus court."},
    Sentence{"password or code is not right", "Le mot de passe ou le code n’est pas juste : rien n’a été fait."},
    Sentence{"the login is", "L’adresse n’est pas une adresse électronique."},
    Sentence{"an account with this login", "Un compte a déjà cette adresse."},
    Sentence{"the name is empty", "Le nom est vide : écrivez-le comme le lisent ses collègues."},
    Sentence{"'visitor' is not", "« Visiteur » n’est pas un rôle que l’on donne."},
    Sentence{"this is the account's last role", "C’est le dernier rôle de ce compte : fermez plutôt le compte."},
    Sentence{"this is the last administrator", "C’est le dernier administrateur : nommez-en d’abord un autre."},
    Sentence{"nobody changes their own roles",
             "On ne change pas ses propres rôles : demandez à un autre administrateur ou coordonnateur."},
    Sentence{"nobody resets their own",
             "On ne réinitialise pas son propre second facteur : demandez à un autre administrateur ou coordonnateur."},
    Sentence{"the account was changed meanwhile",
             "Le compte a changé entre-temps : regardez-le de nouveau, puis recommencez."},
    Sentence{"the account is closed", "Le compte est fermé : il ne reçoit pas de lien."},
    Sentence{"the account is not closed", "Le compte n’est pas fermé."},
    Sentence{"your role does not allow", "Votre rôle ne le permet pas."},
    Sentence{"the token has no scope", "Le jeton ne permet rien : cochez ce qu’il permet."},
    Sentence{"this account has no password",
             "Ce compte n’a pas de mot de passe : rien ne l’ouvrirait plus. Demandez d’abord un lien pour un nouveau "
             "mot de passe."},
    Sentence{"give your password and a code", "Donnez encore une fois votre mot de passe et un code pour cela."},
    Sentence{"this referral has its case already", "Cette demande a déjà son dossier : ouvrez celui-là."},
    Sentence{"the referral has changed meanwhile", "La demande a changé entre-temps : regardez-la de nouveau, puis recommencez."},
    Sentence{"this referral was erased", "Cette demande a été effacée."},
    Sentence{"say why: whoever looks", "Dites pourquoi : qui regarde plus tard le lit."},
    Sentence{"this is nobody of the same name", "Ce n’est personne du même nom né le même jour : regardez la demande de nouveau."},
    Sentence{"this referral is joined to that case", "Cette demande est rattachée à ce cas : défaites d’abord le rattachement."},
    Sentence{"this referral is on an agenda as that case's", "Cette demande est à un ordre du jour pour ce cas : retirez-l’en d’abord."},
    Sentence{"nothing is said of these two", "Plus rien n’est dit de ces deux-là : regardez la demande de nouveau."},
    Sentence{"this referral was closed", "Cette demande est close : on n’en ouvre pas de dossier."},
    Sentence{"the correspondent's name is missing", "Il manque le nom du correspondant."},
    Sentence{"the correspondent's name is too long", "Le nom du correspondant est trop long : 200 octets au plus."},
    Sentence{"the correspondent's address is none",
             "L’adresse du correspondant n’en est pas une : écrivez nom@exemple.fr, ou laissez-la vide."},
    Sentence{"this address is a patient's own box",
             "Cette adresse est la boîte d’un patient : les comptes rendus vont aux professionnels seulement."},
    Sentence{"this correspondent is none of this case's", "Ce correspondant n’est pas, ou plus, de ce dossier."},
    Sentence{"this message stands otherwise meanwhile", "Cet envoi a changé entre-temps : regardez-le de nouveau."},
    Sentence{"this message was withdrawn", "Cet envoi a été retiré, est revenu ou a été remplacé : son lien n’ouvre plus rien."},
    Sentence{"this message went by no mail", "Cet envoi n’est pas parti par courriel : rien ne peut revenir."},
    Sentence{"say why the message came back", "Dites pourquoi le message est revenu."},
    Sentence{"the other address is none", "Cette adresse n’en est pas une : écrivez nom@exemple.fr."},
    Sentence{"this is the address that it went to", "C’est l’adresse à laquelle il est parti : renvoyez-le, ou écrivez-en une autre."},
    Sentence{"this person has an account: messages go", "Cette personne a un compte : les envois vont à son identifiant, que change qui gère les comptes."},
    Sentence{"this person was erased: nothing is sent", "Cette personne a été effacée : plus rien n’est envoyé à son sujet."},
    Sentence{"this message is opened without a code", "Cet envoi s’ouvre sans code du centre."},
    Sentence{"there is no such message", "Cet envoi n’existe pas, ou n’est pas d’un de vos centres."},
    Sentence{"this person was erased: nothing is sent", "Cette personne a été effacée : plus rien n’est envoyé à son sujet."},
    Sentence{"take the referral up first", "Prenez d’abord la demande en charge, puis ouvrez le dossier."},
    Sentence{"somebody of the same name and birth date",
             "Une personne de même nom et de même date de naissance est déjà connue ici : choisissez son cas, ou dites que c’est "
             "une autre personne."},
    Sentence{"your role opens no cases",
             "Votre rôle n’ouvre pas de dossier dans ce centre : demandez au secrétariat, à un médecin ou au coordonnateur."},
    Sentence{"there is no such site", "Cette localisation n’existe pas : choisissez-en une dans la liste, ou aucune."}};

}  // namespace

std::string in_french(const Error& error) {
  const std::string_view message = error.message;
  if (error.kind == ErrorKind::busy)
    return "Trop de tentatives ont échoué depuis cette adresse : patientez quelques minutes avant de réessayer.";
  if (error.kind == ErrorKind::unavailable || error.kind == ErrorKind::fault)
    return "Le service est momentanément indisponible : réessayez dans un instant.";
  for (const auto& one : sentences)
    if (message.starts_with(one.en)) return std::string(one.fr);
  if (auto of_board = board_error_in_french(error)) return *of_board;
  if (message.ends_with("say which")) return "Ce rôle se tient dans un centre : dites lequel.";
  if (message.ends_with("leave the centre empty"))
    return "Ce rôle ne se tient pas dans un centre : laissez le code du centre vide.";
  return error.message;
}

}  // namespace repere::web
