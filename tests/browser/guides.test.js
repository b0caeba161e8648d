// "Comprendre" in a browser: the short pages, and what is printed for each region.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { lookAt, newPage, openBrowser, printed } from './browser.js';

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });

const { address } = printed(process.env.REPERE_DEMONSTRATION);

for (const [language, list] of [['fr-FR', '/comprendre'], ['en-GB', '/en/understand']]) {
  test(`every page of ${list} is fit to be seen`, async () => {
    const page = await newPage(browser, { language, width: language === 'fr-FR' ? 390 : 1280, dark: language === 'en-GB' });
    await page.goto(address + list);
    await lookAt(page, `guides-${language}`);
    const pages = await page.locator(`.cards a[href^="${list}/"]`).evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    assert.equal(pages.length, 6);
    for (const one of pages) {
      await page.goto(address + one);
      await lookAt(page, `guides${one.replaceAll('/', '-')}`);
      assert.equal(await page.locator('main li .source').count(), await page.locator('main section li').count(), one);
    }
    await page.context().close();
  });
}

test('poster and guide are one page for every region, in both languages', async () => {
  const page = await newPage(browser);
  await page.goto(address + '/comprendre');
  const regions = await page.locator('#poster-region option').evaluateAll((options) => options.map((option) => option.value));
  assert.ok(regions.length >= 18);
  for (const region of regions)
    for (const path of ['/comprendre/affiche.pdf', '/comprendre/fiche.pdf', '/en/understand/poster.pdf', '/en/understand/one-page-guide.pdf']) {
      const reply = await fetch(`${address}${path}?region=${region}`);
      assert.equal(reply.headers.get('content-type'), 'application/pdf');
      const pdf = Buffer.from(await reply.arrayBuffer()).toString('latin1');
      assert.equal([...pdf.matchAll(/\/Type \/Page\b(?!s)/g)].length, 1, `${path} ${region}`);
    }
  await page.context().close();
});
