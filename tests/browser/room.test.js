// The room: who is there, who writes what, what happens when the line is cut or the server dies, and what a signature makes of it.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { lookAt, newPage, openBrowser } from './browser.js';
import { ask, enter, invited, roomServer } from './room.js';

let browser, server, coordinator, surgeon, secretary, administrator;
const room = () => `${server.address}/espace/rcp/reunions/1/salle`;
const state = async (page) => (await ask(page, server, 'GET', '/api/v1/meetings/1/room')).body;
const texts = async (page, number) => (await ask(page, server, 'GET', `/api/v1/presentations/${number}`)).body.fields;
const textOf = async (page, number, field) => (await texts(page, number))[field]?.text ?? '';
const until = async (what, truth) => {
  for (let i = 0; i < 100; ++i) { if (await truth()) return; await new Promise((done) => setTimeout(done, 50)); }
  assert.fail(`never came: ${what}`);
};
const line = (page) => page.textContent('#room-line');
const quiet = (page) => until('everything is saved', async () => (await line(page)).includes('tout est enregistré'));
const typeIn = async (page, field, text) => { await page.focus(`form[data-field=${field}] textarea`); await page.keyboard.type(text); };

before(async () => {
  browser = await openBrowser();
  const folder = process.env.REPERE_ROOM;
  server = await roomServer(process.env.REPERE_PROGRAM, `sqlite:${folder}/room.db`, folder);
  [coordinator, surgeon, secretary, administrator] = await Promise.all(
    ['coordinator', 'surgeon', 'secretary', 'administrator'].map((role) => enter(browser, server, role)));
});
after(async () => {
  for (const page of [coordinator, surgeon, secretary]) assert.deepEqual(page?.problems, []);
  await browser.close();
  await server.stop();
});

test('before the meeting nothing is decided; a key opens it, and the other screens follow', async () => {
  await coordinator.goto(room());
  await surgeon.goto(room());
  await lookAt(coordinator, 'salle-prevue');
  const [first] = (await state(coordinator)).agenda;
  const early = await ask(coordinator, server, 'PUT', `/api/v1/presentations/${first.presentation}/fields/surgery`, { text: 'x', version: 0 });
  assert.equal(early.status, 409);
  await coordinator.keyboard.press('Shift+O');
  await until('the meeting is open', async () => (await surgeon.textContent('#room-top')).includes('Séance ouverte'));
});

test('presence and quorum move as people come and go', async () => {
  await surgeon.keyboard.press('j');
  await until('the surgeon is there', async () => (await coordinator.textContent('.people')).includes('Démonstration – chirurgien'));
  assert.match(await coordinator.textContent('#quorum'), /Il manque/);
  await coordinator.keyboard.press('v');
  for (let i = 0; i < 3; ++i) {
    const members = await coordinator.locator('button.member').count();
    await coordinator.keyboard.press('Enter');
    await until('a member is marked', async () => (await coordinator.locator('button.member').count()) < members);
  }
  await until('the quorum', async () => (await coordinator.textContent('#quorum')).includes('Quorum atteint'));
  await until('the quorum elsewhere', async () => (await surgeon.textContent('#quorum')).includes('Quorum atteint'));
  await lookAt(coordinator, 'salle-quorum');
  await coordinator.keyboard.press('Escape');
  await coordinator.keyboard.press('+');
  assert.equal(await coordinator.evaluate(() => document.activeElement.id), 'guest-name');
  await coordinator.keyboard.type('Invité Synthétique');
  await coordinator.keyboard.press('Enter');
  await until('the guest', async () => (await coordinator.textContent('.people')).includes('Invité Synthétique'));
  await coordinator.keyboard.press('Escape');
  await surgeon.keyboard.press('j');
  await until('the quorum is lost', async () => (await coordinator.textContent('#quorum')).includes('Il manque'));
  await surgeon.keyboard.press('j');
  await until('the quorum is back', async () => (await coordinator.textContent('#quorum')).includes('Quorum atteint'));
});

