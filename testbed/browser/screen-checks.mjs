// The machine's screen: drawn, typed into, read.
import assert from 'node:assert/strict';
import { happens } from './outside.mjs';
import { until } from './report.mjs';
import { readCells, textOf, typed } from './textscreen.mjs';
import { viewChecks } from './view-checks.mjs';
import { partOf } from './visitor.mjs';

// q switches the test machines off
const LEARNT = 'abcdefghijklmnoprstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-.';

/** Gives the glyphs of the characters that were learnt. */
export async function screenChecks(report, visitor, cases) {
  const { page } = visitor;
  const glyphs = new Map();

  await report.check('the page comes with its policy, and noVNC with its licence', async () => {
    const [address] = cases.page.split('#');
    const answer = await page.goto(address);
    const policy = answer.headers()['content-security-policy'];
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self';/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.equal(answer.headers()['referrer-policy'], 'no-referrer');
    for (const [name, type, words] of [['core/rfb.js', /^text\/javascript/, /noVNC/], ['LICENSE.txt', /^text\/plain/, /MPL/]]) {
      const file = await page.request.get(new URL(`novnc/${name}`, address).href);
      assert.match(file.headers()['content-type'], type);
      assert.equal(file.headers()['x-content-type-options'], 'nosniff');
      assert.match(await file.text(), words);
    }
  });

  await report.check("the machine's screen is drawn", async () => {
    await visitor.openConnected(cases.page);
    await visitor.seesScreen();
    await visitor.shot('screen');
  });

  await report.check('the token is in neither the address, the history nor what was fetched', async () => {
    const token = partOf(cases.page, 'token');
    assert.ok(!page.url().includes('#'), page.url());
    const seen = await page.evaluate(() => JSON.stringify([
      location.href, document.referrer, history.state, document.documentElement.outerHTML, { ...localStorage },
      { ...sessionStorage }, document.cookie, performance.getEntriesByType('resource').map((entry) => entry.name),
    ]));
    assert.ok(!seen.includes(token));
  });

  await report.check('what is typed is echoed', async () => {
    await page.locator('#screen canvas').focus();
    const cells = await typed(visitor, LEARNT, () => visitor.types(LEARNT));
    assert.equal(new Set(cells).size, LEARNT.length, 'each key gives a character of its own');
    cells.forEach((cell, at) => glyphs.set(cell, LEARNT[at]));
    await visitor.shot('typed');
  });

  if (cases.text) {
    await report.check(`the screen shows '${cases.text}'`, async () => {
      await until(cases.text, async () => {
        const text = textOf(await readCells(page), glyphs);
        return text.includes(cases.text) || text;
      });
    });
  }

  await report.check('a text is typed key by key, with Shift where it is needed', async () => {
    const text = 'Paste 42 Z';
    await page.locator('#paste').click();
    await page.locator('#typing-text').fill(text);
    await typed(visitor, text, () => page.locator('#typing-yes').click(), glyphs);
    await visitor.shot('type-text');
    await page.keyboard.press('Escape');
  });

  await report.check('a text with characters that no key has is refused, and they are named', async () => {
    await page.locator('#paste').click();
    await page.locator('#typing-text').fill('naïve €');
    // what is typed afterwards comes first
    await typed(visitor, 'k', async () => {
      await page.locator('#typing-yes').click();
      await visitor.sees('#typing-wrong', /ï \(U\+00EF\), € \(U\+20AC\)\. Nothing was typed/);
      await page.keyboard.press('Escape');
      await page.locator('#screen canvas').focus();
      await visitor.types('k');
    }, glyphs);
  });

  await viewChecks(report, visitor, glyphs);

  if (cases.meanwhile) {
    const { name, command } = cases.meanwhile;
    await report.check(`the console goes on: ${name}`, async () => {
      await happens(command);
      await visitor.sees('#link', /Connected/);
      await page.locator('#screen canvas').focus();
      await typed(visitor, 'Z', () => visitor.types('Z'), glyphs);
    });
  }

  await report.check('the screen fits the window or has its own size', async () => {
    const width = () => page.locator('#screen canvas').evaluate((canvas) => Math.round(canvas.getBoundingClientRect().width));
    const own = await page.locator('#screen canvas').evaluate((canvas) => canvas.width);
    assert.ok(await width() > own);
    await page.locator('#fit').click();
    await until('its own size', async () => (await width()) === own || width());
    await page.locator('#fit').click();
    await until('the larger size', async () => (await width()) > own || width());
  });

  await report.check('full screen and back', async () => {
    await page.locator('#full-screen').click();
    await until('full screen', () => page.evaluate(() => document.fullscreenElement !== null));
    // the event that the button waits for comes after the change itself
    await until('the button says so', async () => (await page.locator('#full-screen').getAttribute('aria-pressed')) === 'true');
    await page.locator('#full-screen').click();
    await until('no full screen', () => page.evaluate(() => document.fullscreenElement === null));
  });

  await keyChecks(report, visitor, glyphs);
  if (cases.text) {
    await report.check('Ctrl-Alt-Del starts the machine anew, and the console stays', async () => {
      const shown = async () => textOf(await readCells(page), glyphs);
      const echoed = LEARNT.slice(9, 30);
      assert.ok((await shown()).includes(echoed), 'what was typed is there before');
      await page.locator('#ctrl-alt-del').click();
      await until('a screen on which nothing was typed', async () => {
        const text = await shown();
        return (!text.includes(echoed) && text.includes(cases.text)) || text;
      });
      await visitor.sees('#link', /Connected/);
      await page.locator('#screen canvas').focus();
      await typed(visitor, 'anew', () => visitor.types('anew'), glyphs);
    });
  }
  return glyphs;
}

// Of keys that are none of a letter, its BIOS gives control characters, and the screen shows signs of theirs.
async function keyChecks(report, visitor, glyphs) {
  const { page } = visitor;
  const sends = (name) => page.locator('#keys').getByRole('button', { name, exact: true }).click();
  const types = async (text) => {
    await page.locator('#screen canvas').focus();
    await visitor.types(text);
  };

  await report.check('the menu of keys sends Tab and chords', async () => {
    await page.locator('[data-drop=keys]').click();
    const signs = await typed(visitor, '???x', async () => {
      await sends('Tab');
      await sends('Ctrl-C');
      await sends('Ctrl-D');
      await types('x');
    }, glyphs);
    assert.equal(new Set(signs).size, 4, 'each gives a sign of its own');
  });

  await report.check('the menu of keys holds Ctrl until it is let go', async () => {
    await typed(visitor, '?b', async () => {
      await sends('Hold Ctrl');
      assert.equal(await page.locator('[data-hold=Ctrl]').getAttribute('aria-pressed'), 'true');
      await visitor.shot('keys');
      await types('b');
      await sends('Hold Ctrl');
      assert.equal(await page.locator('[data-hold=Ctrl]').getAttribute('aria-pressed'), 'false');
      await types('b');
    }, glyphs);
  });

  await report.check('the menu of keys sends Return, and a click elsewhere closes it', async () => {
    await typed(visitor, 'z', async () => {
      await sends('Return'); // this machine goes to the beginning of the line, and not to the next
      await types('z');
    }, glyphs);
    await page.mouse.click(640, 500);
    assert.ok(await page.locator('#keys').isHidden());
  });
}
