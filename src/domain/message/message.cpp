#include "domain/message/message.hpp"

#include <algorithm>

namespace repere::message {

Result<State> after(State state, Happening happening) {
  const bool over = state == State::refused || state == State::gave_up || state == State::returned;
  switch (happening) {
    case Happening::opened:
    case Happening::wrong_code:
      return state;
    case Happening::new_code:
      if (opens(state)) return state;
      break;
    case Happening::attempted:
    case Happening::put_off:
      if (state == State::waiting) return state;
      break;
    case Happening::queued:
      return State::waiting;
    case Happening::handed_over:
      if (state == State::waiting) return State::handed_over;
      break;
    case Happening::refused:
      if (state == State::waiting) return State::refused;
      break;
    case Happening::gave_up:
      if (state == State::waiting) return State::gave_up;
      break;
    case Happening::withdrawn:
      if (state != State::withdrawn && state != State::replaced) return State::withdrawn;
      break;
    case Happening::sent_again:
      if (over || state == State::handed_over) return State::waiting;
      break;
    case Happening::passed_by_hand:
      if (state == State::waiting || over) return State::handed_over;
      break;
    case Happening::returned:
      if (state == State::handed_over) return State::returned;
      break;
    case Happening::replaced:
      if (state == State::waiting || over) return State::replaced;
      break;
  }
  return fail(ErrorKind::conflict, "this message stands otherwise meanwhile: look at it again");
}

Proof proof_of(const Message& message) {
  if (message.recipient.account) return Proof::account;
  if (message.recipient.part == Part::sender) return Proof::sender_code;
  return message.recipient.way == Way::mssante ? Proof::link : Proof::telephoned_code;
}

std::optional<Instant> next_attempt(int attempts, Instant now, std::chrono::hours patience) {
  constexpr std::array<std::chrono::minutes, 5> delays{std::chrono::minutes(1), std::chrono::minutes(5), std::chrono::minutes(15),
                                                       std::chrono::minutes(60), std::chrono::minutes(240)};
  const auto delay = [&](int attempt) { return delays[static_cast<std::size_t>(std::clamp(attempt, 1, static_cast<int>(delays.size())) - 1)]; };
  std::chrono::minutes all{0};
  for (int attempt = 1; attempt <= attempts; ++attempt) all += delay(attempt);
  return all > patience ? std::nullopt : std::optional<Instant>(now + delay(attempts));
}

}  // namespace repere::message
