#include "web/people/room/room_parts.hpp"

namespace repere::web {

// The page: read again when something changed, taken over where it differs, moved through with keys.
std::string_view room_script_page() {
  return R"JS(
const path = `/espace/rcp/reunions/${room.dataset.meeting}/salle`;
let following = !new URLSearchParams(location.search).has('dossier') || room.dataset.case === room.dataset.current;
const isTyping = (at) => at?.matches?.('textarea, select, input:not([type=radio]):not([type=checkbox])') ?? false;
const writesHere = () => document.activeElement?.closest?.('#room-decision form') != null;

/** A page as a document; forms are sent the same way. */
function read(url, body) {
  return new Promise((done) => {
    const ask = new XMLHttpRequest();
    ask.open(body ? 'POST' : 'GET', url);
    ask.responseType = 'document';
    ask.timeout = 15000;
    ask.setRequestHeader('Accept', 'text/html');
    ask.onload = () => { setOnline(true); done({ status: ask.status, page: ask.response }); };
    ask.onerror = ask.ontimeout = () => { setOnline(false); done({ status: 0, page: null }); };
    ask.send(body);
  });
}

const keyIn = (node) => node.dataset?.key ?? node.id ?? '';
function sameKind(a, b) { return a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyIn(a) === keyIn(b); }
const kept = (node) => node.nodeType === 1 && node.dataset.own !== undefined;
/** Makes `old` what `fresh` is and leaves alone what did not change: focus, carets and open parts stay. */
function morph(old, fresh) {
  if (old.nodeType === 3) { if (old.data !== fresh.data) old.data = fresh.data; return; }
  if (old.nodeType !== 1 || old.matches('.note, #identity')) return;
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && name !== 'open' && name !== 'rows') old.removeAttribute(name);
  for (const { name, value } of [...fresh.attributes]) {
    if (name === 'data-version') continue;
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (old.matches('form[data-field]')) return morphField(old, fresh);
  if (old.matches('textarea, select, input')) return;
  morphChildren(old, fresh);
}
function morphChildren(old, fresh) {
  let at = [...old.childNodes].find((node) => !kept(node)) ?? null;
  const next = (node) => { let after = node.nextSibling; while (after && kept(after)) after = after.nextSibling; return after; };
  for (const wanted of [...fresh.childNodes]) {
    let found = at;
    while (found && !sameKind(found, wanted)) found = keyIn(wanted) ? next(found) : null;
    if (!found) { old.insertBefore(document.importNode(wanted, true), at); continue; }
    while (at !== found) { const gone = at; at = next(at); gone.remove(); }
    morph(found, wanted);
    at = next(found);
  }
  while (at) { const gone = at; at = next(at); gone.remove(); }
}
function morphField(form, fresh) {
  const other = keyOf(form) !== `${fresh.elements.presentation.value}/${fresh.dataset.field}`;
  if (other) { note(form, ''); form.querySelector('[data-own]')?.remove(); }
  for (const name of ['presentation', 'form_token', 'version']) form.elements[name].value = fresh.elements[name].value;
  const key = keyOf(form), version = Number(fresh.dataset.version), draft = pending.get(key);
  for (const one of form.querySelectorAll('textarea, select, input[type=radio]')) {
    const twin = [...fresh.querySelectorAll('textarea, select, input[type=radio]')].find((each) => each.value === one.value || each.type !== 'radio');
    one.disabled = twin?.disabled ?? true;
    if ('readOnly' in one) one.readOnly = twin?.readOnly ?? true;
  }
  if (draft) { setValue(form, draft.text); showConflict(draft); if (other) form.dataset.version = draft.version; return; }
  takeText(form, version, valueOf(fresh));
}
/** What somebody else wrote, unless something is being written here, or it is older than what was seen. */
function takeText(form, version, text) {
  const key = keyOf(form);
  if (pending.has(key) || version < (known.get(key) ?? 0)) return;
  known.set(key, version);
  keptText.set(key, text);
  form.dataset.version = version;
  setValue(form, text);
}

function markFilled() {
  for (const form of forms()) form.classList.toggle('filled', valueOf(form) !== '');
  if (!CSS.supports('field-sizing', 'content'))
    for (const area of document.querySelectorAll('#room textarea')) area.rows = Math.max(1, area.value.split('\n').length + Math.floor(area.value.length / 50));
}
/** Takes over a page that was read; focus that lost its place goes to the nearest one. */
function take(page) {
  if (!page?.getElementById('room-decision')) return;
  sessionOver = false;
  takeParts(page, ['room-top', 'room-agenda', 'room-case', 'room-decision'], ['data-case', 'data-current', 'data-state']);
  markFilled();
  tellLine();
  bringInSight();
}
/** The room turned to another case: the case, and the lines of the agenda that are others now. */
function takeTurn(page) {
  if (!page?.getElementById('room-decision')) return;
  sessionOver = false;
  for (const fresh of page.querySelectorAll('#room-agenda [data-key]')) {
    const old = document.querySelector(`#room-agenda [data-key="${fresh.dataset.key}"]`);
    if (old) morph(old, fresh);
    else readRoom('salle');
  }
  takeParts(page, ['room-case', 'room-decision'], ['data-case', 'data-current', 'data-state']);
  markShown();
  markFilled();
  tellLine();
  bringInSight();
}
function markShown() {
  for (const link of document.querySelectorAll('#room-agenda [aria-current]')) if (Number(link.dataset.case) !== shownCase()) link.removeAttribute('aria-current');
  document.querySelector(`#room-agenda [data-case="${shownCase()}"]`)?.setAttribute('aria-current', 'true');
}
let inSight = 0;  // the case whose line of the agenda was brought into sight
function bringInSight() {
  if (inSight === shownCase()) return;
  inSight = shownCase();
  requestAnimationFrame(() => document.querySelector('#room-agenda [aria-current]')?.scrollIntoView({ block: 'nearest' }));
}
/** Who came or went: the parts of the head that this changes. */
function takePresence(page) {
  takeParts(page, ['lead', 'present', 'absent', 'own-presence'], []);
  if (page.getElementById('room').dataset.state !== room.dataset.state) readRoom('salle');
}
function takeParts(page, ids, names) {
  const fresh = page.getElementById('room');
  const at = document.activeElement, members = () => [...document.querySelectorAll('button.member')];
  const member = members().indexOf(at);
  for (const name of names) room.setAttribute(name, fresh.getAttribute(name));
  for (const id of ids) {
    const [old, wanted] = [document.getElementById(id), page.getElementById(id)];
    if (old && wanted) morph(old, wanted);
  }
  if (!document.contains(at) || at === document.body) {
    if (member >= 0) (members()[Math.min(member, members().length - 1)] ?? document.querySelector('#own-presence button'))?.focus();
    else if (at !== document.body) (document.querySelector('#own-presence button') ?? document.getElementById('decision-title')).focus();
  }
  tick();
}

// The whole page, or what changes when the room turns to a case ("tour").
let reading = false, next = '';
async function refresh(part = 'page') {
  if (next !== 'page') next = part;
  if (reading) return;
  reading = true;
  try {
    while (next) {
      const asked = next, follows = following && !writesHere(), number = shownCase();
      next = '';
      const query = [...(follows ? [] : [`dossier=${number}`]), ...(asked === 'tour' ? ['partie=tour', `avant=${room.dataset.current}`] : [])].join('&');
      const { status, page } = await read(query ? `${path}?${query}` : path);
      if (status === 401 || (status === 200 && !page?.getElementById('room'))) { sessionOver = true; tellLine(); }
      else if (!(follows ? following : shownCase() === number)) next = 'page';  // one looks at another case by now
      else if (asked === 'tour') takeTurn(page);
      else take(page);
    }
  } finally { reading = false; }
}
/** What is written about the case: fields, who does what, what a signature still needs. The page is read only for what is told outside them. */
function takeTexts(number, { fields, actions, missing, told }) {
  if (number !== shownCase() || number !== Number(document.getElementById('room-decision').dataset.presentation)) return;
  for (const form of forms()) {
    const field = fields[form.dataset.field];
    if (field && field.version !== Number(form.dataset.version)) takeText(form, field.version, field.text);
  }
  markFilled();
  const list = make('ul');
  for (const one of actions) {
    const line = make('li'), due = one.due && french ? one.due.split('-').reverse().join('/') : one.due;
    line.dataset.key = `action-${one.action}`;
    line.append(make('strong', one.what), ` – ${one.owner_name}${due ? `, ${due}` : ''}${one.done ? ' ' : ''}`);
    if (one.done) line.append(make('em', say.done));
    list.append(line);
  }
  morphChildren(document.querySelector('#room-decision .todo'), list);
  const place = document.getElementById('missing');
  if (place) {
    const names = JSON.parse(place.dataset.names);
    const text = missing.length === 0 ? place.dataset.ready : place.dataset.lacking + missing.map((one) => names[one] ?? one).join(', ');
    if (place.textContent !== text) place.textContent = text;
    place.className = `quorum ${missing.length === 0 ? 'reached' : 'lacking'}`;
  }
  if (told !== document.getElementById('room-decision').dataset.told) refresh();
}
let readingTexts = false, textsAgain = false;
async function readTexts() {
  if (readingTexts) { textsAgain = true; return; }
  readingTexts = true;
  try {
    do {
      textsAgain = false;
      const number = shownCase();
      const answer = await fetch(`/api/v1/presentations/${number}`, { headers: { Accept: 'application/json' } }).catch(() => null);
      const texts = answer?.ok ? await answer.json().catch(() => null) : null;
      if (texts) takeTexts(number, texts);
    } while (textsAgain);
  } finally { readingTexts = false; }
}
// Who is there ("presence"), or that and the agenda ("salle"); the case is read again when something about it changed.
let readingRoom = false, roomNext = '';
const stageShown = () => document.querySelector(`#room-agenda [data-key="case-${shownCase()}"]`)?.className;
async function readRoom(part) {
  if (roomNext !== 'salle') roomNext = part;
  if (readingRoom) return;
  readingRoom = true;
  try {
    while (roomNext) {
      const asked = roomNext, before = `${room.dataset.state} ${stageShown()}`, number = shownCase();
      roomNext = '';
      const { page } = await read(`${path}?dossier=${number}&partie=${asked}`);
      const fresh = page?.getElementById('room');
      if (!fresh || number !== shownCase()) { refresh(); continue; }
      if (asked === 'presence') { takePresence(page); continue; }
      takeParts(page, ['room-top', 'room-agenda'], ['data-current', 'data-state']);
      const elsewhere = following && room.dataset.current !== '0' && room.dataset.current !== room.dataset.case && !writesHere();
      if (elsewhere || before !== `${room.dataset.state} ${stageShown()}`) refresh();
    }
  } finally { readingRoom = false; }
}
/** The room turned to a case, or left it: who follows, or looks at it, reads it at once. */
function turn(number) {
  const ownAct = document.getElementById('discussion');
  if (ownAct && busy.has(ownAct) && number === shownCase()) return;  // its answer is on its way
  if (number === shownCase() || (following && !writesHere())) refresh('tour');
  else readRoom('salle');
}
async function show(number) {
  sendAll();
  following = false;
  room.dataset.case = number;
  history.replaceState(null, '', `${path}?dossier=${number}`);
  markShown();
  document.getElementById('case-title')?.focus({ preventScroll: true });
  await refresh();
}
function follow() {
  sendAll();
  following = true;
  history.replaceState(null, '', path);
  document.activeElement?.blur();
  refresh();
}

// The line to the server: events say that something changed; a cut is told, and ends by itself.
let source = null, waits = 500;
function setOnline(now) {
  if (now === online) return;
  online = now;
  if (now) { sendAll(); refresh(); }
  tellLine();
}
function listen() {
  source?.close();
  source = new EventSource(`/api/v1/meetings/${room.dataset.meeting}/events`);
  source.addEventListener('open', () => { waits = 500; if (!online) setOnline(true); else refresh(); sendAll(); });
  source.addEventListener('changed', (event) => {
    const { presentation: about, people, turn: to } = JSON.parse(event.data);
    if (to) turn(to);
    else if (about === 0) readRoom(people ? 'presence' : 'salle');
    else if (about === shownCase()) readTexts();
  });
  source.addEventListener('reset', () => refresh());
  source.addEventListener('writing', (event) => {
    const { presentation, field, account, name } = JSON.parse(event.data);
    const form = presentation === shownCase() && account !== Number(room.dataset.account) ? formOf(`${presentation}/${field}`) : null;
    if (!form) return;
    note(form, say.writes(name), 'writes');
    setTimeout(() => { if (form.querySelector('.note.writes')) note(form, ''); }, 5000);
  });
  source.addEventListener('error', () => {
    setOnline(false);
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(listen, waits);
    waits = Math.min(waits * 2, 4000);
  });
}
addEventListener('offline', () => setOnline(false));
addEventListener('online', () => { listen(); sendAll(); });
addEventListener('beforeunload', (event) => { if (pending.size > 0) { sendAll(); event.preventDefault(); } });

let told = 0;
document.addEventListener('input', (event) => {
  const form = event.target.closest('form[data-field]');
  if (!form) return;
  later(typed(form), 400);
  markFilled();
  if (Date.now() - told < 4000 || !online) return;
  told = Date.now();
  fetch(`/api/v1/meetings/${room.dataset.meeting}/writing`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ presentation: shownCase(), field: form.dataset.field }) }).catch(() => {});
});
document.addEventListener('change', (event) => { const form = event.target.closest('form[data-field]'); if (form) send(typed(form)); });
document.addEventListener('focusout', (event) => {
  const draft = event.target.closest?.('form[data-field]') && pending.get(keyOf(event.target.closest('form[data-field]')));
  if (draft) send(draft);
  setTimeout(() => { if (following && room.dataset.current !== '0' && room.dataset.current !== room.dataset.case && !writesHere()) refresh(); }, 0);
});

