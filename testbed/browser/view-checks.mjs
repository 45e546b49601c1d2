// View only: what the page sends is read where the browser sends it.
import assert from 'node:assert/strict';
import { until } from './report.mjs';
import { typed } from './textscreen.mjs';

const ALT = 0xffe9;
const B = 0x62;

const KEY = 4;
const POINTER = 5;
const TEXT = 6;
const QEMU = 255;
// of the messages that have one
const LENGTHS = { 0: 20, 3: 10, [KEY]: 8, [POINTER]: 6, 150: 10, 250: 4, [QEMU]: 12 };

function lengthAt(frames, at) {
  switch (frames[at]) {
    case 2: return 4 + 4 * frames.readUInt16BE(at + 2);
    case TEXT: return 8 + Math.abs(frames.readInt32BE(at + 4));
    case 248: return 9 + frames[at + 8];
    case 251: return 8 + 16 * frames[at + 6];
    default: return LENGTHS[frames[at]] ?? assert.fail(`the page sent a message of type ${frames[at]}`);
  }
}

/** What is input to the machine of what an RFB client has sent since that frame, keys with their keysym. */
function inputs(sent, since) {
  const frames = Buffer.concat(sent.slice(since));
  const found = [];
  for (let at = 0; at < frames.length; at += lengthAt(frames, at)) {
    const kind = { [KEY]: 'key', [QEMU]: 'key', [POINTER]: 'pointer', [TEXT]: 'text' }[frames[at]];
    if (kind === 'key') {
      const down = frames[at] === KEY ? frames[at + 1] === 1 : frames.readUInt16BE(at + 2) === 1;
      found.push({ kind, down, keysym: frames.readUInt32BE(at + 4) });
    } else if (kind !== undefined) {
      found.push({ kind });
    }
  }
  return found;
}

// in the browser: begins to type what the dialog holds, and looks on from the third key on
function looksOnMeanwhile() {
  const go = document.getElementById('typing-yes');
  return new Promise((done) => {
    const watch = new MutationObserver(() => {
      if (go.textContent.startsWith('Stop (3 of')) {
        watch.disconnect();
        document.getElementById('view-only').click();
        done();
      }
    });
    watch.observe(go, { childList: true });
    go.click();
  });
}

async function pointsAtTheScreen(page) {
  const { x, y } = await page.locator('#screen canvas').boundingBox();
  await page.mouse.move(x + 40, y + 40);
  await page.mouse.move(x + 80, y + 60, { steps: 3 });
  await page.mouse.down();
  await page.mouse.up();
  await page.mouse.wheel(0, 200);
}

export async function viewChecks(report, visitor, glyphs) {
  const { page } = visitor;

  await report.check('view only, nothing of keys, pointer or a text that had begun is sent; afterwards it is again', async () => {
    const since = visitor.sent.length;
    const seen = () => inputs(visitor.sent, since);
    await pointsAtTheScreen(page);
    await until('a pointer was sent', () => seen().some(({ kind }) => kind === 'pointer') || 'none');
    await typed(visitor, 'ababab', async () => {
      await page.locator('#paste').click();
      await page.locator('#typing-text').fill('abaZZZ');
      await page.evaluate(looksOnMeanwhile);
      await visitor.sees('#typing-wrong', /Stopped after 3 of 6 keys/);
      await page.keyboard.press('Escape');
      await visitor.sees('#link', /View only/);
      for (const button of ['ctrl-alt-del', 'paste']) {
        assert.ok(await page.locator(`#${button}`).isDisabled(), button);
      }
      await pointsAtTheScreen(page);
      await page.locator('#screen canvas').focus();
      await visitor.types('zzz');
      await page.locator('#view-only').click();
      await page.locator('#screen canvas').focus();
      await visitor.types('bab');
    }, glyphs);
    // the keys that the menu may hold are let go at last
    const isLetGo = ({ kind, down, keysym }) => kind === 'key' && !down && keysym === ALT;
    const afterwards = () => seen().slice(seen().findIndex(isLetGo) + 1);
    await until('what came afterwards was sent', () => (seen().some(isLetGo) && afterwards().length > 0) || seen().length);
    assert.deepEqual(afterwards()[0], { kind: 'key', down: true, keysym: B });
  });
}