test('a decision is entered with the keyboard alone', async () => {
  await coordinator.goto(room());
  const { agenda: [first] } = await state(coordinator);
  await coordinator.keyboard.press('b');
  await until('the case is discussed', async () => (await state(coordinator)).current === first.presentation);
  await coordinator.keyboard.press('1');
  await coordinator.keyboard.type('Exérèse large en monobloc');
  await coordinator.keyboard.press('Control+Enter');
  await coordinator.keyboard.press('c');
  await coordinator.keyboard.press('ArrowDown');
  await coordinator.keyboard.press('Escape');
  for (const keys of ['a1', 'g1', 'u2']) for (const key of keys) await coordinator.keyboard.press(key);
  await coordinator.keyboard.press('l');
  await coordinator.keyboard.type('ESMO 2021');
  await coordinator.keyboard.press('Escape');
  await coordinator.keyboard.press('t');
  for (const word of ['Programmer le bloc', 'Dr Synthétique']) { await coordinator.keyboard.type(word); await coordinator.keyboard.press('Tab'); }
  await coordinator.keyboard.press('Enter');
  await until('the action', async () => (await coordinator.textContent('.todo')).includes('Programmer le bloc'));
  await until('nothing is missing', async () => (await coordinator.textContent('#missing')).includes('Prêt à signer'));
  const kept = await texts(coordinator, first.presentation);
  assert.equal(kept.surgery.text, 'Exérèse large en monobloc');
  assert.deepEqual([kept.agreement.text, kept.guideline.text, kept.urgency.text], ['unanimous', 'followed', 'within_two_weeks']);
  await lookAt(coordinator, 'salle-decision');
  await coordinator.keyboard.press('Escape');
  await coordinator.keyboard.press('?');
  await lookAt(coordinator, 'salle-touches');
  await coordinator.keyboard.press('Escape');
  // Typing in a field is typing.
  await coordinator.keyboard.press('o');
  await coordinator.keyboard.type('ns1?');
  assert.equal(await coordinator.inputValue('#f-note'), 'ns1?');
  await coordinator.keyboard.press('Escape');
});

test('two who write different fields never meet; on one field both texts are shown and one chooses', async () => {
  await coordinator.keyboard.press('n');
  const number = Number(await coordinator.getAttribute('#room', 'data-case'));
  await until('the next case is shown', async () => Number(await coordinator.getAttribute('#room-decision', 'data-presentation')) === number);
  await surgeon.goto(`${room()}?dossier=${number}`);
  await Promise.all([typeIn(coordinator, 'radiotherapy', 'Cinquante grays'), typeIn(surgeon, 'trial', 'Essai proposé')]);
  await until('both are kept', async () => (await textOf(coordinator, number, 'radiotherapy')) === 'Cinquante grays' && (await textOf(coordinator, number, 'trial')) === 'Essai proposé');
  await until('each sees the other', async () => (await coordinator.inputValue('#f-trial')) === 'Essai proposé' && (await surgeon.inputValue('#f-radiotherapy')) === 'Cinquante grays');

  // The surgeon's page hears nothing while both write the same field.
  await surgeon.route('**/fields/**', async (route) => { await new Promise((done) => setTimeout(done, 900)); await route.continue(); });
  await Promise.all([typeIn(coordinator, 'surgery', 'Texte du coordinateur'), typeIn(surgeon, 'surgery', 'Texte du chirurgien')]);
  await surgeon.waitForSelector('form[data-field=surgery] .conflict');
  await surgeon.unroute('**/fields/**');
  await lookAt(surgeon, 'salle-conflit');
  const panel = await surgeon.textContent('form[data-field=surgery] .conflict');
  assert.match(panel, /coordonnateur a écrit ce champ à/);
  assert.match(panel, /Texte du chirurgien/);
  assert.match(panel, /Texte du coordinateur/);
  await surgeon.click('text=Garder les deux');
  await until('both texts are kept', async () => (await textOf(surgeon, number, 'surgery')) === 'Texte du coordinateur\nTexte du chirurgien');
  await until('the other sees it', async () => (await coordinator.inputValue('#f-surgery')) === 'Texte du coordinateur\nTexte du chirurgien');
  await quiet(surgeon);
});

