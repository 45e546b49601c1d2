// Every end of the page's own table: what has no words or no check is a failure. Few of them can be had of a real proxy
// within a test; that it sends these codes is shown by its own tests.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Gateway, MEETS } from './gateway.mjs';
import { partOf, withParts } from './visitor.mjs';

const LOST = 1006; // the browser's own code of a socket that nobody closed
const NOBODYS = 4999;
// they are none of a gateway: see end-checks.mjs, and below
const ELSEWHERE = ['forbidden', 'incomplete', 'malformed', 'mixed'];
const SECURE = 'https://console.example';
const PLAIN = 'ws://gateway.example';

/** Ways to each end; they begin with a page that has just been handed a console. */
const WAYS = {
  unreachable: [['never opened', { meets: MEETS.closing(LOST) }]],
  lost: [['cut', { closes: LOST }], ['closed with a code of nobody', { closes: NOBODYS }]],
  protocol: [['no RFB', { meets: MEETS.gibberish() }]],
  refused: [['a password', { meets: MEETS.asking() }], ['by RFB', { meets: MEETS.refusing() }]],
  timeout: [['mute', { meets: MEETS.silent() }]],
};

const waysTo = (code) => [['at once', { meets: MEETS.closing(code) }], ['while the screen is shown', { closes: code }]];

// in the browser: what the page itself would look up
async function ends() {
  const { CAUSES, CODES, endOf } = await import(new URL('words.js', document.baseURI).href);
  return { codes: CODES, causes: CAUSES, words: Object.fromEntries([...CODES, ...CAUSES].map((end) => [end, endOf(end)])) };
}

// in the browser: half a minute is soon over
function hurry() {
  const real = globalThis.setTimeout;
  globalThis.setTimeout = (run, time, ...more) => real(run, time === 30_000 ? 1_500 : time, ...more);
}

// in the browser: playwright's WebSocket inherits what noVNC asks every channel to have itself
function ownAll() {
  const own = WebSocket.prototype;
  Object.defineProperties(own, { ...Object.getOwnPropertyDescriptors(Object.getPrototypeOf(own)), ...Object.getOwnPropertyDescriptors(own) });
}

// in the browser: the page has begun to open that console when it ends
function handOver(fragment) {
  return new Promise((done) => {
    addEventListener('hashchange', () => done(), { once: true });
    location.hash = fragment;
  });
}

async function goes(visitor, gateway, address, { meets = MEETS.showing(), closes }) {
  gateway.meets(meets);
  const token = randomBytes(32).toString('base64url');
  await visitor.page.evaluate(handOver, withParts(address, { token }).split('#')[1]);
  if (closes !== undefined) {
    await visitor.sees('#link', /Connected/);
    await gateway.close(closes);
  }
}

/** What is shown is these words, for a screen reader too, and the button that helps. */
async function shows(visitor, { title, text, next }) {
  await visitor.sees('#link', /Closed/);
  const shown = await visitor.page.evaluate(() => {
    const [words, more, said, again, start, wait] = ['end-title', 'end-text', 'status', 'reconnect', 'start', 'end-wait']
      .map((id) => document.getElementById(id));
    const seen = (button) => button.offsetParent !== null;
    return {
      title: words.textContent, text: more.textContent, said: said.textContent,
      reconnect: seen(again), start: seen(start), wait: seen(wait), focused: document.activeElement.id,
    };
  });
  assert.deepEqual(shown, {
    title, text, said: `${title}. ${text}`, reconnect: next !== 'none', start: false, wait: false, focused: 'end',
  });
}

/** The page as a proxy with TLS in front of it would give it, which is allowed a gateway that has none. */
async function encrypted(page, address) {
  const { origin } = new URL(address);
  const gateway = new URL(partOf(address, 'gateway')).origin;
  await page.route(`${SECURE}/**`, async (route) => {
    const answer = await route.fetch({ url: route.request().url().replace(SECURE, origin) });
    const headers = answer.headers();
    const policy = headers['content-security-policy'].replaceAll(gateway, PLAIN);
    assert.ok(policy.includes(PLAIN), policy);
    await route.fulfill({ response: answer, headers: { ...headers, 'content-security-policy': policy } });
  });
  return withParts(address.replace(origin, SECURE), { gateway: `${PLAIN}/` });
}

export async function tableChecks(report, visitor, { page: address }) {
  const { codes, causes, words } = await visitor.page.evaluate(ends);
  const other = await visitor.atAnotherPage();
  await other.page.addInitScript(hurry);
  const gateway = await Gateway.at(other.page, partOf(address, 'gateway'));
  await other.open(address.split('#')[0]);
  await other.page.evaluate(ownAll);
  for (const end of [...codes, ...causes.filter((cause) => !ELSEWHERE.includes(cause))]) {
    await report.check(`'${words[end].title}' (${end}) is told, whichever way it comes`, async () => {
      const ways = codes.includes(end) ? waysTo(end) : WAYS[end];
      assert.ok(ways, `there is no check of the end ${end}`);
      for (const [name, way] of ways) {
        await goes(other, gateway, address, way);
        await shows(other, words[end]).catch((failure) => { throw new Error(`${name}: ${failure.message}`); });
      }
    });
  }
  await other.page.close();

  await report.check(`'${words.mixed.title}' (mixed) is told by a page of https:`, async () => {
    const secure = await visitor.atAnotherPage();
    await secure.open(await encrypted(secure.page, address));
    await shows(secure, words.mixed);
    await secure.page.close();
  });
}
