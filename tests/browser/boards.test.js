// Boards before they sit: planned by the secretary, a case placed on an agenda and made complete, moved, withdrawn; what must not be is
// refused in words, and nothing typed is lost.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { lookAt, openBrowser } from './browser.js';
import { enter, roomServer } from './room.js';

let browser, server, secretary, coordinator, director, board, file;
const go = (page, path) => page.goto(server.address + path);
const day = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);
const said = (page) => page.textContent('[role=alert]');
// Interactions as a secretary makes them: a key press to move on counts as the field it goes to.
let interactions = 0;
const click = async (page, what) => { interactions += 1; await page.click(what); };
const type = async (page, where, text) => { interactions += 1; await page.fill(where, text); };

before(async () => {
  browser = await openBrowser();
  const folder = process.env.REPERE_ROOM;
  server = await roomServer(process.env.REPERE_PROGRAM, `sqlite:${folder}/boards.db`, folder);
  [secretary, coordinator, director] = await Promise.all(['secretary', 'coordinator', 'director'].map((role) => enter(browser, server, role)));
});
after(async () => {
  for (const page of [secretary, coordinator]) assert.deepEqual(page?.problems, []);
  await browser.close();
  await server.stop();
});

test('the secretary makes a board, plans its meetings without holidays, and names its members', async () => {
  await go(secretary, '/espace/rcp');
  await lookAt(secretary, 'rcp');
  await secretary.click('text=Les RCP du centre');
  await lookAt(secretary, 'rcp-tableaux');
  await secretary.click('summary:has-text("Créer une RCP")');
  await secretary.fill('#field-name_fr', 'RCP os et enfants (essai)');
  await secretary.fill('#field-name_en', 'Bone and child board (test)');
  await secretary.selectOption('#field-weekday', '2');
  await secretary.check('input[name=takes_children]');
  await secretary.click('details button');
  await secretary.waitForURL(/tableaux\/\d+$/);
  board = new URL(secretary.url()).pathname;
  await secretary.fill('#field-until', day(380));
  await secretary.click('button:has-text("Prévoir")');
  const rows = await secretary.locator('table').first().locator('tbody tr').allTextContents();
  assert.ok(rows.length > 40, `${rows.length} meetings`);
  for (const row of rows) assert.ok(!/14\/07\/|25\/12\/|01\/05\/|08\/05\//.test(row), row);
  await secretary.fill('#field-login', 'surgeon@synthetique.example');
  await secretary.locator('form:has(#field-login) button').click();
  assert.match(await secretary.textContent('main'), /chirurgien/);
  await lookAt(secretary, 'rcp-tableau');
});

test('a meeting on a public holiday, in the past or by a stranger is refused in words', async () => {
  const year = new Date().getFullYear() + 1;
  await go(secretary, board);
  await secretary.fill('#field-day', `${year}-05-01`);
  await secretary.locator('form:has(#field-day) button').click();
  assert.match(await said(secretary), /férié : fête du Travail/);
  await secretary.fill('#field-day', '2020-01-07');
  await secretary.locator('form:has(#field-day) button').click();
  assert.match(await said(secretary), /passé/);
  await go(director, '/espace/rcp/tableaux');
  assert.match(await director.textContent('main'), /Votre rôle ne le permet pas|réservée|role/i);
});

test('a case is placed with its file complete in few interactions', async () => {
  await go(secretary, '/espace/cas');
  const cases = await secretary.locator('table th a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  await go(secretary, cases.at(-1));
  interactions = 0;
  await click(secretary, 'text=Inscrire à une RCP');
  await lookAt(secretary, 'rcp-inscrire');
  const meeting = await secretary.locator('#field-meeting option').evaluateAll((all) => all.find((one) => one.textContent.includes('démonstration')).value);
  interactions += 1;
  await secretary.selectOption('#field-meeting', meeting);
  await click(secretary, 'button:has-text("Inscrire")');
  assert.ok(!/dossiers\/\d+$/.test(secretary.url()), 'without a question nothing is placed');
  await type(secretary, '#field-question', 'Quelle place pour la chirurgie ?');
  await click(secretary, 'main button:has-text("Inscrire")');
  if (!/dossiers\/\d+$/.test(secretary.url())) {
    assert.match(await said(secretary), /informé/);
    assert.equal(await secretary.inputValue('#field-question'), 'Quelle place pour la chirurgie ?', 'nothing typed is lost');
    interactions += 1;
    await secretary.check('input[name=consent]');
    await click(secretary, 'main button:has-text("Inscrire")');
  }
  await secretary.waitForURL(/dossiers\/\d+$/);
  file = new URL(secretary.url()).pathname;
  for (;;) {
    const open = secretary.locator('tr:has(th:has-text("*")):has(button:has-text("Fait"))').first();
    if (await open.count() === 0) break;
    interactions += 1;
    await open.locator('button:has-text("Fait")').click();
  }
  await lookAt(secretary, 'rcp-dossier');
  assert.ok(interactions <= 12, `${interactions} interactions`);
});

test('each item has somebody who sees to it until a day; what is late is listed and reminded', async () => {
  await go(secretary, file);
  const line = secretary.locator('tr', { has: secretary.locator('th', { hasText: 'Indice de performance' }) });
  await line.locator('summary:has-text("Qui, pour quand")').click();
  const owner = await line.locator('select option').evaluateAll((all) => all[1].textContent.split(' – ')[0]);
  await line.locator('select').selectOption({ index: 1 });
  await line.locator('input[type=date]').fill(day(-1));
  await line.locator('details[open] button').click();
  assert.match(await line.textContent(), new RegExp(`en retard.*${owner}`));
  await lookAt(secretary, 'rcp-dossier-en-retard');
  const name = await secretary.textContent('main p strong');
  await go(secretary, '/espace/rcp');
  await lookAt(secretary, 'rcp-a-relancer');
  const late = () => secretary.locator('tr', { has: secretary.locator(`th:has-text("${name}")`) }).locator('li', { hasText: 'Indice de performance' });
  assert.match(await late().textContent(), new RegExp(`${owner}.*en retard de 1 jour.*jamais relancé`));
  await late().locator('button').click();
  assert.match(await late().textContent(), /relancé le \d/);
  await go(secretary, file);
  assert.match(await line.textContent(), /relancé le \d/);
  await line.locator('button:has-text("Fait")').click();
  assert.match(await line.textContent(), /Rouvrir/);
  await go(secretary, '/espace/rcp');
  assert.equal(await late().count(), 0, 'what is done is reminded no more');
});

test('a case has its minutes and who presents it; one that is registered only names its rule', async () => {
  await go(secretary, file);
  await secretary.click('summary:has-text("Temps et présentateur")');
  await secretary.fill('#field-minutes', '12');
  const presenter = await secretary.locator('#field-presenter option').evaluateAll((all) => all[1].textContent.split(' – ')[0]);
  await secretary.selectOption('#field-presenter', { index: 1 });
  await secretary.locator('form:has(#field-minutes) button').click();
  await secretary.click('summary:has-text("enregistrer sans discussion")');
  await secretary.selectOption('#field-rule', 'strict_standard');
  await secretary.locator('form:has(#field-rule) button').click();
  assert.match(await secretary.textContent('main'), /Enregistré sans discussion : Traitement standard strict.*Source : .*D6124-131/s);
  await lookAt(secretary, 'rcp-dossier-enregistre');
  await secretary.click('main >> text=Ordre du jour');
  const row = await secretary.locator('tr', { has: secretary.locator(`th a[href="${file}"]`) }).textContent();
  assert.match(row, new RegExp(`sans discussion : Traitement standard strict.*${presenter}.*12`));
  await go(secretary, file);
  await secretary.click('summary:has-text("enregistrer sans discussion")');
  await secretary.selectOption('#field-rule', '');
  await secretary.locator('form:has(#field-rule) button').click();
  assert.doesNotMatch(await secretary.textContent('main'), /Enregistré sans discussion :/);
});

test('an agenda is read with the pathway of each case', async () => {
  await go(secretary, file);
  await secretary.click('main >> text=Ordre du jour');
  assert.equal(await secretary.locator('section.pathway').count(), 0);
  await secretary.click('text=Lire avec le parcours');
  assert.equal(await secretary.locator('section.pathway').count(), await secretary.locator('tbody tr').count());
  assert.ok(await secretary.locator('section.pathway ol.acts li').count() > 0);
  await lookAt(secretary, 'rcp-ordre-du-jour-parcours');
});

test('agenda and file are papers to take away, with names only for whoever may see them', async () => {
  const read = async (page, link) => {
    const answer = await page.request.get(server.address + link);
    assert.equal(answer.status(), 200, link);
    assert.equal(answer.headers()['content-type'], 'application/pdf');
    const content = await answer.body();
    if (process.env.REPERE_SCREENS) writeFileSync(`${process.env.REPERE_SCREENS}/${link.split('/').at(-1).replace('?', '-')}.pdf`, content);
    return execFileSync('pdftotext', ['-layout', '-', '-'], { input: content }).toString();
  };
  await go(secretary, file);
  const name = await secretary.textContent('main p strong');
  const paper = await read(secretary, await secretary.getAttribute('a[href$="/dossier.pdf"]', 'href'));
  assert.match(paper, new RegExp(name));
  assert.match(paper, /Quelle place pour la chirurgie/);
  assert.match(paper, /imprimé le \d\d\/\d\d\/\d{4}/);
  assert.match(paper, /page 1\/\d/);
  assert.match(paper, /synthétiques/i);
  await secretary.click('main >> text=Ordre du jour');
  const link = await secretary.getAttribute('a[href$="/ordre-du-jour.pdf"]', 'href');
  const patient = /cas\/\d+/.exec(await (await secretary.request.get(server.address + file)).text())[0].replace('cas', 'cases');
  const entered = await secretary.request.put(`${server.address}/api/v1/${patient}/identity`, {
    data: { birth_name: 'SYNTHETIQUE', used_name: 'ESSAI', given_names: 'Prénom', birth_date: '1951-02-03' }, headers: { 'If-Match': '"p0"', Origin: server.address } });
  assert.equal(entered.status(), 204, await entered.text());
  const agenda = await read(secretary, link);
  for (const one of await secretary.locator('tbody th').allTextContents()) assert.ok(agenda.includes(one), one);
  assert.doesNotMatch(agenda, /SYNTHETIQUE/);
  for (const named of [`${link}?identity=yes`, `${file}/dossier.pdf?identity=yes`])
    assert.match(await read(secretary, named), /SYNTHETIQUE \(ESSAI\)[^]*Prénom[^]*03\/02\/1951/, named);
  assert.equal((await director.request.get(server.address + link)).status(), 403);
  assert.equal((await secretary.request.get(`${server.address}${link}?identity=perhaps`)).status(), 400);
});

test('the agenda shows what is missing, is ordered, and holds a case once', async () => {
  await secretary.click('main >> text=Ordre du jour');
  await lookAt(secretary, 'rcp-ordre-du-jour');
  // Nothing of it stands outside the window: at a secretary's width, with letters twice as large, on a telephone.
  for (const width of [1280, 640, 390]) {
    await secretary.setViewportSize({ width, height: 800 });
    assert.ok(await secretary.evaluate(() => [document.documentElement, ...document.querySelectorAll('.wide')].every((one) => one.scrollWidth <= one.clientWidth)), `the agenda is too wide at ${width}`);
    await lookAt(secretary, `rcp-ordre-du-jour-${width}`);
  }
  await secretary.setViewportSize({ width: 1280, height: 800 });
  const names = () => secretary.locator('tbody th').allTextContents();
  const first = await names();
  assert.match(await secretary.textContent('main'), /Dossiers complets : [1-9]\d* \//);
  await secretary.locator('tbody tr').first().locator('button:has-text("Descendre")').click();
  const second = await names();
  assert.deepEqual([second[0], second[1]], [first[1], first[0]]);
  await go(secretary, file);
  await secretary.click('main >> text=Le cas');
  await secretary.click('text=Inscrire à une RCP');
  await secretary.fill('#field-question', 'Encore ?');
  await secretary.check('input[name=consent]');
  const meeting = await secretary.locator('#field-meeting option').evaluateAll((all) => all.find((one) => one.textContent.includes('démonstration')).value);
  await secretary.selectOption('#field-meeting', meeting);
  await secretary.click('main button:has-text("Inscrire")');
  assert.match(await said(secretary), /ordre du jour|agenda/i);
});

test('paragraphs are kept', async () => {
  await go(secretary, file);
  await secretary.fill('#field-wishes', 'Garder la marche.\n\nPas de transfusion.');
  await secretary.locator('form:has(#field-wishes) button').click();
  await go(secretary, file);
  assert.equal(await secretary.inputValue('#field-wishes'), 'Garder la marche.\n\nPas de transfusion.');
});

test('two people on one field: the second sees both texts', async () => {
  await go(secretary, file);
  await go(coordinator, file);
  const save = (page) => page.locator('form:has(#field-history) button').click();
  await coordinator.fill('#field-history', 'Masse connue depuis six mois.');
  await save(coordinator);
  await secretary.fill('#field-history', 'Masse connue depuis un an.');
  await save(secretary);
  assert.equal(await secretary.inputValue('#field-history'), 'Masse connue depuis un an.');
  assert.match(await secretary.textContent('main'), /Enregistré maintenant : Masse connue depuis six mois/);
});

test('a case goes to another meeting with its words, and leaves an agenda with a reason', async () => {
  await go(secretary, file);
  await secretary.click('summary:has-text("Passer à une autre réunion")');
  const next = await secretary.locator('#field-to option').evaluateAll((all) => all.find((one) => one.textContent.includes('démonstration')).value);
  await secretary.selectOption('#field-to', next);
  await secretary.fill('#field-carry-reason', 'Imagerie à refaire');
  await secretary.locator('form:has(#field-to) button').click();
  await secretary.waitForURL((url) => url.pathname !== file && /dossiers\/\d+$/.test(url.pathname));
  assert.equal(await secretary.inputValue('#field-question'), 'Quelle place pour la chirurgie ?');
  await secretary.click('summary:has-text("Retirer")');
  await secretary.fill('#field-why', 'Consentement retiré');
  await secretary.locator('form:has(#field-why) button').click();
  assert.match(await secretary.textContent('main'), /Consentement retiré/);
});

test('a calendar has a secret address, and names no patient', async () => {
  await go(secretary, '/espace/rcp/agenda');
  await secretary.click('text=Faire une adresse');
  await lookAt(secretary, 'rcp-agenda');
  const link = await secretary.textContent('main code');
  const answer = await fetch(server.address + link);
  const text = await answer.text();
  assert.equal(answer.headers.get('content-type'), 'text/calendar; charset=utf-8');
  assert.match(text, /BEGIN:VEVENT/);
  await secretary.click('text=Faire une adresse');
  assert.equal((await fetch(server.address + link)).status, 404);
});

test('what follows a board and what it did have pages', async () => {
  await go(secretary, '/espace/rcp/suites');
  assert.match(await secretary.textContent('main'), /Aucune action en attente/);
  await lookAt(secretary, 'rcp-suites');
  await go(coordinator, '/espace/rcp/activite?du=jeudi&au=2020-01-01');
  assert.match(await coordinator.textContent('main'), /Demande → RCP/);
  await lookAt(coordinator, 'rcp-activite');
  await go(director, '/espace');
  await director.click('nav >> text=Activité des RCP');
  assert.match(await director.textContent('main'), /Par centre.*Centre synthétique/s);
  await lookAt(director, 'rcp-activite-reseau');
  await director.click('main tbody a');
  assert.match(await director.textContent('main'), /Première consultation → demande/);
  const figures = await director.request.get(`${server.address}/api/v1/boards/activity`, { headers: { Accept: 'application/json' } });
  assert.equal(figures.status(), 200);
  assert.ok((await figures.json()).centres[0].delays.some((one) => one.from === 'first_contact' && one.to === 'first_treatment'));
});
