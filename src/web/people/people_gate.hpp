#pragma once
#include <chrono>
#include <map>
#include <mutex>

#include "web/guard/gate.hpp"
#include "workflows/accounts/sign_in.hpp"
#include "workflows/cases/asking.hpp"

// The gate of a server with accounts.
namespace repere::web {

/// The cookie of a session.
inline constexpr const char* session_cookie = "session";

/// What routes ask of who asks. The words of Policy:
///   "half session"     a session, its second factor still to come or not: the pages that give it
///   "session"          a session with its second factor
///   "may ACT"          somebody, or a machine with a token, whose role allows the act somewhere; whose case it is, the workflow asks
Policy half_session();
Policy whole_session();
Policy may(access::Act act);

/// Finds sessions by cookie and tokens by "Authorization: Bearer". What it found is remembered for a few seconds; forget()
/// ends that at once when another request, or another server, says that something changed.
class PeopleGate final : public Gate {
 public:
  /// Shape: `means` outlives the gate
  explicit PeopleGate(const workflows::Means& means) : means_(means) {}

  bool knows(const Policy& policy) const override;
  bool waits(const Policy&) const override { return true; }
  tl::expected<Admitted, Refusal> admit(const Request& request, const Policy& policy) override;

  /// Who a session's request is from, with account and session: for handlers of admitted requests.
  Result<workflows::SignedIn> who(const Request& request);

  /// Something changed: "12" a session, "account 7" all of an account.
  void forget(std::string_view what);
  /// Everything, after notifications may have been missed.
  void forget_all();

 private:
  struct Known {
    workflows::SignedIn who;
    std::chrono::steady_clock::time_point until;
  };
  Result<workflows::SignedIn> find_session(std::string_view token);
  tl::expected<Admitted, Refusal> admit_machine(std::string_view token, const Policy& policy);
  tl::expected<Admitted, Refusal> admit_session(std::string_view token, const Policy& policy);

  const workflows::Means& means_;
  std::mutex mutex_;
  std::map<std::string, Known, std::less<>> known_;
};

/// Where a request comes from, as workflows keep it.
workflows::Origin origin_of(const Request& request);
/// Who asks something of a case; an emergency's reason comes in the header Emergency-Reason, percent-encoded.
workflows::Asking asking_of(const Request& request);

}  // namespace repere::web
