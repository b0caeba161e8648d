// Every public page, in both languages, measured by Lighthouse; see run.
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const [address, ...chosen] = process.argv.slice(2);
const rounds = Number(process.env.ROUNDS ?? 3);
const answers = 'age=adult&place=soft_tissue&size_cm=7&depth=deep&lieu=69008';
const pages = chosen.length ? chosen : [
  '/', '/en/', '/masse-suspecte', '/en/suspicious-mass', `/masse-suspecte/reponse?${answers}`, `/en/suspicious-mass/answer?${answers}`,
  '/centres', '/en/centres', '/centres?lieu=69008', '/centres/FR-LYON-CLB', '/en/centres/FR-LYON-CLB', '/adresser', '/en/refer',
  '/resultats', '/en/results', '/comprendre', '/en/understand', '/connexion',
];
// Pages for one reader are kept from search engines on purpose: the score of search engines does not count there.
const unlisted = /[?]|^\/connexion/;
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const chrome = await launch({ chromePath: '/usr/bin/chromium', chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu'], logLevel: 'silent' });
let failed = false;
console.log(`${'page'.padEnd(62)} perf a11y best  seo  interactive  first paint  bytes`);
for (const page of pages) {
  const runs = [];
  for (let round = 0; round < rounds; round++) {
    const { lhr } = await lighthouse(address + page, { port: chrome.port, output: 'json', logLevel: 'silent', onlyCategories: categories });
    runs.push(lhr);
  }
  const score = (name) => Math.round(100 * median(runs.map((one) => one.categories[name].score ?? 0)));
  const audit = (name) => median(runs.map((one) => one.audits[name].numericValue));
  const scores = categories.map(score), interactive = audit('interactive');
  const judged = unlisted.test(page) ? scores.slice(0, 3) : scores;
  const bad = judged.some((one) => one < 95) || interactive > 2000;
  failed ||= bad;
  console.log(`${page.padEnd(62)} ${scores.map((one) => String(one).padStart(4)).join(' ')}  ${(interactive / 1000).toFixed(2).padStart(8)} s  ${(audit('first-contentful-paint') / 1000).toFixed(2).padStart(8)} s  ${audit('total-byte-weight')}${bad ? '  <' : ''}`);
  if (bad || process.env.DETAILS)
    for (const one of Object.values(runs[0].audits))
      if (one.score !== null && one.score < 0.9 && one.scoreDisplayMode !== 'informative')
        console.log(`    ${one.id}: ${one.title}${one.displayValue ? ` (${one.displayValue})` : ''} ${(one.details?.items ?? []).slice(0, 3).map((item) => item.node?.snippet ?? item.url ?? item.description ?? '').join(' | ')}`);
}
await chrome.kill();
process.exit(failed ? 1 : 0);