/** What a form of the room does is done without leaving the page. */
const busy = new WeakSet();  // forms, and buttons of forms that have several, whose answer is awaited
document.addEventListener('submit', async (event) => {
  const form = event.target.closest('form.live');
  if (!form) return;
  event.preventDefault();
  if (form.dataset.field) return void send(typed(form));
  const pressed = event.submitter?.name ? event.submitter : form;
  if (busy.has(pressed)) return;
  busy.add(pressed);
  const act = form.elements.act.value, sent = new URLSearchParams(new FormData(form));
  if (pressed !== form) sent.append(pressed.name, pressed.value);
  if (act === 'join' || act === 'leave') sent.append('partie', 'presence');
  if (act === 'begin' || act === 'end_case') { sent.append('partie', 'tour'); sent.append('avant', room.dataset.current); }
  if (act === 'end' || act === 'end_case') await flush();
  const { status, page } = await read(form.getAttribute('action'), sent);
  busy.delete(pressed);
  const problem = status === 0 ? say.notSent : status >= 400 ? page?.querySelector('[role=alert], main p')?.textContent ?? String(status) : '';
  document.getElementById('room-said').textContent = problem;
  if (act === 'begin' && !problem) { following = true; history.replaceState(null, '', path); }
  if (page?.getElementById('room-top') && page.getElementById('room-decision')) take(page);
  else if (page?.getElementById('room-decision')) takeTurn(page);
  else if (page?.getElementById('room')) takePresence(page);
  if (problem) return void refresh();
  if (act === 'join') { const all = document.querySelector('#present .people'); all.scrollTop = all.scrollHeight; }
  if (form.id === 'action-form') { form.reset(); document.getElementById('action-what').focus(); }
  if (form.id === 'guest-form') { form.reset(); document.getElementById('guest').open = false; document.querySelector('#guest summary').focus(); }
});

