#include "system/configuration.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "base/nearest_name.hpp"
#include "base/numbers.hpp"

namespace repere::system {
namespace {

using Read = std::function<Result<void>(Configuration&, const std::string&)>;

struct Setting {
  const char* name;
  Read read;
};

Read text_of(std::string Configuration::*member) {
  return [member](Configuration& configuration, const std::string& value) -> Result<void> {
    configuration.*member = value;
    return {};
  };
}
Read path_of(std::filesystem::path Configuration::*member) {
  return [member](Configuration& configuration, const std::string& value) -> Result<void> {
    configuration.*member = value;
    return {};
  };
}
Read provider_text(std::string OpenIdSettings::*member) {
  return [member](Configuration& configuration, const std::string& value) -> Result<void> {
    configuration.openid_connect.*member = value;
    return {};
  };
}
Result<void> read_readers(Configuration& configuration, const std::string& value) {
  const auto number = parse_whole(value);
  if (!number || *number < 1 || *number > 256)
    return fail(ErrorKind::incorrect, "takes a whole number from 1 to 256");
  configuration.readers = static_cast<int>(*number);
  return {};
}
Result<void> read_demonstration(Configuration& configuration, const std::string& value) {
  if (value != "true" && value != "false") return fail(ErrorKind::incorrect, "takes true or false");
  configuration.demonstration = value == "true";
  return {};
}
Read provider_file(std::filesystem::path Configuration::OpenIdConnect::*member) {
  return [member](Configuration& configuration, const std::string& value) -> Result<void> {
    configuration.openid_connect.*member = value;
    return {};
  };
}

using MailServerSettings = Configuration::Outbox::Server;
using MailServerMember = MailServerSettings Configuration::Outbox::*;

Read outbox_number(int Configuration::Outbox::*member, int least, int most) {
  return [member, least, most](Configuration& configuration, const std::string& value) -> Result<void> {
    const auto number = parse_whole(value);
    if (!number || *number < least || *number > most)
      return fail(ErrorKind::incorrect, "takes a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    configuration.outbox.*member = static_cast<int>(*number);
    return {};
  };
}
Result<void> read_attaching(Configuration& configuration, const std::string& value) {
  if (value != "true" && value != "false") return fail(ErrorKind::incorrect, "takes true or false");
  configuration.outbox.attach_reports_to_mssante = value == "true";
  return {};
}
Result<void> read_site(Configuration& configuration, const std::string& value) {
  if (!value.empty() && !value.starts_with("https://") && !value.starts_with("http://127.0.0.1") && !value.starts_with("http://localhost"))
    return fail(ErrorKind::incorrect, "takes the site's address, https://repere.example");
  configuration.outbox.site = value;
  while (configuration.outbox.site.ends_with('/')) configuration.outbox.site.pop_back();
  return {};
}
template <class Value, class Of>
Read mail_server(MailServerMember server, Value Of::*member) {
  return [server, member](Configuration& configuration, const std::string& value) -> Result<void> {
    (configuration.outbox.*server).*member = value;
    return {};
  };
}
Read mail_server_encryption(MailServerMember server) {
  return [server](Configuration& configuration, const std::string& value) -> Result<void> {
    if (value != "required" && value != "none") return fail(ErrorKind::incorrect, "takes required or none");
    (configuration.outbox.*server).encrypted = value == "required";
    return {};
  };
}
Result<void> read_client_authentication(Configuration& configuration, const std::string& value) {
  if (value != "client_secret_basic" && value != "client_secret_post")
    return fail(ErrorKind::incorrect, "takes client_secret_basic or client_secret_post");
  configuration.openid_connect.secret_in_body = value == "client_secret_post";
  return {};
}

const std::vector<Setting>& settings() {
  using Provider = OpenIdSettings;
  using Files = Configuration::OpenIdConnect;
  static const std::vector<Setting> all = {
      {"network.name", text_of(&Configuration::network_name)},
      {"network.reports", path_of(&Configuration::reports)},
      {"network.answerable", text_of(&Configuration::answerable)},
      {"network.triage_rules", text_of(&Configuration::triage_rules)},
      {"network.editions", path_of(&Configuration::editions)},
      {"database.url", text_of(&Configuration::database)},
      {"database.readers", read_readers},
      {"keys.file", path_of(&Configuration::key_file)},
      {"keys.audit_head", path_of(&Configuration::audit_head)},
      {"referrals.scan_program", path_of(&Configuration::scan_program)},
      {"outbox.site", read_site},
      {"outbox.link_days", outbox_number(&Configuration::Outbox::link_days, 1, 365)},
      {"outbox.last_try_hours", outbox_number(&Configuration::Outbox::last_try_hours, 1, 240)},
      {"outbox.attach_reports_to_mssante", read_attaching},
      {"outbox_email.server", mail_server(&Configuration::Outbox::email, &SmtpSettings::address)},
      {"outbox_email.from", mail_server(&Configuration::Outbox::email, &SmtpSettings::from)},
      {"outbox_email.from_name", mail_server(&Configuration::Outbox::email, &SmtpSettings::from_name)},
      {"outbox_email.encryption", mail_server_encryption(&Configuration::Outbox::email)},
      {"outbox_email.user", mail_server(&Configuration::Outbox::email, &SmtpSettings::user)},
      {"outbox_email.password_file", mail_server(&Configuration::Outbox::email, &MailServerSettings::password_file)},
      {"outbox_email.client_certificate", mail_server(&Configuration::Outbox::email, &SmtpSettings::client_certificate)},
      {"outbox_email.client_key", mail_server(&Configuration::Outbox::email, &SmtpSettings::client_key)},
      {"outbox_email.authorities_file", mail_server(&Configuration::Outbox::email, &SmtpSettings::authorities)},
      {"outbox_mssante.server", mail_server(&Configuration::Outbox::mssante, &SmtpSettings::address)},
      {"outbox_mssante.from", mail_server(&Configuration::Outbox::mssante, &SmtpSettings::from)},
      {"outbox_mssante.from_name", mail_server(&Configuration::Outbox::mssante, &SmtpSettings::from_name)},
      {"outbox_mssante.encryption", mail_server_encryption(&Configuration::Outbox::mssante)},
      {"outbox_mssante.user", mail_server(&Configuration::Outbox::mssante, &SmtpSettings::user)},
      {"outbox_mssante.password_file", mail_server(&Configuration::Outbox::mssante, &MailServerSettings::password_file)},
      {"outbox_mssante.client_certificate", mail_server(&Configuration::Outbox::mssante, &SmtpSettings::client_certificate)},
      {"outbox_mssante.client_key", mail_server(&Configuration::Outbox::mssante, &SmtpSettings::client_key)},
      {"outbox_mssante.authorities_file", mail_server(&Configuration::Outbox::mssante, &SmtpSettings::authorities)},
      {"demonstration.enabled", read_demonstration},
      {"openid_connect.issuer", provider_text(&Provider::issuer)},
      {"openid_connect.client_id", provider_text(&Provider::client_id)},
      {"openid_connect.client_secret_file", provider_file(&Files::client_secret_file)},
      {"openid_connect.client_authentication", read_client_authentication},
      {"openid_connect.title", provider_text(&Provider::title)},
      {"openid_connect.scope", provider_text(&Provider::scope)},
      {"openid_connect.acr_values", provider_text(&Provider::acr_values)},
      {"openid_connect.subject_claim", provider_text(&Provider::subject_claim)},
      {"openid_connect.discovery", provider_text(&Provider::discovery)},
      {"openid_connect.authorization_endpoint", provider_text(&Provider::authorization_endpoint)},
      {"openid_connect.token_endpoint", provider_text(&Provider::token_endpoint)},
      {"openid_connect.jwks_uri", provider_text(&Provider::jwks_uri)},
      {"openid_connect.userinfo_endpoint", provider_text(&Provider::userinfo_endpoint)},
      {"openid_connect.end_session_endpoint", provider_text(&Provider::end_session_endpoint)},
      {"openid_connect.authorities_file", provider_file(&Files::authorities_file)},
  };
  return all;
}

const Setting* find(const std::string& name) {
  const auto& all = settings();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Setting& one) { return name == one.name; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<std::string_view> names() {
  std::vector<std::string_view> all;
  for (const Setting& setting : settings()) all.emplace_back(setting.name);
  return all;
}

std::optional<std::string> text_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* whole = node.as_integer()) return std::to_string(whole->get());
  if (const auto* number = node.as_floating_point()) return shortest_text(number->get());
  if (const auto* truth = node.as_boolean()) return truth->get() ? "true" : "false";
  return std::nullopt;
}

class FileReader {
 public:
  FileReader(std::string file, Configuration& configuration)
      : file_(std::move(file)), configuration_(configuration) {}