test('what others do comes alone: no whole page is read for it, and who is typing is not disturbed', async () => {
  const number = Number(await coordinator.getAttribute('#room', 'data-case'));
  await surgeon.goto(`${room()}?dossier=${number}`);
  await quiet(surgeon);
  await typeIn(surgeon, 'surveillance', 'Scanner thoracique');
  await quiet(surgeon);
  await surgeon.evaluate(() => { const area = document.activeElement; area.setSelectionRange(4, 9); window.typedIn = area; });
  const asked = [];
  const note = (request) => { if (request.method() === 'GET') asked.push(new URL(request.url()).pathname + new URL(request.url()).search); };
  surgeon.on('request', note);
  await typeIn(coordinator, 'note', 'Revoir en mars');
  await coordinator.keyboard.press('Escape');
  await coordinator.keyboard.press('a');
  await coordinator.keyboard.press('1');
  await coordinator.keyboard.press('t');
  for (const word of ['Demander la relecture', 'Secrétariat Synthétique']) { await coordinator.keyboard.type(word); await coordinator.keyboard.press('Tab'); }
  await coordinator.keyboard.press('Enter');
  await coordinator.keyboard.press('Escape');
  assert.equal((await ask(coordinator, server, 'POST', '/api/v1/meetings/1/join', { name: 'Venue Synthétique', specialty: 'other' })).status, 204);
  await until('the note', async () => (await surgeon.inputValue('#f-note')) === 'Revoir en mars');
  await until('the action', async () => (await surgeon.textContent('.todo')).includes('Demander la relecture – Secrétariat Synthétique'));
  await until('what is missing', async () => { const text = await surgeon.textContent('#missing'); return /Il manque encore/.test(text) && !/Accord/.test(text); });
  await until('who came', async () => (await surgeon.textContent('#present')).includes('Venue Synthétique'));
  surgeon.off('request', note);
  assert.ok(asked.length > 0 && asked.every((one) => one === `/api/v1/presentations/${number}` || one.endsWith('partie=presence')), asked.join(', '));
  assert.deepEqual(await surgeon.evaluate(() => [document.activeElement === window.typedIn, window.typedIn.value, window.typedIn.selectionStart, window.typedIn.selectionEnd]), [true, 'Scanner thoracique', 4, 9]);
  // The page says the same when it is read whole.
  const [missing, todo] = await Promise.all(['#missing', '.todo'].map((one) => surgeon.innerHTML(one)));
  await surgeon.reload();
  assert.deepEqual([await surgeon.innerHTML('#missing'), await surgeon.innerHTML('.todo')], [missing, todo]);
  // What is told about the case outside the decision is read with the page.
  const { question } = await texts(secretary, number);
  assert.equal((await ask(secretary, server, 'PUT', `/api/v1/presentations/${number}/fields/question`, { text: 'Question précisée', version: question.version })).status, 200);
  await until('the question', async () => (await surgeon.textContent('#room-case .question')).includes('Question précisée'));
});

test('the room turns to another case: who follows sees it, who writes stays', async () => {
  const { agenda } = await state(coordinator);
  await surgeon.goto(room());
  const written = Number(await surgeon.getAttribute('#room', 'data-case'));
  await surgeon.focus('#f-trial');
  await coordinator.goto(room());
  const to = agenda[8].presentation;
  assert.equal((await ask(coordinator, server, 'POST', `/api/v1/presentations/${to}/begin`)).status, 204);
  await until('the coordinator follows', async () => Number(await coordinator.getAttribute('#room-decision', 'data-presentation')) === to);
  await until('the agenda says so', async () => (await surgeon.getAttribute(`#room-agenda [data-key=case-${to}]`, 'class')) === 'discussing');
  assert.equal(Number(await surgeon.getAttribute('#room-decision', 'data-presentation')), written);
  await surgeon.keyboard.press('Escape');
  await until('it follows when nothing is written', async () => Number(await surgeon.getAttribute('#room-decision', 'data-presentation')) === to);
  assert.equal((await ask(coordinator, server, 'POST', `/api/v1/presentations/${written}/begin`)).status, 204);
  await until('both are back', async () => Number(await surgeon.getAttribute('#room-decision', 'data-presentation')) === written);
});

