// What somebody with bad intentions sends to the running server, by name. SQL injection goes through every parameter that the
// server's own OpenAPI document names, of every route, in a path, a query, a form and JSON; afterwards the database is whole.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { before, test } from 'node:test';
import { printed } from './browser.js';

const server = printed(process.env.REPERE_ABUSE);
const { hostname, port, host } = new URL(server.address);
const callers = {};  // role -> { cookie, formToken }
let root, casesBefore, ownCase;

const injections = [
  "' OR '1'='1", "'; DROP TABLE patient; --", "\" OR 1=1 --", "1; DELETE FROM audit_line", "' UNION SELECT sealed FROM person_key --",
  "') OR EXISTS (SELECT 1 FROM account) --", "%' OR 'a' LIKE '%", "1/**/OR/**/1", "\\'; SELECT pg_sleep(5); --", "$1", "0x27204f5220",
];

const pageOf = async (path, cookie) => (await fetch(server.address + path, { headers: { Cookie: `session=${cookie}`, Accept: 'text/html' } })).text();
const form = (path, fields, headers = {}) => fetch(new URL(path, server.address), {
  method: 'POST', redirect: 'manual', headers: { Origin: server.address, 'Content-Type': 'application/x-www-form-urlencoded', ...headers }, body: new URLSearchParams(fields),
});
const cookieOf = (answer) => /session=([^;]+)/.exec(answer.headers.get('set-cookie'))?.[1];
const ask = (role, path, { method = 'GET', headers = {}, body } = {}) => fetch(server.address + path, {
  method, body, redirect: 'manual', headers: { Accept: 'application/json', Origin: server.address, Cookie: `session=${callers[role].cookie}`, ...headers },
});
const countCases = async () => {
  let count = 0;
  for (let after = ''; ;) {
    const page = await (await ask('epidemiologist', `/api/v1/cases?most=500${after}`)).json();
    count += page.cases.length;
    if (!page.next_after) return count;
    after = `&after=${page.next_after}`;
  }
};

/** The bytes as they are, and everything that comes back until the server closes or `patience` is over. */
const raw = (bytes, patience = 3000) => new Promise((resolve) => {
  const socket = connect({ host: hostname, port: Number(port) });
  let answer = '';
  const end = (how) => { socket.destroy(); resolve({ answer, how, status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0) }); };
  const timer = setTimeout(() => end('still open'), patience);
  socket.on('data', (data) => { answer += data.toString('latin1'); });
  socket.on('close', () => { clearTimeout(timer); end('closed'); });
  socket.on('error', () => {});
  socket.write(bytes);
});
const head = (line, more = '') => `${line} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${more}\r\n`;

before(async () => {
  root = await (await fetch(`${server.address}/api/openapi.json`)).json();
  for (const [role, link] of Object.entries(server.links)) {
    const cookie = cookieOf(await form(new URL(link).pathname, {}));
    callers[role] = { cookie, formToken: /name="form_token" value="([^"]+)"/.exec(await pageOf('/espace', cookie))[1] };
  }
  ownCase = String((await (await ask('surgeon', '/api/v1/cases?most=1')).json()).cases[0].case);
  casesBefore = await countCases();
  assert.ok(casesBefore > 100);
});

const resolved = (schema) => (schema.$ref ? root.components.schemas[schema.$ref.split('/').pop()] : schema);
const textual = (schema) => [resolved(schema).type].flat().includes('string') && !resolved(schema).enum;

// A value that fits, with `text` in the place of each text.
const filled = (schema, text) => {
  const one = resolved(schema);
  if (one.enum) return one.enum[0];
  const type = [one.type].flat()[0];
  if (type === 'object') {
    const members = Object.fromEntries(Object.entries(one.properties ?? {}).map(([name, member]) => [name, filled(member, text)]));
    if (one.additionalProperties) members[text] = filled(one.additionalProperties, text);
    return members;
  }
  if (type === 'array') return Array.from({ length: Math.max(1, one.minItems ?? 0) }, () => filled(one.items, text));
  if (type === 'integer' || type === 'number') return one.minimum ?? 1;
  if (type === 'boolean') return false;
  return text.slice(0, one.maxLength ?? text.length);
};

