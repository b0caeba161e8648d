// A decision against what was done, through imported acts; and the ways of a case that boards must not lose: a bone tumour, one operated
// without a diagnosis, a guest with a specialty that nobody knows.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { lookAt, openBrowser } from './browser.js';
import { ask, enter, roomServer } from './room.js';

let browser, server, coordinator, secretary, manager, centre;
const folder = process.env.REPERE_ROOM, database = `sqlite:${folder}/followed.db`;
const day = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);
// The record's today is that of Paris, also when it is tomorrow there already.
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());
const said = (page) => page.textContent('[role=alert]');
const main = (page) => page.textContent('main');

// A folder of the exchange format: what a hospital sends.
function send(source, files) {
  const place = `${folder}/${source}-${Date.now()}`;
  mkdirSync(place);
  writeFileSync(`${place}/dataset.toml`, `format = 1\nsource = "${source}"\ntitle_fr = "Essai"\ntitle_en = "Test"\nversion = "1"\nsynthetic = true\nlicence = "CC0-1.0"\n`);
  copyFileSync(`${folder}/cohort/centres.csv`, `${place}/centres.csv`);
  for (const [name, text] of Object.entries(files)) writeFileSync(`${place}/${name}.csv`, text);
  execFileSync(process.env.REPERE_PROGRAM, ['import', place, '--db', database], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
const patients = (...rows) => `patient,birth_date,sex,department\n${rows.join('\n')}\n`;
const tumours = (...rows) => `tumour,patient,diagnosis_date,incident,histotype,site,compartment,centre\n${rows.map((row) => `${row},${centre}`).join('\n')}\n`;
const fromElsewhere = {
  patients: () => patients('A,1961-03-09,F,69', 'B,1970-05-21,M,69', 'C,1980-11-02,F,69', 'D,1991-01-30,M,69'),
  tumours: () => tumours(`A1,A,${day(-30)},yes,,thigh,soft_tissue`, `B1,B,${day(-20)},yes,,femur,bone`, `C1,C,${day(-25)},yes,,thigh,soft_tissue`, `D1,D,${day(-22)},yes,,thigh,soft_tissue`),
  surgeries: () => `tumour,act,date,status,centre,kind,margin,planned\nC1,C-op,${day(-10)},done,OUTSIDE,resection,R1,no\n`,
};

const cases = {};
async function newCases(source) {
  const { body } = await ask(manager, server, 'GET', '/api/v1/cases?most=500');
  const fresh = body.cases.map((one) => one.case).filter((number) => !cases.known.includes(number));
  cases.known.push(...fresh);
  return [...new Set(fresh)].sort((a, b) => a - b);
}

before(async () => {
  browser = await openBrowser();
  server = await roomServer(process.env.REPERE_PROGRAM, database, folder);
  [coordinator, secretary, manager] = await Promise.all(['coordinator', 'secretary', 'data_manager'].map((role) => enter(browser, server, role)));
  centre = (await ask(secretary, server, 'GET', '/api/v1/session')).body.appointments[0].centre;
  cases.known = [];
  await newCases();
  send('hopital-essai', { patients: fromElsewhere.patients(), tumours: fromElsewhere.tumours(), surgeries: fromElsewhere.surgeries() });
  [cases.followed, cases.bone, cases.operated, cases.partly] = await newCases();
});
after(async () => {
  for (const page of [secretary, coordinator]) assert.deepEqual(page?.problems, []);
  await browser.close();
  await server.stop();
});

test('a case that another source describes to the day is proposed as the same person', async () => {
  send('autre-hopital', { patients: patients('X,1961-03-09,F,69', 'Y,1961-03-10,F,69'), tumours: tumours(`X1,X,${day(-30)},yes,,thigh,soft_tissue`, `Y1,Y,${day(-30)},yes,,thigh,soft_tissue`) });
  const [twin, other] = await newCases();
  await manager.goto(`${server.address}/espace/cas/${twin}`);
  assert.match(await main(manager), new RegExp(`Peut-être un doublon : cas ${cases.followed}\\.`));
  await lookAt(manager, 'cas-doublon');
  await manager.click(`a:has-text("cas ${cases.followed}")`);
  assert.match(await main(manager), new RegExp(`Peut-être un doublon : cas ${twin}\\.`), 'each names the other');
  await manager.goto(`${server.address}/espace/cas/${other}`);
  assert.doesNotMatch(await main(manager), /doublon/, 'born the day after: somebody else');
  assert.doesNotMatch(await main(manager), /soft_tissue|core_needle|not_asked/, 'no code of the exchange is shown');
});

const boneBoard = 'RCP os (essai)';
test('a bone tumour is refused by a board that takes none, which names the one that does', async () => {
  await secretary.goto(`${server.address}/espace/rcp/tableaux`);
  await secretary.click('summary:has-text("Créer une RCP")');
  await secretary.selectOption('#field-sort', 'bone');
  await secretary.fill('#field-name_fr', boneBoard);
  await secretary.fill('#field-name_en', 'Bone board (test)');
  await secretary.check('input[name=takes_bone]');
  await secretary.click('details button');
  await secretary.waitForURL(/tableaux\/\d+$/);
  await secretary.fill('#field-until', day(30));
  await secretary.click('button:has-text("Prévoir")');
  await secretary.goto(`${server.address}/espace/rcp/inscrire?cas=${cases.bone}`);
  const meeting = (name) => secretary.locator('#field-meeting option').evaluateAll((all, text) => all.filter((one) => one.textContent.includes(text) && !one.textContent.includes('clos'))[0].value, name);
  await secretary.selectOption('#field-meeting', await meeting('démonstration'));
  await secretary.fill('#field-question', 'Biopsie par quelle voie ?');
  await secretary.check('input[name=consent]');
  await secretary.click('main button:has-text("Inscrire")');
  assert.match(await said(secretary), /ne prend pas de tumeurs osseuses.*RCP os \(essai\)/s);
  await lookAt(secretary, 'inscrire-os-refuse');
  assert.equal(await secretary.inputValue('#field-question'), 'Biopsie par quelle voie ?', 'nothing typed is lost');
  await secretary.selectOption('#field-meeting', await meeting(boneBoard));
  await secretary.click('main button:has-text("Inscrire")');
  await secretary.waitForURL(/dossiers\/\d+$/);
  assert.match(await main(secretary), /Radiographie standard \*/, 'a bone tumour needs a plain radiograph');
});

async function place(number) {
  const answer = await ask(secretary, server, 'POST', '/api/v1/meetings/1/presentations', { case: number, question: 'Que proposer ?', reason: 'after_surgery', consent: true });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body.presentation;
}

test('a case that was operated without a diagnosis needs the report of that operation', async () => {
  cases.presentation = await place(cases.operated);
  await secretary.goto(`${server.address}/espace/rcp/dossiers/${cases.presentation}`);
  assert.match(await main(secretary), /Compte rendu opératoire de la première exérèse \*/);
  assert.match(await main(secretary), /Chirurgie .*R1.*non programmée \(sans diagnostic\)/s);
  await lookAt(secretary, 'dossier-opere-sans-diagnostic');
  await secretary.goto(`${server.address}/espace/rcp/dossiers/${await place(cases.followed)}`);
  assert.doesNotMatch(await main(secretary), /Compte rendu opératoire/);
});

test('a guest comes with a specialty that the network knows', async () => {
  assert.equal((await ask(coordinator, server, 'POST', '/api/v1/meetings/1/open')).status, 204);
  const join = (specialty, name = 'Invité Synthétique') => ask(coordinator, server, 'POST', '/api/v1/meetings/1/join', { name, specialty });
  for (const unknown of ['astrologer', '', 'Surgeon']) assert.equal((await join(unknown)).status, 422, unknown);
  const { present } = (await ask(coordinator, server, 'GET', '/api/v1/meetings/1/room')).body;
  assert.deepEqual(present, [], 'nobody came with a specialty that counts for nothing');
  for (const specialty of ['surgeon', 'oncologist', 'radiotherapist']) assert.equal((await join(specialty, `Invité ${specialty}`)).status, 204, specialty);
  assert.equal((await ask(coordinator, server, 'GET', '/api/v1/meetings/1/room')).body.quorum.reached, true);
});

async function decide(number, fields) {
  const { body } = await ask(coordinator, server, 'GET', '/api/v1/meetings/1/room');
  const placed = [];
  for (const one of body.agenda) if ((await ask(coordinator, server, 'GET', `/api/v1/presentations/${one.presentation}`)).body.case === number) placed.push(one.presentation);
  const presentation = placed[0] ?? (await place(number));
  assert.equal((await ask(coordinator, server, 'POST', `/api/v1/presentations/${presentation}/begin`)).status, 204);
  for (const [field, text] of Object.entries({ agreement: 'unanimous', guideline: 'followed', guideline_name: 'ESMO', planned_centre: centre, urgency: 'usual', ...fields }))
    assert.equal((await ask(coordinator, server, 'PUT', `/api/v1/presentations/${presentation}/fields/${field}`, { text, version: 0 })).status, 200, field);
  await coordinator.goto(`${server.address}/espace/rcp/dossiers/${presentation}/signer`);
  await coordinator.click('form.sign button');
  await coordinator.waitForURL('**/compte-rendu');
  return presentation;
}
const row = (page, presentation) => page.locator('tr', { has: page.locator(`a[href="/espace/rcp/dossiers/${presentation}/compte-rendu"]`) });

test('operated elsewhere, R1: the imported act says that the decision was not followed, and a person says why', async () => {
  const surgery = { surgery: 'Exérèse large en monobloc' };
  const elsewhere = await decide(cases.followed, surgery), here = await decide(cases.operated, { surgery: 'Reprise du lit tumoral' });
  const partly = await decide(cases.partly, { ...surgery, radiotherapy: '50 Gy avant' });
  await secretary.goto(`${server.address}/espace/rcp/suites`);
  for (const one of [elsewhere, here, partly]) assert.match(await row(secretary, one).textContent(), /rien d’enregistré.*pas encore/s);
  send('hopital-essai', {
    patients: fromElsewhere.patients(), tumours: fromElsewhere.tumours(),
    surgeries: `${fromElsewhere.surgeries()}A1,A-op,${today},done,OUTSIDE,resection,R1,yes\nC1,C-reprise,${today},done,${centre},re_excision,R0,yes\nD1,D-op,${today},done,OUTSIDE,resection,R0,yes\n`,
    radiotherapies: `tumour,act,date,status,centre,timing,dose_gy\nD1,D-rt,${today},done,${centre},adjuvant,50\n`,
  });
  await secretary.reload();
  assert.match(await row(secretary, elsewhere).textContent(), new RegExp(`fait le ${today}, R1, dans un autre centre que celui prévu.*non suivie`, 's'));
  assert.match(await row(secretary, here).textContent(), /R0.*suivie/s);
  assert.match(await row(secretary, partly).textContent(), /en partie/);
  await lookAt(secretary, 'suites-non-suivie');
  const judged = row(secretary, elsewhere);
  await judged.locator('summary').click();
  await judged.locator('select').selectOption('not_followed');
  await judged.locator('button').click();
  assert.match(await said(secretary), /dites pourquoi/);
  await judged.locator('summary').click();
  await judged.locator('select').selectOption('not_followed');
  await judged.locator('input[name=reason]').fill('Opéré en urgence près de chez elle');
  await judged.locator('button').click();
  assert.match(await row(secretary, elsewhere).textContent(), /non suivie – Opéré en urgence près de chez elle/);
  await secretary.goto(`${server.address}/espace/cas/${cases.followed}`);
  assert.match(await main(secretary), /Décisions de RCP.*R1, dans un autre centre.*non suivie – Opéré en urgence/s);
  await lookAt(secretary, 'cas-decision-non-suivie');
});

test('what was to be done and is late comes first', async () => {
  const presentation = await place((await newCases())[0] ?? cases.known.at(-1));
  const act = (what, due) => ask(coordinator, server, 'POST', `/api/v1/presentations/${presentation}/actions`, { what, owner_name: 'Secrétariat', due });
  assert.equal((await act('À temps', day(7))).status, 201);
  assert.equal((await act('En retard', day(-1))).status, 201);
  await secretary.goto(`${server.address}/espace/rcp/suites`);
  const first = secretary.locator('table').first().locator('tbody tr');
  assert.match(await first.first().textContent(), /En retard.*– en retard/s);
  assert.match(await first.nth(1).textContent(), /À temps/);
});