test('a member of another centre that sits in the board follows and writes; somebody else does not', async () => {
  const mine = (await ask(surgeon, server, 'GET', '/api/v1/session')).body.appointments[0].centre;
  const outcomes = [];
  for (const [i, centre] of ['SYN-01', 'SYN-02', 'SYN-03', 'SYN-04'].filter((code) => code !== mine).slice(0, 2).entries()) {
    const page = await invited(browser, server, administrator, `ailleurs${i}@synthetique.example`, `Membre Synthétique ${i}`, 'surgeon', centre);
    const answer = await page.goto(room());
    outcomes.push(answer.status());
    if (answer.status() === 200) {
      const { agenda } = await state(page);
      assert.ok(agenda.length > 0, 'the site sees no case');
      await page.goto(`${room()}?dossier=${agenda[2].presentation}`);
      await typeIn(page, 'note', 'vu de loin');
      await until('the note is kept', async () => (await textOf(page, agenda[2].presentation, 'note')) === 'vu de loin');
    }
    await page.context().close();
  }
  assert.deepEqual(outcomes.sort(), [200, 404]);
});

test('a cut line is told, what was typed waits, and is sent when it is back', async () => {
  const { agenda } = await state(coordinator);
  const number = agenda[3].presentation;
  await surgeon.goto(`${room()}?dossier=${number}`);
  await quiet(surgeon);
  await surgeon.context().setOffline(true);
  await typeIn(surgeon, 'surgery', 'Écrit sans réseau');
  await typeIn(surgeon, 'surveillance', 'Tous les trois mois');
  await until('it is told', async () => /Connexion perdue : 2 champs seront envoyés au retour/.test(await line(surgeon)));
  await lookAt(surgeon, 'salle-coupee');
  assert.equal(await textOf(coordinator, number, 'surgery'), '');
  await surgeon.context().setOffline(false);
  await until('it is sent', async () => (await textOf(coordinator, number, 'surgery')) === 'Écrit sans réseau' && (await textOf(coordinator, number, 'surveillance')) === 'Tous les trois mois');
  await quiet(surgeon);
  assert.equal(await surgeon.evaluate(() => sessionStorage.length + localStorage.length), 0);
});

test('the server is killed while one writes: nothing acknowledged is lost, the page goes on by itself', async () => {
  const { agenda } = await state(coordinator);
  const number = agenda[4].presentation;
  await surgeon.goto(`${room()}?dossier=${number}`);
  const acknowledged = [];
  surgeon.on('response', async (answer) => {
    if (answer.request().method() !== 'PUT' || answer.status() !== 200) return;
    acknowledged.push(JSON.parse(answer.request().postData()).text);
  });
  await typeIn(surgeon, 'systemic_treatment', 'Première phrase, gardée.');
  await until('it is acknowledged', async () => acknowledged.length > 0);
  const writing = typeIn(surgeon, 'systemic_treatment', ' Deuxième phrase, écrite pendant que le serveur meurt, et une suite assez longue.');
  await new Promise((done) => setTimeout(done, 150));
  await server.kill();
  await writing;
  await until('it is told', async () => /Connexion perdue : 1 champ sera envoyé au retour/.test(await line(surgeon)));
  await server.again();
  const kept = await textOf(coordinator, number, 'systemic_treatment');
  assert.ok(kept.startsWith(acknowledged.at(-1)) || acknowledged.at(-1).startsWith(kept), `kept '${kept}', acknowledged '${acknowledged.at(-1)}'`);
  await until('the page has caught up', async () => (await textOf(coordinator, number, 'systemic_treatment')).endsWith('une suite assez longue.'));
  await quiet(surgeon);
  await coordinator.goto(`${room()}?dossier=${number}`);
  assert.match(await coordinator.inputValue('#f-systemic_treatment'), /^Première phrase, gardée\. Deuxième/);
});

