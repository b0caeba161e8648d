// Every public page is read without scrolling sideways on a window of 320 pixels (WCAG 1.4.10), and with letters twice as large
// (1.4.4): every page that the server's own OpenAPI document says anybody may read, so that a new one is looked at too.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newPage, openBrowser, printed } from './browser.js';

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });
// A server without rate limits: so many pages in a row would else get some style sheet refused, and look too wide.
const { address } = printed(process.env.REPERE_BORDERS);

// What stands in the place of {name}, by the page's section; links of one person alone are looked at elsewhere.
const samples = [[/centres\/\{centre\}$/, { centre: 'FR-LYON-CLB' }], [/(resultats|results)\/(centres)\/\{\w+\}$/, { centre: 'SYN-01', id: 'SYN-01' }],
  [/regions\/\{\w+\}$/, { region: '84', id: '84' }], [/(indicateurs|indicators)\/\{\w+\}$/, { indicator: 'biopsy-before-surgery', id: 'biopsy-before-surgery' }],
  [/(survie|survival)\/\{\w+\}$/, { curve: 'os-by-period', id: 'os-by-period' }]];
const forOneReader = /\/(suivi|follow|lettre|letter|invitation|demonstration|connexion|etude|study)(\/|$)/;
const answers = '?age=adult&place=soft_tissue&size_cm=7&depth=deep&growth=yes&pain=night&lieu=69008';
const queries = { '/masse-suspecte/reponse': [answers, '?size_cm=2&depth=superficial', '?size_cm=banana'], '/en/suspicious-mass/answer': [answers, '?size_cm=banana'],
  '/centres': ['', '?lieu=69008', '?lieu=Saint-Denis', '?lieu=zzzzzz'], '/en/centres': ['', '?lieu=69008'], '/centres/recherche': ['?lieu=69008'],
  '/adresser': ['', '?size_cm=7&place=bone'] };

async function pages() {
  const { paths } = await (await fetch(`${address}/api/openapi.json`)).json();
  const found = [];
  for (const [path, { get }] of Object.entries(paths)) {
    if (get?.['x-repere-policy'] !== 'anonymous' || !get.responses['200']?.content?.['text/html'] || forOneReader.test(path)) continue;
    const values = path.includes('{') ? samples.findLast(([pattern]) => pattern.test(path))?.[1] : {};
    assert.ok(values, `${path}: say in this test what stands in its place`);
    const filled = path.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? assert.fail(`${path}: no ${name}`));
    for (const query of queries[path] ?? ['']) found.push(filled + query);
  }
  return found;
}

// Wider than the window, or a text that is cut off; tables and figures scroll in their own box (1.4.10 excepts them).
const tooWide = () => {
  const width = document.documentElement.clientWidth;
  const out = [...document.querySelectorAll('main *, header *, footer *')].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.right > width + 1 && box.width > 0 && !one.closest('.wide, svg, .skip') && getComputedStyle(one).position !== 'absolute';
  });
  return { scroll: document.documentElement.scrollWidth - width, out: out.slice(0, 3).map((one) => one.outerHTML.slice(0, 120)) };
};

test('no public page scrolls sideways at 320 pixels', async () => {
  const page = await newPage(browser, { width: 320 });
  const all = await pages();
  assert.ok(all.length > 30, String(all.length));
  for (const path of all) {
    await page.goto(address + path);
    assert.deepEqual(await page.evaluate(tooWide), { scroll: 0, out: [] }, path);
    if (process.env.REPERE_SCREENS) await page.screenshot({ path: `${process.env.REPERE_SCREENS}/reflow-${path.replaceAll(/\W+/g, '-').slice(0, 60)}.png`, fullPage: true });
  }
  await page.context().close();
});

test('no public page loses anything when letters are twice as large', async () => {
  const page = await newPage(browser, { width: 640 });
  for (const path of await pages()) {
    await page.goto(address + path);
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    assert.deepEqual(await page.evaluate(tooWide), { scroll: 0, out: [] }, path);
  }
  await page.context().close();
});
