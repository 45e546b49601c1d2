// On a phone: fingers alone, and no keyboard. With a browser of its own, since one is a phone or is not.
import assert from 'node:assert/strict';
import { typed } from './textscreen.mjs';

/** @param {Map<string, string>} glyphs as screenChecks() learnt them */
export async function phoneChecks(report, visitor, cases, glyphs) {
  await report.check('by fingers alone, a text is typed, and a key that a phone has not', async () => {
    const address = await visitor.freshAddress(cases);
    const phone = await visitor.onPhone();
    try {
      await phone.openConnected(address);
      await phone.seesScreen();
      await takesBack(phone, glyphs);
      await phone.shot('phone-typed');
      assert.deepEqual([...phone.errors, ...phone.violations], []);
    } finally {
      await phone.leave();
    }
  });
}

async function takesBack(phone, glyphs) {
  const { page } = phone;
  const types = (text) => typed(phone, text, async () => {
    await page.locator('#paste').tap();
    await page.locator('#typing-text').fill(text);
    await page.locator('#typing-yes').tap();
  }, glyphs);
  await page.locator('#menu').tap();
  await types('ab');
  await page.locator('#typing-no').tap();
  await page.locator('[data-drop=keys]').tap();
  await page.locator('#keys').getByRole('button', { name: 'Backspace', exact: true }).tap();
  // in the place of the b
  await types('c');
}
