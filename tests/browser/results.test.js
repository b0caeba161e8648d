// What the network achieves, as anybody reads it: both languages, a telephone, the dark, no scripts; the same numbers everywhere.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { lookAt, newPage, openBrowser, printed } from './browser.js';

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });
const { address } = printed(process.env.REPERE_DEMONSTRATION);

const pages = {
  overview: ['/resultats', '/en/results'],
  indicator: ['/resultats/indicateurs/biopsy-before-surgery', '/en/results/indicators/biopsy-before-surgery'],
  delay: ['/resultats/indicateurs/second-reading-delay', '/en/results/indicators/second-reading-delay'],
  survival: ['/resultats/survie/os-by-period', '/en/results/survival/os-by-period'],
  region: ['/resultats/regions/84', '/en/results/regions/84'],
  centre: ['/resultats/centres/SYN-01', '/en/results/centres/SYN-01'],
  activity: ['/resultats/activite', '/en/results/activity'],
  coverage: ['/resultats/couverture', '/en/results/coverage'],
  method: ['/resultats/methode', '/en/results/method'],
};

for (const [name, [french, english]] of Object.entries(pages)) {
  test(`${name}: read in both languages, on a screen and a telephone`, async () => {
    for (const [path, language] of [[french, 'fr'], [english, 'en']]) {
      for (const look of [{}, { width: 390 }, { dark: true }]) {
        const page = await newPage(browser, look);
        const answer = await page.goto(address + path);
        assert.equal(answer.status(), 200, path);
        assert.equal(await page.getAttribute('html', 'lang'), language);
        await lookAt(page, `results-${name}-${language}-${look.width ?? (look.dark ? 'dark' : 'wide')}`);
        assert.match(await page.textContent('main'), /synthétiques|[Ss]ynthetic/);
        const data = JSON.parse(await page.textContent('script[type="application/ld+json"]'));
        assert.equal(data['@type'], 'Dataset');
        await page.context().close();
      }
    }
  });
}

test('a figure says in itself that its centres do not exist, and stands beside a table', async () => {
  const page = await newPage(browser, { scripts: false });
  await page.goto(address + pages.indicator[0]);
  assert.match(await page.textContent('figure.result svg title'), /fictifs/);
  assert.ok((await page.locator('table.figures-table tbody tr').count()) > 5);
  await page.context().close();
});

// "1 234" or "protégé" as a number or nothing.
const shown = (text) => (/prot/.test(text) ? null : Number(text.replace(/\D/g, '')));

test('the page, the table to download and the programming interface hold the same numbers', async () => {
  const { editions } = await (await fetch(`${address}/api/v1/results`)).json();
  assert.deepEqual(editions.map((one) => one.id), ['2026-2', '2026-1']);
  const edition = await (await fetch(address + editions[0].index)).json();
  const page = await newPage(browser);
  for (const one of edition.indicators) {
    const base = `${address}/api/v1/results/2026-2/${one.file}`;
    const { rows } = await (await fetch(`${base}.json`)).json();
    const lines = (await (await fetch(`${base}.csv`)).text()).trim().split('\n').slice(1)
      .map((line) => line.replace(/"[^"]*"/g, 'text').split(','));
    assert.equal(lines.length, rows.length);
    await page.goto(`${address}/resultats/indicateurs/${one.id}`);
    const cells = await page.$$eval('table.figures-table tbody tr', (list) =>
      list.map((row) => [...row.querySelectorAll('td')].slice(0, 4).map((cell) => cell.textContent)));
    const inPage = [...rows.filter((row) => !['region', 'centre'].includes(row.of)), ...rows.filter((row) => row.of === 'region'),
      ...rows.filter((row) => row.of === 'centre')];
    assert.equal(cells.length, inPage.length, one.id);
    inPage.forEach((row, i) => {
      const numbers = [row.cases, row.yes, row.no, row.unknown];
      assert.deepEqual(cells[i].map(shown), numbers, `${one.id}: page`);
      assert.deepEqual(lines[rows.indexOf(row)].slice(8, 12).map((text) => (text === '' ? null : Number(text))), numbers, `${one.id}: CSV`);
      for (const number of numbers) assert.ok(number === null || number === 0 || number >= 11);
    });
  }
  await page.context().close();
});

test('an edition with an error stays readable and points to the one that corrects it', async () => {
  const page = await newPage(browser);
  await page.goto(`${address}/resultats?edition=2026-1`);
  assert.match(await page.textContent('.warning'), /2026-2/);
  await lookAt(page, 'results-replaced');
  await page.goto(`${address}/resultats`);
  assert.match(await page.textContent('.edition'), /<b>essai<\/b>/);
  await page.context().close();
});

test('what is no edition, indicator or file is refused', async () => {
  for (const path of ['/resultats?edition=2031-1', '/resultats?edition=..', '/resultats?edition=%3Cscript%3E', '/resultats/indicateurs/nothing',
    '/resultats/indicateurs/..%2F..%2Fedition', '/resultats/regions/%3Cscript%3E', '/resultats/centres/FR-LYON-CLB',
    `/resultats/survie/${'x'.repeat(3000)}`, '/api/v1/results/2026-1/../../repere.db', '/api/v1/results/2026-1/%2e%2e%2fx',
    '/api/v1/results/2031-1/edition.json', '/api/v1/results/x/edition.json', '/api/v1/results/2026-1/nothing.csv']) {
    const answer = await fetch(address + path);
    assert.ok([400, 404, 414, 422].includes(answer.status), `${path.slice(0, 60)}: ${answer.status}`);
    assert.doesNotMatch(await answer.text(), /<script>/);
  }
});

test('the keyboard reaches every wide table and every download', async () => {
  const page = await newPage(browser);
  await page.goto(address + pages.indicator[0]);
  const reached = new Set();
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => document.activeElement.className + document.activeElement.getAttribute('href')));
  }
  assert.ok([...reached].some((one) => one.startsWith('wide')));
  assert.ok([...reached].some((one) => one.endsWith('biopsy-before-surgery.csv')));
  await page.context().close();
});
