// A server of its own for the room, which can be killed and started again at the same address, and people in it.
import { spawn } from 'node:child_process';
import { readFileSync, openSync } from 'node:fs';
import { newPage } from './browser.js';
import { codeOf } from './one_time_code.js';

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Starts `repere serve` on a database; `kill` ends it as a power cut does, `again` starts it at the same address. */
export async function roomServer(program, database, folder, options = []) {
  let child, port = 0, links;
  const start = async () => {
    const log = `${folder}/room-${Date.now()}`;
    const out = openSync(log, 'w');
    child = spawn(program, ['serve', '--listen', `127.0.0.1:${port}`, '--reports', `${folder}/reports`, '--db', database, '--demonstration', '--set', 'rate_limits=off', ...options], { stdio: ['ignore', out, out] });
    for (let i = 0; i < 200; ++i) {
      const text = readFileSync(log, 'utf8');
      const at = /^serving at (\S+)/m.exec(text);
      if (at) {
        port = Number(new URL(at[1]).port);
        links = Object.fromEntries([...text.matchAll(/^ +(\w+) +(http:\S+)$/gm)].map((m) => [m[1], m[2]]));
        return;
      }
      await pause(50);
    }
    throw new Error(readFileSync(log, 'utf8'));
  };
  const ended = () => new Promise((done) => (child.exitCode !== null || child.signalCode !== null ? done() : child.once('exit', done)));
  await start();
  return {
    get address() { return `http://localhost:${port}`; },
    get links() { return links; },
    get pid() { return child.pid; },
    kill: async () => { const over = ended(); child.kill('SIGKILL'); await over; },
    again: start,
    stop: async () => { const over = ended(); child.kill('SIGTERM'); await over; },
  };
}

/** Somebody of the demonstration, signed in. */
export async function enter(browser, server, role, options = {}) {
  const page = await newPage(browser, options);
  page.problems = [];
  page.on('pageerror', (error) => page.problems.push(error.message));
  await page.goto(server.links[role]);
  await page.click('main button');
  await page.waitForURL('**/espace');
  return page;
}

export const ask = async (page, server, method, path, data) => {
  const answer = await page.request.fetch(server.address + path, { method, data, maxRedirects: 0, headers: { Accept: 'application/json', Origin: server.address } });
  return { status: answer.status(), body: await answer.json().catch(() => null) };
};

/** Somebody who was invited, with password and second factor. */
export async function invited(browser, server, administrator, login, name, role, centre, options = {}) {
  const made = await ask(administrator, server, 'POST', '/api/v1/accounts', { login, name, appointments: [{ role, centre }] });
  if (made.status !== 201) throw new Error(JSON.stringify(made));
  const page = await newPage(browser, options);
  await page.goto(made.body.link);
  await page.fill('input[type=password]', 'corail lampe vitesse nuage');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/connexion/preparation');
  await page.fill('#field-code', codeOf(await page.textContent('main p code')));
  await page.keyboard.press('Enter');
  await page.waitForSelector('.codes');
  return page;
}
