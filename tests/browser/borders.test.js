// A role gets nothing that is not its own by any route: every route of the running server's OpenAPI document, asked by every role,
// by nobody, with a session that is over, and with a token that lacks the scope; about a case that is the role's own, that was
// shared with its centre, and that is another centre's. What must come back follows from the policy table (docs/access.md, which a
// test holds to the table in the program). A route that follows from nothing is a failure.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { printed } from './browser.js';
import { codeOf } from './one_time_code.js';

const server = printed(process.env.REPERE_BORDERS);
const relations = ['own', 'shared', 'foreign'];

// docs/access.md: act -> role -> [own, shared, foreign]
const policy = (() => {
  const lines = readFileSync(new URL('../../docs/access.md', import.meta.url), 'utf8').split('\n').filter((line) => line.startsWith('| '));
  const cells = (line) => line.split('|').slice(1, -1).map((cell) => cell.trim());
  const roles = cells(lines[0]).slice(1);
  const answers = (cell) => (cell === '–' ? ['no', 'no', 'no'] : cell === 'yes' ? ['yes', 'yes', 'yes'] : cell.split(', '));
  return Object.fromEntries(lines.slice(1).map(cells).map(([act, ...row]) => [act, Object.fromEntries(row.map((cell, i) => [roles[i], answers(cell)]))]));
})();

// What everybody who has signed in does with their own affairs, and what nobody needs to have signed in for: writes of visitors, and
// the pages that let people in. Reading without a session is for public pages: nothing of the workspace, nothing under /api/v1.
const ownAffairs = new Set([
  'get /api/v1/session', 'get /api/v1/sessions', 'delete /api/v1/sessions/{session}', 'get /api/v1/tokens', 'post /api/v1/tokens', 'delete /api/v1/tokens/{token}',
  'get /espace', 'get /espace/sessions', 'post /espace/sessions/{session}', 'get /espace/securite', 'post /espace/securite/codes', 'post /espace/securite/jetons',
  'post /espace/securite/jetons/{token}', 'post /espace/securite/fournisseur', 'get /espace/securite/fournisseur', 'get /espace/confirmation', 'post /espace/confirmation',
  'get /espace/confirmation/fournisseur', 'get /connexion/code', 'post /connexion/code', 'get /connexion/preparation', 'post /connexion/preparation', 'post /deconnexion',
]);
// Acts that a token may never do, so that the gate lets sessions alone in and the workflow asks the policy.
const actsOfSessions = { 'post /api/v1/cases/{case}/erasure': 'erase_person' };
const visitorsWrites = new Set(['post /connexion', 'post /invitation/{link}', 'post /demonstration/{link}', 'post /adresser', 'post /en/refer',
  'post /suivi/{link}', 'post /en/follow/{link}', 'post /suivi/{link}/complement', 'post /en/follow/{link}/complement', 'post /lettre/{link}', 'post /en/letter/{link}']);
// What the public pages show, for machines.
const publicData = /^\/api\/v1\/(centres|places|results|suspicion)(\/|$)/;
const nobodys = { account: '999999999', session: '999999999', token: '999999999', centre: 'nulle-part', referral: '999999999', number: '1', meeting: '999999999', presentation: '999999999', field: 'surgery', board: '999999999', message: '999999999', correspondent: '999999999' };

// Who may ask for a route, or an error that says what is missing here.
function expectationOf(method, path, operation) {
  const word = operation['x-repere-policy'], key = `${method} ${path}`;
  for (const [, name] of path.matchAll(/\{(\w+)/g))
    if (word !== 'anonymous' && name !== 'case' && !(name in nobodys)) throw new Error(`${key}: whose is {${name}}? No expectation follows from the policy`);
  if (word === 'anonymous') {
    if (method === 'get' ? /^\/(espace|api\/v1)/.test(path) && !publicData.test(path) : !visitorsWrites.has(key)) throw new Error(`${key} is open to visitors, and no expectation says so`);
    return { everybody: true };
  }
  if (word === 'session' || word === 'half session') {
    if (actsOfSessions[key]) return { act: actsOfSessions[key] };
    if (!ownAffairs.has(key)) throw new Error(`${key} is open to everybody who has signed in, and no expectation says so`);
    return { signedIn: true };
  }
  const act = /^may (\w+)$/.exec(word)?.[1];
  if (!policy[act]) throw new Error(`${key}: the policy table does not know '${word}'`);
  return { act };
}

const sample = (schema, root) => {
  if (schema.$ref) return sample(root.components.schemas[schema.$ref.split('/').pop()], root);
  if (schema.example !== undefined) return schema.example;
  if (schema.examples) return schema.examples[0];
  if (schema.enum) return schema.enum[0];
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object') return Object.fromEntries((schema.required ?? []).map((name) => [name, sample(schema.properties[name], root)]));
  if (type === 'array') return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items, root));
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return false;
  if (schema.format === 'date') return '2020-01-31';
  return 'synthetique-essai'.slice(0, schema.maxLength ?? 17);
};

