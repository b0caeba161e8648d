// A patient is sent without an account, followed with link and code, taken up and answered by the centre.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { lookAt, newPage, nextPage, openBrowser, printed } from './browser.js';

let browser, referral;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });

const { address, links } = printed(process.env.REPERE_REFERRALS);
const code = 'oiseau-bleu-7';

async function enter(role) {
  const page = await newPage(browser, {});
  await page.goto(links[role]);
  await page.click('main button');
  await page.waitForURL('**/espace');
  return page;
}

// The centre at which the demonstration's secretary works.
async function centreOfSecretary(page) {
  await page.goto(`${address}/espace`);
  return (await page.textContent('main')).match(/(SYN-\d+)/)[1];
}

async function fill(page, centre) {
  await page.selectOption('#field-centre', centre);
  await page.fill('#field-sender_name', 'Médecin Synthétique');
  await page.selectOption('#field-sender_profession', 'general_practitioner');
  await page.fill('#field-sender_email', 'medecin@synthetique.example');
  await page.fill('#field-birth_name', 'ESSAI-SYNTHETIQUE');
  await page.fill('#field-given_names', 'Donnée');
  await page.fill('#field-birth_date', '1970-05-17');
  await page.fill('#field-question', 'Masse de cuisse : que faire ?');
  await page.fill('#field-code', code);
  await page.check('#field-consent');
}

test('a general practitioner sends, the centre asks and answers, the practitioner reads', async () => {
  const secretary = await enter('secretary');
  const centre = await centreOfSecretary(secretary);
  const page = await newPage(browser, { width: 390, scripts: true });
  await page.goto(`${address}/adresser?place=soft_tissue&size_cm=7&centre=${centre}`);
  await lookAt(page, 'adresser-telephone');
  assert.equal(await page.inputValue('#field-size_mm'), '70');
  assert.equal(await page.inputValue('#field-place'), 'soft_tissue');

  // Something is missing: it is said, what was written is kept.
  await page.fill('#field-birth_name', '<script>alert(1)</script>');
  await page.click('button.act');
  await lookAt(page, 'adresser-refusee');
  assert.equal(await page.locator('[role=alert]').count(), 1);
  assert.equal(await page.inputValue('#field-birth_name'), '<script>alert(1)</script>');

  await fill(page, centre);
  await page.setInputFiles('#field-files', [{ name: 'rapport.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ program') }]);
  await page.click('button.act');
  assert.match(await page.textContent('[role=alert]'), /programme/);
  await page.fill('#field-code', code);
  await page.setInputFiles('#field-files', [{ name: 'irm.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 synthetique') }]);
  await page.click('button.act');
  await lookAt(page, 'adresser-arrivee');
  const number = await page.textContent('.said');
  const link = await page.getAttribute('a.secret', 'href');

  // Link without the right code opens nothing.
  await page.goto(link);
  await lookAt(page, 'suivi-code');
  await page.fill('#field-code', 'faux-code-1');
  await page.click('button.act');
  await lookAt(page, 'suivi-faux');
  assert.ok(!(await page.textContent('main')).includes('ESSAI'));
  await page.fill('#field-code', code);
  await page.click('button.act');
  await lookAt(page, 'suivi');
  assert.match(await page.textContent('main'), new RegExp(`${number}.*reçue`, 's'));

  // The centre.
  await secretary.goto(`${address}/espace/demandes`);
  await lookAt(secretary, 'demandes');
  await secretary.click(`a:has-text("${number}")`);
  await lookAt(secretary, 'demande');
  assert.match(await secretary.textContent('main'), /ESSAI-SYNTHETIQUE/);
  assert.equal(await secretary.locator('summary:has-text("Répondre")').count(), 0, 'the answer is a physician’s');
  await secretary.click('summary:has-text("Demander un complément")');
  await secretary.fill('#field-text-asked', 'Merci de joindre l’IRM.');
  await secretary.click('button:has-text("Demander")');
  await page.reload();
  assert.match(await page.textContent('main'), /Merci de joindre l’IRM/);
  // What was sent, when and to whom, for programs: for those who may see it, and for nobody else.
  referral = Number(/demandes\/(\d+)/.exec(secretary.url())[1]);
  const answer = await secretary.request.get(`${address}/api/v1/referrals/${referral}/messages`);
  assert.equal(answer.status(), 200);
  const { messages } = await answer.json();
  assert.deepEqual(messages.map((one) => [one.kind, one.part, one.state, one.referral]), [['question_to_sender', 'sender', 'waiting', referral]]);
  assert.match(messages[0].queued, /^20\d\d-/);
  assert.equal((await secretary.request.get(`${address}/api/v1/referrals/999999/messages`)).status(), 404);
  assert.equal((await page.request.get(`${address}/api/v1/referrals/${referral}/messages`)).status(), 401);
  await page.fill('#field-text', 'La voici.');
  await page.setInputFiles('#field-files', [{ name: 'irm2.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 deux') }]);
  await page.click('button.act');
  assert.match(await page.textContent('main'), /irm2\.pdf/);

  const surgeon = await enter('surgeon');
  await surgeon.goto(`${address}/espace/demandes`);
  await surgeon.click(`a:has-text("${number}")`);
  await surgeon.click('summary:has-text("Répondre")');
  await surgeon.fill('#field-text-answered', 'Adressez-nous ce patient avant tout geste.');
  await surgeon.click('button:has-text("Envoyer la réponse")');
  await lookAt(surgeon, 'demande-repondue');
  await page.reload();
  await lookAt(page, 'suivi-reponse');
  assert.match(await page.textContent('main'), /avant tout geste/);

  // Somebody else's browser has the link alone.
  const other = await newPage(browser, {});
  await other.goto(link);
  assert.ok(!(await other.textContent('body')).includes('avant tout geste'));
  assert.equal((await other.goto(`${link}/documents/1`)).status(), 403);
});

