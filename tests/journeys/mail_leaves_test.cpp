// A signed report leaves the whole program by mail: what the correspondents get, what refusals become, and a server that dies meanwhile.
#include "domain/board/calendar.hpp"
#include "served_person.hpp"
#include "storage/sqlite/database.hpp"
#include "system/small_certificate.hpp"
#include "system/small_mail_server.hpp"

namespace repere::journeys {
namespace {

namespace js = boost::json;
using namespace std::chrono_literals;
using system::SmallMailServer;

constexpr const char* question = "Essai : faut-il opérer ?";

class MailLeaves : public Journey {
 protected:
  void SetUp() override {
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    starts_ = board::local_of(now + 30min, board::Zone::paris);
    if (board::holiday_on(starts_.day)) GTEST_SKIP() << "no board sits on a public holiday";
    system::write_certificate(folder / "authority.pem");
    system::write_certificate(folder / "client.pem");
    write("password", "mot de passe d'essai\n");
    fs::permissions(folder / "password", fs::perms::owner_read);
    fs::create_directories(folder / "reports");
    manner_.certificate = folder / "authority.pem";
    manner_.offers_sign_in = true;
    mail_ = std::make_unique<SmallMailServer>(manner_);
    auto secure = manner_;
    secure.clients = folder / "client.pem";
    secure.offers_sign_in = false;
    mssante_ = std::make_unique<SmallMailServer>(secure);
    ASSERT_EQ(repere("demo cohort --cases 60 --out cohort").exit_code, 0);
    ASSERT_EQ(repere("import cohort --db sqlite:record.db --key key").exit_code, 0);
  }
  // As an administrator writes it.
  void write_configuration(std::string email = {}) const {
    if (email.empty()) email = mail_->address();
    const std::string authority = "authorities_file = \"" + (folder / "authority.pem").string() + "\"\n";
    const std::string client = (folder / "client.pem").string();
    write("repere.toml", "[outbox]\nsite = \"https://repere.example\"\n[outbox_email]\nserver = \"" + email +
                             "\"\nfrom = \"ne-pas-repondre@repere.example\"\nuser = \"repere\"\npassword_file = \"" + (folder / "password").string() + "\"\n" +
                             authority + "[outbox_mssante]\nserver = \"" + mssante_->address() + "\"\nfrom = \"repere@reseau.mssante.fr\"\nclient_certificate = \"" +
                             client + "\"\nclient_key = \"" + client + "\"\n" + authority);
  }
  std::unique_ptr<RunningServer> start(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> options{"--config", (folder / "repere.toml").string(), "--db",      database(),
                                     "--key",    (folder / "key").string(),         "--reports", (folder / "reports").string()};
    options.insert(options.end(), more.begin(), more.end());
    return std::make_unique<RunningServer>(folder, "server", options);
  }
  std::string database() const { return "sqlite:" + (folder / "record.db").string(); }