let root;
const callers = {};  // role -> { cookie, formToken }
const cases = {};    // relation -> number
let narrowToken;

async function ask(method, path, operation, { cookie, formToken, bearer } = {}) {
  const headers = { Accept: 'application/json', Origin: server.address };
  if (cookie) headers.Cookie = `session=${cookie}`;
  if (bearer) headers.Authorization = `Bearer ${bearer}`;
  const content = operation.requestBody?.content, type = content && Object.keys(content)[0];
  let body;
  if (type) {
    const value = sample(content[type].schema, root);
    headers['Content-Type'] = type;
    body = type === 'application/json' ? JSON.stringify(value) : new URLSearchParams({ ...value, form_token: formToken ?? '' }).toString();
  }
  if (operation.parameters?.some((one) => one.name === 'If-Match')) {
    const { 'Content-Type': _, ...reading } = headers;
    headers['If-Match'] = (await fetch(server.address + path, { headers: reading, redirect: 'manual' })).headers.get('etag') ?? '"of-nothing"';
  }
  const answer = await fetch(server.address + path, { method: method.toUpperCase(), headers, body, redirect: 'manual' });
  const text = await answer.text();
  let detail = '';
  try { detail = JSON.parse(text).detail ?? ''; } catch { /* a page */ }
  return { status: answer.status, detail, text };
}
const filled = (path, relation) => path.replace(/\{(\w+)\}/g, (_, name) => (name === 'case' ? cases[relation] : nobodys[name]));
const byGate = ({ status, detail }) => status === 401 || (status === 403 && /^(your role does not allow this|the token's scope|this is for people)/.test(detail));
const byPolicy = (answer) => byGate(answer) || (answer.status === 403 && /another centre/.test(answer.detail)) || (answer.status === 404 && /^there is no such case here/.test(answer.detail));

const form = (path, fields, cookie) => fetch(path, {
  method: 'POST', redirect: 'manual', headers: { Origin: server.address, ...(cookie ? { Cookie: `session=${cookie}` } : {}), 'Content-Type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields),
});
const cookieOf = (answer) => /session=([^;]+)/.exec(answer.headers.get('set-cookie'))[1];
const pageOf = async (path, cookie) => (await fetch(server.address + path, { headers: { Cookie: `session=${cookie}`, Accept: 'text/html' } })).text();
const json = async (method, path, cookie, data, headers = {}) => {
  const answer = await fetch(server.address + path, {
    method, headers: { Cookie: `session=${cookie}`, Origin: server.address, Accept: 'application/json', ...(data ? { 'Content-Type': 'application/json' } : {}), ...headers }, body: data && JSON.stringify(data),
  });
  return { status: answer.status, headers: answer.headers, body: await answer.json().catch(() => null) };
};

// Somebody of another centre, invited and with a second factor.
async function colleagueAt(centre) {
  const invited = await json('POST', '/api/v1/accounts', callers.administrator.cookie, { login: 'ailleurs@synthetique.example', name: 'Personne Synthétique', appointments: [{ role: 'surgeon', centre }] });
  assert.equal(invited.status, 201);
  const half = cookieOf(await form(invited.body.link, { password: 'corail lampe vitesse nuage' }));
  const page = await pageOf('/connexion/preparation', half);
  const field = (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)[1];
  const secret = /<code>([A-Z2-7]+)<\/code>/.exec(page)[1];
  return cookieOf(await form(`${server.address}/connexion/preparation`, { form_token: field('form_token'), sealed: field('sealed'), code: codeOf(secret) }, half));
}

before(async () => {
  root = await (await fetch(`${server.address}/api/openapi.json`)).json();
  for (const [role, link] of Object.entries(server.links)) {
    const cookie = cookieOf(await form(link, {}));
    const formToken = /name="form_token" value="([^"]+)"/.exec(await pageOf('/espace', cookie))[1];
    callers[role] = { cookie, formToken };
  }
  const mine = (await json('GET', '/api/v1/session', callers.surgeon.cookie)).body.appointments[0].centre;
  const all = (await json('GET', '/api/v1/cases?most=500', callers.epidemiologist.cookie)).body.cases.filter((one) => one.centre);
  cases.own = all.find((one) => one.centre === mine).case;
  const of = (centre) => all.filter((one) => one.centre === centre).map((one) => one.case);
  const { centre } = all.find((one) => one.centre !== mine && of(one.centre).length > 1);
  [cases.shared, cases.foreign] = of(centre);
  const colleague = await colleagueAt(centre);
  assert.ok([200, 201, 204].includes((await json('POST', `/api/v1/cases/${cases.shared}/shares`, colleague, { centre: mine, reason: 'synthetic second opinion' })).status), 'the case could not be shared');
  const person = { birth_name: 'SYNTHETIQUE', given_names: 'Prénom', birth_date: '1980-02-03' };
  for (const [relation, cookie] of [['own', callers.surgeon.cookie], ['shared', colleague], ['foreign', colleague]])
    assert.equal((await json('PUT', `/api/v1/cases/${cases[relation]}/identity`, cookie, person, { 'If-Match': '"p0"' })).status, 204, relation);
  const made = await json('POST', '/api/v1/tokens', callers.data_manager.cookie, { title: 'synthetic', scope: ['import_cases'], days: 1 });
  assert.equal(made.status, 201);
  narrowToken = made.body.text;
});

// What erases goes last: the others need something to be refused.
const operations = () => Object.entries(root.paths)
  .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ method, path, operation, key: `${method} ${path}` })))
  .sort((a, b) => a.path.includes('erasure') - b.path.includes('erasure'));

