// Accounts managed from their pages, and what an owner does for himself: with forms, without scripts, in both languages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { lookAt, newPage, nextPage, openBrowser, printed } from './browser.js';
import { codeOf } from './one_time_code.js';

let browser, admin, other, link;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });
const server = printed(process.env.REPERE_PEOPLE);
const password = 'corail lampe vitesse nuage';

// From a link to a session; gives the recovery codes.
async function enter(page, at) {
  await page.goto(at);
  await page.fill('input[type=password]', password);
  await page.click('main button');
  await page.waitForURL('**/connexion/preparation');
  await page.fill('#field-code', codeOf(await page.textContent('main p code')));
  await page.click('main button');
  await page.waitForSelector('.codes');
  return page.locator('.codes code').allTextContents();
}

async function invite(page, { name, login, role, centre }) {
  await page.goto(`${server.address}/espace/comptes`);
  await page.focus('#field-name');
  await page.keyboard.type(name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(login);
  await page.selectOption('#field-role', role);
  await page.fill('#field-centre', centre);
  await page.focus('main form[action="/espace/comptes"] button');
  await nextPage(page, () => page.keyboard.press('Enter'));
}

test('an administrator invites from the page; a mistake is said and what was typed stays', async () => {
  admin = await newPage(browser, { scripts: true });
  admin.codes = await enter(admin, server.links.first);
  await admin.goto(`${server.address}/espace/comptes`);
  await lookAt(admin, 'comptes-liste');
  await invite(admin, { name: 'Personne Synthétique', login: 'b@synthetique.example', role: 'data_manager', centre: '' });
  assert.match(await admin.textContent('[role=alert]'), /dites lequel/);
  assert.equal(await admin.inputValue('#field-login'), 'b@synthetique.example');
  await lookAt(admin, 'comptes-refus');
  await invite(admin, { name: 'Personne Synthétique', login: 'b@synthetique.example', role: 'data_manager', centre: 'synthetique-07' });
  link = await admin.textContent('code.link');
  assert.match(link, /\/invitation\//);
  await lookAt(admin, 'comptes-lien');
  other = await newPage(browser, { language: 'en-GB' });
  other.codes = await enter(other, link);
  assert.equal(other.codes.length, 10);
});

test('roles are given and ended, and the last one is not', async () => {
  await admin.goto(`${server.address}/espace/comptes`);
  await admin.click('text=Personne Synthétique');
  await admin.waitForURL(/comptes\/\d+$/);
  await lookAt(admin, 'compte');
  await admin.selectOption('#field-role', 'coordinator');
  await admin.fill('#field-centre', 'synthetique-07');
  await nextPage(admin, () => admin.click('text=Nommer'));
  assert.match(await admin.textContent('main'), /coordonnateur de RCP \(synthetique-07\)/);
  await nextPage(admin, () => admin.click('li:has-text("coordonnateur") >> text=Mettre fin'));
  assert.equal(await admin.locator('text=Mettre fin').count(), 1);
  await nextPage(admin, () => admin.click('text=Mettre fin'));
  assert.match(await admin.textContent('[role=alert]'), /dernier rôle/);
});

test('an owner makes a token that is shown once, uses it, and takes it back', async () => {
  await other.goto(`${server.address}/espace/securite`);
  await lookAt(other, 'security-en');
  await other.fill('#field-title', 'synthetic import');
  await nextPage(other, () => other.click('text=Make the token'));
  assert.equal(await other.locator('[role=alert]').count(), 1, 'a token that allows nothing');
  await other.fill('#field-title', 'synthetic import');
  await other.check('input[value=read_case]');
  await other.click('text=Make the token');
  await other.waitForSelector('code.link');
  const token = await other.textContent('code.link');
  await lookAt(other, 'token-en');
  const use = () => fetch(`${server.address}/api/v1/cases/1`, { headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' } });
  assert.equal((await use()).status, 404);
  await other.goto(`${server.address}/espace/securite`);
  assert.equal((await other.content()).includes(token), false);
  await lookAt(other, 'security-tokens-en');
  await nextPage(other, () => other.click('main table button'));
  assert.equal((await use()).status, 401);
});

test('recovery codes are renewed, and who is about to do something grave confirms', async () => {
  await other.goto(`${server.address}/espace/securite`);
  await other.click('text=Make new recovery codes');
  await other.waitForSelector('.codes');
  const fresh = await other.locator('.codes code').allTextContents();
  assert.equal(fresh.length, 10);
  await other.goto(`${server.address}/espace/confirmation?retour=securite`);
  await lookAt(other, 'confirmation-en');
  const confirm = async (code) => {
    await other.fill('#field-password', password);
    await other.fill('#field-code', code);
    await nextPage(other, () => other.click('main button'));
  };
  await confirm(other.codes[0]);
  assert.equal(await other.locator('[role=alert]').count(), 1, 'an old recovery code still counts');
  await confirm(fresh[0]);
  assert.equal(other.url(), `${server.address}/espace/securite`);
  await other.goto(`${server.address}/espace/confirmation?retour=//elsewhere.example`);
  assert.equal(await other.inputValue('input[name=retour]'), 'securite');
});

test('what lets somebody in is taken back, and an account is closed and opened again', async () => {
  const act = async (text) => {
    await admin.goto(`${server.address}/espace/comptes`);
    await admin.click('text=Personne Synthétique');
    await admin.waitForURL(/comptes\/\d+$/);
    await nextPage(admin, () => admin.click(`text=${text}`));
    assert.equal(await admin.locator('[role=alert]').count(), 0, text);
  };
  await act('Réinitialiser le second facteur');
  assert.match(await admin.textContent('dl'), /Sessions ouvertes0/);
  await new Promise((done) => setTimeout(done, 200));
  assert.equal((await other.goto(`${server.address}/espace`)).url(), `${server.address}/connexion`);
  await act('Lien pour un nouveau mot de passe');
  await admin.waitForSelector('code.link');
  await act('Terminer ses sessions');
  await act('Fermer le compte');
  assert.match(await admin.textContent('dl'), /fermé/);
  await lookAt(admin, 'compte-ferme');
  await admin.selectOption('#field-role', 'data_manager');
  await admin.fill('#field-centre', 'synthetique-07');
  await nextPage(admin, () => admin.click('main form[action$=reouverture] button'));
  assert.match(await admin.textContent('dl'), /actif/);
});

test('one is told who changes one’s own account', async () => {
  await admin.goto(`${server.address}/espace/comptes`);
  await admin.click('main table a:has-text("Administration")');
  await admin.waitForURL(/comptes\/\d+$/);
  assert.match(await admin.textContent('main'), /votre compte/);
  assert.equal(await admin.locator('main form').count(), 0);
});

test('the pages hold on a telephone, at twice the size, in the dark and in English', async () => {
  const cookies = await admin.context().cookies();
  for (const [name, options] of [['telephone', { width: 390, dark: true }], ['zoom', { width: 640 }], ['en', { language: 'en-GB' }], ['plain', { width: 390, scripts: true, language: 'en-GB' }]]) {
    const page = await newPage(browser, options);
    await page.context().addCookies(cookies);
    for (const [at, place] of [['comptes', '/espace/comptes'], ['compte', '/espace/comptes/2'], ['securite', '/espace/securite'], ['confirmation', '/espace/confirmation']]) {
      await page.goto(server.address + place);
      await lookAt(page, `${at}-${name}`);
    }
    await page.context().close();
  }
});

test('a coordinator who closes an account is led back to the list, which they may see', async () => {
  await invite(admin, { name: 'Coordination Synthétique', login: 'c@synthetique.example', role: 'coordinator', centre: 'synthetique-09' });
  const coordinator = await newPage(browser);
  await enter(coordinator, await admin.textContent('code.link'));
  await invite(coordinator, { name: 'Collègue Synthétique', login: 'd@synthetique.example', role: 'surgeon', centre: 'synthetique-09' });
  await coordinator.goto(`${server.address}/espace/comptes`);
  await coordinator.click('text=Collègue Synthétique');
  await coordinator.waitForURL(/comptes\/\d+$/);
  const answer = await nextPage(coordinator, () => coordinator.click('text=Fermer le compte'));
  assert.equal(answer.status(), 200);
  assert.equal(coordinator.url(), `${server.address}/espace/comptes`);
  await coordinator.context().close();
});

test('what is done to somebody’s account from its page, programs do too', async () => {
  const api = async (method, path) => (await admin.request.fetch(server.address + path, { method, maxRedirects: 0, headers: { Accept: 'application/json', Origin: server.address } })).status();
  await invite(admin, { name: 'Autre Synthétique', login: 'e@synthetique.example', role: 'surgeon', centre: 'synthetique-09' });
  const page = await newPage(browser);
  await enter(page, await admin.textContent('code.link'));
  const account = (await (await page.request.get(`${server.address}/api/v1/session`)).json()).account;
  const open = async () => (await page.request.get(`${server.address}/api/v1/session`)).status();
  assert.equal(await open(), 200);
  assert.equal(await api('DELETE', `/api/v1/accounts/${account}/tokens`), 204);
  assert.equal(await api('DELETE', `/api/v1/accounts/${account}/sessions`), 204);
  await new Promise((done) => setTimeout(done, 200));
  assert.equal(await open(), 401);
  assert.equal(await api('DELETE', `/api/v1/accounts/${account}/second-factor`), 204);
  const own = (await (await admin.request.get(`${server.address}/api/v1/session`)).json()).account;
  assert.equal(await api('DELETE', `/api/v1/accounts/${own}/second-factor`), 403, 'not one’s own');
  assert.equal(await api('DELETE', '/api/v1/accounts/999999999/sessions'), 404);
  await page.context().close();
});