test('the form is sent without scripts, in English, with the keyboard', async () => {
  const secretary = await enter('coordinator');
  const centre = await centreOfSecretary(secretary);
  const page = await newPage(browser, { language: 'en-GB', scripts: false });
  await page.goto(`${address}/en/refer`);
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  await fill(page, centre);
  await page.selectOption('#field-place', 'bone');
  await page.focus('button.act');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.said');
  assert.match(await page.textContent('main'), /has arrived/);
});

test('somebody who is known is joined to the case with a reason, leaves it again, or is another person', async () => {
  const page = await enter('clinician');
  const centre = await centreOfSecretary(page);
  const numbers = [];
  for (let i = 0; i < 2; ++i) {
    const form = await newPage(browser, {});
    await form.goto(`${address}/adresser?place=soft_tissue&centre=${centre}`);
    await fill(form, centre);
    await form.fill('#field-code', code);
    await form.click('button.act');
    numbers.push(await form.textContent('.said'));
    await form.context().close();
  }
  const open = async (number) => {
    await page.goto(`${address}/espace/demandes?toutes=1`);
    await page.click(`a:has-text("${number}")`);
  };
  for (const number of numbers) {
    await open(number);
    await page.click('summary:has-text("Prendre en charge")');
    await nextPage(page, () => page.click('button:has-text("Prendre en charge")'));
  }
  await open(numbers[0]);
  if (await page.locator('#field-person').count() > 0) await page.selectOption('#field-person', 'other');
  await nextPage(page, () => page.click('button:has-text("Ouvrir le dossier")'));
  const first = Number(/cas\/(\d+)/.exec(page.url())[1]);
  await open(numbers[1]);
  const known = page.locator(`.alert li:has(a[href="/espace/cas/${first}"])`);
  const say = async (place, summary, reason, button) => {
    const details = place.locator(`details:has(summary:has-text("${summary}"))`);
    await details.locator('summary').click();
    await details.locator('input[name=reason]').fill(reason);
    if (reason !== 'homonyme') await lookAt(page, `demande-${button}`);
    await nextPage(page, () => details.locator(`button:has-text("${button}")`).click());
  };
  await say(known, 'rattacher à ce cas', 'même numéro de dossier', 'Rattacher');
  assert.match(page.url(), new RegExp(`/espace/cas/${first}$`));
  await open(numbers[1]);
  const said = page.locator(`li:has(a[href="/espace/cas/${first}"]):has-text("rattachée")`);
  assert.match(await said.textContent(), /même personne.*Démonstration – .*même numéro de dossier/s);
  await say(said, 'Défaire le rattachement', 'erreur de dossier', 'Défaire');
  assert.equal(await said.count(), 0);
  await say(known, 'Ce n’est pas la même personne', 'homonyme', 'Noter');
  assert.equal(await known.count(), 0, 'not proposed again');
  assert.match(await page.textContent('main'), /une autre personne.*homonyme/s);
  await lookAt(page, 'demande-autre-personne');
  const judged = page.locator(`li:has(a[href="/espace/cas/${first}"]):has-text("une autre personne")`);
  await say(judged, 'Revenir sur cet avis', 'vérifié au téléphone', 'Revenir');
  assert.equal(await known.count(), 1);
  await page.context().close();
});

test('other roles have no inbox', async () => {
  for (const role of ['epidemiologist', 'administrator', 'auditor', 'director', 'data_manager']) {
    const page = await enter(role);
    assert.equal((await page.goto(`${address}/espace/demandes`)).status(), 403, role);
    assert.equal((await page.request.get(`${address}/api/v1/referrals/${referral}/messages`)).status(), 403, role);
    await page.context().close();
  }
});
