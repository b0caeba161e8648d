// Signing in at another provider of identities, in a browser: by invitation, from then on, and whatever goes wrong there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { lookAt, newPage, openBrowser, printed } from './browser.js';

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });
const provider = process.env.REPERE_PROVIDER_ADDRESS;
const server = printed(process.env.REPERE_PROVIDER);
const tell = (what) => fetch(`${provider}/control`, { method: 'POST', body: JSON.stringify({ lie: '', ...what }) });

async function enter(page) {
  await page.goto(`${server.address}/connexion`);
  await page.click('main a.main-link');
  await page.waitForURL(`${server.address}/**`);
}

test('an invitation is used without a password, and binds', async () => {
  const page = await newPage(browser);
  await page.goto(server.links.first);
  await lookAt(page, 'invitation-fournisseur');
  await page.click('text=Sans mot de passe');
  await page.waitForURL('**/espace');
  await lookAt(page, 'espace-fournisseur');
  page.foreign.length = 0;
  await page.click('header button');
  await page.waitForURL('**/connexion');
  const asked = await (await fetch(`${provider}/asked`)).json();
  assert.ok(asked.includes('/logout'), 'the session at the provider was left open');
  assert.equal((await page.goto(`${server.address}/espace`)).url(), `${server.address}/connexion`);
  await page.context().close();
});

test('from then on the identity signs in, with the keyboard, in English too', async () => {
  const page = await newPage(browser, { language: 'en-GB' });
  await page.goto(`${server.address}/connexion`);
  await lookAt(page, 'connexion-fournisseur-en');
  await page.focus('main a.main-link');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/espace');
  await page.context().close();
});

test('somebody unknown is told whom to ask and gets nothing', async () => {
  await tell({ subject: 'ps-synthetique-inconnu' });
  for (const [language, words] of [['fr-FR', /coordonnateur/], ['en-GB', /coordinator/]]) {
    const page = await newPage(browser, { language });
    await enter(page);
    assert.match(await page.textContent('main'), words);
    await lookAt(page, `fournisseur-inconnu-${language}`);
    assert.equal((await page.goto(`${server.address}/espace`)).url(), `${server.address}/connexion`);
    await page.context().close();
  }
  await tell({ subject: 'ps-synthetique-1' });
});

for (const lie of ['state', 'nonce', 'aud', 'expired', 'none', 'denied']) {
  test(`an answer that is wrong opens nothing: ${lie}`, async () => {
    await tell({ lie });
    const page = await newPage(browser);
    await enter(page);
    assert.equal(await page.locator('[role=alert]').count(), 1);
    await lookAt(page, `fournisseur-${lie}`);
    assert.equal((await page.goto(`${server.address}/espace`)).url(), `${server.address}/connexion`);
    await page.context().close();
    await tell({});
  });
}

test('a new key of the provider is found', async () => {
  await tell({ key: 'key-2' });
  const page = await newPage(browser);
  await enter(page);
  assert.equal(page.url(), `${server.address}/espace`);
  await page.context().close();
});

test('a provider that does not answer is given up, and the password is still there', async () => {
  await tell({ lie: 'slow' });
  const page = await newPage(browser);
  await enter(page);
  assert.match(await page.textContent('[role=alert]'), /ne répond pas/);
  await tell({});
  await page.click('main a.main-link');
  assert.equal(await page.locator('input[type=password]').count(), 1);
  await page.context().close();
});

test('an answer that was overheard is worth nothing in another browser', async () => {
  const page = await newPage(browser);
  const left = await page.request.get(`${server.address}/connexion/fournisseur`, { maxRedirects: 0 });
  assert.equal(left.status(), 303);
  const overheard = (await fetch(left.headers().location, { redirect: 'manual' })).headers.get('location');
  const other = await newPage(browser);
  const answer = await other.goto(overheard);
  assert.equal(answer.status(), 403);
  await page.context().close();
  await other.context().close();
});

test('the log holds neither names nor tokens', () => {
  const log = readFileSync(process.env.REPERE_PROVIDER, 'utf8');
  for (const word of ['ps-synthetique', 'eyJ', 'code=', 'state=', 'access ']) assert.equal(log.includes(word), false, word);
});
