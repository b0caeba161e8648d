#include "web/people/case_json.hpp"

#include <algorithm>

#include "domain/registry/row_text.hpp"

namespace repere::web {

namespace js = boost::json;
using registry::Codes;

namespace {

// Whether a column may be seen and changed here: who a patient is stands elsewhere.
template <class Row, class ColumnType>
constexpr bool is_clinical() {
  using Value = std::remove_cvref_t<decltype(std::declval<Row>().*(std::declval<ColumnType>().member))>;
  return !std::is_same_v<Value, Confidential<std::string>> &&
         !std::is_same_v<Value, Confidential<std::optional<PartialDate>>>;
}

template <class Row>
js::object json_of_row(const Row& row, const Codes& codes) {
  js::object object;
  if (row.id != 0) object["id"] = row.id;
  std::string text;
  registry::for_all_columns<Row>([&](const auto& column) {
    if constexpr (is_clinical<Row, std::remove_cvref_t<decltype(column)>>()) {
      text.clear();
      registry::write_column(text, row, column, codes);
      if (!text.empty()) object[column.name] = text;
    }
  });
  return object;
}

std::string where(std::string_view table, std::size_t row, std::string_view column) {
  return std::string(table) + "[" + std::to_string(row) + "]." + std::string(column);
}

// Puts what a client says of one row into it.
class RowEditor {
 public:
  RowEditor(const Codes& codes, std::string_view table, std::size_t number)
      : codes_(codes), table_(table), number_(number) {}

  template <class Row>
  Result<void> apply(const js::object& wanted, Row& row) {
    for (const auto& [name, value] : wanted) {
      if (name == "id" || name == "tumour") continue;
      bool known = false;
      Result<void> done;
      registry::for_all_columns<Row>([&](const auto& column) {
        if (column.name != std::string_view(name)) return;
        if constexpr (is_clinical<Row, std::remove_cvref_t<decltype(column)>>()) {
          known = true;
          done = put(value, row, column);
        }
      });
      if (!done) return done;
      if (!known)
        return fail(ErrorKind::incorrect, where(table_, number_, name) + ": there is no such column here");
    }
    return {};
  }

 private:
  template <class Row, class ColumnType>
  Result<void> put(const js::value& value, Row& row, const ColumnType& column) {
    row.*(column.member) = {};
    if (value.is_null()) return {};
    const auto problem = registry::read_column(std::string_view(value.as_string()), row, column, codes_);
    if (problem == registry::ValueProblem::none) return {};
    return fail(ErrorKind::incorrect, where(table_, number_, column.name) + ": " +
                                          std::string(registry::name_of(problem)) + "; " +
                                          std::string(registry::remedy_of(problem)));
  }

  const Codes& codes_;
  std::string_view table_;
  std::size_t number_;
};

template <class Row>
Row* row_with(std::vector<Row>& rows, std::int64_t id) {
  const auto found = std::find_if(rows.begin(), rows.end(), [id](const Row& row) { return row.id == id; });
  return found == rows.end() ? nullptr : &*found;
}

// The rows of one table of the edit; `added` makes a new row, or says why it cannot.
template <class Row, class Added>
Result<void> apply_rows(const js::array& wanted, std::string_view table, std::vector<Row>& rows,
                        const Codes& codes, const Added& added) {
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const js::object& one = wanted[i].as_object();
    Row* row = nullptr;
    if (const auto* id = one.if_contains("id")) {
      row = row_with(rows, id->as_int64());
      if (row == nullptr)
        return fail(ErrorKind::incorrect, where(table, i, "id") + ": no row of this patient has this number");
    } else {
      auto made = added(one, i);
      if (!made) return tl::unexpected(made.error());
      rows.push_back(std::move(*made));
      row = &rows.back();
    }
    if (auto done = RowEditor(codes, table, i).apply(one, *row); !done) return done;
  }
  return {};
}

Schema row_schema(bool with_tumour, bool id_needed) {
  Schema row = Schema::object();
  const Schema number = Schema::whole().at_least(1);
  row = id_needed ? row.with("id", number) : row.maybe("id", number);
  if (with_tumour) row = id_needed ? row.with("tumour", number) : row.maybe("tumour", number);
  return row.open(Schema::text().longest(200).or_null());
}

}  // namespace