  // The centre of the first case, and its coordinator.
  void invite_coordinator(const RunningServer& server) {
    const std::string said = server.said(), front = "/invitation/";
    const auto at = said.find(front);
    ServedPerson administrator(server, said.substr(at, said.find('\n', at) - at));
    const std::string cohort = content_of(folder / "cohort" / "tumours.csv"), first = between(cohort, "\n", "\n");
    centre_ = first.substr(first.rfind(',') + 1);
    while (!centre_.empty() && centre_.back() == '\r') centre_.pop_back();
    const auto invited = administrator.json(
        "POST", "/api/v1/accounts",
        js::object{{"login", "coordination@repere.example"},
                   {"name", "Coordination Essai"},
                   {"appointments", js::array{js::object{{"role", "coordinator"}, {"centre", centre_}}}}});
    ASSERT_EQ(invited.status, 201) << invited.raw;
    coordinator_.emplace(server, std::string(js::parse(invited.body).at("link").as_string()));
  }
  void make_board() {
    const std::string day = PartialDate::of_day(starts_.day).text();
    const auto made = coordinator_->fill_in("/espace/rcp/tableaux", {{"act", "save"}, {"sort", "reference_sarcoma"}, {"centre", centre_},
        {"name_fr", "RCP d'essai"}, {"name_en", "Test board"}, {"rhythm", "0"}, {"weekday", "4"}, {"week_of_month", "1"}, {"first", day},
        {"start", "09:00"}, {"minutes", "60"}, {"capacity", "10"}, {"minutes_per_case", "6"}, {"closes_hours_before", "0"},
        {"takes_children", "1"}, {"takes_bone", "1"}});
    ASSERT_EQ(made.status, 303) << made.raw;
    const auto planned = coordinator_->fill_in(std::string(*made.headers.find("Location")),
                                               {{"act", "add"}, {"day", day}, {"time", board::clock_text(starts_.minute)}});
    ASSERT_EQ(planned.status, 303) << planned.raw;
  }
  void ask(const std::string& method, const std::string& path, const js::value& body, int status) {
    const auto reply = coordinator_->json(method, path, body);
    ASSERT_EQ(reply.status, status) << method << " " << path << "\n" << reply.raw;
    answered_ = reply.body;
  }
  void place_case() {
    const auto cases = coordinator_->read("/api/v1/cases?most=20");
    for (const auto& one : cases.at("cases").as_array()) {
      case_ = std::to_string(one.at("case").as_int64());
      pseudonym_ = std::string(one.at("pseudonym").as_string());
      const auto placed = coordinator_->json("POST", "/api/v1/meetings/1/presentations",
                                             js::object{{"case", one.at("case")}, {"question", question}, {"reason", "first_treatment"}, {"consent", true}});
      if (placed.status != 201) continue;
      presentation_ = std::to_string(js::parse(placed.body).at("presentation").as_int64());
      return;
    }
    FAIL() << "no case could be placed";
  }
  void name_correspondents(const std::vector<std::pair<std::string, std::string>>& people) {
    for (const auto& [name, address] : people)
      ask("POST", "/api/v1/cases/" + case_ + "/correspondents", js::object{{"part", "correspondent"}, {"name", name}, {"address", address}}, 201);
  }
  void hold_and_sign() {
    ask("POST", "/api/v1/meetings/1/open", nullptr, 204);
    for (const char* specialty : {"surgeon", "oncologist", "radiotherapist", "pathologist"})
      ask("POST", "/api/v1/meetings/1/join", js::object{{"name", std::string("Invité ") + specialty}, {"specialty", specialty}}, 204);
    const std::string base = "/api/v1/presentations/" + presentation_;
    ask("POST", base + "/begin", nullptr, 204);
    for (const auto& [field, text] : std::vector<std::pair<std::string, std::string>>{
             {"surgery", "Exérèse large"}, {"agreement", "unanimous"}, {"guideline", "followed"}, {"guideline_name", "ESMO"},
             {"urgency", "within_two_weeks"}, {"planned_centre", centre_}})
      ask("PUT", base + "/fields/" + field, js::object{{"text", text}, {"version", 0}}, 200);
    const std::string path = "/espace/rcp/dossiers/" + presentation_ + "/signer";
    const auto signed_one = coordinator_->fill_in(path, {{"version", between(coordinator_->get(path).body, "name=\"version\" value=\"", "\"")}});
    ASSERT_EQ(signed_one.status, 303) << signed_one.raw;
  }
  // Everything from the first start to a signed report.
  void report_for(const RunningServer& server, const std::vector<std::pair<std::string, std::string>>& people) {
    ASSERT_NO_FATAL_FAILURE(invite_coordinator(server));
    ASSERT_NO_FATAL_FAILURE(make_board());
    ASSERT_NO_FATAL_FAILURE(place_case());
    ASSERT_NO_FATAL_FAILURE(name_correspondents(people));
    ASSERT_NO_FATAL_FAILURE(hold_and_sign());
  }

  js::object message_to(const std::string& name) const {
    const auto all = coordinator_->read("/api/v1/cases/" + case_ + "/messages");
    for (const auto& one : all.at("messages").as_array())
      if (one.at("name").as_string() == name) return one.as_object();
    ADD_FAILURE() << "nothing for " << name;
    return {};
  }
  std::string state_of(const std::string& name) const {
    const auto one = message_to(name);
    return one.empty() ? std::string() : std::string(one.at("state").as_string());
  }
  template <class What>
  static bool until(const What& what) {
    for (int tries = 0; tries < 1500; ++tries, std::this_thread::sleep_for(20ms))
      if (what()) return true;
    return false;
  }
  static int mails_to(SmallMailServer& server, const std::string& address) {
    int count = 0;
    for (const auto& mail : server.mails()) count += has(mail, "To: <" + address + ">") ? 1 : 0;
    return count;
  }
  static std::string link_in(const std::string& mail) {
    std::string text = mail;
    for (std::size_t at = 0; (at = text.find("=\r\n", at)) != text.npos;) text.erase(at, 3);  // soft ends of quoted-printable
    return between(text, "https://repere.example", "\r\n");
  }
  // Somebody without an account, who has a link.
  static web::Reply read_as_stranger(const RunningServer& server, const std::string& path, const std::string& code) {
    const std::string form = "Accept-Language: fr\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    const auto opened = server.ask("POST", path, form, "code=" + percent_encoded_field(code));
    const std::string cookie(opened.headers.find("Set-Cookie").value_or(""));
    return cookie.empty() ? opened : server.ask("GET", path, "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n");
  }

