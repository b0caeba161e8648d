// Accounts in a browser: the invitation, the second factor, what each role may open.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { lookAt, newPage, openBrowser, printed } from './browser.js';
import { codeOf } from './one_time_code.js';

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });

const demonstration = printed(process.env.REPERE_DEMONSTRATION);
const first = printed(process.env.REPERE_FIRST);

async function enter(page, role) {
  await page.goto(demonstration.links[role]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/espace');
}

const opens = {
  referrer: [], secretary: ['cas'], clinician: ['cas'], surgeon: ['cas'], pathologist: ['cas'], data_manager: ['cas'],
  coordinator: ['cas', 'comptes'], epidemiologist: ['cas'], director: [], auditor: ['journal'], administrator: ['comptes'],
};

for (const [role, own] of Object.entries(opens)) {
  test(`${role}: the workspace opens what the role may open, and nothing else`, async () => {
    const page = await newPage(browser, { language: role === 'epidemiologist' ? 'en-GB' : 'fr-FR' });
    await enter(page, role);
    await lookAt(page, `${role}-espace`);
    assert.match(await page.textContent('main'), /synthétiques|[Ss]ynthetic/);
    for (const place of ['cas', 'comptes', 'journal', 'sessions']) {
      const answer = await page.goto(`${demonstration.address}/espace/${place}`);
      const mine = own.includes(place) || place === 'sessions';
      assert.equal(answer.status(), mine ? 200 : 403, `${role} ${place}`);
      await lookAt(page, `${role}-${place}`);
      if (mine && place === 'journal') {
        assert.match(await page.textContent('main table'), /Connexionsign_in/);
        await page.selectOption('#field-deed', 'sign_in');
        await page.click('form.search button');
        assert.ok((await page.locator('tbody code').allTextContents()).every((code) => code === 'sign_in'));
      }
    }
    await page.context().close();
  });
}

test('a case file is read on a telephone, in the dark and without scripts', async () => {
  const page = await newPage(browser, { width: 390, dark: true });
  const links = printed(process.env.REPERE_DEMONSTRATION).links;
  assert.ok(links.surgeon);
  await page.goto(`${demonstration.address}/connexion`);
  await lookAt(page, 'connexion-telephone');
  const plain = await newPage(browser, { scripts: false });
  await plain.goto(`${demonstration.address}/connexion`);
  assert.equal(await plain.locator('input[type=password]').count(), 1);
  await page.context().close();
  await plain.context().close();
});

test('a link of the demonstration works once', async () => {
  const page = await newPage(browser);
  await page.goto(demonstration.links.surgeon);
  await page.click('main button');
  assert.match(page.url(), /demonstration/);
  assert.equal(await page.locator('h1').count(), 1);
  await page.context().close();
});

test('from the first link to a session with a second factor, with the keyboard alone', async () => {
  const page = await newPage(browser);
  await page.goto(first.links.first);
  await lookAt(page, 'invitation');
  await page.focus('input[type=password]');
  await page.keyboard.type('court');
  assert.equal(await page.evaluate(() => document.querySelector('form').checkValidity()), false);
  await page.keyboard.type(' corail lampe vitesse nuage');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/connexion/preparation');
  await lookAt(page, 'second-facteur');
  const secret = await page.textContent('main p code');
  await page.focus('#field-code');
  await page.keyboard.type(codeOf(secret));
  await page.keyboard.press('Enter');
  await page.waitForSelector('.codes');
  await lookAt(page, 'codes-de-secours');
  const recovery = await page.locator('.codes code').allTextContents();
  assert.equal(recovery.length, 10);
  await page.goto(`${first.address}/espace/comptes`);
  await lookAt(page, 'comptes');

  await page.click('header button');
  await page.waitForURL('**/connexion');
  assert.equal((await page.goto(`${first.address}/espace`)).url().endsWith('/connexion'), true, 'signed out, and still inside');
  await page.focus('#field-login');
  await page.keyboard.type('admin@repere.example');
  await page.keyboard.press('Tab');
  await page.keyboard.type('not the password at all');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=alert]');
  await lookAt(page, 'connexion-refusee');
  await page.focus('#field-login');
  await page.keyboard.type('admin@repere.example');
  await page.keyboard.press('Tab');
  await page.keyboard.type('court corail lampe vitesse nuage');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/connexion/code');
  await lookAt(page, 'code');
  assert.notEqual((await page.goto(`${first.address}/espace`)).url(), `${first.address}/espace`, 'half a session opened the workspace');
  await page.goto(`${first.address}/connexion/code`);
  await page.focus('#field-code');
  await page.keyboard.type(recovery[0]);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/espace');
  await page.context().close();
});

test('pages carry what tells a browser how little they may do', async () => {
  const page = await newPage(browser);
  const answer = await page.goto(`${demonstration.address}/connexion`);
  const headers = answer.headers();
  assert.match(headers['content-security-policy'], /default-src 'none'/);
  assert.doesNotMatch(headers['content-security-policy'], /unsafe-inline/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.match(headers['cache-control'], /no-store|no-cache/);
  await page.context().close();
});
