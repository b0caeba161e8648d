// A referral that was taken up becomes a case: nothing is typed again, who is known is not made twice, and the record stays what it was.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { lookAt, newPage, openBrowser, printed } from './browser.js';

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });

const { address, links } = printed(process.env.REPERE_OPENINGS);
const code = 'oiseau-bleu-7';

async function enter(role) {
  const page = await newPage(browser, {});
  await page.goto(links[role]);
  await page.click('main button');
  await page.waitForURL('**/espace');
  return page;
}

async function send(centre) {
  const page = await newPage(browser, {});
  await page.goto(`${address}/adresser?centre=${centre}`);
  await page.fill('#field-sender_name', 'Médecin Synthétique');
  await page.selectOption('#field-sender_profession', 'general_practitioner');
  await page.fill('#field-sender_email', 'medecin@synthetique.example');
  await page.fill('#field-birth_name', 'OUVERTURE-SYNTHETIQUE');
  await page.fill('#field-given_names', 'Donnée');
  await page.fill('#field-birth_date', '1961-03-09');
  await page.selectOption('#field-sex', 'female');
  await page.fill('#field-postcode', '69008');
  await page.selectOption('#field-place', 'soft_tissue');
  await page.fill('#field-size_mm', '82');
  await page.selectOption('#field-done_imaging', 'mri');
  await page.fill('#field-question', 'Masse de cuisse : que faire ?');
  await page.fill('#field-code', code);
  await page.check('#field-consent');
  await page.setInputFiles('#field-files', [{ name: 'irm.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 synthetique') }]);
  await page.click('button.act');
  const number = await page.textContent('.said');
  await page.close();
  return number;
}

async function takeUp(page, number) {
  await page.goto(`${address}/espace/demandes`);
  await page.click(`a:has-text("${number}")`);
  assert.equal(await page.locator('button:has-text("Ouvrir le dossier")').count(), 0, 'it is not taken up yet');
  await page.click('summary:has-text("Prendre en charge")');
  await page.click('button:has-text("Prendre en charge")');
}

const program = (...args) => execFileSync(process.env.REPERE_PROGRAM, args, { encoding: 'utf8' });

test('a secretary opens the case of a referral, once for each person', async () => {
  const secretary = await enter('secretary');
  await secretary.goto(`${address}/espace`);
  const centre = (await secretary.textContent('main')).match(/(SYN-\d+)/)[1];
  const number = await send(centre);
  await takeUp(secretary, number);
  await lookAt(secretary, 'demande-prise-en-charge');
  const referral = secretary.url();
  await secretary.selectOption('#field-site', 'thigh');
  await secretary.click('button:has-text("Ouvrir le dossier")');
  await secretary.waitForURL('**/espace/cas/*');
  await lookAt(secretary, 'dossier-ouvert');
  const file = secretary.url().match(/\/(\d+)$/)[1];
  const shown = await secretary.textContent('main');
  for (const expected of [centre, 'féminin', '69', '82', 'Cuisse', 'IRM', number, 'irm.pdf']) assert.ok(shown.includes(expected), expected);
  assert.ok(!shown.includes('OUVERTURE'), 'the case stands under its pseudonym');
  assert.equal((await secretary.request.get(`${referral}/documents/1`)).status(), 200);
  await secretary.goto(referral);
  assert.ok(await secretary.locator(`a[href="/espace/cas/${file}"]`).count());
  assert.equal(await secretary.locator('button:has-text("Ouvrir le dossier")').count(), 0);

  // The same person again: the page asks, and binds.
  const again = await send(centre);
  await takeUp(secretary, again);
  await lookAt(secretary, 'demande-connue');
  await secretary.selectOption('#field-person', file);
  await secretary.click('button:has-text("Ouvrir le dossier")');
  await secretary.waitForURL(`**/espace/cas/${file}`);
  assert.ok((await secretary.textContent('main')).includes(again));

  // A button pressed upon an old page.
  const third = await send(centre);
  await takeUp(secretary, third);
  const url = secretary.url();
  const other = await secretary.context().newPage();
  await other.goto(url);
  await other.selectOption('#field-person', 'other');
  await other.click('button:has-text("Ouvrir le dossier")');
  await other.waitForURL('**/espace/cas/*');
  await secretary.selectOption('#field-person', 'other');
  await secretary.click('button:has-text("Ouvrir le dossier")');
  await lookAt(secretary, 'dossier-deja-ouvert');
  assert.match(await secretary.textContent('[role=alert]'), /déjà son dossier/);

  const pathologist = await enter('pathologist');
  await pathologist.goto(url);
  assert.equal(await pathologist.locator('button:has-text("Ouvrir le dossier")').count(), 0);
});

test('the record with such cases is exported, studied and verified', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'repere-opened-'));
  const db = `sqlite:${process.env.REPERE_OPENINGS_DATABASE}`;
  try {
    program('export', '--db', db, '--source', 'network-entry-synthetic', '--out', join(folder, 'entered'));
    assert.match(readFileSync(join(folder, 'entered', 'tumours.csv'), 'utf8'), /R-[0-9A-Z]{4}-[0-9A-Z]{4}.*thigh/);
    program('import', join(folder, 'entered'), '--db', `sqlite:${join(folder, 'elsewhere.db')}`);
    program('export', '--db', db, '--source', 'synthetic-national-1', '--out', join(folder, 'cohort'));
    assert.match(program('import', join(folder, 'cohort'), '--db', db), /nothing|unchanged|0 added/i);
    program('study', 'run', `${process.env.REPERE_KNOWLEDGE}/studies/netsarc-plus.toml`, '--db', db, '--out', join(folder, 'study'), '--no-pdf');
    program('audit', 'verify', '--db', db);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
