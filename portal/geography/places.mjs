// The table of places: every commune of today, the old ones that merged into them, the boroughs of Paris, Lyon and Marseille.
import { folded } from './names.mjs';
import { addPositions, gazetteer, middle } from './positions.mjs';

const uninhabited = new Set(['984', '989']);
const kinds = { 'commune-actuelle': 'c', 'commune-deleguee': 'd', 'commune-associee': 'd', 'arrondissement-municipal': 'a' };

// GeoNames names boroughs "Paris 13 Gobelins", "Lyon 08", "Marseille 05".
function boroughNames(cities) {
  const names = new Map();
  for (const city of cities) {
    const found = city.country === 'FR' && /^(Paris|Lyon|Marseille) 0?(\d+)\b/.exec(city.name);
    if (found) names.set(`${found[1]} ${found[2]}`, folded(city.name));
  }
  return names;
}

/** All places in the order of their codes, each with department, kind, parent and postal codes; positions where GeoNames has one. */
export function makePlaces(communes, cities) {
  const byCode = new Map(communes.filter((one) => one.type === 'commune-actuelle').map((one) => [one.code, one]));
  const boroughs = boroughNames(cities);
  const places = [];
  for (const one of communes) {
    const kind = kinds[one.type];
    if (!kind) throw new Error(`${one.code}: the type '${one.type}' is not known`);
    if (uninhabited.has(one.departement)) continue;
    const parent = kind === 'c' ? '' : one.chefLieu ?? one.commune;
    const seat = parent && byCode.get(parent);
    if (parent && !seat) throw new Error(`${one.code}: belongs to ${parent}, which is not a commune`);
    // The seat of a new commune that bears the name of the whole says nothing new.
    if (seat && seat.code === one.code && folded(seat.nom) === folded(one.nom)) continue;
    const place = { code: one.code, nom: one.nom, kind, parent, departement: one.departement ?? seat.departement,
      codesPostaux: one.codesPostaux ?? seat?.codesPostaux ?? [], population: one.population ?? 0 };
    const borough = /^(\w+) (\d+)er? Arrondissement$/.exec(one.nom) ?? /^(\w+) (\d+)e Arrondissement$/.exec(one.nom);
    if (kind === 'a') place.borough = boroughs.get(`${borough[1]} ${borough[2]}`) ?? '-';
    places.push(place);
  }
  const counts = addPositions(places, gazetteer(cities));
  places.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.kind < b.kind ? -1 : 1));
  return { places, counts };
}

/** How much of the population lives where the position is exact, shared by the postal code, or the department's. */
export function joinRate(places) {
  const live = places.filter((one) => one.kind === 'c');
  const withPosition = new Set(live.filter((one) => one.position).flatMap((one) => one.codesPostaux.slice(0, 1)));
  const total = { communes: live.length, people: 0 }, exact = { communes: 0, people: 0 }, postal = { communes: 0, people: 0 };
  for (const one of live) {
    total.people += one.population;
    const into = one.position ? exact : withPosition.has(one.codesPostaux[0]) ? postal : undefined;
    if (into) { ++into.communes; into.people += one.population; }
  }
  return { total, exact, postal };
}

/** The departments with the mean position of their communes that have one. */
export function makeDepartments(departments, regions, places) {
  const regionName = new Map(regions.map((one) => [one.code, one.nom]));
  const points = new Map();
  for (const one of places) if (one.kind === 'c' && one.position) {
    if (!points.has(one.departement)) points.set(one.departement, []);
    points.get(one.departement).push(one.position);
  }
  return departments.filter((one) => !uninhabited.has(one.code)).sort((a, b) => (a.code < b.code ? -1 : 1))
    .map((one) => ({ code: one.code, name: one.nom, region: regionName.get(one.region), ...middle(points.get(one.code) ?? []) }));
}