test('who may not sign is refused; with a quorum it is a decision, unchangeable, corrected by an addendum', async () => {
  const { agenda: [first, second] } = await state(coordinator);
  const dossier = `${server.address}/espace/rcp/dossiers/${first.presentation}`;
  assert.equal((await surgeon.goto(`${dossier}/signer`)).status(), 403);
  await coordinator.goto(`${dossier}/compte-rendu`);
  assert.match(await coordinator.textContent('[role=alert]'), /pas encore signé/);
  await lookAt(coordinator, 'compte-rendu-absent');
  await coordinator.goto(`${server.address}/espace/rcp/dossiers/${second.presentation}/signer`);
  assert.match(await coordinator.textContent('main'), /Avant de signer, il manque/);
  assert.equal(await coordinator.locator('form.sign').count(), 0);
  await coordinator.goto(`${dossier}/signer`);
  await lookAt(coordinator, 'signer');
  assert.match(await coordinator.textContent('main'), /Vous signez une décision/);
  await coordinator.click('form.sign button');
  await coordinator.waitForURL('**/compte-rendu');
  await lookAt(coordinator, 'compte-rendu');
  assert.match(await coordinator.textContent('main'), /Exérèse large en monobloc/);
  assert.match(await coordinator.textContent('main'), /Empreinte vérifiée/);
  const { fields } = (await ask(coordinator, server, 'GET', `/api/v1/presentations/${first.presentation}`)).body;
  assert.equal((await ask(coordinator, server, 'PUT', `/api/v1/presentations/${first.presentation}/fields/surgery`, { text: 'autre', version: fields.surgery.version })).status, 409);
  await coordinator.click('details.step summary');
  await coordinator.fill('#field-text', 'Lire : exérèse large après radiothérapie.');
  await coordinator.click('details.step button');
  await coordinator.waitForSelector('a[href$="/compte-rendu.pdf"]');
  const paper = await coordinator.request.get(`${dossier}/compte-rendu.pdf`);
  assert.equal(paper.headers()['content-type'], 'application/pdf');
  assert.match((await paper.body()).subarray(0, 5).toString(), /%PDF-/);
  if (process.env.REPERE_SCREENS) writeFileSync(`${process.env.REPERE_SCREENS}/compte-rendu.pdf`, await paper.body());
  // The same as the French board document and as JSON: without identity, or with it for whoever may read it; never of what is not signed.
  const frcp = await (await coordinator.request.get(`${dossier}/compte-rendu.xml`)).text();
  assert.match(frcp, /templateId root="1\.2\.250\.1\.213\.1\.1\.1\.8" extension="2022\.01"/);
  assert.match(frcp, /<versionNumber value="2"/);
  assert.match(frcp, /typeCode="RPLC"/);
  assert.match(frcp, /Exérèse large en monobloc/);
  assert.match(frcp, /DONNÉES SYNTHÉTIQUES/);
  assert.match(frcp, /<name nullFlavor="MSK"/);
  assert.equal(await (await coordinator.request.get(`${dossier}/compte-rendu.xml`)).text(), frcp);
  const data = (await ask(coordinator, server, 'GET', `/api/v1/presentations/${first.presentation}/report.json`)).body;
  assert.equal(data.patient, null);
  assert.equal(data.addenda.length, 1);
  assert.equal(data.codes.find((one) => one.says === 'quorum').code, 'ORG-126');
  const named = await coordinator.request.get(`${dossier}/compte-rendu.xml?identity=yes`);
  assert.ok([200, 404].includes(named.status()), `${named.status()}`);
  const unsigned = await ask(coordinator, server, 'GET', `/api/v1/presentations/${second.presentation}/report.xml`);
  assert.equal(unsigned.status, 404);
  assert.match(JSON.stringify(unsigned.body), /not signed yet|pas encore signé/);
  if (process.env.REPERE_SCREENS) writeFileSync(`${process.env.REPERE_SCREENS}/compte-rendu.xml`, frcp);
  await until('both are shown', async () => /Exérèse large en monobloc[\s\S]*Lire : exérèse large après radiothérapie/.test(await coordinator.textContent('main')));
  await lookAt(coordinator, 'compte-rendu-addendum');
});

