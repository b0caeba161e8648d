// What the public pages reach: counted without anything about who it was, shown to who answers for the network.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { lookAt, newPage, openBrowser, printed } from './browser.js';

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });

const { address, links } = printed(process.env.REPERE_AUDIENCE);
const cookieOf = (answer) => /session=([^;]+)/.exec(answer.headers.get('set-cookie'))[1];
let director;
const reach = async () => (await fetch(`${address}/api/v1/reach`, { headers: { Cookie: `session=${director}` } })).json();
// Counts are written within seconds.
async function until(condition) {
  for (let i = 0; i < 100; i++) {
    const found = await reach();
    if (condition(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return reach();
}

test('a questionnaire, its sheet and searches become counts, and a department only from five on', async () => {
  director = cookieOf(await fetch(links.director, { method: 'POST', redirect: 'manual', headers: { Origin: address } }));
  const page = await newPage(browser, { scripts: false });
  for (let i = 0; i < 6; i++) {
    await page.goto(`${address}/masse-suspecte`);
    await page.check('input[name=place][value=soft_tissue]');
    await page.fill('#size_cm', '7');
    await page.fill('#lieu', i === 5 ? '' : '69008');
    await page.click('form.steps button');
    await page.waitForURL('**/reponse?place=soft_tissue&*');
    assert.equal(new URL(page.url()).searchParams.get('fini'), null);
  }
  await page.reload();
  assert.deepEqual(await page.context().cookies(), [], 'nothing is kept at the visitor’s');
  await fetch(`${address}/masse-suspecte/reponse.pdf?size_cm=7`);
  for (let i = 0; i < 4; i++) await fetch(`${address}/centres?lieu=48000`);
  await fetch(`${address}/api/v1/centres?lieu=48000`);
  const found = await until(({ total }) => total.search_elsewhere === 1 && total.search_here === 4);
  // What was not answered counts with caution.
  assert.equal(found.total.questionnaire_at_once, 6);
  assert.equal(found.total.sheet_at_once, 1);
  assert.deepEqual(found.departments.map((one) => one.department), ['69'], 'four searches are not shown by department');
  assert.equal(found.departments[0].at_least.questionnaire_at_once, 5);
  assert.equal(found.departments[0].at_least.search_here, null);
  await page.context().close();
});

for (const language of ['fr-FR', 'en-GB'])
  for (const width of [1280, 390])
    test(`the page is fit to be seen in ${language}, ${width} pixels wide`, async () => {
      const page = await newPage(browser, { language, width });
      await page.context().addCookies([{ name: 'session', value: director, url: address }]);
      await page.goto(`${address}/espace/audience`);
      await lookAt(page, `audience-${language}-${width}`);
      await page.click('summary');
      await lookAt(page, `audience-weeks-${language}-${width}`);
      await page.context().close();
    });

test('its tables are what the page shows', async () => {
  const csv = async (name) => (await fetch(`${address}/espace/audience/${name}`, { headers: { Cookie: `session=${director}` } })).text();
  const weeks = (await csv('semaines.csv')).trim().split('\n');
  assert.equal(weeks.length, 1 + 52 * 12);
  assert.ok(weeks.some((line) => line.endsWith(',search_here,4')));
  const departments = (await csv('departements.csv')).trim().split('\n');
  assert.deepEqual([...new Set(departments.slice(1).map((line) => line.split(',')[2]))], ['69']);
  assert.ok(departments.some((line) => line.endsWith(',69,search_here,')), 'what is below five is empty');
});
