#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/from_time_to_time.hpp"
#include "workflows/boards/plan_meetings.hpp"

// What anybody may know of the meetings to come.
namespace repere::workflows {

/// A meeting to which a case can still be sent. It has nothing else on purpose: no patient, no number of cases or places, no room,
/// link, note or name.
struct OpenMeeting {
  std::string centre;              ///< code of the centre that holds it
  std::vector<std::string> sites;  ///< codes of other centres that sit in it by video
  board::Sort sort = board::Sort::reference_sarcoma;
  board::Zone zone = board::Zone::paris;
  Instant starts{}, closes{};  ///< `closes`: of the agenda; it is not open any more from then on
  bool takes_children = false, takes_bone = false;
  bool free_places = false;

  bool is_of(const std::string& code) const;
};

/// A case as far as it is known before anybody has seen it; what is not known excludes no board.
struct SuspectedCase {
  std::optional<bool> child, bone;
};
/// Whether its board may discuss a first suspicion; a molecular board does not.
bool may_take(const OpenMeeting& meeting, const SuspectedCase& suspected);

/// By their start.
struct OpenMeetings {
  enum class Known {
    yes,
    not_entered,  ///< the network has no board here
    not_now,      ///< the database has been away for too long
  };
  Known known = Known::not_entered;
  std::vector<OpenMeeting> meetings;
};

/// Of each board the next meeting whose agenda is open, and when that is full the next one with free places.
Result<OpenMeetings> read_open_meetings(const Means& means);

/// The same kept in memory, for pages that never wait: read again from time to time on a thread of its own.
/// Shape: the means outlive it; now() may be asked by every thread.
class OpenMeetingsKept {
 public:
  /// How late a change is shown.
  static constexpr std::chrono::seconds between_readings{30};
  /// What was read longer ago is not shown.
  static constexpr std::chrono::minutes longest_shown{15};

  /// Reads once. `told` hears of a reading that failed, once until one succeeds.
  explicit OpenMeetingsKept(const Means& means, std::function<void(const Error&)> told = {});

  /// Those whose agenda is open now.
  OpenMeetings now() const;
  void stop() { reader_->stop(); }

 private:
  void read_again();

  const Means& means_;
  std::function<void(const Error&)> told_;
  mutable std::mutex keeping_;
  OpenMeetings kept_{OpenMeetings::Known::not_now, {}};
  Instant read_at_{};
  bool failing_ = false;
  std::optional<FromTimeToTime> reader_;  // once the first reading is done
};

}  // namespace repere::workflows
