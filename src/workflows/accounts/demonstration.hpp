#pragma once
#include "workflows/accounts/sign_in.hpp"

// Accounts to try the program with, on synthetic data alone.
namespace repere::workflows {

/// An account of one role and the token of its one-time link.
struct DemonstrationLink {
  access::Role role;
  std::string token;
};

/// Makes an account for each role where there is none yet, and a new link for each; earlier links can no longer be used.
/// Shape: centre is the code of the centre at which centre roles are held
/// Errors: forbidden unless every data set of the record says it is synthetic, and there is one
Result<std::vector<DemonstrationLink>> make_demonstration_links(const Means& means,
                                                                const std::string& centre);

/// Whether a demonstration made this database: it has an account of one, which is never deleted. For good: people and addresses in it
/// are invented.
Result<bool> is_of_demonstration(const Means& means);

/// Uses such a link: a complete session without password or code.
/// Errors: forbidden when it was used, is over, is none, or is not a demonstration's
Result<Begun> use_demonstration_link(const Means& means, std::string_view token, const Origin& origin);

}  // namespace repere::workflows
