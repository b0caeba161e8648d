#include "web/people/room/room_parts.hpp"

namespace repere::web {

// What happens: events of the server, forms, keys, the clock.
std::string_view room_script_events() {
  return R"JS(
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
