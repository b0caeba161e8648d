// Signing in at a provider that tells the truth, and at one that lies.
#include "system/openid_connect.hpp"

#include <gtest/gtest.h>

#include "system/small_provider.hpp"

namespace repere::system {
namespace {

namespace js = boost::json;
using namespace std::chrono_literals;

constexpr std::int64_t now_seconds = 1'900'000'000;
const Instant now{std::chrono::seconds(now_seconds)};
const workflows::ProviderQuestion question{"https://repere.example/connexion/retour", "the-state", "the-nonce",
                                           std::string(64, 'v')};

class AtProvider : public testing::Test {
 protected:
  AtProvider() {
    settings.issuer = provider.issuer;
    settings.client_id = "repere";
    settings.client_secret = Confidential<std::string>("client secret");
    provider.claims = {{"iss", provider.issuer}, {"aud", "repere"}, {"sub", "f:1:synthetique"}, {"nonce", "the-nonce"},
                       {"acr", "eidas1"},        {"iat", now_seconds}, {"exp", now_seconds + 120}};
  }
  OpenIdConnect& client() {
    if (!client_) client_ = std::make_unique<OpenIdConnect>(settings, provider);
    return *client_;
  }
  Result<workflows::ProviderPerson> come_back(const std::string& code = "good") {
    return client().person_of(code, question, now);
  }
  std::string refused(const std::string& code = "good") {
    const auto person = come_back(code);
    if (person) return "accepted";
    EXPECT_EQ(person.error().kind, ErrorKind::forbidden) << person.error().message;
    for (const char* secret : {"secret-access", "client secret", "synthetique", "the-nonce"})
      EXPECT_EQ(person.error().message.find(secret), std::string::npos) << person.error().message;
    return person.error().message;
  }

  SmallProvider provider;
  OpenIdSettings settings;

