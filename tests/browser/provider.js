// A small provider of identities for the tests: node provider.js prints its address and serves until it is killed. It signs in
// whoever POST /control says, and lies as it is told: {subject, lie, key}. It keeps what it was asked under GET /asked.
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';

const keys = new Map();
const newKey = (name) => keys.set(name, generateKeyPairSync('rsa', { modulusLength: 2048 }));
newKey('key-1');
const state = { subject: 'ps-synthetique-1', lie: '', key: 'key-1', published: ['key-1'] };
const codes = new Map();
const asked = [];
const base64 = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims) => {
  const text = `${base64({ alg: state.lie === 'none' ? 'none' : 'RS256', kid: state.key })}.${base64(claims)}`;
  return `${text}.${state.lie === 'none' ? '' : sign('sha256', text, keys.get(state.key).privateKey).toString('base64url')}`;
};
const body = (request) => new Promise((done) => {
  let text = '';
  request.on('data', (bytes) => { text += bytes; });
  request.on('end', () => done(text));
});

const server = createServer(async (request, response) => {
  const address = `http://127.0.0.1:${server.address().port}`;
  const url = new URL(request.url, address);
  const json = (value, status = 200) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
  const go = (to) => response.writeHead(302, { Location: to }).end();
  const text = request.method === 'POST' ? await body(request) : '';
  asked.push(url.pathname);
  if (url.pathname === '/control') {
    Object.assign(state, JSON.parse(text));
    if (!keys.has(state.key)) { newKey(state.key); state.published = [state.key]; }
    return json({});
  }
  if (url.pathname === '/asked') return json(asked);
  if (state.lie === 'slow' && url.pathname === '/token') return undefined;
  if (url.pathname === '/.well-known/openid-configuration') {
    return json({
      issuer: address, authorization_endpoint: `${address}/authorize`, token_endpoint: `${address}/token`, jwks_uri: `${address}/keys`,
      userinfo_endpoint: `${address}/userinfo`, end_session_endpoint: `${address}/logout`,
    });
  }
  if (url.pathname === '/keys') return json({ keys: state.published.map((kid) => ({ ...keys.get(kid).publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' })) });
  if (url.pathname === '/authorize') {
    const q = url.searchParams;
    if (q.get('acr_values') !== 'eidas1' || q.get('code_challenge_method') !== 'S256' || !q.get('scope').split(' ').includes('openid')) return json({ error: 'invalid_request' }, 400);
    const back = new URL(q.get('redirect_uri'));
    back.searchParams.set('state', state.lie === 'state' ? 'another' : q.get('state'));
    if (state.lie === 'denied') { back.searchParams.set('error', 'access_denied'); return go(back); }
    const code = randomUUID();
    codes.set(code, { challenge: q.get('code_challenge'), nonce: q.get('nonce'), again: q.get('prompt') === 'login' });
    back.searchParams.set('code', code);
    return go(back);
  }
  if (url.pathname === '/token') {
    const form = new URLSearchParams(text);
    const held = codes.get(form.get('code'));
    codes.delete(form.get('code'));
    const secret = Buffer.from((request.headers.authorization ?? '').replace('Basic ', ''), 'base64').toString();
    if (secret !== 'repere:client-secret') return json({ error: 'invalid_client' }, 401);
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
    if (!held || challenge !== held.challenge) return json({ error: 'invalid_grant' }, 400);
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: address, aud: 'repere', sub: `f:${state.subject}`, nonce: held.nonce, acr: 'eidas1', iat: now, exp: now + 120, auth_time: now };
    if (state.lie === 'aud') claims.aud = 'somebody-else';
    if (state.lie === 'nonce') claims.nonce = 'another';
    if (state.lie === 'expired') claims.exp = now - 3600;
    return json({ access_token: `access ${state.subject}`, id_token: token(claims), token_type: 'Bearer' });
  }
  if (url.pathname === '/userinfo') {
    if (request.headers.authorization !== `Bearer access ${state.subject}`) return json({}, 401);
    return response.writeHead(200, { 'Content-Type': 'application/jwt' }).end(token({ iss: address, aud: 'repere', sub: `f:${state.subject}`, SubjectNameID: state.subject }));
  }
  if (url.pathname === '/logout') return go(url.searchParams.get('post_logout_redirect_uri'));
  return json({}, 404);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
