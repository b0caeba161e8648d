#include "exchange/frcp/frcp_document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <pugixml.hpp>
#include <set>

#include "exchange/csv/reader.hpp"
#include "exchange/test_support.hpp"

namespace repere::exchange {
namespace {

using testing::Contains;
using testing::HasSubstr;

const std::filesystem::path boards = std::filesystem::path(REPERE_SOURCE_DIR) / "knowledge" / "boards";

template <class Each>
void each_row(const char* file, const Each& each) {
  auto reader = csv::Reader::open(boards / file);
  if (!reader) throw std::runtime_error(reader.error().message);
  while (reader->next() == csv::Step::record) each(reader->fields());
}

const board::FrcpCodes& shipped() {
  static const board::FrcpCodes codes = [] {
    board::FrcpCodes made;
    each_row("frcp_value_sets.csv", [&](auto row) {
      made.add(board::CodedValue{std::string(row[0]), std::string(row[1]), std::string(row[2]), std::string(row[3]), std::string(row[4])});
    });
    each_row("frcp_codes.csv", [&](auto row) {
      made.add(board::CodedWord{std::string(row[0]), std::string(row[1]), std::string(row[2]), std::string(row[3]), std::string(row[5]), row[4] == "yes"});
    });
    return made;
  }();
  return codes;
}

ReferenceData reference() {
  ReferenceData made = testing_support::small_reference();
  std::vector<Histotype> histotypes(3);
  histotypes[0].code = "H011", histotypes[0].icdo = "8858/3", histotypes[0].name_fr = "Liposarcome dédifférencié", histotypes[0].behaviour = 3;
  histotypes[1].code = "H134", histotypes[1].icdo = "8802/3", histotypes[1].name_fr = "Sarcome pléomorphe indifférencié", histotypes[1].behaviour = 3;
  histotypes[2].code = "H037", histotypes[2].icdo = "8815/1", histotypes[2].name_fr = "Tumeur fibreuse solitaire", histotypes[2].behaviour = 1;
  made.histotypes = Histotypes::make({}, histotypes).value();
  std::vector<Site> sites(1);
  sites[0].code = "thigh", sites[0].name_fr = "Cuisse";
  made.sites = Sites::make({}, sites).value();
  return made;
}

FrcpWords words() {
  return {[](const std::string& field) { return "[" + field + "]"; }, [](const std::string&, const std::string& text) { return text; },
          [](board::Specialty specialty) { return std::string(word_in(board::specialty_words, specialty)); }, [](const std::string& code) { return "Centre " + code; }};
}

constexpr const char* usual =
    R"({"layout":"board report 1","as":"signed_decision","signed_by":"Dr Essai <A> & \"B\"","signed_at":"2026-12-03T15:00:00.000Z",)"
    R"("board":{"sort":"reference_sarcoma","centre":"SYN-01","name_fr":"RCP d’essai & co","name_en":"Test board"},)"
    R"("meeting":{"number":7,"starts":"2026-12-03T13:30:00.000Z","day":"2026-12-03"},)"
    R"("case":{"pseudonym":"P-0001","tumour":3,"passage":"discussion","rule":"","asked_by":"SYN-02","complete":true},)"
    R"("tumour":{"diagnosis_date":"2026-11","histotype":"H011","site":"thigh","size_mm":"82","metastatic":"no","sex":"F"},)"
    R"("question":{"question":"Exérèse <large> d’emblée ?\nOu radiothérapie ?","reason":"first_treatment"},)"
    R"("file":{"performance_status":"1","history":"Masse de la cuisse","imaging":"IRM & scanner","wishes":"Rester à domicile"},)"
    R"("decision":{"surgery":"Résection large","radiotherapy":"50 Gy avant","second_reading":"Relecture","surveillance":"Scanner à 3 mois","trial":"Essai SYN-1","agreement":"unanimous","guideline":"followed","guideline_name":"Référentiel d’essai 2026","urgency":"usual"},)"
    R"("present":[{"name":"Dr Un","centre":"SYN-01","specialty":"surgeon","remote":false},{"name":"M. Deux","centre":"SYN-02","specialty":"other","remote":true}],)"
    R"("quorum":{"reached":true,"physicians":3,"wanted":3,"empty":[]},"actions":[{"what":"IRM","owner":"Dr Un","due":"2026-12-10"}]})";

class Frcp : public testing::Test {
 protected:
  Frcp() {
    signature_.content = Confidential<std::string>(usual);
    signature_.fingerprint = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    signature_.at = parse_instant("2026-12-03T15:00:00.000Z").value();
    person_.birth_name = Confidential<std::string>("ESSAI-<UN>&");
    person_.given_names = Confidential<std::string>("\"Zoé\"");
    person_.birth = Confidential<std::optional<PartialDate>>(PartialDate::parse("1970-05-06").value());
    person_.ins = Confidential<std::string>("279035121518989");
    person_.ins_oid = Confidential<std::string>("1.2.250.1.213.1.4.10");
  }
  void replace(std::string_view from, std::string_view to) {
    std::string text = signature_.content.reveal();
    const auto at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    signature_.content = Confidential<std::string>(text.replace(at, from.size(), to));
  }
  FrcpSource source(bool identity = false) const { return {signature_, addenda_, board::Zone::paris, identity ? &person_ : nullptr, false}; }
  std::string written(bool identity = false) const {
    const auto report = frcp_report(source(identity), shipped(), reference());
    EXPECT_TRUE(report);
    return frcp_document(source(identity), *report, words());
  }
  board::Signature signature_;
  std::vector<board::Addendum> addenda_;
  workflows::Person person_;
};

pugi::xml_document parsed(const std::string& text) {
  pugi::xml_document document;
  const auto done = document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_declaration | pugi::parse_ws_pcdata);
  EXPECT_TRUE(done) << done.description();
  return document;
}

