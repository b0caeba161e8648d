// The directory of centres: search, choices, a centre's page, and the finder on a page of another origin.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { lookAt, newPage, openBrowser, printed } from './browser.js';

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });
const { address } = printed(process.env.REPERE_DEMONSTRATION);

test('centres are searched with the keyboard, without scripts, in both languages', async () => {
  for (const [language, path] of [['fr-FR', '/centres'], ['en-GB', '/en/centres']]) {
    const plain = await newPage(browser, { language, scripts: false });
    await plain.goto(address + path);
    await plain.fill('#lieu', '69');
    await plain.press('#lieu', 'Enter');
    assert.match(await plain.textContent('ol.centres li:first-child'), /Léon Bérard.*\skm/s);
    await plain.context().close();
  }
});

test('every answer of the search is a page that can be read', async () => {
  const page = await newPage(browser, { width: 390 });
  const dark = await newPage(browser, { dark: true, language: 'en-GB' });
  for (const [name, query] of [['all', ''], ['one', '?lieu=Grenoble'], ['several', '?lieu=Saint-Denis'], ['spelling', '?lieu=Montpelier'],
    ['nothing', '?lieu=zzzzzz'], ['cedex', '?lieu=33076'], ['filter', '?lieu=69008&pour=bone'], ['script', '?lieu=%3Cscript%3Ealert(1)%3C/script%3E']]) {
    await page.goto(`${address}/centres${query}`);
    await lookAt(page, `centres-${name}-telephone`);
    await dark.goto(`${address}/en/centres${query}`);
    await lookAt(dark, `centres-${name}-dark`);
  }
  await page.goto(`${address}/centres/FR-LYON-CLB?lieu=69`);
  await lookAt(page, 'centre');
  assert.equal((await page.goto(`${address}/centres/NOTHING`)).status(), 404);
  await page.goto(`${address}/centres/recherche?lieu=69`);
  await lookAt(page, 'centres-frame');
  await page.context().close();
  await dark.context().close();
});

test('the finder works on a page of another origin, with the keyboard', async () => {
  const site = createServer((request, response) => response.setHeader('Content-Type', 'text/html; charset=utf-8').end(
    `<!doctype html><html lang="fr"><title>Cabinet synthétique</title><main><h1>Cabinet</h1><script type="module" src="${address}/assets/finder.js"></script><repere-centre-finder></repere-centre-finder></main></html>`));
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
  const page = await newPage(browser);
  await page.goto(`http://127.0.0.1:${site.address().port}/`);
  await page.locator('repere-centre-finder input').fill('69');
  await page.keyboard.press('Enter');
  await page.locator('repere-centre-finder ol li').first().waitFor();
  assert.match(await page.locator('repere-centre-finder ol li').first().textContent(), /Léon Bérard.*\skm/s);
  assert.equal(await page.locator('repere-centre-finder ol li').count(), 5);
  await lookAt(page, 'finder');
  await page.locator('repere-centre-finder input').fill('zzzzzz');
  await page.keyboard.press('Enter');
  await page.locator('repere-centre-finder p', { hasText: 'Aucun lieu' }).waitFor();
  await page.locator('repere-centre-finder input').fill('69');
  await page.keyboard.press('Enter');
  await page.locator('repere-centre-finder ol li a').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(`${address}/centres/FR-LYON-CLB`);
  assert.match(await page.textContent('h1'), /Léon Bérard/);
  assert.deepEqual(await page.context().cookies(), []);
  await page.context().close();
  site.close();
});
