#pragma once
#include <initializer_list>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "domain/board/calendar.hpp"
#include "domain/board/frcp_codes.hpp"

// The pieces that an HL7 CDA R2 document is made of.
namespace repere::exchange {

using Node = pugi::xml_node;
using Attributes = std::initializer_list<std::pair<const char*, std::string_view>>;

/// OIDs of code systems that the FRCP names.
namespace code_system {
inline constexpr const char* loinc = "2.16.840.1.113883.6.1";
inline constexpr const char* snomed = "2.16.840.1.113883.6.96";
inline constexpr const char* asip = "1.2.250.1.213.1.1.4.322";
}  // namespace code_system

/// A code that the document's structure fixes.
struct FixedCode {
  const char* code;
  const char* display;
  const char* system = code_system::asip;
};

Node add(Node parent, const char* name, Attributes attributes = {});
/// Characters that XML does not know are left out.
Node add_text(Node parent, const char* name, std::string_view text);
void add_templates(Node parent, std::initializer_list<const char*> roots);
void add_code(Node parent, const FixedCode& code);
/// <value xsi:type="CD">; null: nullFlavor OTH, with the words of the narrative at `reference`.
void add_value(Node parent, const board::CodedValue* value, const char* reference);
void add_value(Node parent, bool value);
/// Of a code system by its OID; empty when it is none that the FRCP names.
std::string_view system_name(std::string_view oid);

/// "20261203143000+0100" on the board's clock; "20261203".
std::string cda_time(Instant at, board::Zone zone);
std::string cda_day(const PartialDate& date);

/// A row of a section's text: what it is called, what it says, and the ID by which an entry points to it.
struct Told {
  std::string label, text;
  const char* id;
};
/// <text> as a table of two columns; line ends break the line. Rows without text are left out.
void add_narrative(Node section, const std::vector<Told>& rows);

/// Identifiers as UUIDs made from what was signed: the same report gives the same ones.
class FrcpIds {
 public:
  /// Shape: fingerprint hexadecimal. A document without identity is another document: its identifiers are others.
  FrcpIds(std::string_view fingerprint, bool with_identity);
  std::string set() const { return made(0); }
  std::string version(std::size_t number) const { return made(static_cast<std::uint32_t>(number)); }
  /// A further one, for a section or an entry.
  std::string next() { return made(0x10000 + next_++); }

 private:
  std::string made(std::uint32_t number) const;
  std::string front_;
  std::uint32_t first_bit_;
  std::uint32_t next_ = 0;
};

/// A FR-Simple-Observation without its value. Shape: `reference` names a narrative's ID
Node add_observation(Node parent, FrcpIds& ids, const FixedCode& code, const std::string& reference, const std::string& day = {});
/// A FR-Commentaire-ER that points to the narrative.
void add_comment(Node parent, const std::string& reference);

}  // namespace repere::exchange
