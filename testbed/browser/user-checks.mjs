// With a sign-in: a fresh token, the machine's state, its power.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { saysEnd } from './end-checks.mjs';
import { handsOver } from './portal.mjs';
import { until } from './report.mjs';
import { withParts } from './visitor.mjs';

export async function signsIn(visitor, { user, password, project }) {
  const { page } = visitor;
  await page.locator('#login').waitFor();
  await page.locator('#login-user').fill(user);
  await page.locator('#login-password').fill(password);
  await page.locator('#login-project').fill(project ?? '');
  await page.keyboard.press('Enter');
}

async function answersYes(visitor, button) {
  const { page } = visitor;
  await page.locator('#ask').waitFor();
  await visitor.shot(`ask-${button.toLowerCase().replaceAll(' ', '-')}`);
  await page.locator('#ask').getByRole('button', { name: button, exact: true }).click();
}

export async function signInChecks(report, visitor, { page: address, login }) {
  const { page } = visitor;

  await report.check('a wrong password is refused in words, and the dialog stays', async () => {
    await visitor.open(address);
    await visitor.sees('#end-title', /used already/);
    await page.locator('#reconnect').click();
    await signsIn(visitor, { ...login, password: `${login.password}x` });
    await visitor.sees('#login-wrong', /User, password or project is wrong/);
    await visitor.shot('login-wrong');
    await page.keyboard.press('Escape');
  });

  await report.check('Reconnect signs in, gets a fresh token and shows the screen', async () => {
    await page.locator('#reconnect').click();
    await signsIn(visitor, login);
    await visitor.sees('#link', /Connected/);
    await visitor.seesScreen();
    await visitor.sees('#state', /running/);
    assert.notEqual(await page.locator('#name').innerText(), 'Console');
    assert.equal(await page.locator('#login-password').inputValue(), '');
    await visitor.shot('signed-in');
  });
}

/** Of a visitor who is signed in. */
export async function userChecks(report, visitor, cases) {
  const { page } = visitor;
  const { login } = cases;

  if (cases.power) {
    await report.check('No leaves the machine alone', async () => {
      await page.locator('[data-drop=power]').click();
      await page.locator('#power').getByRole('button', { name: 'Stop', exact: true }).click();
      await answersYes(visitor, 'Cancel');
      await visitor.sees('#link', /Connected/);
      assert.equal(await page.evaluate(() => document.activeElement.dataset.drop), 'power', 'the focus comes back');
    });

    await report.check('Stop ends the console and says that the machine is stopped; who is signed out learns that it ended', async () => {
      const signedOut = await visitor.atAnotherPage();
      await signedOut.openConnected(await visitor.freshAddress(cases));
      await page.bringToFront();
      await page.locator('[data-drop=power]').click();
      await page.locator('#power').getByRole('button', { name: 'Stop', exact: true }).click();
      await answersYes(visitor, 'Stop');
      await visitor.sees('#end-title', /The machine is stopped/, 120);
      await visitor.sees('#state', /stopped/);
      await visitor.shot('stopped');
      await saysEnd(signedOut, /The machine ended the console/, 'stopped');
      assert.ok(await signedOut.page.locator('#state').isHidden());
      await signedOut.page.close();
    });

    await report.check('started, the console comes back by itself', async () => {
      await page.locator('#start').click();
      await answersYes(visitor, 'Start');
      await visitor.sees('#link', /Connected/, 120);
      await visitor.seesScreen();
      await visitor.sees('#state', /running/);
    });

    for (const reboot of ['Reboot', 'Hard reboot']) {
      await report.check(`after ${reboot} by the page, the console ends and comes back by itself`, async () => {
        await page.locator('[data-drop=power]').click();
        await page.locator('#power').getByRole('button', { name: reboot, exact: true }).click();
        await answersYes(visitor, reboot);
        await visitor.sees('#link', /Closed/, 120);
        await visitor.sees('#link', /Connected/, 120);
        await visitor.seesScreen();
        await visitor.sees('#state', /running/);
      });
    }
  }

  if (cases.foreign) {
    await report.check("another project's server is refused in words", async () => {
      await visitor.open(withParts(cases.page, { server: cases.foreign }));
      await page.locator('#reconnect').click();
      await signsIn(visitor, login);
      await visitor.sees('#end-text', /no such machine in your project/);
      await visitor.shot('end-another-projects-server');
    });
  }

  await report.check('what is told of a machine that the page has left is not shown', async () => {
    const looks = '**/compute/v2.1/servers/*';
    const held = [];
    let holding = true;
    await visitor.open(cases.page);
    await page.locator('#reconnect').click();
    await signsIn(visitor, login);
    await visitor.sees('#state', /running/);
    await page.route(looks, (route) => (holding ? held.push(route) : route.continue()));
    await until('a look at the machine', () => held.length > 0 || 'none');
    await page.evaluate((hash) => { location.hash = hash; }, `server=${randomUUID()}`);
    await visitor.sees('#end-title', /address is not complete/);
    holding = false;
    await held[0].continue();
    await (await held[0].request().response()).finished();
    await Promise.all(held.slice(1).map((route) => route.continue()));
    await visitor.sees('#status', /no such machine/);
    await page.unroute(looks);
    assert.equal(await page.locator('#name').innerText(), 'Console');
    assert.ok(await page.locator('#state').isHidden());
  });

  await report.check('a portal of the same origin hands a console over by a message', async () => {
    await visitor.open(withParts(cases.page, { token: null, gateway: null }));
    const address = await visitor.freshAddress(cases);
    const arrives = visitor.context.waitForEvent('page');
    await page.evaluate(handsOver, address);
    const console = await arrives;
    await console.locator('#link', { hasText: 'Connected' }).waitFor();
    assert.ok(!console.url().includes('#'));
    await console.close();
  });

  await report.check('signed out, the page knows no password and no token any more', async () => {
    if (await page.locator('#sign-in').innerText() === 'Sign out') {
      await page.locator('#sign-in').click();
    }
    await visitor.sees('#sign-in', /Sign in/);
    await page.locator('[data-drop=power]').click();
    await page.locator('#power').getByRole('button', { name: 'Reboot', exact: true }).click();
    await visitor.sees('#login', /Sign in/);
    assert.equal(await page.locator('#login-password').inputValue(), '');
    await page.keyboard.press('Escape');
  });
}