// What another program reads out of the document.
struct Read {
  explicit Read(const std::string& text) : document(parsed(text)) {}
  std::string at(const char* path) const {
    const auto found = document.select_node(path);
    return found.attribute() ? found.attribute().value() : found.node().text().get();
  }
  std::string value_of(const std::string& code, const char* attribute = "code") const {
    return at(("//*[code/@code='" + code + "']/value/@" + attribute).c_str());
  }
  std::string told(const std::string& id) const {
    std::string text;
    for (const auto& part : document.select_node(("//content[@ID='" + id + "']").c_str()).node().children())
      text += std::string_view(part.name()) == "br" ? "\n" : part.value();
    return text;
  }
  pugi::xml_document document;
};

TEST_F(Frcp, another_program_reads_what_was_signed) {
  const Read read(written(true));
  EXPECT_EQ(read.at("/ClinicalDocument/title"), "FRCP RCP d’essai & co");
  EXPECT_EQ(read.at("//patient/name/family[@qualifier='BR']"), "ESSAI-<UN>&");
  EXPECT_EQ(read.at("//patient/name/given"), "\"Zoé\"");
  EXPECT_EQ(read.at("//patient/birthTime/@value"), "19700506");
  EXPECT_EQ(read.at("//patientRole/id[@root='1.2.250.1.213.1.4.10']/@extension"), "279035121518989");
  EXPECT_EQ(read.at("/ClinicalDocument/effectiveTime/@value"), "20261203160000+0100");
  EXPECT_EQ(read.at("//author//assignedPerson/name/family"), "Dr Essai <A> & \"B\"");
  EXPECT_EQ(read.at("//participant[functionCode/originalText='Participant du quorum']//name/family"), "Dr Un");
  EXPECT_EQ(read.at("//participant[functionCode/originalText='Participant hors quorum']//name/family"), "M. Deux");
  EXPECT_EQ(read.told("question"), "Exérèse <large> d’emblée ?\nOu radiothérapie ?");
  EXPECT_EQ(read.value_of("282291009"), "8858/3");
  EXPECT_EQ(read.at("//targetSiteCode/@code"), "C49.2");
  EXPECT_EQ(read.value_of("MED-243"), "MED-268");
  EXPECT_EQ(read.value_of("MED-239"), "MED-264");
  EXPECT_EQ(read.value_of("ORG-125"), "ORG-126");
  EXPECT_EQ(read.value_of("ORG-127"), "ORG-134");
  EXPECT_EQ(read.value_of("GEN-065"), "9571008");
  EXPECT_EQ(read.value_of("MED-250", "value"), "true");
  EXPECT_EQ(read.value_of("GEN-100", "value"), "true");
  EXPECT_EQ(read.at("//procedure[1]/code/@code"), "387713003");
  EXPECT_EQ(read.told("surgery"), "Résection large");
  EXPECT_THAT(read.told("taches"), HasSubstr("IRM – Dr Un"));
  // Surveillance beside a treatment, and a second reading, are asked for.
  EXPECT_EQ(read.document.select_nodes("//observation[code/@code='ORG-064']").size(), 2U);
}

