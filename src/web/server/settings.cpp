#include "web/server/settings.hpp"

#include <algorithm>
#include <functional>

#include "base/numbers.hpp"

namespace repere::web {

namespace {

struct Reading {
  ServerOptions options;
  TlsFiles tls;
  bool listens = false;
};

using Read = std::function<Result<void>(Reading&, const std::string&)>;

Result<std::int64_t> whole(const std::string& value, std::int64_t least, std::int64_t most) {
  const auto number = parse_whole(value);
  if (number && *number >= least && *number <= most) return *number;
  return fail(ErrorKind::incorrect,
              "takes a whole number from " + std::to_string(least) + " to " + std::to_string(most));
}

template <class Member>
Read count_of(Member member, std::int64_t least, std::int64_t most) {
  return [=](Reading& reading, const std::string& value) -> Result<void> {
    const auto number = whole(value, least, most);
    if (!number) return tl::unexpected(number.error());
    member(reading.options) =
        static_cast<std::remove_reference_t<decltype(member(reading.options))>>(*number);
    return {};
  };
}

Read seconds_of(std::chrono::milliseconds TimeLimits::*member) {
  return [=](Reading& reading, const std::string& value) -> Result<void> {
    const auto number = parse_number(value);
    if (!number || *number < 0.1 || *number > 3600)
      return fail(ErrorKind::incorrect, "takes seconds from 0.1 to 3600");
    reading.options.time.*member = std::chrono::milliseconds(static_cast<std::int64_t>(*number * 1000));
    return {};
  };
}

Read switch_of(bool ServerOptions::*member) {
  return [=](Reading& reading, const std::string& value) -> Result<void> {
    if (value != "on" && value != "off") return fail(ErrorKind::incorrect, "takes on or off");
    reading.options.*member = value == "on";
    return {};
  };
}

Read ranges_of(std::vector<AddressRange> ServerOptions::*member) {
  return [=](Reading& reading, const std::string& value) -> Result<void> {
    auto range = parse_address_range(value);
    if (!range) return tl::unexpected(range.error());
    (reading.options.*member).push_back(*range);
    return {};
  };
}

Result<void> read_listen(Reading& reading, const std::string& value) {
  auto address = parse_listen_address(value);
  if (!address) return tl::unexpected(address.error());
  if (!reading.listens) reading.options.listen.clear();
  reading.listens = true;
  reading.options.listen.push_back(std::move(*address));
  return {};
}

Result<void> read_operations_listen(Reading& reading, const std::string& value) {
  auto address = parse_listen_address(value);
  if (!address) return tl::unexpected(address.error());
  reading.options.operations_listen.push_back(std::move(*address));
  return {};
}

Result<void> read_host(Reading& reading, const std::string& value) {
  if (value.empty() || value.find_first_of(" /:") != std::string::npos)
    return fail(ErrorKind::incorrect, "takes a host's name without port");
  reading.options.hosts.push_back(value);
  return {};
}

// "rate_login" = "0.2/10": two a ten seconds after the first ten.
Read rate_of(std::string name) {
  return [name = std::move(name)](Reading& reading, const std::string& value) -> Result<void> {
    const std::size_t slash = std::min(value.find('/'), value.size());
    const auto rate = parse_number(value.substr(0, slash)),
               burst = parse_number(value.substr(std::min(slash + 1, value.size())));
    if (!rate || !burst || *rate < 0.001 || *rate > 1e6 || *burst < 1 || *burst > 1e6)
      return fail(ErrorKind::incorrect, "takes PER_SECOND/AT_ONCE, for instance 20/200");
    reading.options.rates[name] = {*rate, *burst};
    return {};
  };
}

const std::vector<std::pair<std::string, Read>>& table() {
  static const std::vector<std::pair<std::string, Read>> settings = {
      {"listen", read_listen},
      {"tls_certificate",
       [](Reading& r, const std::string& v) -> Result<void> {
         r.tls.certificate = v;
         return {};
       }},
      {"tls_key",
       [](Reading& r, const std::string& v) -> Result<void> {
         r.tls.key = v;
         return {};
       }},
      {"host", read_host},
      {"trusted_proxy", ranges_of(&ServerOptions::trusted_proxies)},
      {"metrics_listen", read_operations_listen},
      {"metrics_from", ranges_of(&ServerOptions::operations_from)},
      {"hsts_seconds",
       [](Reading& r, const std::string& v) -> Result<void> {
         const auto n = whole(v, 0, 63'072'000);
         if (!n) return tl::unexpected(n.error());
         r.options.hsts = std::chrono::seconds(*n);
         return {};
       }},
      {"loops", count_of(
                    [](ServerOptions & o) -> auto& { return o.loops; }, 0, 256)},
      {"workers", count_of(
                      [](ServerOptions & o) -> auto& { return o.workers; }, 0, 1024)},
      {"worker_queue", count_of(
                           [](ServerOptions & o) -> auto& { return o.worker_queue; }, 1, 100'000)},
      {"passwords_at_once",
       count_of(
           [](ServerOptions & o) -> auto& { return o.lanes["passwords"].running; }, 1, 64)},
      {"connections", count_of(
                          [](ServerOptions & o) -> auto& { return o.connections; }, 1, 1'000'000)},
      {"connections_per_address",
       count_of(
           [](ServerOptions & o) -> auto& { return o.connections_per_address; }, 0, 1'000'000)},
      {"body_memory_mb",
       [](Reading& r, const std::string& v) -> Result<void> {
         const auto n = whole(v, 1, 65'536);
         if (!n) return tl::unexpected(n.error());
         r.options.body_memory = static_cast<std::size_t>(*n) * 1024 * 1024;
         return {};
       }},
      {"upload_folder",
       [](Reading& r, const std::string& v) -> Result<void> {
         r.options.upload_folder = v;
         return {};
       }},
      {"header_seconds", seconds_of(&TimeLimits::header)},
      {"body_seconds", seconds_of(&TimeLimits::body)},
      {"response_seconds", seconds_of(&TimeLimits::response)},
      {"idle_seconds", seconds_of(&TimeLimits::idle)},
      {"drain_seconds", seconds_of(&TimeLimits::drain)},
      {"patience_seconds", seconds_of(&TimeLimits::patience)},
      {"rate_limits", switch_of(&ServerOptions::rate_limits)},
      {"rate_anonymous", rate_of("anonymous")},
      {"rate_session", rate_of("session")},
      {"rate_login", rate_of("login")},
      {"rate_submission", rate_of("submission")},
      {"log_requests", switch_of(&ServerOptions::log_requests)},
  };
  return settings;
}

}  // namespace

std::vector<std::string> setting_names() {
  std::vector<std::string> names;
  for (const auto& [name, read] : table()) names.push_back(name);
  return names;
}

Result<ServerOptions> server_options(const std::vector<Setting>& settings) {
  Reading reading;
  for (const Setting& setting : settings) {
    const auto entry =
        std::find_if(table().begin(), table().end(), [&](const auto& e) { return e.first == setting.name; });
    if (entry == table().end())
      return fail(ErrorKind::incorrect,
                  "there is no setting '" + setting.name + "'; docs/http.md lists them");
    if (const auto read = entry->second(reading, setting.value); !read)
      return fail_in("setting " + setting.name, read.error());
  }
  if (reading.tls.certificate.empty() != reading.tls.key.empty())
    return fail(ErrorKind::incorrect, "TLS needs both a certificate (tls_certificate) and its key (tls_key)");
  if (!reading.tls.key.empty()) reading.options.tls = reading.tls;
  return std::move(reading.options);
}

}  // namespace repere::web