// Every request that an operation takes, with the injection in one of its places.
function* injected(path, operation, text) {
  const parameters = operation.parameters ?? [];
  const of = (one) => (one === 'case' && !path.includes('erasure') ? ownCase : '999999999');
  const at = (name, value) => path.replace(/\{(\w+)\}/g, (_, one) => encodeURIComponent(one === name ? value : of(one)));
  for (const one of parameters) {
    if (one.in === 'path') yield { target: at(one.name, text), place: one.name };
    if (one.in === 'query') yield { target: `${at()}?${new URLSearchParams({ [one.name]: text })}`, place: one.name };
    if (one.in === 'header') yield { target: at(), headers: { [one.name]: text.replace(/[^\x20-\x7e]/g, '') }, place: one.name };
  }
  yield { target: `${at()}?${new URLSearchParams({ [text]: text })}`, place: 'the name of a parameter' };
  for (const [type, media] of Object.entries(operation.requestBody?.content ?? {}))
    if (media.schema) yield { target: at(), type, value: filled(media.schema, text), place: 'body' };
}

const bodyOf = ({ type, value }, formToken) => {
  if (type === 'application/json') return JSON.stringify(value);
  const fields = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, typeof one === 'string' ? one : JSON.stringify(one)]));
  if (type === 'application/x-www-form-urlencoded') return new URLSearchParams({ ...fields, form_token: formToken }).toString();
  const data = new FormData();
  for (const [name, one] of Object.entries({ ...fields, form_token: formToken })) data.append(name, one);
  return data;
};

// What a database says when it was given SQL that it cannot read.
const leaks = /sqlite|syntax error|unrecognized token|no such (table|column)|constraint failed|prepared statement|pg_catalog/i;
// These end the sessions that the walk itself uses.
const endsOwn = new Set(['post /deconnexion']);

test('SQL injection: through every parameter of every route the answer is a refusal or empty, and nothing of the database shows', async (t) => {
  let sent = 0, texts = 0;
  for (const [path, methods] of Object.entries(root.paths))
    for (const [method, operation] of Object.entries(methods)) {
      if (endsOwn.has(`${method} ${path}`)) continue;
      texts += (operation.parameters ?? []).filter((one) => textual(one.schema)).length;
      for (const text of injections)
        for (const one of injected(path, operation, text)) {
          // Visitors' forms go as a visitor; the rest as who may do most.
          const role = /cases|cas/.test(path) ? 'surgeon' : 'administrator', { cookie, formToken } = callers[role];
          const headers = { Accept: 'application/json', Origin: server.address, ...(one.headers ?? {}) };
          if (operation['x-repere-policy'] !== 'anonymous') headers.Cookie = `session=${cookie}`;
          if (one.type && one.type !== 'multipart/form-data') headers['Content-Type'] = one.type;
          const answer = await fetch(server.address + one.target, {
            method: method.toUpperCase(), redirect: 'manual', headers, body: one.type ? bodyOf(one, formToken) : undefined, signal: AbortSignal.timeout(4000),
          });
          const body = await answer.text(), said = `${method} ${path} (${one.place}): ${answer.status} with ${text}: ${body.slice(0, 200)}`;
          ++sent;
          assert.ok(answer.status < 500, said);
          assert.equal(leaks.test(body), false, said);
          // A list that was asked for with SQL in a filter holds nothing.
          if (answer.status === 200 && /^\/api\/v1\/cases\?/.test(one.target)) assert.deepEqual(JSON.parse(body).cases, [], said);
        }
    }
  assert.ok(texts > 20 && sent > 1000, `${texts} parameters of text, ${sent} requests`);
  t.diagnostic(`${sent} requests`);
});

test('SQL injection: the database is whole afterwards', async () => {
  assert.equal(await countCases(), casesBefore);
  const [program, url] = [process.env.REPERE_PROGRAM, `sqlite:${process.env.REPERE_ABUSE}.db`];
  assert.match(execFileSync(program, ['audit', 'verify', '--db', url]).toString(), /whole|lines/);
  assert.match(execFileSync(program, ['history', '--db', url]).toString(), /import/);
});

test('session fixation: a session that an attacker chose is never taken, and signing in gives a new one', async () => {
  const chosen = 'YXR0YWNrZXJzIG93biBzZXNzaW9uIHRva2VuIDEyMw';
  assert.equal((await fetch(`${server.address}/api/v1/session`, { headers: { Cookie: `session=${chosen}` } })).status, 401);
  const answer = await form('/connexion', { login: 'nobody@synthetique.example', password: 'corail lampe vitesse nuage' }, { Cookie: `session=${chosen}` });
  assert.notEqual(cookieOf(answer), chosen);
  assert.ok([400, 401].includes((await fetch(`${server.address}/api/v1/session?session=${callers.surgeon.cookie}`)).status), 'nor in the address');
  const twice = `session=${chosen}; session=${callers.surgeon.cookie}`;
  assert.equal((await fetch(`${server.address}/api/v1/session`, { headers: { Cookie: twice } })).status, 401, 'nor beside the right one');
});

