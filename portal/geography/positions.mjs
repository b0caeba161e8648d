// Gives communes the coordinates that GeoNames has for a place of the same name in the same department.
import { folded, withoutArticle } from './names.mjs';

// GeoNames names no department (admin2) for these countries: each is one department or collectivity of ours.
const departmentOfCountry = { GP: '971', MQ: '972', GF: '973', RE: '974', PM: '975', YT: '976', BL: '977', MF: '978', WF: '986', PF: '987', NC: '988' };
// Places that GeoNames lists under an English name or an older one; each looked up by hand.
const otherNames = { 59183: 'Dunkirk', 93070: 'Saint-Ouen', 97212: 'Le Gros-Morne', 97701: 'Gustavia', 97801: 'Marigot' };

const radians = (degrees) => (degrees * Math.PI) / 180;
/** Kilometres along the sphere of radius 6371.0088 km. */
export function distance(a, b) {
  const h = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(h)));
}

export const middle = (points) => ({
  latitude: points.reduce((sum, one) => sum + one.latitude, 0) / points.length,
  longitude: points.reduce((sum, one) => sum + one.longitude, 0) / points.length,
});

/** GeoNames' places by "department|folded name". Two of one name in one department, 5 km apart or more, are no answer. */
export function gazetteer(cities) {
  const places = new Map();
  for (const city of cities) {
    const department = city.country === 'FR' ? city.admin2 : departmentOfCountry[city.country];
    if (!department) continue;
    const point = { latitude: Number(city.lat), longitude: Number(city.lng) };
    for (const key of new Set([folded(city.name), withoutArticle(folded(city.name))])) {
      const full = `${department}|${key}`;
      if (!places.has(full)) places.set(full, []);
      places.get(full).push(point);
    }
  }
  return (department, key) => {
    const found = places.get(`${department}|${key}`);
    return found && found.every((one) => distance(one, found[0]) < 5) ? found[0] : undefined;
  };
}

// "evry courcouronnes" → "evry": the longest beginning that GeoNames has and that is no other commune. "Saint Martin" alone says too little.
function byBeginning(commune, key, find, taken) {
  const words = key.split(' ');
  for (let length = words.length - 1; length >= 1; --length) {
    const head = words.slice(0, length).join(' ');
    if (head.length < 4 || /^(saint|sainte|la|le|les|l|val|vals|port|mont|pont|bois|notre|villers|villiers|ville|chateau|beau|haut|haute)( \w+)?$/.test(head)) return undefined;
    if (taken.has(`${commune.departement}|${head}`)) continue;
    const found = find(commune.departement, head);
    if (found) return found;
  }
  return undefined;
}

/**
 * Adds `position` to the communes that have one, in the order: same name; another spelling; the old communes that it was made of; the
 * beginning of its name. A position far from the neighbours that share the postal code is taken back. Says how many came from where.
 */
export function addPositions(communes, find) {
  const counts = { name: 0, spelling: 0, old_communes: 0, beginning: 0, taken_back: 0 };
  const taken = new Set(communes.map((one) => `${one.departement}|${folded(one.nom)}`));
  const timesNamed = new Map();
  for (const one of communes) if (!one.parent) {
    const key = `${one.departement}|${folded(one.nom)}`;
    timesNamed.set(key, (timesNamed.get(key) ?? 0) + 1);
  }
  for (const one of communes) {
    const key = folded(one.nom.replace(/ \(.*\)$/, ''));
    // Two communes of one name in one department cannot be told apart by name.
    if ((timesNamed.get(`${one.departement}|${folded(one.nom)}`) ?? 0) > 1) continue;
    const set = (how, position) => { if (position && !one.position) { one.position = position; one.how = how; } };
    set('name', find(one.departement, key));
    if (otherNames[one.code]) set('spelling', find(one.departement, folded(otherNames[one.code])));
    set('spelling', find(one.departement, withoutArticle(key)));
    if (one.kind === 'a') set('spelling', find(one.departement, one.borough));
  }
  const parts = new Map();
  for (const one of communes) if (one.parent && one.position) {
    if (!parts.has(one.parent)) parts.set(one.parent, []);
    parts.get(one.parent).push(one);
  }
  for (const one of communes) {
    if (one.position || one.parent) continue;
    const own = parts.get(one.code);
    if (own) {
      const seat = own.find((part) => part.code === one.code);
      one.position = seat ? seat.position : middle(own.map((part) => part.position));
      one.how = 'old_communes';
      continue;
    }
    const found = byBeginning(one, folded(one.nom), find, taken);
    if (found) { one.position = found; one.how = 'beginning'; }
  }
  counts.taken_back = takeBackStrays(communes);
  for (const one of communes) if (one.position && !one.parent) ++counts[one.how];
  return counts;
}

// A hamlet that bears the commune's name elsewhere in the department: its position is 40 km or more from all that share its postal code.
function takeBackStrays(communes) {
  const sharing = new Map();
  for (const one of communes) if (one.position && one.kind === 'c')
    for (const code of one.codesPostaux) {
      if (!sharing.has(code)) sharing.set(code, []);
      sharing.get(code).push(one);
    }
  const isStray = (one) => {
    const others = one.codesPostaux.flatMap((code) => sharing.get(code) ?? []).filter((other) => other !== one && other.position);
    return others.length > 0 && others.every((other) => distance(one.position, other.position) > 40);
  };
  let count = 0;
  // Of two that contradict each other the smaller one goes: GeoNames has the larger right more often.
  for (const one of communes.filter((each) => each.position && each.kind === 'c').sort((a, b) => a.population - b.population))
    if (!/^9[78]/.test(one.code) && isStray(one)) { delete one.position; ++count; }
  return count;
}
