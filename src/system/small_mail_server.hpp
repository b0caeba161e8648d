#pragma once
// For tests: a mail server on this machine that keeps what it gets, and misbehaves as it is told.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace repere::system {

class SmallMailServer {
 public:
  /// What it answers where it would say yes; empty: yes.
  struct Manner {
    std::string greeting = "220 essai.example", on_mail = "250 ok", on_recipient = "250 ok", on_data = "354 go on", on_end = "250 taken",
                on_sign_in = "235 ok";
    bool offers_sign_in = false;
    std::map<std::string, std::string> on_recipients = {};  ///< address → answer; the others get on_recipient
    std::filesystem::path certificate;  ///< PEM with its key: STARTTLS is offered; empty: it is not
    std::filesystem::path clients;      ///< PEM of those whose certificates are asked for; empty: none are
    bool hangs = false;          ///< after the greeting nothing is answered
    bool drops_in_data = false;  ///< the line is cut after the first bytes of the message
    bool silent_at_end = false;  ///< a message is taken, and whoever brought it is never told
  };

  explicit SmallMailServer(Manner manner) : next_(std::move(manner)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&here), size) != 0 || ::listen(listener_, 8) != 0) std::abort();
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&here), &size);
    port_ = ntohs(here.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~SmallMailServer() {
    over_ = true;
    thread_.join();
    ::close(listener_);
  }
  std::string address() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
  /// From the next connection on.
  void behave(Manner manner) {
    const std::lock_guard lock(mutex_);
    next_ = std::move(manner);
  }
  std::vector<std::string> mails() {
    const std::lock_guard lock(mutex_);
    return mails_;
  }
  std::vector<std::string> commands() {
    const std::lock_guard lock(mutex_);
    return commands_;
  }

 private:
  bool wait_for(int socket) {
    while (!over_) {
      pollfd one{socket, POLLIN, 0};
      if (::poll(&one, 1, 20) > 0) return true;
    }
    return false;
  }
  void serve() {
    while (wait_for(listener_)) {
      const int line = ::accept(listener_, nullptr, nullptr);
      {
        const std::lock_guard lock(mutex_);
        manner_ = next_;
      }
      if (line >= 0) talk(line);
      tls_.reset();
      ::close(line);
    }
  }
  void say(int line, std::string text) {
    text += "\r\n";
    if (tls_)
      SSL_write(tls_.get(), text.data(), static_cast<int>(text.size()));
    else
      static_cast<void>(::send(line, text.data(), text.size(), MSG_NOSIGNAL));
  }
  bool begin_tls(int line) {
    const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    SSL_CTX_use_certificate_file(context.get(), manner_.certificate.c_str(), SSL_FILETYPE_PEM);
    SSL_CTX_use_PrivateKey_file(context.get(), manner_.certificate.c_str(), SSL_FILETYPE_PEM);
    if (!manner_.clients.empty()) {
      SSL_CTX_load_verify_locations(context.get(), manner_.clients.c_str(), nullptr);
      SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    tls_.reset(SSL_new(context.get()));
    SSL_set_fd(tls_.get(), line);
    read_.clear();
    return SSL_accept(tls_.get()) == 1;
  }
  // The next line, without its end; nothing when the other side is gone.
  bool hear(int line, std::string& heard) {
    for (;;) {
      if (const auto end = read_.find("\r\n"); end != std::string::npos) {
        heard = read_.substr(0, end);
        read_.erase(0, end + 2);
        return true;
      }
      char bytes[4096];
      if ((!tls_ || SSL_pending(tls_.get()) == 0) && !wait_for(line)) return false;
      const auto length = tls_ ? SSL_read(tls_.get(), bytes, sizeof bytes) : ::recv(line, bytes, sizeof bytes, 0);
      if (length <= 0) return false;
      read_.append(bytes, static_cast<std::size_t>(length));
    }
  }
  void talk(int line) {
    read_.clear();
    say(line, manner_.greeting);
    std::string heard;
    while (hear(line, heard)) {
      {
        const std::lock_guard lock(mutex_);
        commands_.push_back(heard);
      }
      if (manner_.hangs) continue;
      if (heard.starts_with("EHLO")) {
        if (!manner_.certificate.empty() && !tls_) say(line, "250-STARTTLS");
        if (manner_.offers_sign_in) say(line, "250-AUTH PLAIN");
        say(line, "250 8BITMIME");
      } else if (heard == "STARTTLS") {
        say(line, "220 go on");
        if (!begin_tls(line)) return;
      } else if (heard.starts_with("AUTH")) {
        say(line, "334 ");
        if (hear(line, heard)) say(line, manner_.on_sign_in);
      } else if (heard.starts_with("MAIL")) {
        say(line, manner_.on_mail);
      } else if (heard.starts_with("RCPT")) {
        say(line, answer_for(heard));
      } else if (heard == "DATA") {
        say(line, manner_.on_data);
        if (manner_.on_data.starts_with("354") && !take(line)) return;
      } else if (heard == "QUIT") {
        say(line, "221 bye");
        return;
      } else {
        say(line, "502 what?");
      }
    }
  }
  // RCPT TO:<address>
  std::string answer_for(const std::string& heard) const {
    const auto begin = heard.find('<'), end = heard.find('>');
    const auto found = begin < end && end != std::string::npos ? manner_.on_recipients.find(heard.substr(begin + 1, end - begin - 1))
                                                              : manner_.on_recipients.end();
    return found == manner_.on_recipients.end() ? manner_.on_recipient : found->second;
  }
  bool take(int line) {
    std::string mail, heard;
    while (hear(line, heard)) {
      if (manner_.drops_in_data) return false;
      if (heard == ".") {
        const std::lock_guard lock(mutex_);
        if (manner_.on_end.starts_with("250")) mails_.push_back(mail);
        if (!manner_.silent_at_end) say(line, manner_.on_end);
        return true;
      }
      mail += (heard.starts_with(".") ? heard.substr(1) : heard) + "\r\n";
    }
    return false;
  }

  Manner manner_, next_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::string read_;
  std::unique_ptr<SSL, void (*)(SSL*)> tls_{nullptr, SSL_free};
  std::mutex mutex_;
  std::vector<std::string> mails_, commands_;
  std::atomic<bool> over_{false};
  std::thread thread_;
};

}  // namespace repere::system
