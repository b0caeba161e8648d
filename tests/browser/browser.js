// A browser, a page that is looked at, and what every page must be.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const axe = readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

export const openBrowser = () =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });

/** Address and one-time links that a server printed. */
export function printed(file) {
  const text = readFileSync(file, 'utf8');
  const address = /^serving at (\S+)/m.exec(text)[1];
  const links = Object.fromEntries([...text.matchAll(/^ +(?:(\w+) +)?(http:\S+)$/gm)].map((m) => [m[1] ?? 'first', m[2]]));
  return { address, links };
}

/** A page of its own session; requests to any other host are noted. */
export async function newPage(browser, { language = 'fr-FR', width = 1280, scripts = true, dark = false } = {}) {
  const context = await browser.newContext({
    locale: language, bypassCSP: true, javaScriptEnabled: scripts, viewport: { width, height: 800 }, colorScheme: dark ? 'dark' : 'light',
  });
  const page = await context.newPage();
  page.foreign = [];
  page.on('request', (request) => {
    if (!/^https?:\/\/(localhost|127\.0\.0\.1)[:/]/.test(request.url())) page.foreign.push(request.url());
  });
  return page;
}

/** Does what sends a form or follows a link, and answers once the page that it leads to has been loaded. */
export async function nextPage(page, act) {
  const [answer] = await Promise.all([page.waitForNavigation(), act()]);
  return answer;
}

/** What every page must be: no violation that axe knows of, a language, a title, one heading of the first order, no foreign request. */
export async function lookAt(page, name) {
  if (process.env.REPERE_SCREENS) await page.screenshot({ path: `${process.env.REPERE_SCREENS}/${name}.png`, fullPage: true });
  await page.addScriptTag({ content: axe });
  const violations = await page.evaluate(() =>
    // eslint-disable-next-line no-undef
    axe.run().then((result) => result.violations.map((one) => `${one.id}: ${one.nodes[0].html}`)));
  assert.deepEqual(violations, [], name);
  assert.match(await page.getAttribute('html', 'lang'), /^(fr|en)$/, name);
  assert.equal(await page.locator('h1').count(), 1, name);
  assert.ok((await page.title()).length > 5, name);
  assert.deepEqual(page.foreign, [], name);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, `${name} is wider than the window by ${overflow} pixels`);
}
