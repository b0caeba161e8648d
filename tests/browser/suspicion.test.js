// "Une masse suspecte ?" in a browser: on a phone, with the keyboard alone, without scripts, in both languages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { lookAt, newPage, openBrowser, printed } from './browser.js';

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });

const { address } = printed(process.env.REPERE_DEMONSTRATION);
const thigh = 'age=adult&place=soft_tissue&size_cm=7&depth=deep&growth=yes&pain=no&recurrence=no&radiotherapy=no&predisposition=no'
  + '&imaging=none&biopsy=none&removal=no';

for (const [language, form, answer] of [['fr-FR', '/masse-suspecte', '/masse-suspecte/reponse'],
  ['en-GB', '/en/suspicious-mass', '/en/suspicious-mass/answer']]) {
  for (const width of [1280, 390]) {
    test(`${form} and its answers are fit to be seen, ${width} pixels wide`, async () => {
      const page = await newPage(browser, { language, width });
      await page.goto(address + form);
      await lookAt(page, `suspicion-form-${language}-${width}`);
      await page.goto(`${address}${answer}?${thigh}`);
      await lookAt(page, `suspicion-refer-${language}-${width}`);
      await page.goto(`${address}${answer}?${thigh.replace('size_cm=7', 'size_cm=2').replace('depth=deep', 'depth=superficial').replace('growth=yes', 'growth=no')}`);
      await lookAt(page, `suspicion-low-${language}-${width}`);
      await page.goto(`${address}${answer}?size_cm=banana`);
      await lookAt(page, `suspicion-wrong-${language}-${width}`);
      await page.context().close();
    });
  }
}

test('in the dark', async () => {
  const page = await newPage(browser, { width: 390, dark: true });
  await page.goto(address + '/masse-suspecte');
  await lookAt(page, 'suspicion-form-dark');
  await page.goto(`${address}/masse-suspecte/reponse?place=soft_tissue&size=golf`);
  await lookAt(page, 'suspicion-missing-dark');
  await page.context().close();
});

test('a practitioner answers with the keyboard alone and without scripts', async () => {
  const page = await newPage(browser, { scripts: false, width: 390 });
  await page.goto(address + '/masse-suspecte');
  const choose = async (name, value) => {
    await page.focus(`input[name=${name}][value=${value}]`);
    await page.keyboard.press('Space');
  };
  await choose('age', 'adult');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.focus('#size_cm');
  await page.keyboard.type('7');
  await choose('depth', 'superficial');
  await page.keyboard.press('ArrowDown');
  await choose('growth', 'yes');
  for (const name of ['pain', 'recurrence', 'radiotherapy', 'predisposition', 'removal']) await choose(name, 'no');
  for (const name of ['imaging', 'biopsy']) await choose(name, 'none');
  await page.focus('form.steps button');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/masse-suspecte/reponse?*');
  const text = await page.textContent('main');
  assert.match(text, /Niveau 3 sur 4/);
  assert.match(text, /À ne pas faire/);
  assert.match(text, /IRM/);
  assert.match(await page.getAttribute('main a[href^="/adresser?"]', 'href'), /age=adult&place=soft_tissue&depth=deep&growth=yes.*&size_cm=7$/);
  assert.equal(await page.getAttribute('meta[name=robots]', 'content'), 'noindex');
  await page.context().close();
});

test('the answer is kept as one PDF page, whatever was answered', async () => {
  for (const query of [thigh, 'growth=yes', 'age=child&place=bone&pain=night', 'removal=yes&biopsy=doubtful', thigh.replaceAll('=no', '=yes')])
    for (const path of ['/masse-suspecte/reponse.pdf', '/en/suspicious-mass/answer.pdf']) {
      const reply = await fetch(`${address}${path}?${query.replace('pain=yes', 'pain=night').replace('predisposition=yes', 'predisposition=nf1').replaceAll('=yesne', '=none')}`);
      assert.equal(reply.headers.get('content-type'), 'application/pdf', query);
      const pdf = Buffer.from(await reply.arrayBuffer()).toString('latin1');
      assert.match(pdf, /^%PDF-/);
      assert.equal([...pdf.matchAll(/\/Type \/Page\b(?!s)/g)].length, 1, `${path}?${query}`);
    }
});
