#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/reference_data.hpp"
#include "exchange/mapping/date_format.hpp"
#include "exchange/row_columns.hpp"

// What a mapping file says (docs/mapping.md is its manual): how one CSV or TSV file becomes patients, tumours
// and acts.
namespace repere::exchange {

/// What becomes of a value that has no translation or that the column cannot take.
enum class Unmapped : std::uint8_t {
  error,    ///< the file is refused
  warning,  ///< not recorded, with a warning
  unknown,  ///< the word "unknown"
  keep,     ///< taken as it stands: it is one of our words already
};

/// Finds texts without making a std::string of the one that is looked for.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using ValueTable = std::unordered_map<std::string, std::string, TextHash, std::equal_to<>>;

/// Where one column of our tables comes from.
struct FieldMapping {
  std::size_t line = 0;   ///< in the mapping file
  std::string name;       ///< our column
  std::size_t place = 0;  ///< its number in row_columns<Row>
  ColumnKind kind = ColumnKind::text;
  std::optional<std::string> constant;
  std::string column;      ///< theirs; empty for a constant
  std::string minus;       ///< their column whose number is subtracted; may be empty
  std::string days_since;  ///< their column with the date that days are counted from; may be empty
  std::optional<std::string> otherwise;  ///< our value where theirs is missing
  std::optional<ValueTable> values;
  std::vector<std::string> missing;
  Unmapped unmapped = Unmapped::error;
  std::vector<DateFormat> dates;  ///< empty: as we write dates
  std::optional<double> scale;
};

/// One thing that must hold of a row for an act to be made of it.
struct Condition {
  enum class Kind : std::uint8_t { is, is_not, filled, empty };
  std::size_t line = 0;
  std::string column;
  Kind kind = Kind::filled;
  std::vector<std::string> values;
};

/// How the rows of one of our tables are made.
struct TableMapping {
  std::string table;  ///< "patients", "tumours", or the name of a table of acts
  std::size_t line = 0;
  std::vector<FieldMapping> fields;
  std::vector<Condition> only_if;  ///< all of them must hold; acts only
  bool every_row = false;          ///< of every row of a tumour, not only of the one that is kept; acts only
};

/// Which of several rows of one tumour is kept.
enum class Keep : std::uint8_t { only, first, last };

struct Mapping {
  std::string file;  ///< name of the mapping file
  registry::Dataset dataset;
  char separator = 0;  ///< 0: found from the header
  bool decimal_comma = false;
  std::vector<std::string> missing;                  ///< spellings of "nothing", in every column
  std::vector<std::string> patient_key, tumour_key;  ///< their columns; no tumour key: one tumour a patient
  std::size_t keys_line = 0;
  Keep keep = Keep::only;
  TableMapping patients, tumours;
  std::vector<TableMapping> acts;
};

/// Reads a mapping file and checks it against our tables, words and codes.
/// Errors: as read_toml; incorrect with every mistake, its line and what to change
Result<Mapping> read_mapping(const std::filesystem::path& path, const ReferenceData& reference);
/// The same over a text; `name` stands for the file in messages.
Result<Mapping> parse_mapping(std::string_view text, const std::string& name, const ReferenceData& reference);

/// A text without the blanks before and after it.
std::string_view trimmed(std::string_view text);

}  // namespace repere::exchange
