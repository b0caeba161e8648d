// How long a secretary who knows the patient needs from the inbox to a referral that stands on an agenda with its file complete: what the
// scripted browser really clicks and types, by the keystroke-level model. Asked: 90 s and 12 interactions.
import { newPage, openBrowser } from '../../tests/browser/browser.js';
import { enter, roomServer } from '../../tests/browser/room.js';
import { modelOf, noteIn, seconds } from './keystroke_model.js';

const folder = process.env.WORK;
const server = await roomServer(process.env.PROGRAM, `sqlite:${folder}/placing.db`, folder);
const browser = await openBrowser();
const secretary = await enter(browser, server, 'secretary');
const noted = await noteIn(secretary);

// Somebody without account has sent a patient, with the imaging that was done.
await secretary.goto(`${server.address}/espace`);
const centre = (await secretary.textContent('main')).match(/(SYN-\d+)/)[1];
const sender = await newPage(browser);
await sender.goto(`${server.address}/adresser?centre=${centre}`);
const texts = { sender_name: 'Médecin Synthétique', sender_email: 'medecin@synthetique.example', birth_name: 'PLACEMENT-SYNTHETIQUE', given_names: 'Donnée', birth_date: '1961-03-09', postcode: '69008', size_mm: '82', question: 'Masse de cuisse, IRM faite : biopsie par quelle voie ?', code: 'oiseau-bleu-7' };
for (const [name, text] of Object.entries(texts)) await sender.fill(`#field-${name}`, text);
for (const [name, word] of Object.entries({ sender_profession: 'general_practitioner', sex: 'female', place: 'soft_tissue', done_imaging: 'mri' })) await sender.selectOption(`#field-${name}`, word);
await sender.check('#field-consent');
await sender.click('button.act');
const number = await sender.textContent('.said');

await secretary.goto(`${server.address}/espace/demandes`);
noted.length = 0;
const began = performance.now();
await secretary.click(`a:has-text("${number}")`);
await secretary.click('summary:has-text("Prendre en charge")');
await secretary.click('button:has-text("Prendre en charge")');
await secretary.click('button:has-text("Ouvrir le dossier")');
await secretary.waitForURL('**/espace/cas/*');
await secretary.click('main a:has-text("Inscrire à une RCP")');
if (!(await secretary.inputValue('#field-question')).startsWith('Masse de cuisse')) throw new Error('the question that was sent is not taken over');
await secretary.click('input[name=consent]');
await secretary.click('main button:has-text("Inscrire")');
await secretary.waitForURL(/dossiers\/\d+$/);
for (;;) {
  const open = secretary.locator('tr:has(th:has-text("*")):has(button:has-text("Fait"))').first();
  if (await open.count() === 0) break;
  await open.locator('button:has-text("Fait")').click();
  await secretary.waitForLoadState();
}
const page = await secretary.textContent('main');
if (!page.includes('Question posée')) throw new Error('the file is not shown');
const model = modelOf(noted);
console.log(`from the inbox to an agenda with its file complete: ${JSON.stringify(model)} (asked 90 s, 12 interactions); a skilled typist ` +
  `${(model.seconds - model.K * (seconds.K - 0.2)).toFixed(1)} s; the pages themselves took ${Math.round(performance.now() - began)} ms`);
await browser.close();
await server.stop();
if (model.seconds > 90 || model.interactions > 12) process.exitCode = 1;
