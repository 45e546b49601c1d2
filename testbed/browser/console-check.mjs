#!/usr/bin/env node
// The console page in a real browser. What to open is told on standard input, for it holds tokens:
//
//   node console-check.mjs MODULES SHOTS <cases.json
//
// MODULES: where npm.sh installed what package-lock.json pins. SHOTS: a directory for screenshots.
// cases.json: {
//   "page":   address of a console with a token that nobody has used yet (required),
//   "text":   what the machine's screen shows,
//   "ends":   [{"name", "page", "title"}]: an address, and the heading that the page must then show,
//   "login":  {"user", "password", "project"}: also sign-in, Reconnect with a fresh token, another machine's token, a
//             phone,
//   "power":  true: also stop, start, reboot and reset the machine by the page (needs login),
//   "foreign": id of another project's server: refused (needs login),
//   "meanwhile": {"name", "command": [...]}: runs while the console is open, which then still takes keys,
//   "cuts":   [{"name", "command": [...], "title"}]: runs while a console is open, whose end has that heading
//             (needs login),
//   "down":   {"stop": [...], "start": [...]}: the gateway is down between the two (needs login),
//   "insecure": true: any certificate will do,
//   "brief": true: the machine's screen and the sign-in, and nothing else of the page
// }
// The machine echoes the keys that are typed, but for q, which is not. Exit 0: all checks passed.
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { accessChecks } from './access-checks.mjs';
import { cutChecks } from './cut-checks.mjs';
import { endChecks } from './end-checks.mjs';
import { phoneChecks } from './phone-checks.mjs';
import { Report } from './report.mjs';
import { screenChecks } from './screen-checks.mjs';
import { tableChecks } from './table-checks.mjs';
import { signInChecks, userChecks } from './user-checks.mjs';
import { Visitor } from './visitor.mjs';

async function main([modules, shots]) {
  if (shots === undefined) {
    console.error('usage: console-check.mjs MODULES SHOTS <cases.json');
    return 2;
  }
  const cases = JSON.parse(await readFile('/dev/stdin', 'utf8'));
  await mkdir(shots, { recursive: true });
  const visitor = await Visitor.come({ modules: resolve(modules), shots: resolve(shots), insecure: cases.insecure });
  const report = new Report((name) => visitor.shot(name));
  const axe = await readFile(join(modules, 'node_modules/axe-core/axe.min.js'), 'utf8');
  try {
    const glyphs = await screenChecks(report, visitor, cases);
    if (!cases.brief) {
      await accessChecks(report, visitor, axe);
      await endChecks(report, visitor, cases);
      await tableChecks(report, visitor, cases);
    }
    if (cases.login) {
      await signInChecks(report, visitor, cases);
    }
    if (cases.login && !cases.brief) {
      await userChecks(report, visitor, cases);
      await phoneChecks(report, visitor, cases, glyphs);
      await cutChecks(report, visitor, cases);
    }
    await report.check('no script of the page failed and its policy was not violated', () => {
      const bad = [...visitor.errors, ...visitor.violations];
      if (bad.length > 0) {
        throw new Error(bad.join('; '));
      }
    });
  } finally {
    await visitor.leave();
  }
  return report.end();
}

process.exitCode = await main(process.argv.slice(2));