  Result<void> read(const toml::table& table) {
    for (const auto& [section, node] : table) {
      const auto* members = node.as_table();
      if (members == nullptr)
        return wrong(node, std::string(section.str()), "is outside a section: write [section] above it");
      for (const auto& [name, value] : *members) {
        const auto done = section.str() == "http"
                              ? http(std::string(name.str()), value)
                              : setting(std::string(section.str()) + "." + std::string(name.str()), value);
        if (!done) return done;
      }
    }
    return {};
  }

 private:
  Result<void> setting(const std::string& name, const toml::node& value) {
    const Setting* known = find(name);
    if (known == nullptr)
      return wrong(value, name,
                   "is not a setting" + did_you_mean(name, names()) + "packaging/repere.toml lists all");
    const auto text = text_of(value);
    if (!text) return wrong(value, name, "takes a text, a number, true or false");
    if (auto read = known->read(configuration_, *text); !read)
      return wrong(value, name, read.error().message);
    return {};
  }
  // Several values of one HTTP setting are a list. Whether the names are right is HTTP's to say.
  Result<void> http(const std::string& name, const toml::node& value) {
    if (const auto* list = value.as_array()) {
      for (const auto& one : *list) {
        const auto text = text_of(one);
        if (!text) return wrong(value, "http." + name, "takes texts or numbers");
        configuration_.http.emplace_back(name, *text);
      }
      return {};
    }
    const auto text = text_of(value);
    if (!text)
      return wrong(value, "http." + name, "takes a text, a number, true or false, or a list of them");
    configuration_.http.emplace_back(name, *text == "true" ? "on" : *text == "false" ? "off" : *text);
    return {};
  }
  Result<void> wrong(const toml::node& node, const std::string& name, const std::string& what) const {
    return fail(ErrorKind::incorrect,
                file_ + ":" + std::to_string(node.source().begin.line) + ": " + name + " " + what);
  }

