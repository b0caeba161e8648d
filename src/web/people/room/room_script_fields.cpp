#include "web/people/room/room_parts.hpp"

namespace repere::web {

// What is typed: kept until the server has said that it has it, sent again when the line was cut, shown beside what somebody
// else wrote meanwhile. Texts live in memory alone.
std::string_view room_script_fields() {
  return R"JS('use strict';
const room = document.getElementById('room');
const french = document.documentElement.lang !== 'en';
const say = french ? {
  live: 'En direct : tout est enregistré', saving: 'Enregistrement…', saved: 'Enregistré', writes: (who) => `${who} écrit…`,
  lost: (n) => (n === 0 ? 'Connexion perdue : la page reprendra d’elle-même' : n === 1 ? 'Connexion perdue : 1 champ sera envoyé au retour' : `Connexion perdue : ${n} champs seront envoyés au retour`),
  out: 'Votre session est terminée : reconnectez-vous dans un autre onglet, ce que vous avez écrit partira ensuite',
  conflicts: (n) => (n === 1 ? 'Un champ a été écrit par deux personnes : choisissez le texte' : `${n} champs ont été écrits par deux personnes : choisissez les textes`),
  met: (who, when) => `${who || 'Quelqu’un'} a écrit ce champ à ${when}, pendant que vous écriviez.`,
  mine: 'Votre texte', theirs: 'Son texte', keepMine: 'Garder le mien', keepTheirs: 'Garder le sien', both: 'Garder les deux', empty: '(vide)',
  refused: { 403: 'Non enregistré : votre rôle ne le permet pas.', 404: 'Non enregistré : ce dossier n’est plus visible.', 409: 'Non enregistré : la séance n’est pas ouverte, ou ce dossier est signé.', other: 'Non enregistré : ce texte est refusé (trop long ?).' },
  notSent: 'Connexion perdue : cela n’est pas parti. Recommencez au retour.', noIdentity: 'Identité non accessible ou non saisie', done: '(fait)', moved: 'La salle est passée à un autre dossier : f pour la suivre', over: 'Temps dépassé',
} : {
  live: 'Live: everything is saved', saving: 'Saving…', saved: 'Saved', writes: (who) => `${who} is writing…`,
  lost: (n) => (n === 0 ? 'Connection lost: the page will go on by itself' : n === 1 ? 'Connection lost: 1 field will be sent when it is back' : `Connection lost: ${n} fields will be sent when it is back`),
  out: 'Your session is over: sign in again in another tab, what you wrote will be sent then',
  conflicts: (n) => (n === 1 ? 'Two people wrote one field: choose the text' : `Two people wrote ${n} fields: choose the texts`),
  met: (who, when) => `${who || 'Somebody'} wrote this field at ${when}, while you were writing.`,
  mine: 'Your text', theirs: 'Their text', keepMine: 'Keep mine', keepTheirs: 'Keep theirs', both: 'Keep both', empty: '(empty)',
  refused: { 403: 'Not saved: your role does not allow this.', 404: 'Not saved: this case is no longer visible.', 409: 'Not saved: the meeting is not open, or this case is signed.', other: 'Not saved: this text is refused (too long?).' },
  notSent: 'Connection lost: this was not sent. Try again when it is back.', noIdentity: 'Identity not accessible or not entered', done: '(done)', moved: 'The room has gone to another case: f to follow', over: 'Over time',
};
const make = (name, text, more = {}) => Object.assign(document.createElement(name), text === undefined ? {} : { textContent: text }, more);
const forms = () => [...document.querySelectorAll('#room-decision form[data-field]')];
const shownCase = () => Number(room.dataset.case);
const keyOf = (form) => `${form.elements.presentation.value}/${form.dataset.field}`;
const formOf = (key) => forms().find((form) => keyOf(form) === key);
const controlOf = (form) => form.querySelector('textarea, select') ?? form.querySelector('input[type=radio]:checked') ?? form.querySelector('input[type=radio]');
const valueOf = (form) => form.querySelector('textarea, select')?.value ?? form.querySelector('input[type=radio]:checked')?.value ?? '';
function setValue(form, text) {
  const field = form.querySelector('textarea, select');
  if (!field) { for (const one of form.querySelectorAll('input[type=radio]')) one.checked = one.value === text; return; }
  if (field.value === text) return;
  const caret = field === document.activeElement && field.matches('textarea') ? [field.selectionStart, field.selectionEnd] : null;
  field.value = text;
  if (caret) field.setSelectionRange(...caret.map((at) => Math.min(at, text.length)));
}

const pending = new Map();  // "34/surgery" -> what was typed and is not acknowledged
const known = new Map();    // "34/surgery" -> the newest version that was seen
const keptText = new Map(); // "34/surgery" -> what is kept, as far as was seen
let online = true, sessionOver = false;

function tellLine() {
  const line = document.getElementById('room-line');
  const conflicts = [...pending.values()].filter((one) => one.conflict).length;
  const waiting = [...pending.values()].filter((one) => !one.conflict && !one.refused).length;
  const text = sessionOver ? say.out : !online ? say.lost(waiting) : conflicts > 0 ? say.conflicts(conflicts) : waiting > 0 ? say.saving : say.live;
  if (line.textContent !== text) line.textContent = text;
  line.className = sessionOver || !online || conflicts > 0 ? 'warn' : '';
}
function note(form, text, kind = '') {
  const place = form?.querySelector('.note');
  if (!place) return;
  place.textContent = text;
  place.className = `note ${kind}`;
}

function typed(form) {
  const key = keyOf(form), text = valueOf(form);
  let draft = pending.get(key);
  if (!draft) {
    if (keptText.get(key) === text) return null;  // nothing changed
    draft = { key, version: Math.max(Number(form.dataset.version), known.get(key) ?? 0), tries: 0 };
    pending.set(key, draft);
  }
  draft.text = text;
  draft.refused = false;
  note(form, '');
  tellLine();
  return draft;
}
function later(draft, milliseconds) {
  if (!draft) return;
  clearTimeout(draft.timer);
  draft.timer = setTimeout(() => send(draft), milliseconds);
}
function settled(draft, version, text) {
  known.set(draft.key, Math.max(known.get(draft.key) ?? 0, version));
  keptText.set(draft.key, text);
  draft.version = version;
  draft.tries = 0;
  const form = formOf(draft.key);
  if (form) form.dataset.version = version;
  if (draft.text !== text) return later(draft, 50);
  pending.delete(draft.key);
  note(form, say.saved, 'saved');
}
async function send(draft) {
  if (!draft || draft.sending || draft.conflict || draft.refused || !pending.has(draft.key)) return;
  clearTimeout(draft.timer);
  draft.sending = true;
  const text = draft.text, [presentation, field] = draft.key.split('/');
  let retry = false;
  try {
    const answer = await fetch(`/api/v1/presentations/${presentation}/fields/${field}`, {
      method: 'PUT', headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ text, version: draft.version }), signal: AbortSignal.timeout(10000),
    });
    const body = await answer.json().catch(() => ({}));
    setOnline(true);
    sessionOver = answer.status === 401;
    if (answer.ok) settled(draft, body.version, text);
    else if (answer.status === 409 && body.current) {
      // What was sent before the line was cut may have arrived: the same text is no conflict.
      if (body.current.text === text) settled(draft, body.current.version, text);
      else draft.conflict = body.current;
    } else if ([401, 408, 425, 429].includes(answer.status) || answer.status >= 500) retry = true;
    else {
      draft.refused = true;
      note(formOf(draft.key), say.refused[answer.status] ?? say.refused.other, 'warn');
    }
  } catch {
    retry = true;
    setOnline(false);
  }
  draft.sending = false;
  if (retry) later(draft, Math.min(500 * 2 ** draft.tries++, 5000));
  showConflict(draft);
  tellLine();
}
const sendAll = () => { for (const draft of pending.values()) send(draft); };
/** True when everything that was typed is kept. */
async function flush() {
  for (let i = 0; i < 40 && [...pending.values()].some((one) => !one.conflict && !one.refused); ++i) {
    sendAll();
    await new Promise((done) => setTimeout(done, 50));
  }
  return pending.size === 0;
}

