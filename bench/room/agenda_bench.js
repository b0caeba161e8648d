// An agenda of CASES (60) cases opened by a secretary who has signed in: as it stands, and with the pathway of every case. From asking to the
// last byte, and in a browser to the page's load. Asked: 300 ms.
import { readFileSync } from 'node:fs';
import { openBrowser } from '../../tests/browser/browser.js';
import { ask, enter, roomServer } from '../../tests/browser/room.js';

const wanted = Number(process.env.CASES ?? 60), times = Number(process.env.TIMES ?? 120);
const folder = process.env.WORK, load = () => readFileSync('/proc/loadavg', 'utf8').split(' ')[0];
const server = await roomServer(process.env.PROGRAM, `sqlite:${folder}/agenda.db`, folder);
const browser = await openBrowser();
const secretary = await enter(browser, server, 'secretary');
const own = (await ask(secretary, server, 'GET', '/api/v1/session')).body.appointments[0].centre;
const agenda = async () => (await ask(secretary, server, 'GET', '/api/v1/meetings/1/room')).body.agenda.length;
for (const one of (await ask(secretary, server, 'GET', '/api/v1/cases?most=500')).body.cases.filter((each) => each.centre === own)) {
  if (await agenda() >= wanted) break;
  const placed = await ask(secretary, server, 'POST', '/api/v1/meetings/1/presentations', { case: one.case, question: 'Que proposer pour ce dossier, et dans quel centre ?', reason: 'first_treatment', consent: true });
  if (placed.status !== 201) continue;
  for (const field of ['history', 'imaging', 'pathology'])
    await ask(secretary, server, 'PUT', `/api/v1/presentations/${placed.body.presentation}/fields/${field}`, { text: 'Masse profonde de 82 mm, hétérogène, au contact du paquet vasculaire sans l’engainer. '.repeat(4), version: 0 });
}
console.log(`${await agenda()} cases, load ${load()}`);
const { cookies } = await secretary.context().storageState();
const headers = { Cookie: cookies.map((one) => `${one.name}=${one.value}`).join('; '), Accept: 'text/html' };
const print = (kind, all) => {
  all.sort((a, b) => a - b);
  const at = (share) => all[Math.min(all.length - 1, Math.floor(all.length * share))].toFixed(1);
  console.log(`${kind}: ${all.length} times, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms (asked 300)`);
};
for (const [kind, path] of [['the agenda', '/espace/rcp/reunions/1'], ['the agenda with pathways', '/espace/rcp/reunions/1?parcours=1']]) {
  const all = [];
  let bytes = 0;
  for (let i = 0; i < times; ++i) {
    const began = performance.now();
    bytes = (await (await fetch(server.address + path, { headers })).text()).length;
    all.push(performance.now() - began);
  }
  print(`${kind} (${Math.round(bytes / 1024)} kB)`, all);
  const shown = [];
  for (let i = 0; i < 20; ++i) {
    const began = performance.now();
    await secretary.goto(server.address + path, { waitUntil: 'load' });
    shown.push(performance.now() - began);
  }
  print(`${kind}, in a browser`, shown);
}
console.log(`load ${load()}`);
await browser.close();
await server.stop();
