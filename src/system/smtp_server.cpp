#include "system/smtp_server.hpp"

#include <curl/curl.h>

#include <cstring>
#include <memory>

#include "base/mail_address.hpp"
#include "base/numbers.hpp"

namespace repere::system {

using workflows::MailAnswer;

namespace {

struct CloseHandle {
  void operator()(CURL* one) const { curl_easy_cleanup(one); }
};
struct FreeList {
  void operator()(curl_slist* one) const { curl_slist_free_all(one); }
};

struct Reader {
  std::string_view rest;
};
std::size_t give(char* to, std::size_t size, std::size_t count, void* from) {
  auto& reader = *static_cast<Reader*>(from);
  const std::size_t length = std::min(size * count, reader.rest.size());
  std::memcpy(to, reader.rest.data(), length);
  reader.rest.remove_prefix(length);
  return length;
}

// Whether the server was told the recipient: what it refuses before that is not about them.
int watch(CURL*, curl_infotype type, char* text, std::size_t size, void* told) {
  if (type == CURLINFO_HEADER_OUT && std::string_view(text, size).starts_with("RCPT")) *static_cast<bool*>(told) = true;
  return 0;
}

std::string host_of(std::string_view address) {
  std::string host(address.substr(address.find("://") + 3));
  host.resize(std::min(host.size(), host.find('/')));
  if (const auto port = host.rfind(':'); port != std::string::npos && host.find(']', port) == std::string::npos) host.resize(port);
  return host;
}

// Whether what stands behind the host is a port, or nothing does.
bool has_good_port(std::string_view address) {
  const std::string host = host_of(address);
  std::string_view rest = address.substr(address.find(host) + host.size());
  rest = rest.substr(0, rest.find('/'));
  if (rest.empty()) return true;
  const auto port = parse_whole(rest.substr(1));
  return rest.front() == ':' && port && *port > 0 && *port <= 65535;
}

void set_line(CURL* handle, const SmtpSettings& settings) {
  // The name that EHLO says is that of the sender's domain.
  const std::string url = settings.address + "/" + settings.from.substr(settings.from.find('@') + 1);
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings.connect.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(settings.whole.count()));
  curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(std::max<std::int64_t>(1, settings.whole.count() / 1000)));
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_USE_SSL, static_cast<long>(settings.encrypted ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!settings.authorities.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, settings.authorities.c_str());
  if (!settings.client_certificate.empty()) curl_easy_setopt(handle, CURLOPT_SSLCERT, settings.client_certificate.c_str());
  if (!settings.client_key.empty()) curl_easy_setopt(handle, CURLOPT_SSLKEY, settings.client_key.c_str());
  if (settings.user.empty()) return;
  curl_easy_setopt(handle, CURLOPT_USERNAME, settings.user.c_str());
  curl_easy_setopt(handle, CURLOPT_PASSWORD, settings.password.reveal().c_str());
}

bool is_about_sign_in(long status) { return status == 530 || status == 534 || status == 535 || status == 538; }

MailAnswer answer_of(CURLcode code, long status, bool told) {
  if (code == CURLE_OK) return {MailAnswer::Kind::taken, "250"};
  if (code == CURLE_OPERATION_TIMEDOUT) return {MailAnswer::Kind::later, "timeout"};
  if (code == CURLE_USE_SSL_FAILED) return {MailAnswer::Kind::later, "no encryption"};
  if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR || code == CURLE_SSL_CACERT_BADFILE ||
      code == CURLE_SSL_CERTPROBLEM)
    return {MailAnswer::Kind::later, "certificate"};
  if (code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST) return {MailAnswer::Kind::later, "not reached"};
  if (code == CURLE_LOGIN_DENIED || is_about_sign_in(status)) return {MailAnswer::Kind::later, "sign-in " + std::to_string(status)};
  if (status >= 500 && status < 600) return {told ? MailAnswer::Kind::refused : MailAnswer::Kind::later, std::to_string(status)};
  if (status >= 400 && status < 500) return {MailAnswer::Kind::later, std::to_string(status)};
  return {MailAnswer::Kind::later, "connection lost"};
}

}  // namespace

Result<void> check(const SmtpSettings& settings) {
  const bool starts = settings.address.starts_with("smtp://"), tls = settings.address.starts_with("smtps://");
  if ((!starts && !tls) || host_of(settings.address).empty() || settings.address.find('@') != std::string::npos)
    return fail(ErrorKind::incorrect, "server: a mail server's address is smtp://host:587 or smtps://host:465, without a user in it");
  if (!has_good_port(settings.address)) return fail(ErrorKind::incorrect, "server: a port is a number from 1 to 65535");
  if (!is_mail_address(settings.from))
    return fail(ErrorKind::incorrect, "from: the address that mail is from is missing, or is none: write name@repere.example");
  const std::string host = host_of(settings.address);
  const bool here = host == "127.0.0.1" || host == "[::1]" || host == "localhost";
  if (!settings.encrypted && !here)
    return fail(ErrorKind::incorrect, "encryption: mail goes in clear to this machine only (127.0.0.1, [::1], localhost): leave encryption on");
  if (settings.client_certificate.empty() != settings.client_key.empty())
    return fail(ErrorKind::incorrect, "client_certificate and client_key go together: the other one is missing");
  return {};
}

SmtpServer::SmtpServer(SmtpSettings settings) : settings_(std::move(settings)) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  REPERE_ENSURE(started == CURLE_OK);
  REPERE_ENSURE(check(settings_).has_value());
}

MailAnswer SmtpServer::hand_over(const workflows::Mail& mail) {
  const auto text = mail_text({settings_.from, settings_.from_name}, mail);
  if (!text) return {MailAnswer::Kind::refused, "address"};
  const std::unique_ptr<CURL, CloseHandle> handle(curl_easy_init());
  if (!handle) return {MailAnswer::Kind::later, "memory"};
  set_line(handle.get(), settings_);
  const std::string from = "<" + settings_.from + ">", to = "<" + mail.to.reveal() + ">";
  const std::unique_ptr<curl_slist, FreeList> recipients(curl_slist_append(nullptr, to.c_str()));
  curl_easy_setopt(handle.get(), CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
  Reader reader{*text};
  curl_easy_setopt(handle.get(), CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_READFUNCTION, give);
  curl_easy_setopt(handle.get(), CURLOPT_READDATA, &reader);
  bool told = false;
  curl_easy_setopt(handle.get(), CURLOPT_VERBOSE, 1L);  // for watch(): nothing is printed
  curl_easy_setopt(handle.get(), CURLOPT_DEBUGFUNCTION, watch);
  curl_easy_setopt(handle.get(), CURLOPT_DEBUGDATA, &told);
  const CURLcode code = curl_easy_perform(handle.get());
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  return answer_of(code, status, told);
}

}  // namespace repere::system
