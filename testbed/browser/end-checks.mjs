// Every end has its words, on the screen and for a screen reader.
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { freePort, partOf, withParts } from './visitor.mjs';

export async function saysEnd(visitor, title, name) {
  await visitor.sees('#end-title', title);
  await visitor.sees('#link', /Closed/);
  const heading = await visitor.page.locator('#end-title').innerText();
  await visitor.sees('#status', new RegExp(`^${heading}\\.`));
  await visitor.shot(`end-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`);
}

export async function endChecks(report, visitor, cases) {
  const { page } = visitor;

  await report.check('loaded again, the page has nothing to show and says so', async () => {
    await page.reload();
    await saysEnd(visitor, /Nothing to show yet/, 'reloaded');
    assert.ok(!page.url().includes('token'));
  });

  const own = [
    ['a token that was used', cases.page, /The token was used already/],
    ['a token of nobody', withParts(cases.page, { token: randomBytes(32).toString('base64url') }), /The token is not known/],
    ['a damaged token', withParts(cases.page, { token: 'x' }), /The address is not complete/],
    ['no gateway', withParts(cases.page, { gateway: null }), /The address is not complete/],
    ['no machine', withParts(cases.page, { server: null }), /The address is not complete/],
  ];
  const given = (cases.ends ?? []).map(({ name, page: address, title }) => [name, address, new RegExp(title)]);
  for (const [name, address, title] of [...own, ...given]) {
    await report.check(`the end '${name}' is told in words`, async () => {
      await visitor.open(address);
      await saysEnd(visitor, title, name);
      assert.equal(await visitor.focused(), 'end', 'the focus is at the words');
    });
  }

  if (cases.login) {
    await report.check('a token of another machine is refused in words, and stays good for its own', async () => {
      await visitor.open(withParts(cases.page, { token: null, gateway: null }));
      const address = await visitor.freshAddress(cases);
      await visitor.open(withParts(address, { server: randomUUID() }));
      await saysEnd(visitor, /The token is of another machine/, 'another machine');
      await visitor.openConnected(address);
    });
  }

  await report.check('a gateway that the page may not reach is told in words', async () => {
    const gateway = new URL(partOf(cases.page, 'gateway'));
    gateway.port = await freePort();
    await visitor.open(withParts(cases.page, { gateway: gateway.href }));
    await saysEnd(visitor, /Not a proxy of this cloud/, 'no proxy of this cloud');
    // its policy refuses this one: that is as it should be
    visitor.violations = visitor.violations.filter((told) => !told.includes(gateway.host));
  });
}
