// What leaves: correspondents named before a signature, messages that wait to be passed on, a report read by link and code, and what
// was sent, when and to whom afterwards. A demonstration sends nothing by itself.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { lookAt, newPage, nextPage, openBrowser } from './browser.js';
import { ask, enter, roomServer } from './room.js';

let browser, server, coordinator, secretary, pathologist, patient, presentation, letter, code;
const main = (page) => page.textContent('main');
const go = (page, path) => page.goto(server.address + path);

before(async () => {
  browser = await openBrowser();
  const folder = process.env.REPERE_ROOM;
  server = await roomServer(process.env.REPERE_PROGRAM, `sqlite:${folder}/outbox.db`, folder);
  [coordinator, secretary, pathologist] = await Promise.all(['coordinator', 'secretary', 'pathologist'].map((role) => enter(browser, server, role)));
});
after(async () => {
  for (const page of [coordinator, secretary]) assert.deepEqual(page?.problems, []);
  await browser.close();
  await server.stop();
});

test('the secretary names who gets the reports; what is no address is refused in words, and nothing typed is lost', async () => {
  await ask(coordinator, server, 'POST', '/api/v1/meetings/1/open');
  const { agenda } = (await ask(coordinator, server, 'GET', '/api/v1/meetings/1/room')).body;
  presentation = agenda[0].presentation;
  await go(secretary, `/espace/rcp/dossiers/${presentation}`);
  await secretary.click('text=Correspondants et envois');
  patient = Number(/cas\/(\d+)\/envois/.exec(secretary.url())[1]);
  assert.match(await main(secretary), /Base de démonstration : rien n’en part/);
  const add = async (part, name, address) => {
    if (await secretary.locator('details.step[open]').count() === 0) await secretary.click('summary:has-text("Ajouter un correspondant")');
    await secretary.selectOption('#field-part', part);
    await secretary.fill('#field-name', name);
    await secretary.fill('#field-address', address);
    await nextPage(secretary, () => secretary.click('details.step button'));
  };
  await add('treating_physician', 'Dr Traitant Essai', 'traitant@ch-essai.mssante.fr, autre@example.fr');
  assert.match(await secretary.textContent('[role=alert]'), /n’en est pas une/);
  assert.equal(await secretary.inputValue('#field-name'), 'Dr Traitant Essai');
  await add('treating_physician', 'Dr Traitant Essai', '123@patient.mssante.fr');
  assert.match(await secretary.textContent('[role=alert]'), /boîte d’un patient/);
  await add('treating_physician', 'Dr Traitant Essai', 'traitant@ch-essai.mssante.fr');
  await add('correspondent', 'Dr Confrère Essai', 'confrere@essai.example');
  await add('correspondent', 'Dr Parti Essai', '');
  await secretary.click('li:has-text("Dr Parti Essai") button');
  const people = await secretary.locator('ul.people li').allTextContents();
  assert.equal(people.length, 2);
  assert.match(people[0], /médecin traitant.*MSSanté/);
  assert.match(people[1], /courriel/);
  await lookAt(secretary, 'correspondants');
});

test('before a signature the coordinator sees to whom the report goes; afterwards it waits for them', async () => {
  for (const specialty of ['surgeon', 'oncologist', 'radiotherapist', 'pathologist'])
    await ask(coordinator, server, 'POST', '/api/v1/meetings/1/join', { name: `Invité ${specialty}`, specialty });
  await ask(coordinator, server, 'POST', `/api/v1/presentations/${presentation}/begin`);
  const centre = (await ask(coordinator, server, 'GET', '/api/v1/session')).body.appointments[0].centre;
  for (const [field, text] of Object.entries({ surgery: 'Exérèse large', agreement: 'unanimous', guideline: 'followed', guideline_name: 'ESMO', urgency: 'within_two_weeks', planned_centre: centre })) {
    const written = await ask(coordinator, server, 'PUT', `/api/v1/presentations/${presentation}/fields/${field}`, { text, version: 0 });
    assert.equal(written.status, 200, field);
  }
  await go(coordinator, `/espace/rcp/dossiers/${presentation}/signer`);
  assert.match(await main(coordinator), /Le compte rendu ira à/);
  assert.match(await coordinator.textContent('section.messages'), /Dr Traitant Essai.*MSSanté/s);
  await lookAt(coordinator, 'signer-destinataires');
  await coordinator.click('form.sign button');
  await coordinator.waitForURL('**/compte-rendu');
  assert.equal(await coordinator.locator('section.messages tbody tr').count(), 2);
  await lookAt(coordinator, 'compte-rendu-envois');
});

