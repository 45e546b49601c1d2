// For everybody: by keyboard alone, on a phone, in the dark, for a screen reader.
import assert from 'node:assert/strict';

const DIALOGS = [['paste', 'typing'], ['help', 'note'], ['sign-in', 'login']];

/** What axe finds at this moment. */
async function axeFinds(page, axe) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  assert.deepEqual(violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target).join(' ')}`), []);
}

async function fits(page, width) {
  const wide = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    out: [...document.querySelectorAll('header *, main > *, dialog[open], dialog[open] *, .status')]
      .filter((part) => part.getBoundingClientRect().right > innerWidth + 1).map((part) => part.id || part.tagName),
  }));
  assert.ok(wide.scroll <= width, `${wide.scroll} wide`);
  assert.deepEqual(wide.out, []);
}

export async function accessChecks(report, visitor, axe) {
  const { page } = visitor;

  await report.check('Tab goes through all buttons in order, then into the screen', async () => {
    const wanted = await page.evaluate(() => [...document.querySelectorAll('header button')]
      .filter((button) => button.offsetParent !== null && !button.disabled).map((button) => button.id || button.dataset.drop));
    await page.locator('#name').click();
    const seen = [];
    for (let n = 0; n < wanted.length + 1; n++) {
      await page.keyboard.press('Tab');
      seen.push(await page.evaluate(() => document.activeElement.id || document.activeElement.dataset.drop
        || document.activeElement.tagName.toLowerCase()));
    }
    assert.deepEqual(seen, [...wanted, 'canvas']);
    assert.ok(wanted.length >= 9, wanted.join(' '));
  });

  await report.check('Ctrl, Alt and Shift together lead back from the screen to the buttons', async () => {
    assert.equal(await visitor.focused(), 'canvas');
    await page.keyboard.press('Tab');
    assert.equal(await visitor.focused(), 'canvas', 'Tab is the machine\'s');
    for (const key of ['Control', 'Alt', 'Shift']) {
      await page.keyboard.down(key);
    }
    for (const key of ['Shift', 'Alt', 'Control']) {
      await page.keyboard.up(key);
    }
    await page.waitForFunction(() => document.activeElement.id === 'ctrl-alt-del');
  });

  await report.check('the focus can be seen', async () => {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(outline, 'solid');
  });

  await report.check('axe finds nothing wrong, light and dark, with each dialog open', async () => {
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await axeFinds(page, axe);
      for (const [button, dialog] of DIALOGS) {
        await page.locator(`#${button}`).focus();
        await page.keyboard.press('Enter');
        await page.locator(`#${dialog}`).waitFor();
        await axeFinds(page, axe);
        await visitor.shot(`${dialog}-${colorScheme}`);
        await page.keyboard.press('Escape');
        assert.equal(await visitor.focused(), button, 'the focus comes back');
      }
      await visitor.shot(`page-${colorScheme}`);
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
  });

  await report.check("that the keyboard layout is the machine's is said, in the help and where a text is typed", async () => {
    for (const [button, dialog, words] of [
      ['help', 'note', /which key you press, not which character it bears: the keyboard layout set inside the machine decides/],
      ['paste', 'typing', /another keyboard layout, some characters come out differently/],
    ]) {
      await page.locator(`#${button}`).click();
      await visitor.sees(`#${dialog}`, words);
      await page.keyboard.press('Escape');
    }
  });

  await report.check('panels open by keyboard and close on Escape', async () => {
    for (const name of ['keys', 'power']) {
      await page.locator(`[data-drop=${name}]`).focus();
      await page.keyboard.press('Enter');
      assert.ok(await page.locator(`#${name}`).isVisible());
      await axeFinds(page, axe);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Escape');
      assert.ok(await page.locator(`#${name}`).isHidden());
      assert.equal(await page.evaluate(() => document.activeElement.dataset.drop), name);
    }
  });

  await report.check('on a phone of 360 pixels nothing stands out, menu, panels and dialogs too', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await fits(page, 360);
    await visitor.shot('phone');
    await page.locator('#menu').click();
    await fits(page, 360);
    await visitor.shot('phone-menu');
    for (const name of ['keys', 'power']) {
      await page.locator(`[data-drop=${name}]`).click();
      await fits(page, 360);
      await visitor.shot(`phone-${name}`);
    }
    for (const [button, dialog] of DIALOGS) {
      await page.locator(`#${button}`).click();
      await fits(page, 360);
      await axeFinds(page, axe);
      await visitor.shot(`phone-${dialog}`);
      await page.keyboard.press('Escape');
    }
    await page.locator('#menu').click();
    await page.setViewportSize({ width: 1280, height: 800 });
  });
}