TEST_F(Frcp, the_sections_that_the_document_must_have_are_there) {
  const Read read(written());
  for (const char* section : {"1.3.6.1.4.1.19376.1.5.3.1.3.2", "1.3.6.1.4.1.19376.1.5.3.1.1.21.2.9", "1.3.6.1.4.1.19376.1.7.3.1.3.14.1", "1.2.250.1.213.1.1.2.25",
                              "1.3.6.1.4.1.19376.1.5.3.1.3.4", "1.3.6.1.4.1.19376.1.5.3.1.3.36", "1.2.250.1.213.1.1.2.175", "1.2.250.1.213.1.1.2.33",
                              "1.2.250.1.213.1.1.2.35"}) {
    const std::string path = "//section[templateId/@root='" + std::string(section) + "']";
    EXPECT_EQ(read.document.select_nodes(path.c_str()).size(), 1U) << section;
  }
  for (const char* type : {"RESP", "REFB", "INF", "PRF"})
    EXPECT_TRUE(read.document.select_node(("//participant[@typeCode='" + std::string(type) + "']").c_str())) << type;
}

// A code, where it stands, belongs to the value set of what it says, with that set's label and code system.
TEST_F(Frcp, every_coded_value_belongs_to_its_value_set) {
  const std::vector<std::pair<const char*, const char*>> sets{
      {"GEN-098", "nature"}, {"ORG-118", "apparatus"}, {"ORG-119", "organ"}, {"ORG-127", "case_status"}, {"282291009", "morphology"},
      {"MED-239", "performance"}, {"MED-243", "phase"}, {"ORG-125", "quorum"}, {"GEN-065", "document_status"}};
  std::size_t found = 0;
  const auto check = [&](const pugi::xml_node& value, const char* set) {
    const auto* coded = shipped().value(set, value.attribute("code").value());
    ASSERT_NE(coded, nullptr) << set << " " << value.attribute("code").value();
    EXPECT_EQ(coded->display, value.attribute("displayName").value());
    EXPECT_EQ(coded->system, value.attribute("codeSystem").value());
    ++found;
  };
  for (const char* as : {"signed_decision", "signed_advice", "registered"}) {
    replace("\"as\":\"" + std::string(std::string_view(as) == "signed_decision" ? "signed_decision" : std::string_view(as) == "signed_advice" ? "signed_decision" : "signed_advice") + "\"",
            "\"as\":\"" + std::string(as) + "\"");
    const Read read(written());
    for (const auto& [code, set] : sets)
      for (const auto& node : read.document.select_nodes(("//observation[code/@code='" + std::string(code) + "']/value[@code]").c_str())) check(node.node(), set);
    for (const auto& node : read.document.select_nodes("//procedure/code | //encounter/code[@code!='VR']")) check(node.node(), "treatment");
    for (const auto& node : read.document.select_nodes("//targetSiteCode[@code]")) check(node.node(), "topography");
    for (const auto& node : read.document.select_nodes("//interpretationCode")) check(node.node(), "performance_meaning");
    // Of type CD with a code nothing else stands in it.
    std::size_t coded = read.document.select_nodes("//value[@code]").size(), known = 0;
    for (const auto& [code, set] : sets) known += read.document.select_nodes(("//observation[code/@code='" + std::string(code) + "']/value[@code]").c_str()).size();
    EXPECT_EQ(coded, known);
  }
  EXPECT_GT(found, 30U);
}

