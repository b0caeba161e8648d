// A colleague with an account sends a patient without link and code, and reads the answer in the workspace; nobody else does.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { lookAt, newPage, openBrowser, printed } from './browser.js';

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });

const { address, links } = printed(process.env.REPERE_SENDERS);

async function enter(role) {
  const page = await newPage(browser, {});
  await page.goto(links[role]);
  await page.click('main button');
  await page.waitForURL('**/espace');
  return page;
}

test('a referrer sends with an account and reads what became of it', async () => {
  const secretary = await enter('secretary');
  await secretary.goto(`${address}/espace`);
  const centre = (await secretary.textContent('main')).match(/(SYN-\d+)/)[1];
  const page = await enter('referrer');
  await page.goto(`${address}/espace/mes-demandes`);
  await lookAt(page, 'mes-demandes-aucune');
  await page.click('main a:has-text("Adresser un patient")');
  await lookAt(page, 'espace-adresser');
  for (const field of ['sender_name', 'sender_email', 'code']) assert.equal(await page.locator(`#field-${field}`).count(), 0, field);
  await page.click('main button.act');
  await lookAt(page, 'espace-adresser-refusee');
  assert.equal(await page.locator('[role=alert]').count(), 1);
  await page.selectOption('#field-centre', centre);
  await page.selectOption('#field-sender_profession', 'oncologist');
  await page.fill('#field-birth_name', 'COMPTE-SYNTHETIQUE');
  await page.fill('#field-given_names', 'Donnée');
  await page.fill('#field-birth_date', '1975-02-11');
  await page.selectOption('#field-place', 'bone');
  await page.fill('#field-question', 'Lésion du fémur : avis ?');
  await page.check('#field-consent');
  await page.setInputFiles('#field-files', [{ name: 'radio.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 synthetique') }]);
  await page.click('main button.act');
  await page.waitForURL('**/espace/mes-demandes');
  await lookAt(page, 'mes-demandes');
  const number = (await page.textContent('main tbody th')).trim();
  await page.click(`a:has-text("${number}")`);
  await lookAt(page, 'ma-demande');
  const own = page.url();
  assert.match(await page.textContent('main'), /radio\.pdf/);
  assert.equal((await page.request.get(`${own}/documents/1`)).status(), 200);

  // The centre sees who sent it, asks, and answers.
  await secretary.goto(`${address}/espace/demandes`);
  await secretary.click(`a:has-text("${number}")`);
  assert.match(await secretary.textContent('main'), /Démonstration – médecin adresseur/);
  await secretary.click('summary:has-text("Demander un complément")');
  await secretary.fill('#field-text-asked', 'Merci de joindre l’IRM.');
  await secretary.click('button:has-text("Demander")');
  await page.reload();
  assert.match(await page.textContent('main'), /Merci de joindre l’IRM/);
  await page.setInputFiles('#field-files', [{ name: 'irm.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ program') }]);
  await page.click('main button.act');
  assert.match(await page.textContent('[role=alert]'), /programme/);
  await page.setInputFiles('#field-files', [{ name: 'irm.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 irm') }]);
  await page.click('main button.act');
  assert.match(await page.textContent('main'), /irm\.pdf/);
  const surgeon = await enter('surgeon');
  await surgeon.goto(`${address}/espace/demandes`);
  await surgeon.click(`a:has-text("${number}")`);
  await surgeon.click('summary:has-text("Répondre")');
  await surgeon.fill('#field-text-answered', 'Adressez-nous ce patient avant tout geste.');
  await surgeon.click('button:has-text("Envoyer la réponse")');
  await page.reload();
  await lookAt(page, 'ma-demande-repondue');
  assert.match(await page.textContent('main'), /avant tout geste/);

  // A colleague who did not send it, the centre's own too.
  for (const other of [secretary, await enter('clinician')]) {
    assert.equal((await other.request.get(own)).status(), 404);
    assert.equal((await other.request.get(`${own}/documents/1`)).status(), 404);
  }
  const visitor = await newPage(browser, {});
  assert.notEqual((await visitor.request.get(own, { maxRedirects: 0 })).status(), 200);
});
