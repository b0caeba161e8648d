#include "workflows/accounts/demonstration.hpp"

#include <algorithm>
#include <array>

#include "workflows/cases/case_files.hpp"

namespace repere::workflows {
namespace {

constexpr std::chrono::hours link_lasts{12};

tl::unexpected<Error> no_link() {
  return fail(ErrorKind::forbidden,
              "this link was used already, or is too old: start the demonstration again for new ones");
}

std::string login_of(access::Role role) {
  return std::string(word_in(access::role_words, role)) + "@synthetique.example";
}

// A name is one in every language, as a person's is.
constexpr std::array french_names{Word{access::Role::visitor, "visiteur"},          Word{access::Role::referrer, "médecin adresseur"},
                                  Word{access::Role::secretary, "secrétaire"},      Word{access::Role::clinician, "clinicien"},
                                  Word{access::Role::surgeon, "chirurgien"},        Word{access::Role::pathologist, "pathologiste"},
                                  Word{access::Role::data_manager, "gestionnaire de données"}, Word{access::Role::coordinator, "coordonnateur"},
                                  Word{access::Role::epidemiologist, "épidémiologiste"}, Word{access::Role::director, "directeur"},
                                  Word{access::Role::auditor, "auditeur"},          Word{access::Role::administrator, "administrateur"}};
static_assert(french_names.size() == access::role_count);

Account account_of(access::Role role, const std::string& centre, Instant now) {
  Account account;
  account.login = login_of(role);
  account.name = "Démonstration – " + std::string(word_in(french_names, role));
  account.state = AccountState::active;
  account.synthetic = true;
  account.appointments.push_back(
      {{role, access::is_of_a_centre(role) ? centre : std::string()}, now, std::nullopt});
  return account;
}

Result<access::AccountId> find_or_add(Work& work, access::Role role, const std::string& centre, Instant now) {
  const auto found = work.accounts().find_by_login(login_of(role));
  if (found) return found->id;
  if (found.error().kind != ErrorKind::not_found) return tl::unexpected(found.error());
  return work.accounts().add(account_of(role, centre, now));
}

}  // namespace

Result<std::vector<DemonstrationLink>> make_demonstration_links(const Means& means,
                                                                const std::string& centre) {
  std::vector<DemonstrationLink> links;
  const auto written = means.transactions.write([&](Work& work) -> Result<void> {
    links.clear();
    const auto synthetic = work.cases().all_synthetic();
    if (!synthetic) return tl::unexpected(synthetic.error());
    if (!*synthetic)
      return fail(
          ErrorKind::forbidden,
          "a demonstration runs on synthetic data only: this record has none, or holds other data too");
    const Instant now = means.clock.now();
    for (const auto& role : access::role_words) {
      if (role.value == access::Role::visitor) continue;
      const auto account = find_or_add(work, role.value, centre, now);
      if (!account) return tl::unexpected(account.error());
      if (auto withdrawn = work.links().withdraw(*account); !withdrawn) return withdrawn;
      links.push_back({role.value, means.secrets.new_token()});
      const auto added = work.links().add({{},
                                           means.secrets.hash(HashedFor::link, links.back().token),
                                           OneTimeLink::Use::demonstration,
                                           *account,
                                           now,
                                           now + link_lasts,
                                           std::nullopt});
      if (!added) return tl::unexpected(added.error());
    }
    return {};
  });
  if (!written) return tl::unexpected(written.error());
  return links;
}

Result<bool> is_of_demonstration(const Means& means) {
  bool made = false;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    const auto all = work.accounts().all();
    if (!all) return tl::unexpected(all.error());
    made = std::any_of(all->begin(), all->end(), [](const Account& one) { return one.synthetic; });
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return made;
}

Result<Begun> use_demonstration_link(const Means& means, std::string_view token, const Origin& origin) {
  Result<Begun> begun;
  const auto written = means.transactions.write([&](Work& work) -> Result<void> {
    const auto link = work.links().find_link(means.secrets.hash(HashedFor::link, token));
    if (!link)
      return link.error().kind == ErrorKind::not_found ? Result<void>(no_link())
                                                       : tl::unexpected(link.error());
    if (link->used || link->use != OneTimeLink::Use::demonstration || means.clock.now() >= link->ends)
      return no_link();
    const auto account = work.accounts().find(link->account);
    if (!account) return tl::unexpected(account.error());
    if (!account->synthetic || account->state != AccountState::active) return no_link();
    if (auto used = work.links().use(link->id, means.clock.now()); !used) return used;
    begun = begin_session(means, work, *account, origin, {EnteredBy::demonstration, true});
    if (!begun) return tl::unexpected(begun.error());
    return {};
  });
  if (!written) return tl::unexpected(written.error());
  return begun;
}

}  // namespace repere::workflows