test('the quorum is lost in the middle: what is signed is advice, and the case is presented again', async () => {
  await surgeon.goto(room());
  const before = await state(coordinator);
  const surgeons = before.present.filter((one) => one.specialty === 'surgeon');
  for (const one of surgeons) assert.equal((await ask(surgeon, server, 'POST', '/api/v1/meetings/1/leave', { stay: one.stay })).status, 204);
  const { presentation } = before.agenda[5];
  await coordinator.goto(`${room()}?dossier=${presentation}`);
  await coordinator.keyboard.press('b');
  await until('it is discussed', async () => (await state(coordinator)).current === presentation);
  await typeIn(coordinator, 'surveillance', 'IRM dans trois mois');
  await coordinator.keyboard.press('Escape');
  for (const keys of ['a2', 'g3', 'u1']) for (const key of keys) await coordinator.keyboard.press(key);
  await typeIn(coordinator, 'dissent', 'Un avis pour la chirurgie');
  await quiet(coordinator);
  await coordinator.keyboard.press('Escape');
  await coordinator.keyboard.press('s');
  await coordinator.waitForURL('**/signer');
  assert.match(await coordinator.textContent('main'), /Vous signez un avis, pas une décision/);
  await lookAt(coordinator, 'signer-avis');
  await coordinator.click('form.sign button');
  await coordinator.waitForURL('**/compte-rendu');
  assert.match(await coordinator.textContent('main'), /Avis sans quorum/);
  const next = (await ask(coordinator, server, 'GET', '/api/v1/meetings/2/room')).body.agenda;
  assert.equal(next.length, 1);
});

test('without scripts the room shows and its forms work; in English, in the dark and on a telephone too', async () => {
  const { cookies } = await secretary.context().storageState();
  for (const [name, options] of [['salle-sans-script', { scripts: false }], ['room-english-dark', { language: 'en-GB', dark: true }], ['salle-telephone', { width: 390 }]]) {
    const page = await newPage(browser, options);
    await page.context().addCookies(cookies);
    const { agenda } = await state(secretary);
    await page.goto(`${room()}?dossier=${agenda[6].presentation}`);
    if (options.scripts !== false) { await lookAt(page, name); await page.context().close(); continue; }
    await page.fill('#f-trial', 'Écrit sans script');
    await page.click('form[data-field=trial] .save');
    assert.equal(await page.inputValue('#f-trial'), 'Écrit sans script');
    assert.equal(await textOf(secretary, agenda[6].presentation, 'trial'), 'Écrit sans script');
    await page.context().close();
  }
});

test('what is wrong is refused in words', async () => {
  const { agenda } = await state(coordinator);
  const at = `/api/v1/presentations/${agenda[7].presentation}`;
  for (const [path, data, status] of [
    [`${at}/fields/agreement`, { text: 'maybe', version: 0 }, 400], [`${at}/fields/nothing`, { text: 'x', version: 0 }, 400],
    [`${at}/fields/surgery`, { text: 'x', version: -1 }, 422], ['/api/v1/presentations/999999/fields/surgery', { text: 'x', version: 0 }, 404],
    [`${at}/fields/planned_centre`, { text: '<script>', version: 0 }, 400]]) {
    const answer = await ask(coordinator, server, 'PUT', path, data);
    assert.equal(answer.status, status, `${path} ${JSON.stringify(answer.body)}`);
  }
  assert.equal((await ask(coordinator, server, 'POST', '/api/v1/meetings/1/join', { specialty: 'surgeon' })).status, 400);
  assert.equal((await coordinator.goto(`${server.address}/espace/rcp/reunions/999999/salle`)).status(), 404);
});