TEST_F(Frcp, what_no_code_says_stands_in_words) {
  replace("H011", "H037");
  const Read read(written());
  EXPECT_EQ(read.value_of("282291009", "nullFlavor"), "OTH");
  EXPECT_EQ(read.told("tumeur"), "Tumeur fibreuse solitaire");
  EXPECT_EQ(read.at("//targetSiteCode/@nullFlavor"), "OTH");  // of a behaviour that is not malignant
  EXPECT_EQ(read.told("topographie"), "Cuisse");
}

TEST_F(Frcp, a_code_that_means_another_entity_in_the_set_is_not_used) {
  replace("H011", "H134");
  EXPECT_EQ(Read(written()).value_of("282291009"), "8805/3");
}

TEST_F(Frcp, without_permit_nothing_of_the_identity_stands_in_it) {
  const std::string text = written(false);
  for (const char* secret : {"ESSAI", "Zoé", "1970", "279035121518989"}) EXPECT_THAT(text, testing::Not(HasSubstr(secret)));
  const Read read(text);
  EXPECT_EQ(read.at("//patient/name/@nullFlavor"), "MSK");
  EXPECT_EQ(read.at("//patientRole/id/@extension"), "P-0001");
  const Read named(written(true));
  EXPECT_NE(read.at("/ClinicalDocument/id/@root"), named.at("/ClinicalDocument/id/@root"));
  EXPECT_NE(read.at("/ClinicalDocument/setId/@root"), named.at("/ClinicalDocument/setId/@root"));
}

TEST_F(Frcp, advice_without_quorum_is_not_taken_for_a_decision) {
  replace("\"as\":\"signed_decision\"", "\"as\":\"signed_advice\"");
  replace("\"reached\":true", "\"reached\":false");
  const Read read(written());
  EXPECT_EQ(read.value_of("ORG-125"), "ORG-133");
  EXPECT_EQ(read.value_of("GEN-065"), "385651009");
  EXPECT_THAT(read.told("portee"), HasSubstr("ce n'est pas une décision"));
}

TEST_F(Frcp, an_addendum_is_a_further_version_that_replaces_the_one_before) {
  const Read first(written());
  EXPECT_EQ(first.at("/ClinicalDocument/versionNumber/@value"), "1");
  EXPECT_FALSE(first.document.select_node("//relatedDocument"));
  addenda_.push_back({1, {}, "Dr Trois", parse_instant("2026-12-04T09:00:00.000Z").value(), Confidential<std::string>("Grade 3 & non 2"), "ff"});
  const Read second(written());
  EXPECT_EQ(second.at("/ClinicalDocument/versionNumber/@value"), "2");
  EXPECT_EQ(second.at("/ClinicalDocument/setId/@root"), first.at("/ClinicalDocument/setId/@root"));
  EXPECT_NE(second.at("/ClinicalDocument/id/@root"), first.at("/ClinicalDocument/id/@root"));
  EXPECT_EQ(second.at("//relatedDocument[@typeCode='RPLC']/parentDocument/id/@root"), first.at("/ClinicalDocument/id/@root"));
  EXPECT_THAT(second.told("addendums"), HasSubstr("Grade 3 & non 2"));
  EXPECT_EQ(second.at("//author/assignedAuthor//name/family"), "Dr Trois");
}