  std::string file_;
  Configuration& configuration_;
};

std::string variable_of(std::string name) {
  for (char& c : name) c = c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return "REPERE_" + name;
}

Result<void> read_environment(Configuration& configuration, const Environment& environment) {
  for (const Setting& setting : settings()) {
    const std::string variable = variable_of(setting.name);
    const auto value = environment(variable);
    if (!value) continue;
    if (auto read = setting.read(configuration, *value); !read)
      return fail(ErrorKind::incorrect, variable + " " + read.error().message);
  }
  if (const auto listen = environment("REPERE_HTTP_LISTEN")) {
    std::erase_if(configuration.http, [](const auto& one) { return one.first == "listen"; });
    configuration.http.emplace_back("listen", *listen);
  }
  return {};
}

Result<void> read_file(const std::filesystem::path& path, Configuration& configuration) {
  const std::string name = path.string();
  std::error_code problem;
  if (!std::filesystem::exists(path, problem))
    return fail(ErrorKind::not_found, name + ": there is no such configuration file");
  try {
    return FileReader(name, configuration).read(toml::parse_file(name));
  } catch (const toml::parse_error& error) {
    return fail(ErrorKind::incorrect, name + ":" + std::to_string(error.source().begin.line) +
                                          ": not TOML: " + std::string(error.description()));
  }
}

}  // namespace

Environment process_environment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
}

Result<Configuration> read_configuration(const std::optional<std::filesystem::path>& file,
                                         const Environment& environment) {
  Configuration configuration;
  if (file)
    if (auto read = read_file(*file, configuration); !read) return tl::unexpected(read.error());
  if (auto read = read_environment(configuration, environment); !read) return tl::unexpected(read.error());
  return configuration;
}

std::vector<std::string> configuration_names() {
  const auto all = names();
  return {all.begin(), all.end()};
}

}  // namespace repere::system