document.addEventListener('click', async (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  const link = event.target.closest('[data-case], [data-follow], [data-identity], #room a[href^="/espace/rcp/dossiers/"]');
  if (!link || link.id === 'room') return;
  event.preventDefault();
  if (link.dataset.case) return void show(Number(link.dataset.case));
  if (link.hasAttribute('data-follow')) return follow();
  if (link.dataset.identity) return void showIdentity(link.dataset.identity);
  if (await flush()) location.href = link.href;
  else tellLine();
});
async function showIdentity(number) {
  const place = document.getElementById('identity');
  if (place.textContent !== '') { place.textContent = ''; return; }
  const answer = await fetch(`/api/v1/cases/${number}/identity`, { headers: { Accept: 'application/json' } }).catch(() => null);
  const person = answer?.ok ? await answer.json() : null;
  place.textContent = person ? [person.birth_name, person.given_names, person.birth_date].filter(Boolean).join(' ') + ' ' : say.noIdentity + ' ';
}

// Keys. While one types they are letters; only Escape and Ctrl+Enter act.
const fieldKeys = { c: 'planned_centre', a: 'agreement', d: 'dissent', g: 'guideline', l: 'guideline_name', w: 'guideline_reason', u: 'urgency', o: 'note' };
const modalities = ['surgery', 'radiotherapy', 'systemic_treatment', 'further_diagnosis', 'second_reading', 'surveillance', 'palliative_care', 'trial'];
const dialog = document.getElementById('keys'), keysOn = document.getElementById('keys-on');
function goTo(field) {
  const form = forms().find((one) => one.dataset.field === field);
  const control = form && controlOf(form);
  if (!control || control.disabled) return;
  control.focus();
  if (control.matches('textarea')) control.setSelectionRange(control.value.length, control.value.length);
}
function rest(at) {
  const form = at.closest('form[data-field]');
  if (form && pending.has(keyOf(form))) send(pending.get(keyOf(form)));
  const guest = at.closest('#guest');
  if (guest) { guest.open = false; guest.querySelector('summary').focus(); } else document.getElementById('decision-title').focus({ preventScroll: true });
}
function step(by) {
  const links = [...document.querySelectorAll('#room-agenda [data-case]')];
  const at = links.findIndex((link) => Number(link.dataset.case) === shownCase());
  const link = links[at + by];
  if (link) show(Number(link.dataset.case));
}
function pick(at, number) {
  const radio = at.closest('fieldset').querySelectorAll('input[type=radio]')[number - 1];
  if (!radio || radio.disabled) return;
  radio.checked = true;
  send(typed(radio.form));
  markFilled();
  rest(radio);
}
function moveAmong(at, by) {
  const all = [...document.querySelectorAll('button.member')];
  all[(all.indexOf(at) + by + all.length) % all.length].focus();
}
// On French keyboards a digit needs Shift: the place of the key counts.
const digitOf = (event) => (/^[1-9]$/.test(event.key) ? Number(event.key) : /^[^\w?+]$|^[éèçà_]$/i.test(event.key) && /^Digit[1-9]$/.test(event.code) ? Number(event.code.slice(5)) : 0);
document.addEventListener('keydown', (event) => {
  const at = event.target;
  if (dialog.open || event.isComposing) return;
  const leaves = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
  if (leaves && at.closest?.('#room')) { event.preventDefault(); return rest(at); }
  if (isTyping(at) || event.ctrlKey || event.metaKey || event.altKey || !keysOn.checked) return;
  const done = (act) => { event.preventDefault(); act(); };
  const digit = digitOf(event);
  if (at.matches?.('input[type=radio]') && digit) return done(() => pick(at, digit));
  if (at.matches?.('button.member') && /^Arrow(Up|Down|Left|Right)$/.test(event.key)) return done(() => moveAmong(at, /Up|Left/.test(event.key) ? -1 : 1));
  if (digit && digit <= modalities.length) return done(() => goTo(modalities[digit - 1]));
  if (fieldKeys[event.key]) return done(() => goTo(fieldKeys[event.key]));
  if (event.key === 'n' || event.key === 'p') return done(() => step(event.key === 'n' ? 1 : -1));
  if (event.key === 't') return done(() => document.getElementById('action-what')?.focus());
  if (event.key === 'v') return done(() => document.querySelector('button.member')?.focus());
  if (event.key === '?') return done(() => dialog.showModal());
  const pressed = event.key.length === 1 && document.querySelector(`[data-press="${CSS.escape(event.key)}"]`);
  if (pressed) done(() => { pressed.click(); if (event.key === '+' && document.getElementById('guest').open) document.getElementById('guest-name').focus(); });
});
document.getElementById('keys-open').addEventListener('click', () => dialog.showModal());
document.getElementById('keys-close').addEventListener('click', () => dialog.close());

function tick() {
  const span = (from) => { const s = Math.max(0, Math.floor((Date.now() - new Date(from)) / 1000)); return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}`; };
  const clock = document.getElementById('clock');
  if (clock) clock.textContent = clock.dataset.opened ? `${span(clock.dataset.opened)} / ${clock.dataset.minutes} min` : '';
  for (const one of document.querySelectorAll('.running')) {
    one.textContent = span(one.dataset.began);
    one.classList.toggle('late', Date.now() - new Date(one.dataset.began) > one.dataset.minutes * 60000);
  }
}
room.classList.add('scripted');
for (const form of forms()) {
  known.set(keyOf(form), Number(form.dataset.version));
  keptText.set(keyOf(form), valueOf(form));
}
setInterval(tick, 1000);
tick();
markFilled();
tellLine();
listen();
)JS";
}

}  // namespace repere::web
