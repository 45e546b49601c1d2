import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CAUSES, CODES, POWER, endOf, refusalOf, stateOf } from '../../main/webapp/console/words.js';

// what the gateway says, and what helps
for (const [code, title, next] of [
  [4400, /not understand/, 'fresh'], [4401, /not known/, 'fresh'], [4402, /used already/, 'fresh'],
  [4403, /Not allowed/, 'none'], [4404, /is gone/, 'wait'], [4408, /expired/, 'fresh'],
  [4409, /another machine/, 'fresh'], [4410, /machine ended/, 'wait'],
  [4411, /by the operator/, 'fresh'], [4412, /revoked/, 'fresh'], [4413, /idle or too slow/, 'fresh'],
  [4414, /machine does not answer/, 'fresh'],
  [4429, /Too many/, 'later'], [4503, /is stopping/, 'later'],
]) {
  test(`close code ${code} has words`, () => {
    const end = endOf(code);
    assert.match(end.title, title);
    assert.ok(end.text.endsWith('.'));
    assert.equal(end.next, next);
    assert.ok(CODES.includes(code));
  });
}

test('no two ends have the same words', () => {
  const titles = [...CODES.slice(2), ...CAUSES]
    .map((code) => endOf(code).title);
  assert.equal(new Set(titles).size, titles.length);
});

test('a console that was revoked is not said to have been open, nor that its user lost a right', () => {
  assert.doesNotMatch(endOf(4412).text, /right|while it was open/);
});

test('a proxy that was never reached is not a connection that was lost', () => {
  assert.match(endOf(1006, false).title, /cannot be reached/);
  assert.match(endOf(1006, true).title, /was lost/);
  assert.match(endOf(4999, true).title, /was lost/);
});

test('a gateway without encryption is not taken for a stranger', () => {
  assert.match(endOf('mixed', false).title, /not encrypted/);
  assert.match(endOf('mixed', false).text, /ws:.*https:.*wss:/);
});

test('what the API refuses has words, and its own reason where that helps', () => {
  assert.match(refusalOf(404, 'x'), /no such machine in your project\.$/);
  assert.match(refusalOf(409, 'It is busy'), /\(It is busy\)$/);
  assert.match(refusalOf(401), /Sign in again/);
  assert.match(refusalOf(0), /cannot be reached/);
  assert.match(refusalOf('timeout'), /in time/);
  assert.match(refusalOf('unclear'), /does not understand/);
  assert.match(refusalOf(503, 'p1 refused: Server not found'), /\(p1 refused: Server not found\)$/);
  assert.match(refusalOf(403, 'Policy'), /^You may not do this\. \(Policy\)$/);
  assert.equal(refusalOf(403, 'Quota exceeded: too many consoles of the project are open.'), refusalOf(429));
  assert.equal(refusalOf(400, 'Unavailable console type novnc.'), 'Unavailable console type novnc.');
  assert.match(refusalOf(418), /418/);
});

test('a state has a word and a kind, a new one too', () => {
  assert.deepEqual(stateOf('ACTIVE'), { word: 'running', kind: 'good' });
  assert.deepEqual(stateOf('SHUTOFF'), { word: 'stopped', kind: 'off' });
  assert.deepEqual(stateOf('RESCUE'), { word: 'rescue', kind: 'wait' });
});

test('every power button asks first', () => {
  assert.deepEqual(Object.keys(POWER), ['start', 'soft', 'hard', 'stop']);
  Object.values(POWER).forEach((words) => assert.match(words.title, /\?$/));
});
