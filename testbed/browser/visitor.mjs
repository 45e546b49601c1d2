// A person at the console page: a browser, and what is done and seen in it.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { consoleAddress } from './portal.mjs';
import { until } from './report.mjs';
import { litPixels } from './textscreen.mjs';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
const DESKTOP = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };

export class Visitor {
  violations = [];
  errors = [];
  sent = [];

  static async come({ modules, shots, insecure = false, screen = DESKTOP }) {
    const { chromium } = createRequire(join(modules, 'node_modules/'))('playwright-core');
    const visitor = new Visitor();
    visitor.brings = { modules, shots, insecure };
    visitor.profile = await mkdtemp(join(tmpdir(), 'console-check-'));
    // a self-signed certificate: the browser's own flag, too, for a WebSocket takes no other
    const args = insecure ? [...FLAGS, '--ignore-certificate-errors'] : FLAGS;
    visitor.context = await chromium.launchPersistentContext(visitor.profile, {
      executablePath: CHROMIUM, headless: true, args, ignoreHTTPSErrors: insecure, ...screen,
    });
    visitor.context.setDefaultTimeout(20_000);
    await visitor.watch();
    return visitor.at(visitor.context.pages()[0] ?? await visitor.context.newPage());
  }

  /** The same visitor at one more page, which knows nothing of the others. */
  async atAnotherPage() {
    return Object.assign(new Visitor(), this).at(await this.context.newPage());
  }

  at(page) {
    this.page = page;
    page.on('pageerror', (error) => this.errors.push(String(error)));
    // what the console that was opened last has sent
    page.on('websocket', (socket) => {
      this.sent = [];
      socket.on('framesent', ({ payload }) => this.sent.push(Buffer.from(payload)));
    });
    return this;
  }

  /** Somebody else, on a phone. */
  onPhone() {
    return Visitor.come({ ...this.brings, screen: PHONE });
  }

  async watch() {
    await this.context.exposeFunction('tellViolation', (told) => this.violations.push(told));
    await this.context.addInitScript(() => addEventListener('securitypolicyviolation', (event) => {
      globalThis.tellViolation(`${event.violatedDirective}: ${event.blockedURI}`);
    }));
  }

  /** Opens an address afresh, also when only its fragment is another. */
  async open(address) {
    await this.page.goto('about:blank');
    await this.page.goto(address);
  }

  /** A console that nobody has opened, as a portal gets it; the visitor is at some page of the same origin. */
  freshAddress({ page, login }) {
    return this.page.evaluate(consoleAddress, { login, server: partOf(page, 'server') });
  }

  async openConnected(address) {
    await this.open(address);
    await this.sees('#link', /Connected|View only/);
  }

  /** Waits for words. */
  async sees(selector, words, seconds = 30) {
    await until(`${selector} says ${words}`, async () => {
      const place = this.page.locator(selector);
      const text = await place.isVisible() ? await place.innerText() : '(not to be seen)';
      return words.test(text) || text;
    }, seconds);
  }

  async seesScreen(pixels = 300) {
    await until(`the screen has more than ${pixels} lit pixels`, async () => {
      const lit = await litPixels(this.page);
      return lit > pixels || lit;
    }, 60);
  }

  /** Each key with its own Shift, as a person presses it, and not faster than a BIOS takes them. */
  async types(text) {
    for (const character of text) {
      const shift = /[A-Z]/.test(character);
      if (shift) {
        await this.page.keyboard.down('Shift');
      }
      await this.page.keyboard.press(shift ? `Key${character}` : character, { delay: 15 });
      if (shift) {
        await this.page.keyboard.up('Shift');
      }
      await new Promise((done) => setTimeout(done, 25));
    }
  }

  focused() {
    return this.page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName.toLowerCase());
  }

  async shot(name) {
    await this.page.screenshot({ path: join(this.brings.shots, `${name}.png`) });
  }

  async leave() {
    await this.context.close();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The address of a console with some parts of its fragment replaced. */
export function withParts(address, parts) {
  const [page, fragment] = address.split('#');
  const all = new URLSearchParams(fragment);
  Object.entries(parts).forEach(([key, value]) => (value === null ? all.delete(key) : all.set(key, value)));
  return `${page}#${all}`;
}

export function partOf(address, key) {
  return new URLSearchParams(address.split('#')[1]).get(key);
}

/** A port of this machine at which nobody listens. */
export async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}