js::object json_of(const workflows::CaseFile& file, const ReferenceData& reference) {
  const Codes codes{reference.histotypes, reference.sites, file.rows.centres};
  js::object object{{"case", file.patient.value},
                    {"pseudonym", file.pseudonym},
                    {"version", file.version},
                    {"centre", file.standing.standing.responsible_centre},
                    {"shared_with", js::array(file.standing.standing.shared_with.begin(),
                                              file.standing.standing.shared_with.end())},
                    {"objection", word_in(access::objection_words, file.standing.objection)},
                    {"synthetic", !file.rows.datasets.empty() && file.rows.datasets.front().synthetic}};
  js::object patient = json_of_row(file.rows.patients.front(), codes);
  patient.erase("id");
  object["patient"] = std::move(patient);
  js::array tumours;
  for (const auto& tumour : file.rows.tumours) tumours.push_back(json_of_row(tumour, codes));
  object["tumours"] = std::move(tumours);
  js::object acts;
  registry::for_each_act_table([&](const auto& table) {
    js::array rows;
    for (const auto& act : file.rows.*(table.rows)) {
      js::object row = json_of_row(act, codes);
      row["tumour"] = file.rows.tumours.at(act.tumour).id;
      rows.push_back(std::move(row));
    }
    if (!rows.empty()) acts[table.name] = std::move(rows);
  });
  object["acts"] = std::move(acts);
  return object;
}

Schema case_schema() {
  return Schema::object()
      .with("case", Schema::whole().at_least(1))
      .with("pseudonym", Schema::text())
      .with("version", Schema::whole())
      .with("centre", Schema::text())
      .with("shared_with", Schema::array(Schema::text()))
      .with("objection", Schema::one_of({"none", "research", "registration"}))
      .with("synthetic", Schema::truth())
      .with("patient", Schema::object().open(Schema::text()))
      .with("tumours", Schema::array(row_schema(false, true)))
      .with("acts", Schema::object().open(Schema::array(row_schema(true, true))))
      .named("Case");
}

Schema case_edit_schema() {
  return Schema::object()
      .with("reason", Schema::text().shortest(1).longest(500))
      .maybe("patient", Schema::object().open(Schema::text().longest(200).or_null()))
      .maybe("tumours", Schema::array(row_schema(false, false)).longest(50))
      .maybe("acts", Schema::object().open(Schema::array(row_schema(true, false)).longest(500)))
      .named("CaseEdit");
}

Result<workflows::CaseEdit> edit_from(const js::object& wanted, workflows::CaseFile file,
                                      const ReferenceData& reference) {
  workflows::CaseEdit edit{file.patient, file.version, std::string(wanted.at("reason").as_string()),
                           std::move(file.rows)};
  const Codes codes{reference.histotypes, reference.sites, edit.rows.centres};
  if (const auto* patient = wanted.if_contains("patient"))
    if (auto done = RowEditor(codes, "patient", 0).apply(patient->as_object(), edit.rows.patients.front());
        !done)
      return tl::unexpected(done.error());
  if (const auto* tumours = wanted.if_contains("tumours")) {
    const auto none = [](const js::object&, std::size_t i) -> Result<registry::Tumour> {
      return fail(ErrorKind::incorrect,
                  where("tumours", i, "id") +
                      ": a tumour comes into the record by an import or a referral, not by an edit");
    };
    if (auto done = apply_rows(tumours->as_array(), "tumours", edit.rows.tumours, codes, none); !done)
      return tl::unexpected(done.error());
  }
  if (const auto* acts = wanted.if_contains("acts")) {
    std::size_t used = 0;
    Result<void> done;
    registry::for_each_act_table([&](const auto& table) {
      const auto* rows = acts->as_object().if_contains(table.name);
      if (!done || rows == nullptr) return;
      ++used;
      using Row = typename std::remove_cvref_t<decltype(table)>::Row;
      const auto added = [&](const js::object& one, std::size_t i) -> Result<Row> {
        const auto* tumour = one.if_contains("tumour");
        const auto found = tumour == nullptr
                               ? edit.rows.tumours.end()
                               : std::find_if(edit.rows.tumours.begin(), edit.rows.tumours.end(),
                                              [&](const auto& t) { return t.id == tumour->as_int64(); });
        if (found == edit.rows.tumours.end())
          return fail(ErrorKind::incorrect,
                      where(table.name, i, "tumour") + ": a new act names the tumour it is of");
        Row row;
        row.tumour = static_cast<std::uint32_t>(found - edit.rows.tumours.begin());
        return row;
      };
      done = apply_rows(rows->as_array(), table.name, edit.rows.*(table.rows), codes, added);
    });
    if (!done) return tl::unexpected(done.error());
    if (used != acts->as_object().size())
      return fail(ErrorKind::incorrect,
                  "acts: names a table that is none; the answer to a reading lists them");
  }
  return edit;
}

}  // namespace repere::web
