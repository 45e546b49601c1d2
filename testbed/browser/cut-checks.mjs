// A console that somebody else ends, and which comes back when its user asks for it again.
import { saysEnd } from './end-checks.mjs';
import { happens } from './outside.mjs';
import { signsIn } from './user-checks.mjs';

export async function cutChecks(report, visitor, cases) {
  const { page } = visitor;
  const isThere = async () => {
    await visitor.sees('#link', /Connected/);
    await visitor.seesScreen();
  };
  for (const { name, command, title } of cases.cuts ?? []) {
    await report.check(`the end '${name}' is told in words, and Reconnect brings the console back`, async () => {
      await visitor.open(cases.page);
      await page.locator('#reconnect').click();
      await signsIn(visitor, cases.login);
      await isThere();
      await happens(command);
      await saysEnd(visitor, new RegExp(title), name);
      await page.locator('#reconnect').click();
      await isThere();
    });
  }
}