test('who sent the patient without an account reads the signed report, and nothing before', async () => {
  const centre = (await ask(secretary, server, 'GET', '/api/v1/session')).body.appointments[0].centre;
  const sender = await newPage(browser);
  await sender.goto(`${server.address}/adresser?centre=${centre}`);
  const fields = { sender_name: 'Médecin Synthétique', sender_email: 'medecin@synthetique.example', birth_name: 'RAPPORT-SYNTHETIQUE', given_names: 'Donnée', birth_date: '1961-03-09', postcode: '69008', size_mm: '82', first_seen: '03/11/2025', question: 'Masse de cuisse : que faire ?', code: 'oiseau-bleu-7' };
  for (const [name, text] of Object.entries(fields)) await sender.fill(`#field-${name}`, text);
  for (const [name, word] of Object.entries({ sender_profession: 'general_practitioner', sex: 'female', place: 'soft_tissue' })) await sender.selectOption(`#field-${name}`, word);
  await sender.check('#field-consent');
  await sender.click('button.act');
  const number = await sender.textContent('.said');
  const link = await sender.getAttribute('a.secret', 'href');

  await secretary.goto(`${server.address}/espace/demandes`);
  await secretary.click(`a:has-text("${number}")`);
  const referral = Number(/demandes\/(\d+)/.exec(secretary.url())[1]);
  await secretary.click('summary:has-text("Prendre en charge")');
  await secretary.click('button:has-text("Prendre en charge")');
  await secretary.click('button:has-text("Ouvrir le dossier")');
  await secretary.waitForURL('**/espace/cas/*');
  const patient = Number(/cas\/(\d+)/.exec(secretary.url())[1]);
  const placed = await ask(coordinator, server, 'POST', '/api/v1/meetings/1/presentations', { case: patient, referral, question: 'Biopsie ou exérèse ?', reason: 'initial_diagnosis', consent: true, late_reason: 'essai' });
  assert.equal(placed.status, 201, JSON.stringify(placed.body));
  const { presentation } = placed.body;
  await secretary.goto(`${server.address}/espace/rcp/dossiers/${presentation}`);
  assert.equal(await secretary.inputValue('#field-first_seen'), '2025-11-03', 'what the sender wrote is not typed again');

  await ask(coordinator, server, 'POST', '/api/v1/meetings/1/join', { name: 'Chirurgien Invité', specialty: 'surgeon' });
  assert.equal((await ask(coordinator, server, 'POST', `/api/v1/presentations/${presentation}/begin`)).status, 204);
  for (const [field, text] of Object.entries({ further_diagnosis: 'Biopsie sous échographie\nau centre', agreement: 'unanimous', guideline: 'followed', guideline_name: 'NICE', urgency: 'within_two_weeks', planned_centre: centre }))
    assert.equal((await ask(coordinator, server, 'PUT', `/api/v1/presentations/${presentation}/fields/${field}`, { text, version: 0 })).status, 200, field);
  await sender.goto(link);
  await sender.fill('#field-code', fields.code);
  await sender.click('button.act');
  assert.doesNotMatch(await sender.textContent('main'), /Biopsie sous échographie/);
  await coordinator.goto(`${server.address}/espace/rcp/dossiers/${presentation}/signer`);
  await coordinator.click('form.sign button');
  await coordinator.waitForURL('**/compte-rendu');
  await sender.reload();
  await lookAt(sender, 'suivi-compte-rendu');
  const read = await sender.textContent('section.report');
  assert.match(read, /Décision de la RCP/);
  assert.match(read, /Biopsie sous échographie\nau centre/);
  assert.doesNotMatch(read, /Chirurgien Invité/);
  await sender.context().close();
});

test('ending the meeting carries over what was not discussed, and everybody has left', async () => {
  await coordinator.goto(room());
  await coordinator.click('.ending summary');
  await coordinator.click('.ending form button');
  await until('it is over', async () => (await coordinator.textContent('#room-top')).includes('Séance terminée'));
  const { present, agenda } = await state(coordinator);
  assert.deepEqual(present, []);
  assert.ok(agenda.every((one) => one.stage !== 'placed' && one.stage !== 'discussing'), JSON.stringify(agenda.map((one) => one.stage)));
  await lookAt(coordinator, 'salle-terminee');
});