  SmallMailServer::Manner manner_;
  std::unique_ptr<SmallMailServer> mail_, mssante_;
  board::LocalTime starts_;
  std::optional<ServedPerson> coordinator_;
  std::string centre_, case_, pseudonym_, presentation_, answered_;
};

TEST_F(MailLeaves, a_signed_report_is_told_once_says_nothing_of_the_patient_and_leaves_a_receipt) {
  manner_.on_recipients = {{"parti@essai.example", "550 5.1.1 nobody of that name"}, {"plus-tard@essai.example", "451 4.7.1 greylisted"}};
  mail_->behave(manner_);
  write_configuration();
  const auto server = start();
  ASSERT_NO_FATAL_FAILURE(report_for(*server, {{"Dr Confrère Essai", "confrere@essai.example"},
                                               {"Dr Traitant Essai", "traitant@ch-essai.mssante.fr"},
                                               {"Dr Parti Essai", "parti@essai.example"},
                                               {"Dr Patience Essai", "plus-tard@essai.example"}}));
  EXPECT_TRUE(until([&] { return state_of("Dr Confrère Essai") == "handed_over" && state_of("Dr Traitant Essai") == "handed_over"; }));
  EXPECT_TRUE(until([&] { return state_of("Dr Parti Essai") == "refused"; })) << "for good";
  EXPECT_EQ(message_to("Dr Parti Essai").at("answer").as_string(), "550");
  EXPECT_TRUE(until([&] { return message_to("Dr Patience Essai").contains("answer"); }));
  EXPECT_EQ(state_of("Dr Patience Essai"), "waiting") << "for now: it is tried again";
  EXPECT_EQ(message_to("Dr Patience Essai").at("answer").as_string(), "451");

  ASSERT_EQ(mail_->mails().size(), 1U);
  ASSERT_EQ(mssante_->mails().size(), 1U) << "where only a client certificate is let in";
  EXPECT_EQ(mails_to(*mail_, "confrere@essai.example"), 1);
  bool signed_in = false, encrypted = false;
  for (const auto& command : mail_->commands()) {
    signed_in = signed_in || command.starts_with("AUTH");
    encrypted = encrypted || command == "STARTTLS";
    EXPECT_TRUE(encrypted || command.starts_with("EHLO")) << "in clear: " << command;
  }
  EXPECT_TRUE(signed_in);
  for (const std::string& mail : {mail_->mails()[0], mssante_->mails()[0]})
    for (const std::string& secret : {pseudonym_, std::string(question), std::string("Ex=C3=A9r"), std::string("xérèse"), std::string("sarcom"), std::string("RCP")})
      EXPECT_EQ(mail.find(secret), std::string::npos) << secret << " in\n" << mail;

  // The recipient of the ordinary mail opens it with the code that is said on the telephone.
  const std::string link = link_in(mail_->mails()[0]);
  ASSERT_TRUE(link.starts_with("/lettre/")) << mail_->mails()[0];
  EXPECT_FALSE(has(read_as_stranger(*server, link, "0000 0000").body, "Exérèse large"));
  const std::string page = "/espace/envois/" + std::to_string(message_to("Dr Confrère Essai").at("message").as_int64());
  const std::string code = between(coordinator_->fill_in(page, {{"act", "show"}}).body, "<strong class=\"said\">", "</strong>");
  ASSERT_EQ(code.size(), 9U);
  EXPECT_FALSE(message_to("Dr Confrère Essai").contains("opened"));
  EXPECT_TRUE(has(read_as_stranger(*server, link, code).body, "Exérèse large"));
  EXPECT_TRUE(message_to("Dr Confrère Essai").contains("opened")) << "the receipt";
  EXPECT_TRUE(has(coordinator_->get(page).body, "lu par le destinataire"));
  EXPECT_TRUE(has(read_as_stranger(*server, link_in(mssante_->mails()[0]), "").body, "Exérèse large")) << "by MSSanté without a code";
  EXPECT_EQ(repere("audit verify --db sqlite:record.db --key key").exit_code, 0);
}

TEST_F(MailLeaves, a_server_that_dies_with_a_message_in_hand_sends_that_one_again_and_no_other) {
  write_configuration();
  auto server = start();
  ASSERT_NO_FATAL_FAILURE(report_for(*server, {{"Dr Premier Essai", "premier@essai.example"}}));
  ASSERT_TRUE(until([&] { return state_of("Dr Premier Essai") == "handed_over"; }));
  name_correspondents({{"Dr Second Essai", "second@essai.example"}});
  manner_.silent_at_end = true;
  mail_->behave(manner_);
  const auto sign_addendum = [&](const std::string& text) {
    const std::string base = "/espace/rcp/dossiers/" + presentation_;
    return coordinator_->fill_in(base + "/compte-rendu", {{"text", text}}, base + "/addendum").status;
  };
  ASSERT_EQ(sign_addendum("Côté droit, non gauche."), 303);
  ASSERT_TRUE(until([&] { return mail_->mails().size() == 2; })) << "the mail server took it, and the line hangs";
  const std::string in_hand = mail_->mails().back();
  server->end(SIGKILL);
  manner_.silent_at_end = false;
  mail_->behave(manner_);

  server = start();
  coordinator_->move_to(*server);
  // The other message of the addendum goes at once; the one in hand is held for five minutes, and nothing else goes twice.
  ASSERT_TRUE(until([&] { return mail_->mails().size() == 3; }));
  const std::string id = between(in_hand, "Message-ID: ", "\r\n");
  EXPECT_NE(between(mail_->mails().back(), "Message-ID: ", "\r\n"), id);
  server->end(SIGTERM);
  {
    auto record = storage::sqlite::Database::open((folder / "record.db").string(), storage::sqlite::Open::existing_only);
    ASSERT_TRUE(record);
    ASSERT_TRUE((*record)->execute("UPDATE message SET held_until = ''"));  // five minutes later
  }
  server = start();
  coordinator_->move_to(*server);
  ASSERT_TRUE(until([&] { return mail_->mails().size() == 4; }));
  EXPECT_EQ(between(mail_->mails().back(), "Message-ID: ", "\r\n"), id) << "a copy can be recognised";
  ASSERT_EQ(sign_addendum("Complément."), 303);
  ASSERT_TRUE(until([&] { return mail_->mails().size() == 6; }));
  std::map<std::string, int> times;
  for (const auto& mail : mail_->mails()) ++times[between(mail, "Message-ID: ", "\r\n")];
  ASSERT_EQ(times.size(), 5U);
  for (const auto& [message, count] : times) EXPECT_EQ(count, message == id ? 2 : 1);
  EXPECT_EQ(repere("audit verify --db sqlite:record.db --key key").exit_code, 0);
}

TEST_F(MailLeaves, a_mail_server_that_is_not_there_is_told_to_the_operator_once_and_the_message_waits) {
  std::string nobody;
  {
    SmallMailServer gone({});
    nobody = gone.address();
  }
  write_configuration(nobody);
  const auto server = start();
  ASSERT_NO_FATAL_FAILURE(report_for(*server, {{"Dr Premier Essai", "premier@essai.example"}, {"Dr Second Essai", "second@essai.example"}}));
  for (const char* name : {"Dr Premier Essai", "Dr Second Essai"}) {
    EXPECT_TRUE(until([&] { return message_to(name).contains("answer"); }));
    EXPECT_EQ(message_to(name).at("answer").as_string(), "not reached");
    EXPECT_EQ(state_of(name), "waiting");
  }
  const std::string said = server->said(), line = "repere: outbox_email: a message could not be handed over (not reached)";
  EXPECT_TRUE(has(said, line)) << said;
  EXPECT_TRUE(has(said, "look at outbox_email.server")) << said;
  EXPECT_EQ(said.find(line), said.rfind(line)) << "once";
  EXPECT_FALSE(has(said, "essai.example")) << "no recipient's address in the log";
}

TEST_F(MailLeaves, who_is_asked_again_for_an_item_gets_a_message_that_leads_to_what_waits) {
  write_configuration();
  auto server = start();
  ASSERT_NO_FATAL_FAILURE(invite_coordinator(*server));
  ASSERT_NO_FATAL_FAILURE(make_board());
  ASSERT_NO_FATAL_FAILURE(place_case());
  const std::string file = "/espace/rcp/dossiers/" + presentation_;
  const auto hidden = [&](const std::string& name) { return between(coordinator_->get(file).body, "name=\"" + name + "\" value=\"", "\""); };
  const std::string own = std::to_string(coordinator_->read("/api/v1/session").at("account").as_int64());
  const std::string code = between(coordinator_->get(file).body, "name=\"act\" value=\"remind\"><input type=\"hidden\" name=\"code\" value=\"", "\"");
  ASSERT_NE(code, "") << "nothing is open";
  ASSERT_EQ(coordinator_->fill_in(file, {{"act", "assign"}, {"code", code}, {"version", hidden("version")}, {"owner", own}, {"due", "2026-01-05"}}).status, 303);
  const auto reminded = coordinator_->fill_in(file, {{"act", "remind"}, {"code", code}, {"version", hidden("version")}});
  ASSERT_EQ(reminded.status, 303) << reminded.raw;
  const auto reminder = message_to("Coordination Essai");
  EXPECT_EQ(reminder.at("kind").as_string(), "reminder");
  EXPECT_EQ(reminder.at("state").as_string(), "waiting") << "it gathers for ten minutes";
  server->end(SIGTERM);
  {
    auto record = storage::sqlite::Database::open((folder / "record.db").string(), storage::sqlite::Open::existing_only);
    ASSERT_TRUE(record);
    ASSERT_TRUE((*record)->execute("UPDATE message SET due = queued"));  // ten minutes later
  }
  server = start();
  coordinator_->move_to(*server);
  ASSERT_TRUE(until([&] { return mails_to(*mail_, "coordination@repere.example") == 1; }));
  const std::string mail = mail_->mails().back();
  EXPECT_EQ(mail.find(pseudonym_), std::string::npos);
  const std::string link = link_in(mail);
  EXPECT_EQ(link, "/espace/a-faire");
  const std::string page = coordinator_->get(link).body;
  EXPECT_TRUE(has(page, pseudonym_) && has(page, "en retard de")) << page;
  EXPECT_TRUE(has(coordinator_->get(file).body, "« Relancer » envoie un message dans les dix minutes"));
}

// The symptom: what waited in a demonstration left for invented addresses once its database was served with a mail server.
TEST_F(MailLeaves, nothing_leaves_a_database_that_a_demonstration_made_whatever_is_configured) {
  write_configuration();
  auto server = start({"--demonstration"});
  coordinator_.emplace(ServedPerson::of_demonstration(*server, "coordinator"));
  const auto session = coordinator_->read("/api/v1/session");
  centre_ = std::string(session.at("appointments").at(0).at("centre").as_string());
  ask("POST", "/api/v1/meetings/1/open", nullptr, 204);
  const auto room = coordinator_->read("/api/v1/meetings/1/room");
  presentation_ = std::to_string(room.at("agenda").at(0).at("presentation").as_int64());
  const std::string file = coordinator_->get("/espace/rcp/dossiers/" + presentation_).body;
  case_ = between(file, "/espace/cas/", "\"");
  name_correspondents({{"Dr Confrère Essai", "confrere@essai.example"}});
  hold_and_sign();
  EXPECT_EQ(state_of("Dr Confrère Essai"), "waiting");
  server->end(SIGTERM);
  server = start();
  coordinator_->move_to(*server);
  EXPECT_TRUE(has(server->said(), "this database was made by a demonstration: nothing is sent from it")) << server->said();
  const std::string page = coordinator_->get("/espace/envois").body;
  EXPECT_TRUE(has(page, "Base de démonstration : rien n’en part"));
  EXPECT_TRUE(has(page, "à transmettre par vous"));
  EXPECT_EQ(state_of("Dr Confrère Essai"), "waiting");
  server->end(SIGTERM);
  EXPECT_TRUE(mail_->commands().empty()) << "nobody even called";
}

}  // namespace
}  // namespace repere::journeys
