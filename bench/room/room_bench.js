// A meeting of 40 cases with 12 browsers connected: how long a change takes to every screen; and how long a person takes for a decision.
import { readFileSync } from 'node:fs';
import { newPage, openBrowser } from '../../tests/browser/browser.js';
import { ask, roomServer } from '../../tests/browser/room.js';
import { modelOf, noteIn, seconds } from './keystroke_model.js';

const clients = Number(process.env.CLIENTS ?? 12), cases = Number(process.env.CASES ?? 40), changes = Number(process.env.CHANGES ?? 60);
const folder = process.env.WORK, load = () => readFileSync('/proc/loadavg', 'utf8').split(' ')[0];
const server = await roomServer(process.env.PROGRAM, `sqlite:${folder}/room.db`, folder);
const browser = await openBrowser();
const room = `${server.address}/espace/rcp/reunions/1/salle`;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

const roles = ['coordinator', 'surgeon', 'clinician', 'pathologist', 'secretary'];
const cookies = {};
for (const role of roles) {
  const page = await newPage(browser);
  await page.goto(server.links[role]);
  await page.click('main button');
  await page.waitForURL('**/espace');
  cookies[role] = (await page.context().storageState()).cookies;
  await page.context().close();
}
const open = async (role) => {
  const page = await newPage(browser);
  await page.context().addCookies(cookies[role]);
  return page;
};

const coordinator = await open('coordinator'), noted = await noteIn(coordinator);
const state = async () => (await ask(coordinator, server, 'GET', '/api/v1/meetings/1/room')).body;
const own = (await ask(coordinator, server, 'GET', '/api/v1/session')).body.appointments[0].centre;
for (const one of (await ask(coordinator, server, 'GET', '/api/v1/cases?most=500')).body.cases.filter((each) => each.centre === own)) {
  if ((await state()).agenda.length >= cases) break;
  await ask(coordinator, server, 'POST', '/api/v1/meetings/1/presentations', { case: one.case, question: 'Que proposer ?', reason: 'first_treatment', consent: true });
}
console.log(`${(await state()).agenda.length} cases, ${clients} browsers, load ${load()}`);
await ask(coordinator, server, 'POST', '/api/v1/meetings/1/open');

// A decision with the keyboard alone, from opening the discussion to what is ready to sign.
await coordinator.goto(room);
await pause(800);
noted.length = 0;
const press = async (...keys) => { for (const key of keys) await coordinator.keyboard.press(key); };
await press('b');
await coordinator.waitForFunction(() => document.querySelector('#discussion button')?.textContent.match(/Clore/));
await press('1');
await coordinator.keyboard.type('Exérèse large en monobloc, après radiothérapie préopératoire de 50 Gy');
await press('Control+Enter', 'c', 'ArrowDown', 'Escape', 'a', '1', 'g', '1', 'u', '1', 't');
await coordinator.keyboard.type('RDV radiothérapie');
await press('Tab');
await coordinator.keyboard.type('secrétariat');
await press('Enter');
await coordinator.waitForFunction(() => /Prêt à signer/.test(document.getElementById('missing').textContent));
const model = modelOf(noted);
console.log(`a decision by keyboard: ${JSON.stringify(model)} (asked 60 s); a skilled typist ${(model.seconds - model.K * (seconds.K - 0.2)).toFixed(1)} s`);