test('header injection: what is sent never becomes a line of the answer, and a head that two programs could read differently is refused', async () => {
  const sneaked = '%0d%0aSet-Cookie:%20session=sneaked%0d%0aX-Sneaked:%20yes';
  for (const path of ['/', '/connexion', '/centres', '/api/v1/centres', '/adresser', '/masse', '/en', '/espace/cas']) {
    for (const target of [`${path}?q=${sneaked}`, `${path}${path === '/' ? '' : '/'}${sneaked}`]) {
      const { answer, status } = await raw(head(`GET ${target}`, `Cookie: session=${callers.surgeon.cookie}\r\nX-Request-Id: a${sneaked}\r\n`));
      assert.ok(status >= 200 && status < 500, `${target}: ${status}`);
      assert.equal(/^(x-sneaked|set-cookie: session=sneaked)/im.test(answer.split('\r\n\r\n')[0]), false, target);
    }
  }
  for (const bytes of [
    head('GET /', 'X-A: b\r\n c: folded\r\n'), head('GET /', 'X-A : b\r\n'), head('GET /', 'X-A: b\rX-B: c\r\n'), head('GET /', 'X-A: b\0c\r\n'),
    head('POST /connexion', 'Content-Length: 3\r\nContent-Length: 4\r\n') + 'abcd', head('POST /connexion', 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n') + '0\r\n\r\n',
    head('POST /connexion', 'Transfer-Encoding: chunked, identity\r\n') + '0\r\n\r\n', head('GET /', `Host: elsewhere.example\r\n`), 'GET / HTTP/1.1\nHost: x\n\n',
  ]) {
    const { status, answer } = await raw(bytes);
    assert.ok([400, 501].includes(status), `${status} for ${JSON.stringify(bytes)}: ${answer.slice(0, 100)}`);
  }
});

test('path traversal: no address climbs out of what the server shows', async () => {
  const climbing = ['../', '..%2f', '%2e%2e/', '%2e%2e%2f', '..%5c', '%252e%252e%252f', '....//', '%c0%ae%c0%ae/', '..;/', '.%2e/', '\\..\\'];
  for (const front of ['/', '/rapports/', '/resultats/', '/guides/', '/static/', '/espace/cas/', '/invitation/', '/suivi/'])
    for (const step of climbing)
      for (const file of ['etc/passwd', 'repere.db', 'knowledge/network/centres.csv']) {
        const { status, answer } = await raw(head(`GET ${front}${step.repeat(6)}${file}`, `Cookie: session=${callers.administrator.cookie}\r\n`));
        // What is encoded twice is one segment with a strange name: the page of a link may ask for the code of one that is none.
        const strange = step.startsWith('%25') && front === '/suivi/' && status === 200;
        assert.ok(strange || [400, 401, 403, 404].includes(status), `${front}${step}: ${status}`);
        assert.equal(/root:.*:0:0|SQLite format/.test(answer), false);
      }
});

test('oversized and deep: bodies, JSON, forms, addresses and heads beyond their bounds are refused, and the server goes on', async () => {
  const path = `/api/v1/cases/${ownCase}`;
  const headers = { 'Content-Type': 'application/json', 'If-Match': '"v1"' };
  const patch = (body) => ask('surgeon', path, { method: 'PATCH', headers, body });
  const deep = (depth) => `{"reason":"x","acts":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`;
  for (const depth of [40, 1000, 40_000]) assert.ok([400, 413].includes((await patch(deep(depth))).status), `${depth} deep`);
  assert.ok([400, 413].includes((await patch(`{"reason":${'['.repeat(100_000)}`)).status));
  assert.equal((await patch(JSON.stringify({ reason: 'x'.repeat(300_000) }))).status, 413);
  assert.equal((await patch(JSON.stringify({ reason: 'x'.repeat(600) }))).status, 422);
  assert.equal((await patch('{"reason":"a","reason":"b"}')).status, 400, 'a member twice');
  assert.equal((await patch('{"reason":1e999999}')).status, 400, 'a number that is none');
  assert.equal((await raw(head('PATCH ' + path, `Cookie: session=${callers.surgeon.cookie}\r\nOrigin: ${server.address}\r\nIf-Match: "v1"\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n`))).status, 413);
  assert.equal((await raw(head(`GET /${'a'.repeat(20_000)}`))).status, 414);
  assert.equal((await raw(head('GET /', `X-Long: ${'a'.repeat(70_000)}\r\n`))).status, 431);
  assert.equal((await raw(head('GET /', 'X-Many: a\r\n'.repeat(2000)))).status, 431);
  const fields = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`f${i}`, 'x']));
  assert.ok([400, 413, 422].includes((await form('/connexion', fields)).status), 'a form of 5,000 fields');
  assert.equal((await fetch(`${server.address}/healthz`)).status, 200);
});

