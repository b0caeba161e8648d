// "Comprendre" in a browser: the short pages, and what is printed for each region.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

// What a telephone's camera makes of the printed sheet, at a resolution that a cheap one reaches.
function scanned(pdf) {
  const folder = mkdtempSync(join(tmpdir(), 'repere-qr-'));
  try {
    writeFileSync(join(folder, 'sheet.pdf'), pdf);
    execFileSync('pdftoppm', ['-r', '150', '-gray', '-png', '-singlefile', join(folder, 'sheet.pdf'), join(folder, 'sheet')]);
    return execFileSync('zbarimg', ['--nodbus', '--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', join(folder, 'sheet.png')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('the code on a poster and on a guide opens the questionnaire in the sheet’s language', async () => {
  for (const region of ['84', '04'])
    for (const [path, questionnaire] of [['/comprendre/affiche.pdf', '/masse-suspecte'], ['/comprendre/fiche.pdf', '/masse-suspecte'],
      ['/en/understand/poster.pdf', '/en/suspicious-mass'], ['/en/understand/one-page-guide.pdf', '/en/suspicious-mass']]) {
      const reply = await fetch(`${address}${path}?region=${region}`);
      const found = scanned(Buffer.from(await reply.arrayBuffer()));
      assert.equal(found, address + questionnaire, `${path} ${region}`);
      assert.equal((await fetch(found)).status, 200);
    }
});