function choose(draft, text, save) {
  const version = draft.conflict.version;
  draft.theirs = draft.conflict.text;
  const form = formOf(draft.key);
  draft.conflict = null;
  known.set(draft.key, Math.max(known.get(draft.key) ?? 0, version));
  keptText.set(draft.key, draft.theirs);
  if (form) { form.dataset.version = version; setValue(form, text); }
  if (save) {
    draft.text = text;
    draft.version = version;
    send(draft);
  } else pending.delete(draft.key);
  showConflict(draft);
  tellLine();
  if (form) controlOf(form).focus();
}
const shownText = (form, text) => {
  const option = text === '' ? null : form.querySelector(`option[value="${CSS.escape(text)}"], input[value="${CSS.escape(text)}"]`);
  return (option?.matches('option') ? option.textContent : option?.nextElementSibling?.firstChild?.textContent.trim()) || text || say.empty;
};
/** Both texts side by side under the field; whoever writes chooses. */
function showConflict(draft) {
  const form = formOf(draft.key);
  if (!form) return;
  const shown = form.querySelector('[data-own]');
  // One that stands stays: a click on it must not be lost because the page was read again.
  if (shown && draft.conflict && shown.shows === draft.conflict) return;
  shown?.remove();
  if (!draft.conflict) return;
  const { text, author, at, version } = draft.conflict;
  const when = new Date(at).toLocaleTimeString(french ? 'fr-FR' : 'en-GB', { hour: '2-digit', minute: '2-digit' });
  const panel = make('div', undefined, { className: 'conflict' });
  panel.dataset.own = version;
  panel.shows = draft.conflict;
  panel.setAttribute('role', 'alert');
  const column = (title, words, act, button) => {
    const part = make('div');
    const go = make('button', button, { type: 'button', className: 'small' });
    go.addEventListener('click', act);
    part.append(make('p', title, { className: 'whose' }), make('p', shownText(form, words), { className: 'as-written' }), go);
    return part;
  };
  const columns = make('div', undefined, { className: 'two' });
  columns.append(column(say.mine, draft.text, () => choose(draft, draft.text, true), say.keepMine),
    column(say.theirs, text, () => choose(draft, text, false), say.keepTheirs));
  panel.append(make('p', say.met(author, when)), columns);
  if (form.querySelector('textarea') && text !== '' && draft.text !== '') {
    const both = make('button', say.both, { type: 'button', className: 'small' });
    both.addEventListener('click', () => choose(draft, `${text}\n${draft.text}`, true));
    panel.append(both);
  }
  form.append(panel);
}
)JS";
}

}  // namespace repere::web
