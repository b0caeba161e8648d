#include "system/configuration.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace repere::system {
namespace {

namespace fs = std::filesystem;

const Environment nothing = [](const std::string&) { return std::nullopt; };

class ConfigurationFile : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/repere-conf-XXXXXX";
    folder_ = ::mkdtemp(name);
  }
  void TearDown() override { fs::remove_all(folder_); }
  Result<Configuration> read(const std::string& text, const Environment& environment = nothing) {
    std::ofstream(folder_ / "repere.toml") << text;
    return read_configuration(folder_ / "repere.toml", environment);
  }
  std::string refused(const std::string& text) {
    const auto result = read(text);
    EXPECT_FALSE(result) << text;
    return result ? "" : result.error().message.substr(folder_.string().size() + 1);
  }
  fs::path folder_;
};

TEST_F(ConfigurationFile, gives_its_settings_and_leaves_the_rest) {
  const auto read_back = read(
      "[database]\nurl = \"postgresql://repere@db1,db2/repere\"\nreaders = 8\n[demonstration]\nenabled = "
      "true\n");
  ASSERT_TRUE(read_back) << read_back.error().message;
  EXPECT_EQ(read_back->database, "postgresql://repere@db1,db2/repere");
  EXPECT_EQ(read_back->readers, 8);
  EXPECT_TRUE(read_back->demonstration);
  EXPECT_EQ(read_back->network_name, "Repère");
}

TEST_F(ConfigurationFile, passes_on_what_is_https_in_order) {
  const auto read_back =
      read("[http]\nlisten = [\"127.0.0.1:1\", \"[::1]:2\"]\nconnections = 20000\nrate_limits = false\n");
  ASSERT_TRUE(read_back);
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  Pairs sorted = read_back->http;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(sorted, (Pairs{{"connections", "20000"},
                           {"listen", "127.0.0.1:1"},
                           {"listen", "[::1]:2"},
                           {"rate_limits", "off"}}));
}

TEST_F(ConfigurationFile, the_environment_goes_over_it) {
  const Environment environment = [](const std::string& name) -> std::optional<std::string> {
    if (name == "REPERE_DATABASE_READERS") return "2";
    if (name == "REPERE_HTTP_LISTEN") return "127.0.0.1:9";
    return std::nullopt;
  };
  const auto read_back = read("[database]\nreaders = 8\n[http]\nlisten = \"127.0.0.1:1\"\n", environment);
  ASSERT_TRUE(read_back);
  EXPECT_EQ(read_back->readers, 2);
  ASSERT_EQ(read_back->http.size(), 1U);
  EXPECT_EQ(read_back->http[0].second, "127.0.0.1:9");
}

TEST_F(ConfigurationFile, has_two_mail_servers_apart) {
  const auto read_back = read(
      "[outbox]\nsite = \"https://repere.example/\"\nattach_reports_to_mssante = true\n[outbox_email]\nserver = \"smtp://a:587\"\n"
      "[outbox_mssante]\nserver = \"smtps://b:465\"\nencryption = \"none\"\n");
  ASSERT_TRUE(read_back) << read_back.error().message;
  EXPECT_EQ(read_back->outbox.site, "https://repere.example");
  EXPECT_TRUE(read_back->outbox.attach_reports_to_mssante && read_back->outbox.email.encrypted);
  EXPECT_FALSE(read_back->outbox.mssante.encrypted);
  EXPECT_EQ(read_back->outbox.email.address, "smtp://a:587");
  EXPECT_EQ(read_back->outbox.mssante.address, "smtps://b:465");
  EXPECT_EQ(refused("[outbox]\nsite = \"repere.example\"\n"), "repere.toml:2: outbox.site takes the site's address, https://repere.example");
  EXPECT_EQ(refused("[outbox]\nlink_days = 0\n"), "repere.toml:2: outbox.link_days takes a whole number from 1 to 365");
  EXPECT_EQ(refused("[outbox_email]\nencryption = \"maybe\"\n"), "repere.toml:2: outbox_email.encryption takes required or none");
}

TEST_F(ConfigurationFile, is_refused_with_line_name_and_remedy) {
  EXPECT_EQ(refused("[database]\nurll = \"x\"\n"),
            "repere.toml:2: database.urll is not a setting; did you mean 'database.url'? "
            "packaging/repere.toml lists all");
  EXPECT_EQ(refused("\n[database]\nreaders = 0\n"),
            "repere.toml:3: database.readers takes a whole number from 1 to 256");
  EXPECT_EQ(refused("[database]\nreaders = [1]\n"),
            "repere.toml:2: database.readers takes a text, a number, true or false");
  EXPECT_EQ(refused("url = \"x\"\n"), "repere.toml:1: url is outside a section: write [section] above it");
  EXPECT_EQ(refused("[database\n").substr(0, 24), "repere.toml:1: not TOML:");
  EXPECT_EQ(read_configuration(folder_ / "absent.toml", nothing).error().kind, ErrorKind::not_found);
  const Environment wrong = [](const std::string& name) -> std::optional<std::string> {
    return name == "REPERE_DEMONSTRATION_ENABLED" ? std::optional<std::string>("maybe") : std::nullopt;
  };
  EXPECT_EQ(read_configuration(std::nullopt, wrong).error().message,
            "REPERE_DEMONSTRATION_ENABLED takes true or false");
}

// The file that is shipped is the manual: every setting stands in it, and with the "#" gone it says what holds without it.
TEST_F(ConfigurationFile, the_shipped_one_lists_every_setting_with_its_default) {
  std::ifstream file(std::string(REPERE_SOURCE_DIR) + "/packaging/repere.toml");
  std::string text, section;
  std::vector<std::string> names;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("[")) section = line.substr(1, line.find(']') - 1);
    const bool setting = line.starts_with("#") && line.size() > 1 && line[1] != ' ' && section != "http";
    if (setting) names.push_back(section + "." + line.substr(1, line.find(' ') - 1));
    text += (setting ? line.substr(1) : line) + "\n";
  }
  EXPECT_EQ(names, configuration_names());
  const auto shipped = read(text);
  ASSERT_TRUE(shipped) << shipped.error().message;
  const Configuration defaults;
  EXPECT_EQ(shipped->database, defaults.database);
  EXPECT_EQ(shipped->readers, defaults.readers);
  EXPECT_EQ(shipped->key_file, defaults.key_file);
  EXPECT_EQ(shipped->reports, defaults.reports);
  EXPECT_EQ(shipped->network_name, defaults.network_name);
  EXPECT_EQ(shipped->answerable, defaults.answerable);
  EXPECT_EQ(shipped->triage_rules, defaults.triage_rules);
  EXPECT_EQ(shipped->demonstration, defaults.demonstration);
  EXPECT_EQ(shipped->openid_connect.title, defaults.openid_connect.title);
  EXPECT_EQ(shipped->openid_connect.scope, defaults.openid_connect.scope);
}

}  // namespace
}  // namespace repere::system
