// A console that somebody else ends, and which comes back when its user asks for it again.
import { saysEnd } from './end-checks.mjs';
import { happens } from './outside.mjs';
import { until } from './report.mjs';
import { signsIn } from './user-checks.mjs';

// Where the keyboard's focus may be then; all of it is gone with the console.
const PLACES = [
  ['a button', async (page) => page.locator('#paste').focus()],
  ['a key of the menu', async (page) => {
    await page.locator('[data-drop=keys]').click();
    await page.locator('#keys').getByRole('button', { name: 'Tab', exact: true }).focus();
  }],
  ['a dialog', async (page) => page.locator('#paste').click(), async (page) => page.keyboard.press('Escape')],
];

export async function cutChecks(report, visitor, cases) {
  const { page } = visitor;
  const isThere = async () => {
    await visitor.sees('#link', /Connected/);
    await visitor.seesScreen();
  };
  if (cases.down) {
    const { stop, start } = cases.down;
    await report.check('a gateway that is down is told in words', async () => {
      const address = await visitor.freshAddress(cases);
      await happens(stop);
      try {
        await visitor.open(address);
        await saysEnd(visitor, /The proxy cannot be reached/, 'gateway down');
      } finally {
        await happens(start);
      }
    });
  }
  for (const [n, { name, command, title }] of (cases.cuts ?? []).entries()) {
    const [place, goes, leaves] = PLACES[n % PLACES.length];
    await report.check(`the end '${name}' is told in words, with the focus at ${place} too, and Reconnect brings the console back`, async () => {
      await visitor.open(cases.page);
      await page.locator('#reconnect').click();
      await signsIn(visitor, cases.login);
      await isThere();
      await goes(page);
      await happens(command);
      await saysEnd(visitor, new RegExp(title), name);
      await leaves?.(page);
      await until('the focus is at the words', async () => (await visitor.focused()) === 'end' || visitor.focused());
      await page.locator('#reconnect').click();
      await isThere();
    });
  }
}
