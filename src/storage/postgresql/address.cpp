#include "storage/postgresql/address.hpp"

#include <libpq-fe.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <vector>

namespace repere::storage::postgresql {

namespace {

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == ',')
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

std::string from_environment(const char* variable, const char* otherwise) {
  const char* value = std::getenv(variable);
  return value && *value ? value : otherwise;
}

// "postgresql://one:5432,two/name"; a socket's folder stands behind the name.
std::string name_of(const std::string& hosts, const std::string& ports, const std::string& database) {
  const auto all_hosts = split(hosts), all_ports = split(ports);
  std::string named, folder;
  for (std::size_t i = 0; i < all_hosts.size(); ++i) {
    if (all_hosts[i].starts_with('/')) {
      folder = all_hosts[i];
      continue;
    }
    if (!named.empty()) named += ',';
    named += all_hosts[i];
    const std::string& port = all_ports.size() == 1 ? all_ports[0] : i < all_ports.size() ? all_ports[i] : "";
    if (!port.empty()) named += ":" + port;
  }
  return "postgresql://" + named + "/" + database + (folder.empty() ? "" : "?host=" + folder);
}

}  // namespace

Result<Address> parse_address(std::string_view url) {
  Address address{std::string(url), {}, false, false};
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(address.url.c_str(), nullptr), &PQconninfoFree);
  const bool is_url = url.starts_with("postgresql://") || url.starts_with("postgres://");
  if (!options || !is_url || url.find('\0') != url.npos)
    return fail(ErrorKind::incorrect,
                "this is no URL of a PostgreSQL database; write postgresql://user@host:5432/name "
                "(several hosts: host1,host2; a socket: postgresql:///name?host=/run/postgresql)");
  std::map<std::string_view, std::string> given;
  for (const PQconninfoOption* option = options.get(); option->keyword; ++option)
    if (option->val) given[option->keyword] = option->val;
  const auto value = [&](std::string_view key, const char* variable, const char* otherwise) {
    const auto found = given.find(key);
    return found != given.end() ? found->second : from_environment(variable, otherwise);
  };
  const std::string hosts = given.count("host") ? given["host"] : value("hostaddr", "PGHOST", "");
  address.several_hosts = hosts.find(',') != hosts.npos;
  address.says_which_server = given.count("target_session_attrs") > 0;
  const std::string database = value("dbname", "PGDATABASE", value("user", "PGUSER", "").c_str());
  address.name = name_of(hosts, value("port", "PGPORT", ""), database);
  return address;
}

}  // namespace repere::storage::postgresql