// The same without rendering: what 12 programs hear and read, so that the server's part is seen apart from the browsers'.
const watched = (await state()).current;
const put = (text, version) => ask(coordinator, server, 'PUT', `/api/v1/presentations/${watched}/fields/note`, { text, version });
let version = (await ask(coordinator, server, 'GET', `/api/v1/presentations/${watched}`)).body.fields.note?.version ?? 0;
const heard = [], stop = new AbortController();
for (let i = 0; i < clients; ++i) {
  const headers = { Cookie: cookies[roles[i % roles.length]].map((one) => `${one.name}=${one.value}`).join('; '), Accept: 'application/json' };
  const stream = await fetch(`${server.address}/api/v1/meetings/1/events`, { headers, signal: stop.signal });
  (async () => {
    for await (const part of stream.body.pipeThrough(new TextDecoderStream())) {
      if (!part.includes('event: changed')) continue;
      const { fields } = await (await fetch(`${server.address}/api/v1/presentations/${watched}`, { headers })).json();
      heard[i] ??= {};
      heard[i][fields.note?.text] ??= performance.now();
    }
  })().catch(() => {});
}
const wire = [];
for (let i = 0; i < changes; ++i) {
  const text = `fil ${i}`, began = performance.now();
  ({ body: { version } } = await put(text, version));
  await pause(150);
  for (let each = 0; each < clients; ++each) wire.push(heard[each]?.[text] === undefined ? Infinity : Math.round(10 * (heard[each][text] - began)) / 10);
}
stop.abort();

// Every page notes when it has painted a change, told by the page itself: a timer that looks again and again would take a third of the
// processors from what is measured. The clock is the machine's, the same for all.
const pages = [];
for (let i = 0; i < clients; ++i) pages.push(await open(roles[i % roles.length]));
await Promise.all(pages.map((page) => page.goto(room)));
function watch() {
  window.seen = {};
  const seen = (text) => requestAnimationFrame(() => setTimeout(() => { window.seen[text] ??= Date.now(); }, 0));
  const value = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value');
  Object.defineProperty(document.getElementById('f-note'), 'value', { get() { return value.get.call(this); }, set(text) { value.set.call(this, text); seen(text); } });
  new MutationObserver(() => seen(`there ${document.querySelectorAll('#present li').length}`)).observe(document.getElementById('present'), { childList: true, subtree: true });
  new MutationObserver(() => seen(`case ${document.getElementById('room-decision').dataset.presentation}`)).observe(document.getElementById('room'), { attributes: true, subtree: true, attributeFilter: ['data-presentation'] });
}
for (const page of pages) await page.evaluate(watch);
await pause(1500);
const writer = pages[0], latencies = { 'field, without rendering': wire };
/** Sends from the first page, waits for the pace, and notes how long each screen took. */
const measure = async (kind, [method, path, body], text, pace = 500) => {
  const began = await writer.evaluate(([how, where, what]) => {
    const now = Date.now();
    fetch(where, { method: how, ...(what ? { headers: { 'Content-Type': 'application/json' }, body: what } : {}) });
    return now;
  }, [method, path, body && JSON.stringify(body)]);
  await pause(pace);
  for (const page of pages) {
    const at = await page.evaluate((what) => window.seen[what], text);
    (latencies[kind] ??= []).push(at === undefined ? Infinity : at - began);
  }
};
// Two paces: what follows a change by itself must not meet the next one.
for (const [kind, pace] of [['field', 500], ['field, every 0.9 s', 850]])
  for (let i = 0; i < changes; ++i) {
    const text = `${kind} ${i}`;
    await measure(kind, ['PUT', `/api/v1/presentations/${watched}/fields/note`, { text, version }], text, pace);
    version += 1;
  }
for (let i = 0; i < 20; ++i) {
  const people = await writer.locator('#present li').count();
  await measure('presence', ['POST', '/api/v1/meetings/1/join', { name: `Invité ${i}`, specialty: 'other' }], `there ${people + 1}`);
}
for (const { presentation } of (await state()).agenda.filter((one) => one.presentation !== watched).slice(0, 15))
  await measure('the next case', ['POST', `/api/v1/presentations/${presentation}/begin`], `case ${presentation}`, 1000);
for (const [kind, all] of Object.entries(latencies)) {
  all.sort((a, b) => a - b);
  const at = (share) => all[Math.min(all.length - 1, Math.floor(all.length * share))];
  console.log(`${kind}: ${all.length} (changes × clients), from sending to ${kind.includes('without') ? 'read' : 'painted'}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${all.at(-1)} ms (asked 300)`);
}
console.log(`load ${load()}`);
await browser.close();
await server.stop();