 private:
  std::unique_ptr<OpenIdConnect> client_;
};

TEST_F(AtProvider, the_browser_leaves_with_everything_that_binds_the_answer) {
  const auto address = client().address_to_sign_in(question);
  ASSERT_TRUE(address) << address.error().message;
  EXPECT_TRUE(address->starts_with("https://provider.example/authorize?response_type=code&client_id=repere&redirect_uri="
                                   "https%3A%2F%2Frepere.example%2Fconnexion%2Fretour&scope=openid%20scope_all&"));
  for (const char* part : {"&state=the-state", "&nonce=the-nonce", "&code_challenge_method=S256", "&acr_values=eidas1"})
    EXPECT_NE(address->find(part), std::string::npos) << part;
  EXPECT_EQ(address->find(question.verifier), std::string::npos);
  EXPECT_EQ(address->find("prompt="), std::string::npos);
}

// RFC 7636, appendix B.
TEST_F(AtProvider, the_challenge_is_that_of_the_standard) {
  auto known = question;
  known.verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  EXPECT_NE(client().address_to_sign_in(known)->find("&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&"),
            std::string::npos);
}

TEST_F(AtProvider, a_good_answer_names_the_person) {
  const auto person = come_back();
  ASSERT_TRUE(person) << person.error().message;
  EXPECT_EQ(person->issuer, provider.issuer);
  EXPECT_EQ(person->subject, "f:1:synthetique");
  EXPECT_TRUE(person->two_factors);
  const auto& asked = provider.last_token_question;
  EXPECT_EQ(asked.headers.back(), (std::pair<std::string, std::string>("Authorization", "Basic cmVwZXJlOmNsaWVudCUyMHNlY3JldA==")));
  EXPECT_NE(asked.form->find("code_verifier=" + question.verifier), std::string::npos);
  EXPECT_EQ(asked.form->find("client_secret"), std::string::npos);
  EXPECT_EQ(provider.asked["/userinfo"], 0) << "nothing is asked that is not needed";
}

TEST_F(AtProvider, the_secret_goes_into_the_body_where_the_operator_says_so) {
  settings.secret_in_body = true;
  ASSERT_TRUE(come_back());
  EXPECT_NE(provider.last_token_question.form->find("client_secret=client%20secret"), std::string::npos);
  EXPECT_EQ(provider.last_token_question.headers.size(), 1U);
}

TEST_F(AtProvider, elliptic_keys_do_too) {
  provider.rotate({"key-ec", false});
  EXPECT_TRUE(come_back());
}

TEST_F(AtProvider, each_lie_is_refused_by_its_name) {
  const auto lie = [&](const char* claim, js::value value) {
    const auto held = provider.claims;
    provider.claims[claim] = std::move(value);
    const std::string message = refused();
    provider.claims = held;
    return message;
  };
  EXPECT_NE(lie("iss", "https://other.example").find("(iss)"), std::string::npos);
  EXPECT_NE(lie("aud", "somebody-else").find("(aud)"), std::string::npos);
  EXPECT_NE(lie("aud", js::array{"repere", "somebody-else"}).find("(aud)"), std::string::npos) << "no azp";
  EXPECT_NE(lie("nonce", "another").find("(nonce)"), std::string::npos);
  EXPECT_NE(lie("acr", "eidas0").find("(acr)"), std::string::npos);
  EXPECT_NE(lie("sub", "").find("(sub)"), std::string::npos);
  EXPECT_NE(lie("exp", now_seconds - 61).find("(exp)"), std::string::npos);
  EXPECT_NE(lie("exp", "soon").find("(exp)"), std::string::npos);
  EXPECT_NE(lie("iat", now_seconds + 61).find("(iat)"), std::string::npos);
  EXPECT_NE(lie("iat", now_seconds - 3600).find("(iat)"), std::string::npos);
  EXPECT_NE(lie("nbf", now_seconds + 120).find("(nbf)"), std::string::npos);
  EXPECT_EQ(refused(), "accepted") << "a minute's skew and the truth pass";
}

TEST_F(AtProvider, a_token_without_a_signature_is_refused) {
  provider.header["alg"] = "none";
  provider.unsigned_token = true;
  EXPECT_NE(refused().find("RS256 or ES256"), std::string::npos);
  provider.header["alg"] = "RS256";
  EXPECT_NE(refused().find("signature"), std::string::npos);
}

TEST_F(AtProvider, a_public_key_is_no_secret) {
  provider.header["alg"] = "HS256";
  provider.signed_with_secret = std::string(provider.key.published().at("n").as_string());
  EXPECT_NE(refused().find("RS256 or ES256"), std::string::npos);
  provider.header["alg"] = "RS256";
  EXPECT_NE(refused().find("signature"), std::string::npos);
}

TEST_F(AtProvider, a_key_that_is_not_published_is_refused_and_a_new_one_is_looked_for) {
  ASSERT_TRUE(come_back());
  ASSERT_TRUE(come_back());
  EXPECT_EQ(provider.asked["/keys"], 1) << "keys are kept";
  EXPECT_EQ(provider.asked["/.well-known/openid-configuration"], 1);
  provider.rotate({"key-2", true});
  ASSERT_TRUE(come_back()) << "the set was not read again";
  EXPECT_EQ(provider.asked["/keys"], 2);
  provider.header["kid"] = "key-3";
  EXPECT_NE(refused().find("does not publish"), std::string::npos);
  provider.rotate({"key-2", true});  // the old name on another key
  EXPECT_NE(refused().find("signature"), std::string::npos);
}

TEST_F(AtProvider, a_short_key_signs_nothing) {
  provider.rotate({"short", true, 1024});
  EXPECT_NE(refused().find("does not publish"), std::string::npos);
}

TEST_F(AtProvider, a_wrong_code_is_refused) { EXPECT_NE(refused("guessed").find("code"), std::string::npos); }

TEST_F(AtProvider, that_is_down_is_said_to_be) {
  provider.down = true;
  EXPECT_EQ(client().address_to_sign_in(question).error().kind, ErrorKind::unavailable);
  EXPECT_EQ(come_back().error().kind, ErrorKind::unavailable);
  provider.down = false;
  EXPECT_TRUE(come_back()) << "the failure was kept";
}

TEST_F(AtProvider, another_issuers_description_is_not_followed) {
  settings.issuer = "https://provider.example/realm";
  settings.discovery = "https://provider.example/.well-known/openid-configuration";
  EXPECT_EQ(client().address_to_sign_in(question).error().kind, ErrorKind::unavailable);
}

TEST_F(AtProvider, addresses_of_the_configuration_do_without_a_description) {
  settings.authorization_endpoint = "https://provider.example/authorize";
  settings.token_endpoint = "https://provider.example/token";
  settings.jwks_uri = "https://provider.example/keys";
  ASSERT_TRUE(come_back());
  EXPECT_EQ(provider.asked["/.well-known/openid-configuration"], 0);
}

TEST_F(AtProvider, userinfo_is_taken_as_json_and_as_a_signed_token) {
  settings.subject_claim = "SubjectNameID";
  for (const bool is_signed : {false, true}) {
    provider.signed_userinfo = is_signed;
    const auto person = come_back();
    ASSERT_TRUE(person) << person.error().message;
    EXPECT_EQ(person->subject, "ps-synthetique-1");
  }
  provider.person["iss"] = "https://other.example";
  EXPECT_NE(refused().find("(iss)"), std::string::npos);
  provider.person.erase("iss");
  provider.person["sub"] = "another person";
  EXPECT_NE(refused().find("(sub)"), std::string::npos);
  provider.person["sub"] = "f:1:synthetique";
  provider.person.erase("SubjectNameID");
  EXPECT_NE(refused().find("subject_claim"), std::string::npos);
}

TEST_F(AtProvider, to_confirm_the_person_is_asked_again) {
  auto again = question;
  again.ask_again_after = now - 30s;
  EXPECT_NE(client().address_to_sign_in(again)->find("&prompt=login&max_age=0"), std::string::npos);
  EXPECT_FALSE(client().person_of("good", again, now)) << "no auth_time";
  provider.claims["auth_time"] = now_seconds - 600;
  EXPECT_FALSE(client().person_of("good", again, now)) << "signed in long before";
  provider.claims["auth_time"] = now_seconds - 10;
  EXPECT_TRUE(client().person_of("good", again, now));
}

TEST_F(AtProvider, without_a_strength_asked_for_none_is_assumed) {
  settings.acr_values.clear();
  provider.claims.erase("acr");
  EXPECT_FALSE(come_back()->two_factors);
}

TEST_F(AtProvider, its_session_can_be_ended) {
  EXPECT_EQ(client().address_to_sign_out(Confidential<std::string>("hint"), "https://repere.example/connexion"),
            "https://provider.example/logout?client_id=repere&post_logout_redirect_uri=https%3A%2F%2Frepere.example%2Fconnexion&id_token_hint=hint");
}

TEST_F(AtProvider, settings_that_cannot_work_are_refused_by_name) {
  EXPECT_TRUE(check(settings));
  settings.token_endpoint = "http://provider.example/token";
  EXPECT_NE(check(settings).error().message.find("openid_connect.token_endpoint"), std::string::npos);
  settings.token_endpoint = "http://127.0.0.1:1/token";
  EXPECT_TRUE(check(settings));
  settings.scope = "profile";
  EXPECT_FALSE(check(settings));
  settings.client_secret = {};
  EXPECT_NE(check(settings).error().message.find("client_secret_file"), std::string::npos);
}

}  // namespace
}  // namespace repere::system