TEST_F(Frcp, is_the_same_twice_and_every_reference_leads_somewhere) {
  EXPECT_EQ(written(true), written(true));
  const Read read(written(true));
  std::set<std::string> ids, names;
  for (const auto& node : read.document.select_nodes("//section//id/@root")) EXPECT_TRUE(ids.insert(node.attribute().value()).second);
  for (const auto& node : read.document.select_nodes("//content/@ID")) EXPECT_TRUE(names.insert(node.attribute().value()).second) << node.attribute().value();
  for (const auto& node : read.document.select_nodes("//reference/@value")) EXPECT_THAT(names, Contains(std::string(node.attribute().value()).substr(1)));
}

TEST_F(Frcp, control_characters_and_old_reports_are_no_trouble) {
  replace("Masse de la cuisse", "Masse\\u0001\\u000b de la cuisse");
  EXPECT_EQ(Read(written()).told("histoire"), "Masse de la cuisse");
  // As signed before the tumour and the completeness were kept.
  signature_.content = Confidential<std::string>(R"({"layout":"board report 1","as":"signed_decision","decision":{"surgery":"Oui"}})");
  const Read read(written());
  EXPECT_EQ(read.value_of("282291009", "nullFlavor"), "OTH");
  EXPECT_EQ(read.value_of("GEN-100", "nullFlavor"), "UNK");
  signature_.content = Confidential<std::string>("not a report");
  EXPECT_FALSE(frcp_report(source(), shipped(), reference()));
}

TEST_F(Frcp, json_says_the_same) {
  const auto report = frcp_report(source(true), shipped(), reference());
  ASSERT_TRUE(report);
  const auto read = boost::json::parse(frcp_json(source(true), *report)).as_object();
  EXPECT_EQ(read.at("patient").at("birth_name").as_string(), "ESSAI-<UN>&");
  EXPECT_EQ(read.at("content").at("decision").at("surgery").as_string(), "Résection large");
  bool quorum = false;
  for (const auto& one : read.at("codes").as_array())
    if (one.at("says").as_string() == "quorum") quorum = one.at("code").as_string() == "ORG-126" && one.at("value_set_oid").as_string() == "1.2.250.1.213.1.1.4.2.281.16";
  EXPECT_TRUE(quorum);
  EXPECT_TRUE(boost::json::parse(frcp_json(source(), *report)).at("patient").is_null());
}

// The schema of HL7 as ANS publishes it (infrastructure/cda/CDA_extended.xsd) has no licence that lets it stand here:
// REPERE_CDA_SCHEMA names it where it is installed.
TEST_F(Frcp, is_valid_by_the_schema_where_it_is_installed) {
  const char* schema = std::getenv("REPERE_CDA_SCHEMA");
  if (schema == nullptr) GTEST_SKIP() << "REPERE_CDA_SCHEMA names no CDA_extended.xsd";
  const testing_support::TestFolder folder;
  addenda_.push_back({1, {}, "Dr Trois", signature_.at, Confidential<std::string>("Addendum"), "ff"});
  for (const bool identity : {false, true}) {
    folder.write("frcp.xml", written(identity));
    const std::string command = "xmllint --noout --nonet --schema '" + std::string(schema) + "' '" + (folder.path() / "frcp.xml").string() + "' 2>&1 | tail -5 | grep -q ' validates$'";
    EXPECT_EQ(std::system(command.c_str()), 0) << "xmllint refuses the document";
    if (const char* keep = std::getenv("REPERE_KEEP")) std::filesystem::copy_file(folder.path() / "frcp.xml", std::filesystem::path(keep) / (identity ? "frcp-identity.xml" : "frcp.xml"), std::filesystem::copy_options::overwrite_existing);
  }
}

}  // namespace
}  // namespace repere::exchange