test('the secretary finds what waits, sees link and code, and notes that it was passed on', async () => {
  await go(secretary, '/espace');
  await secretary.click('nav >> text=Envois');
  assert.match(await main(secretary), /à transmettre par vous/);
  await lookAt(secretary, 'envois');
  await secretary.click('tr:has-text("Dr Confrère Essai") a');
  await lookAt(secretary, 'envoi');
  assert.doesNotMatch(await main(secretary), /\/lettre\//, 'the link is not shown unasked');
  await nextPage(secretary, () => secretary.click('button:has-text("Montrer le lien")'));
  letter = new URL(await secretary.textContent('code.secret')).pathname;
  code = await secretary.textContent('strong.said');
  assert.match(code, /^\d{4} \d{4}$/);
  assert.match(await main(secretary), /jamais dans le même message/);
  await lookAt(secretary, 'envoi-lien');
  await nextPage(secretary, () => secretary.click('button:has-text("Je l’ai transmis")'));
  assert.match(await main(secretary), /remis/);
});

test('the correspondent opens it with the code and reads whose it is and what was decided; a wrong code opens nothing', async () => {
  for (const language of ['fr-FR', 'en-GB']) {
    const reader = await newPage(browser, { language, width: language === 'fr-FR' ? 1280 : 360 });
    const address = language === 'fr-FR' ? letter : letter.replace('/lettre/', '/en/letter/');
    await go(reader, address);
    await lookAt(reader, `lettre-code-${language}`);
    assert.doesNotMatch(await main(reader), /Exérèse/);
    await reader.fill('#field-code', '1234 5678');
    const wrong = await nextPage(reader, () => reader.click('button.act'));
    assert.equal(wrong.status(), 403);
    await lookAt(reader, `lettre-code-faux-${language}`);
    await reader.fill('#field-code', language === 'fr-FR' ? code : code.replace(' ', ''));
    await nextPage(reader, () => reader.click('button.act'));
    assert.match(await main(reader), /Exérèse large/);
    await lookAt(reader, `lettre-${language}`);
    const paper = await reader.request.get(server.address + address + '/compte-rendu.pdf');
    assert.equal(paper.status(), 200);
    const onPaper = await paper.body();
    assert.match(onPaper.subarray(0, 5).toString(), /%PDF-/);
    assert.match(execFileSync('pdftotext', ['-', '-'], { input: onPaper }).toString(), /DONNÉES SYNTHÉTIQUES|SYNTHETIC DATA/);
    const forSoftware = await reader.request.get(server.address + address + '/compte-rendu.xml');
    assert.equal(forSoftware.status(), 200);
    assert.match(await forSoftware.text(), /<ClinicalDocument[^]*<title>DONNÉES SYNTHÉTIQUES[^]*Exérèse large/);
    await reader.context().close();
  }
  const stranger = await newPage(browser);
  for (const ending of ['pdf', 'xml']) assert.equal((await stranger.request.get(`${server.address}${letter}/compte-rendu.${ending}`)).status(), 403);
  assert.equal((await go(stranger, letter.slice(0, -4) + 'beef')).status(), 404);
  await lookAt(stranger, 'lettre-absente');
  await stranger.context().close();
});

test('the receipt is there; withdrawn, the link opens nothing; all of it stays answerable', async () => {
  await go(secretary, '/espace/envois?tous=1');
  await secretary.click('tr:has-text("Dr Confrère Essai") a');
  const history = await secretary.locator('tbody tr').allTextContents();
  assert.ok(history.some((one) => one.includes('lu par le destinataire')), history.join('\n'));
  assert.ok(history.some((one) => one.includes('code faux')));
  await nextPage(secretary, () => secretary.click('button:has-text("Retirer")'));
  assert.match(await main(secretary), /retiré/);
  await lookAt(secretary, 'envoi-retire');
  const reader = await newPage(browser);
  assert.equal((await go(reader, letter)).status(), 404);
  await reader.context().close();
  const { messages } = (await ask(secretary, server, 'GET', `/api/v1/cases/${patient}/messages`)).body;
  assert.deepEqual(messages.map((one) => one.state).sort(), ['waiting', 'withdrawn']);
  assert.ok(messages.find((one) => one.state === 'withdrawn').opened);
});

test('by MSSanté the link opens with a click and without a code', async () => {
  await go(secretary, `/espace/cas/${patient}/envois`);
  await secretary.click('tr:has-text("Dr Traitant Essai") a');
  await nextPage(secretary, () => secretary.click('button:has-text("Montrer le lien")'));
  assert.match(await main(secretary), /MSSanté seulement/);
  assert.equal(await secretary.locator('strong.said').count(), 0);
  const reader = await newPage(browser, { scripts: false });
  await reader.goto(await secretary.textContent('code.secret'));
  assert.doesNotMatch(await main(reader), /Exérèse/);
  await nextPage(reader, () => reader.click('button.act'));
  assert.match(await main(reader), /Exérèse large/);
  await reader.context().close();
});

test('what came back is not delivered, opens nothing, and goes to another address of the same person', async () => {
  await go(secretary, `/espace/cas/${patient}/envois`);
  await secretary.click('tr:has-text("Dr Traitant Essai") a');
  await nextPage(secretary, () => secretary.click('button:has-text("Je l’ai transmis")'));
  await secretary.click('summary:has-text("Le message est revenu")');
  await secretary.selectOption('#field-reason', 'left');
  await lookAt(secretary, 'envoi-revenu-motif');
  await nextPage(secretary, () => secretary.click('button:has-text("Noter : non remis")'));
  assert.match(await main(secretary), /non remis : revenu \(la personne n’y travaille plus\)/);
  assert.equal(await secretary.locator('button:has-text("Montrer le lien")').count(), 0);
  await lookAt(secretary, 'envoi-non-remis');
  await go(secretary, '/espace/envois');
  assert.match(await secretary.textContent('tr:has-text("Dr Traitant Essai")'), /non remis/);
  await lookAt(secretary, 'envois-non-remis');
  await secretary.click('tr:has-text("Dr Traitant Essai") a');
  await secretary.fill('#field-address', 'traitant');
  await nextPage(secretary, () => secretary.click('details[open] button:has-text("Envoyer")'));
  assert.match(await secretary.textContent('[role=alert]'), /n’en est pas une/);
  assert.equal(await secretary.inputValue('#field-address'), 'traitant');
  await secretary.fill('#field-address', 'traitant@autre-essai.mssante.fr');
  await nextPage(secretary, () => secretary.click('details[open] button:has-text("Envoyer")'));
  assert.match(await main(secretary), /traitant@autre-essai\.mssante\.fr/);
  await lookAt(secretary, 'envoi-autre-adresse');
  await go(secretary, `/espace/cas/${patient}/envois`);
  assert.match(await secretary.textContent('ul.people'), /traitant@autre-essai\.mssante\.fr/);
  assert.match(await main(secretary), /envoyé à une autre adresse/);
  await lookAt(secretary, 'cas-envois-autre-adresse');
});

test('who sees to an item finds it, with the case, where a reminder leads', async () => {
  await go(secretary, '/espace/a-faire');
  assert.match(await main(secretary), /Rien ne vous attend/);
  const { agenda } = (await ask(coordinator, server, 'GET', '/api/v1/meetings/1/room')).body;
  const next = agenda.find((one) => one.presentation !== presentation).presentation;
  await go(secretary, `/espace/rcp/dossiers/${next}`);
  const form = secretary.locator('form:has(select[name=owner])').first();
  const account = (await ask(secretary, server, 'GET', '/api/v1/session')).body.account;
  await form.locator('..').locator('summary').first().click().catch(() => {});
  await form.locator('select[name=owner]').selectOption(String(account));
  await form.locator('input[name=due]').fill('2026-01-05');
  await nextPage(secretary, () => form.locator('button').click());
  await go(secretary, '/espace/a-faire');
  assert.match(await main(secretary), /en retard de \d+ jours/);
  await lookAt(secretary, 'a-faire');
  await secretary.click('tbody a');
  assert.match(secretary.url(), new RegExp(`/espace/rcp/dossiers/${next}$`));
  await go(coordinator, '/espace/a-faire');
  assert.match(await main(coordinator), /Rien ne vous attend/);
});

test('a pathologist reads what was sent and cannot send; somebody of no centre sees nothing', async () => {
  await go(pathologist, `/espace/cas/${patient}/envois`);
  assert.equal(await pathologist.locator('summary:has-text("Ajouter")').count(), 0);
  const { messages } = (await ask(pathologist, server, 'GET', `/api/v1/cases/${patient}/messages`)).body;
  assert.equal((await ask(pathologist, server, 'POST', `/api/v1/messages/${messages[0].message}/steps`, { step: 'withdraw' })).status, 403);
  const director = await enter(browser, server, 'director');
  assert.equal((await ask(director, server, 'GET', `/api/v1/cases/${patient}/messages`)).status, 403);
});