test('every route follows from the policy, and one that nobody thought of is noticed', () => {
  for (const { method, path, operation } of operations()) expectationOf(method, path, operation);
  const unthought = [['get', '/api/v1/everything', 'anonymous'], ['post', '/demande', 'anonymous'], ['get', '/espace/tout', 'session'], ['get', '/api/v1/x/{thing}', 'may read_case'], ['get', '/api/v1/x', 'may do_all']];
  for (const [method, path, word] of unthought) assert.throws(() => expectationOf(method, path, { 'x-repere-policy': word }), path);
});

test('without a session, with one that is over or made up, and with a token that lacks the scope, nothing opens', async () => {
  const over = 'c3ludGhldGljIHNlc3Npb24gdGhhdCBuZXZlciB3YXM';
  for (const { method, path, operation, key } of operations()) {
    const expected = expectationOf(method, path, operation);
    if (expected.everybody) continue;
    const at = filled(path, 'own');
    assert.equal((await ask(method, at, operation)).status, 401, `${key} without a session`);
    assert.equal((await ask(method, at, operation, { cookie: over })).status, 401, `${key} with a session that is none`);
    if (expected.act !== 'import_cases') assert.equal((await ask(method, at, operation, { bearer: narrowToken })).status, 403, `${key} with a token without the scope`);
  }
});

for (const role of Object.keys(policy.read_case).filter((one) => one !== 'visitor')) {
  test(`${role}: by every route what the policy says, on own, shared and foreign cases`, async () => {
    const caller = callers[role];
    for (const { method, path, operation, key } of operations()) {
      const { act } = expectationOf(method, path, operation);
      if (!act) continue;
      const row = policy[act][role], ever = row.includes('yes');
      for (const relation of path.includes('{case}') ? relations : ['own']) {
        const answer = await ask(method, filled(path, relation), operation, caller);
        const said = `${role} ${key} ${relation}: ${answer.status} ${answer.detail}`;
        if (!ever) { assert.equal(answer.status, 403, said); assert.ok(byGate(answer), said); continue; }
        assert.equal(byGate(answer) && !path.includes('{case}'), false, said);
        if (!path.includes('{case}')) continue;
        const cell = row[relations.indexOf(relation)];
        if (cell === 'yes') assert.equal(byPolicy(answer), false, said);
        else assert.ok(byPolicy(answer) && [403, 404].includes(answer.status), said);
        if (cell === 'emergency') assert.equal(answer.status, 403, said);
        if (cell !== 'yes') assert.equal(/SYNTHETIQUE|tumours/.test(answer.text), false, said);
      }
    }
  });
}

test('everybody who has signed in reaches their own affairs', async () => {
  for (const { method, path, operation, key } of operations()) {
    if (!expectationOf(method, path, operation).signedIn || method !== 'get') continue;
    for (const role of Object.keys(callers)) assert.equal(byGate(await ask(method, filled(path, 'own'), operation, callers[role])), false, `${role} ${key}`);
  }
});

test('a session that its owner ended opens nothing any more', async () => {
  const { cookie, formToken } = callers.director;
  assert.equal((await form(`${server.address}/deconnexion`, { form_token: formToken }, cookie)).status, 303);
  for (const { method, path, operation, key } of operations())
    if (!expectationOf(method, path, operation).everybody) assert.equal((await ask(method, filled(path, 'own'), operation, { cookie })).status, 401, key);
});
