#include "web/people/deed_words.hpp"

#include <algorithm>
#include <array>

namespace repere::web {

using access::Act;
using workflows::Deed;
using workflows::Outcome;

namespace {

struct Named {
  Deed deed;
  Bilingual words;
};
constexpr Named act(Act what, Bilingual words) { return {workflows::deed_of(what), words}; }

constexpr std::array names{
    act(Act::read_case, {"Lecture d’un cas", "Case read"}),
    act(Act::read_identity, {"Lecture d’une identité", "Identity read"}),
    act(Act::list_cases, {"Liste de cas", "Cases listed"}),
    act(Act::search_people, {"Recherche d’une personne", "Person searched for"}),
    act(Act::read_referral, {"Lecture d’une demande", "Referral read"}),
    act(Act::refer_patient, {"Envoi d’une demande", "Referral sent"}),
    act(Act::edit_case, {"Modification d’un cas", "Case changed"}),
    act(Act::correct_identity, {"Saisie ou correction d’une identité", "Identity entered or corrected"}),
    act(Act::share_case, {"Partage d’un cas avec un centre", "Case shared with a centre"}),
    act(Act::prepare_board, {"Préparation d’une RCP", "Board prepared"}),
    act(Act::record_decision, {"Séance de RCP, écriture d’une décision", "Board held, decision written"}),
    act(Act::sign_decision, {"Signature d’une décision", "Decision signed"}),
    act(Act::record_reading, {"Lecture anatomopathologique", "Pathology reading recorded"}),
    act(Act::import_cases, {"Import de cas", "Cases imported"}),
    act(Act::undo_import, {"Annulation d’un import", "Import undone"}),
    act(Act::export_cases, {"Export de cas", "Cases exported"}),
    act(Act::run_study, {"Étude", "Study run"}),
    act(Act::read_indicators, {"Lecture d’indicateurs", "Indicators read"}),
    act(Act::read_history, {"Lecture d’un historique", "History read"}),
    act(Act::read_audit, {"Lecture du journal", "Audit trail read"}),
    act(Act::record_objection, {"Opposition d’un patient", "Patient’s objection recorded"}),
    act(Act::erase_person, {"Effacement d’une personne", "Person erased"}),
    act(Act::manage_accounts, {"Gestion des comptes", "Accounts managed"}),
    act(Act::manage_network, {"Gestion du réseau", "Network managed"}),
    act(Act::manage_machines, {"Gestion des accès de programmes", "Access of programs managed"}),
    act(Act::handle_referral, {"Traitement d’une demande", "Referral handled"}),
    act(Act::answer_referral, {"Réponse à une demande", "Referral answered"}),
    act(Act::manage_board, {"Gestion d’une RCP", "Board managed"}),
    act(Act::read_messages, {"Lecture des envois", "Messages read"}),
    act(Act::send_messages, {"Envoi de messages", "Messages sent"}),
    act(Act::read_sent_report, {"Lecture d’un compte rendu envoyé", "Sent report read"}),
    Named{Deed::sign_in, {"Connexion", "Signed in"}},
    Named{Deed::sign_out, {"Déconnexion", "Signed out"}},
    Named{Deed::sign_in_refused, {"Connexion refusée", "Sign-in refused"}},
    Named{Deed::second_factor_changed, {"Second facteur changé", "Second factor changed"}},
    Named{Deed::password_changed, {"Mot de passe changé", "Password changed"}},
    Named{Deed::session_ended, {"Session terminée", "Session ended"}},
    Named{Deed::account_invited, {"Compte invité", "Account invited"}},
    Named{Deed::account_changed, {"Compte modifié", "Account changed"}},
    Named{Deed::account_closed, {"Compte fermé", "Account closed"}},
    Named{Deed::token_made, {"Jeton créé", "Token made"}},
    Named{Deed::token_ended, {"Jeton révoqué", "Token ended"}},
    Named{Deed::link_used, {"Lien utilisé", "Link used"}},
    Named{Deed::data_received, {"Données reçues de l’extérieur", "Data received from outside"}},
    Named{Deed::data_sent, {"Données envoyées", "Data sent"}},
    Named{Deed::backup_made, {"Sauvegarde faite", "Backup made"}},
    Named{Deed::backup_restored, {"Sauvegarde restaurée", "Backup restored"}},
    Named{Deed::configuration_changed, {"Configuration modifiée", "Configuration changed"}},
    Named{Deed::erasure_repeated, {"Effacement répété après restauration", "Erasure repeated after a restore"}},
    Named{Deed::trail_verified, {"Journal vérifié", "Audit trail verified"}},
    Named{Deed::provider_bound, {"Identité externe liée", "Outside identity bound"}},
    Named{Deed::provider_unbound, {"Identité externe déliée", "Outside identity unbound"}}};

}  // namespace

Bilingual words_of(Deed deed) {
  const auto found = std::find_if(names.begin(), names.end(), [&](const Named& one) { return one.deed == deed; });
  if (found != names.end()) return found->words;
  return {workflows::word_of(deed), workflows::word_of(deed)};
}

Bilingual words_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::done: return {"fait", "done"};
    case Outcome::refused: return {"refusé", "refused"};
    case Outcome::failed: break;
  }
  return {"échoué", "failed"};
}

}  // namespace repere::web
