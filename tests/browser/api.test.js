// The API with a session: conditional writes, borders, what the trail says afterwards.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newPage, openBrowser, printed } from './browser.js';

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });
const demonstration = printed(process.env.REPERE_API);

async function client(role) {
  const page = await newPage(browser);
  await page.goto(demonstration.links[role]);
  await page.click('main button');
  await page.waitForURL('**/espace');
  const ask = async (method, path, { data, headers = {} } = {}) => {
    const answer = await page.request.fetch(demonstration.address + path, {
      method, data, maxRedirects: 0, headers: { Accept: 'application/json', Origin: demonstration.address, ...headers },
    });
    return { status: answer.status(), headers: answer.headers(), body: await answer.json().catch(() => null) };
  };
  return { page, ask };
}

let surgeon, auditor, own;

test('a case is read with its version, and changed on that version only', async () => {
  surgeon = await client('surgeon');
  const list = await surgeon.ask('GET', '/api/v1/cases?most=3');
  assert.equal(list.status, 200);
  own = list.body.cases[0].case;
  const path = `/api/v1/cases/${own}`;
  const read = await surgeon.ask('GET', path);
  assert.equal(read.status, 200);
  assert.equal(read.body.synthetic, true);
  assert.equal(JSON.stringify(read.body).includes('birth'), false);
  const tumour = read.body.tumours[0].id;
  const edit = (size, reason = 'synthetic correction') => ({ reason, tumours: [{ id: tumour, size_mm: size }] });
  assert.equal((await surgeon.ask('PATCH', path, { data: edit('41') })).status, 428);
  const etag = read.headers.etag;
  const changed = await surgeon.ask('PATCH', path, { data: edit('42'), headers: { 'If-Match': etag } });
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  const stale = await surgeon.ask('PATCH', path, { data: edit('43'), headers: { 'If-Match': etag } });
  assert.equal(stale.status, 412);
  assert.equal(stale.body.current.tumours[0].size_mm, '42');
  const again = await surgeon.ask('GET', path);
  assert.equal(again.body.tumours[0].size_mm, '42');
  for (const wrong of [edit('minus one'), edit('44', ''), { reason: 'x', tumours: [{ id: 999999999, size_mm: '1' }] }, { reason: 'x', acts: { nothing: [] } }]) {
    const refused = await surgeon.ask('PATCH', path, { data: wrong, headers: { 'If-Match': again.headers.etag } });
    assert.ok([400, 422].includes(refused.status), `${JSON.stringify(wrong)}: ${refused.status}`);
    assert.equal(refused.headers['content-type'].split(';')[0], 'application/problem+json');
  }
});

test('an identity is entered, read back and searched, and nobody else sees it', async () => {
  const path = `/api/v1/cases/${own}/identity`;
  assert.equal((await surgeon.ask('GET', path)).status, 404);
  const person = { birth_name: 'SYNTHETIQUE', given_names: 'Prénom', birth_date: '1980-02-03' };
  assert.equal((await surgeon.ask('PUT', path, { data: person, headers: { 'If-Match': '"p0"' } })).status, 204);
  const read = await surgeon.ask('GET', path);
  assert.equal(read.body.birth_name, 'SYNTHETIQUE');
  assert.match(read.headers['cache-control'], /no-store/);
  const found = await surgeon.ask('POST', '/api/v1/persons/search', { data: { family_name: 'synthétique', given_name: 'prenom', birth_date: '1980-02-03' } });
  assert.deepEqual(found.body.cases.map((one) => one.case), [own]);
  const epidemiologist = await client('epidemiologist');
  assert.equal((await epidemiologist.ask('GET', path)).status, 403);
  assert.equal((await epidemiologist.ask('GET', `/api/v1/cases/${own}`)).status, 200);
  const administrator = await client('administrator');
  assert.equal((await administrator.ask('GET', `/api/v1/cases/${own}`)).status, 403);
});

test('an objection holds from the next query on, and the trail tells all of it without a name', async () => {
  auditor = await client('auditor');
  assert.equal((await auditor.ask('POST', `/api/v1/cases/${own}/objection`, { data: { objection: 'research', reason: 'synthetic letter' } })).status, 204);
  const trail = await auditor.ask('GET', `/api/v1/audit?case=${own}`);
  assert.equal(trail.status, 200);
  const deeds = trail.body.lines.map((line) => line.deed);
  for (const deed of ['edit_case', 'correct_identity', 'read_identity', 'record_objection']) assert.ok(deeds.includes(deed), deed);
  assert.equal(JSON.stringify(trail.body).includes('SYNTHETIQUE'), false);
  assert.equal((await surgeon.ask('GET', '/api/v1/audit')).status, 403);
});

test('a write from another site is refused, and so is one without a session', async () => {
  const foreign = await surgeon.ask('POST', `/api/v1/cases/${own}/objection`, {
    data: { objection: 'none', reason: 'x' }, headers: { Origin: 'https://elsewhere.example' },
  });
  assert.equal(foreign.status, 403);
  const visitor = await newPage(browser);
  const answer = await visitor.request.get(`${demonstration.address}/api/v1/cases`, { headers: { Accept: 'application/json' }, maxRedirects: 0 });
  assert.equal(answer.status(), 401);
});
