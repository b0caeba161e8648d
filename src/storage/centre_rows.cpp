#include "storage/centre_rows.hpp"

#include <algorithm>

#include "storage/read_rows.hpp"

namespace repere::storage {

namespace {

// Writes centres with their roles and sites; the three statements serve for all of them.
class CentreWriter {
 public:
  static Result<CentreWriter> make(WriteState& state) {
    CentreWriter writer;
    for (const TableText& table : {centre_table(), centre_role_table(), centre_site_table()}) {
      auto insert = state.connection.prepare_insert(table.name, table.written());
      if (!insert) return tl::unexpected(insert.error());
      writer.inserts_.push_back(std::move(*insert));
      auto closer = VersionCloser::make(state, table.name, table.record.front() + " = $2");
      if (!closer) return tl::unexpected(closer.error());
      writer.closers_.push_back(std::move(*closer));
    }
    return writer;
  }

  Result<void> close(std::int64_t id) {
    for (VersionCloser& closer : closers_) REPERE_TRY(closer.close(id));
    return {};
  }

  Result<void> add(std::int64_t id, std::int64_t revision, const Centre& centre) {
    RowBinder row(*inserts_[0], no_codes());
    row.start().put(id).put(revision).put(std::string_view(centre.code)).put(std::string_view(centre.name));
    row.put(centre.contact).put(centre.expertise);
    row.put(centre.board_days).put(std::int64_t{centre.fictitious});
    REPERE_TRY(inserts_[0]->run());
    for (std::size_t i = 0; i < centre.roles.size(); ++i)
      REPERE_TRY(add_role(id, static_cast<std::int64_t>(i), revision, centre.roles[i]));
    for (std::size_t i = 0; i < centre.sites.size(); ++i)
      REPERE_TRY(add_site(id, static_cast<std::int64_t>(i), revision, centre.sites[i]));
    return {};
  }

 private:
  Result<std::int64_t> add_role(std::int64_t id, std::int64_t number, std::int64_t revision,
                                const RolePeriod& role) {
    RowBinder row(*inserts_[1], no_codes());
    row.start().put(id).put(number).put(revision).put(name_of(role.role)).put(role.from).put(role.until);
    row.put(name_of(role.certainty)).put(std::string_view(role.source));
    return inserts_[1]->run();
  }

  Result<std::int64_t> add_site(std::int64_t id, std::int64_t number, std::int64_t revision,
                                const CentreSite& site) {
    RowBinder row(*inserts_[2], no_codes());
    row.start().put(id).put(number).put(revision).put(std::string_view(site.name));
    row.put(std::string_view(site.address)).put(std::string_view(site.city));
    row.put(std::string_view(site.department)).put(site.latitude).put(site.longitude);
    row.put(std::string_view(site.source)).put(std::string_view(site.coordinates_source));
    return inserts_[2]->run();
  }

  std::vector<std::unique_ptr<Statement>> inserts_;
  std::vector<VersionCloser> closers_;
};

StoredCentre centre_of(RowReader& row) {
  StoredCentre stored;
  stored.id = row.whole();
  stored.centre.code = row.text();
  stored.centre.name = row.text();
  stored.centre.contact = row.optional_text();
  stored.centre.expertise = row.optional_text();
  stored.centre.board_days = row.optional_text();
  stored.centre.fictitious = row.whole() != 0;
  return stored;
}

bool read_role(RowReader& row, Centre& centre) {
  row.skip();
  RolePeriod role;
  const auto kind = centre_role_named(row.text());
  row.get(role.from, "valid_from date");
  row.get(role.until, "valid_until date");
  const auto certainty = certainty_named(row.text());
  if (!kind || !certainty) return false;
  role.role = *kind;
  role.certainty = *certainty;
  role.source = row.text();
  centre.roles.push_back(std::move(role));
  return true;
}

bool read_site(RowReader& row, Centre& centre) {
  row.skip();
  CentreSite site;
  site.name = row.text();
  site.address = row.text();
  site.city = row.text();
  site.department = row.text();
  row.get(site.latitude, "latitude");
  row.get(site.longitude, "longitude");
  site.source = row.text();
  site.coordinates_source = row.text();
  centre.sites.push_back(std::move(site));
  return true;
}

}  // namespace

Result<std::vector<StoredCentre>> read_centres(Connection& connection, RevisionId as_of) {
  std::vector<StoredCentre> centres;
  // The centre that a role or a site belongs to; the rows come by number of centre.
  const auto centre_numbered = [&](std::int64_t id) -> Centre* {
    const auto found =
        std::lower_bound(centres.begin(), centres.end(), id,
                         [](const StoredCentre& one, std::int64_t wanted) { return one.id < wanted; });
    return found != centres.end() && found->id == id ? &found->centre : nullptr;
  };
  REPERE_TRY(for_each_row(connection, centre_table(), as_of, no_codes(), [&](RowReader& row) {
    centres.push_back(centre_of(row));
    return true;
  }));
  REPERE_TRY(for_each_row(connection, centre_role_table(), as_of, no_codes(), [&](RowReader& row) {
    Centre* const centre = centre_numbered(row.whole());
    return centre && read_role(row, *centre);
  }));
  REPERE_TRY(for_each_row(connection, centre_site_table(), as_of, no_codes(), [&](RowReader& row) {
    Centre* const centre = centre_numbered(row.whole());
    return centre && read_site(row, *centre);
  }));
  return centres;
}

Result<void> write_centres(WriteState& state, const Centres& centres, const Centres& reference) {
  const auto stored = read_centres(state.connection, state.revision);
  if (!stored) return tl::unexpected(stored.error());
  auto writer = CentreWriter::make(state);
  if (!writer) return tl::unexpected(writer.error());
  for (const Centre& centre : centres) {
    if (const CentreIndex known = reference.find(centre.code)) {
      if (reference[known] == centre) continue;
      return fail(
          ErrorKind::conflict,
          "centre '" + centre.code + "' is in the network's catalogue with other content; use another code");
    }
    const auto found = std::find_if(stored->begin(), stored->end(),
                                    [&](const StoredCentre& one) { return one.centre.code == centre.code; });
    if (found != stored->end()) {
      if (found->centre == centre) continue;
      REPERE_TRY(writer->close(found->id));
    }
    REPERE_TRY(
        writer->add(found == stored->end() ? state.next_id() : found->id, state.revision.value, centre));
  }
  return {};
}

}  // namespace repere::storage
