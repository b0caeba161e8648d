#include "web/people/room/room_parts.hpp"

namespace repere::web {

// The page: read again when something changed, taken over where it differs.
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
)JS";
}

}  // namespace repere::web
