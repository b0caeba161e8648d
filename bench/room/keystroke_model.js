// The keystroke-level model (Card, Moran & Newell 1980, doi:10.1145/358886.358895) of what a scripted browser really did: the page
// notes each key and click, and this says how long an average person would take.
//   K 0.28 s a key (average non-secretary typist; 0.20 for a skilled one), P 1.10 s to point, B 0.20 s a click, H 0.40 s between
//   keyboard and mouse, M 1.35 s to think: before each command, and before each text that is begun.
export const seconds = { K: 0.28, P: 1.10, B: 0.20, H: 0.40, M: 1.35 };

/** Notes what is done in a page from its next document on, through all that it leads to: the list grows by itself. */
export async function noteIn(page) {
  const noted = [];
  await page.exposeFunction('noteOne', (one) => { noted.push(one); });
  await page.addInitScript(note);
  return noted;
}
/** In the page: tells each key and click. */
function note() {
  const add = (what) => window.noteOne(what);
  const typing = (at) => at.matches?.('textarea, input:not([type=radio]):not([type=checkbox])') ?? false;
  addEventListener('keydown', (event) => add({ key: event.key, shift: event.shiftKey && event.key.length > 1, typing: typing(event.target), in: event.target.id }), true);
  addEventListener('mousedown', (event) => add({ click: event.target.tagName }), true);
}

/** Counts the operators; `interactions` are the acts that a person would count: a command, a text, a click. */
export function modelOf(noted) {
  const count = { K: 0, P: 0, B: 0, H: 0, M: 0 };
  let interactions = 0, hand = 'keys', text = null;
  for (const one of noted) {
    const mouse = one.click !== undefined;
    if (mouse !== (hand === 'mouse')) { count.H += 1; hand = mouse ? 'mouse' : 'keys'; }
    if (mouse) { count.M += 1; count.P += 1; count.B += 1; interactions += 1; text = null; continue; }
    count.K += 1;
    if (/^(Shift|Control|Alt|Meta)$/.test(one.key)) continue;  // pressed with the next key, which carries the thought
    const writes = one.typing && (one.key.length === 1 || one.key === 'Backspace');
    const begins = !writes || text !== one.in;
    // What leaves a text (Escape, Tab, Enter) belongs to it.
    const ends = one.typing && !writes;
    if (begins && !ends) { count.M += 1; interactions += 1; }
    text = writes ? one.in : null;
  }
  const total = Object.entries(count).reduce((sum, [name, times]) => sum + times * seconds[name], 0);
  return { ...count, interactions, seconds: Math.round(total * 10) / 10 };
}