test('slow clients: who sends a head by the byte, or a body that does not come, is cut off while others are served', async () => {
  const begun = [raw('GET / HTTP/1.1\r\nHost: x\r\n', 8000), raw(head('POST /connexion', 'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n') + 'login=a', 8000)];
  const others = [];
  for (let i = 0; i < 20; ++i) others.push((await fetch(`${server.address}/healthz`)).status);
  assert.deepEqual(new Set(others), new Set([200]));
  for (const { how, status } of await Promise.all(begun)) {
    assert.equal(how, 'closed');
    assert.equal(status, 408);
  }
});

test('CSRF: every write with a session is refused from another site, and every form without its token', async () => {
  const { cookie, formToken } = callers.surgeon;
  let asked = 0;
  for (const [path, methods] of Object.entries(root.paths))
    for (const [method, operation] of Object.entries(methods)) {
      if (method === 'get' || operation['x-repere-policy'] === 'anonymous') continue;
      const target = server.address + path.replace(/\{\w+\}/g, '1'), media = operation.requestBody?.content ?? {}, type = Object.keys(media)[0];
      const value = type ? filled(media[type].schema, 'synthetic') : {};
      const send = (headers, token) => fetch(target, {
        method: method.toUpperCase(), redirect: 'manual', body: type ? bodyOf({ type, value }, token) : undefined,
        headers: { Accept: 'application/json', Cookie: `session=${cookie}`, 'If-Match': '"v1"', ...(type && type !== 'multipart/form-data' ? { 'Content-Type': type } : {}), ...headers },
      });
      for (const headers of [{ Origin: 'https://elsewhere.example' }, { Origin: 'null' }, { Referer: 'https://elsewhere.example/page' }, { 'Sec-Fetch-Site': 'cross-site' }])
        assert.equal((await send(headers, formToken)).status, 403, `${method} ${path} ${JSON.stringify(headers)}`);
      if (type && type !== 'application/json') {
        for (const token of ['', 'made-up', callers.administrator.formToken])
          assert.equal((await send({ Origin: server.address }, token)).status, 403, `${method} ${path} with the token '${token.slice(0, 8)}'`);
      }
      ++asked;
    }
  assert.ok(asked > 25, `${asked} writes`);
});

test('open redirect: no parameter, header or form sends anybody to another site', async () => {
  const elsewhere = ['https://elsewhere.example/', '//elsewhere.example/', '/\\elsewhere.example', '\\\\elsewhere.example', '/%09/elsewhere.example', 'javascript:alert(1)', '/%5celsewhere.example', '///elsewhere.example', 'https:elsewhere.example'];
  const isHere = (answer, said) => {
    const place = answer.headers.get('location');
    if (place !== null) assert.equal(new URL(place, server.address).host, host, `${said}: ${place}`);
  };
  for (const [path, methods] of Object.entries(root.paths))
    for (const [method, operation] of Object.entries(methods)) {
      if (endsOwn.has(`${method} ${path}`)) continue;
      for (const place of elsewhere)
        for (const one of injected(path, operation, place)) {
          if (one.type === 'application/json') continue;
          const { cookie, formToken } = callers.clinician;
          const answer = await fetch(server.address + one.target, {
            method: method.toUpperCase(), redirect: 'manual', body: one.type ? bodyOf(one, formToken) : undefined,
            headers: { Origin: server.address, Cookie: `session=${cookie}`, ...(one.type && one.type !== 'multipart/form-data' ? { 'Content-Type': one.type } : {}), ...(one.headers ?? {}) },
          });
          isHere(answer, `${method} ${one.target}`);
          await answer.arrayBuffer();
        }
    }
  for (const next of ['next', 'return', 'retour', 'redirect', 'url', 'vers'])
    for (const place of elsewhere) {
      isHere(await fetch(`${server.address}/espace?${new URLSearchParams({ [next]: place })}`, { redirect: 'manual' }), next);
      isHere(await fetch(`${server.address}/connexion?${new URLSearchParams({ [next]: place })}`, { redirect: 'manual' }), next);
    }
  const { answer } = await raw(head('GET //elsewhere.example/..'));
  const place = /^location: (.*)$/im.exec(answer)?.[1]?.trim();
  if (place) assert.equal(new URL(place, server.address).host, host, place);
});
