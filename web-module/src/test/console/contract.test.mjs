import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkContract, isComplete, isMixed, offersOf, readContract } from '../../main/webapp/console/contract.js';

const TOKEN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN-_0';
const SERVER = '0b5fd0aa-1111-4222-8333-0123456789ab';

function fragment(parts) {
  return `#${new URLSearchParams(parts)}`;
}

test('a whole fragment gives gateway, token and server', () => {
  const contract = readContract(fragment({ gateway: 'wss://gate.example.org:6080/console', token: TOKEN, server: SERVER }));
  assert.deepEqual(contract, { gateway: 'wss://gate.example.org:6080/console', token: TOKEN, server: SERVER, given: true });
  assert.ok(isComplete(contract));
});

test('an empty fragment gives nothing, and says so', () => {
  for (const empty of ['', '#']) {
    const contract = readContract(empty);
    assert.equal(contract.given, false);
    assert.ok(!isComplete(contract));
  }
});

for (const gateway of [
  'https://gate.example.org', 'javascript:alert(1)', 'gate.example.org', '', 'wss://user:pw@gate.example.org',
  'wss://gate.example.org/?token=x', 'wss://gate.example.org/#x',
]) {
  test(`no gateway is '${gateway}'`, () => {
    const contract = readContract(fragment({ gateway, token: TOKEN, server: SERVER }));
    assert.equal(contract.gateway, null);
    assert.ok(contract.given);
    assert.ok(!isComplete(contract));
  });
}

for (const token of ['', 'short', `${TOKEN}x`, TOKEN.replace('a', '+'), TOKEN.replace('a', ',')]) {
  test(`no token is '${token}'`, () => {
    assert.equal(readContract(fragment({ gateway: 'ws://127.0.0.1:1/', token, server: SERVER })).token, null);
  });
}

test('a server that is no UUID cannot become part of a path', () => {
  const contract = readContract(fragment({ gateway: 'ws://127.0.0.1:1/', token: TOKEN, server: '../../identity' }));
  assert.equal(contract.server, null);
});

test('who does not say whose screen it is gets none: it could be anybody\'s', () => {
  for (const server of ['', 'x', SERVER.slice(1)]) {
    assert.ok(!isComplete(readContract(fragment({ gateway: 'wss://gate.example.org/', token: TOKEN, server }))));
  }
  assert.ok(!isComplete(readContract(fragment({ gateway: 'wss://gate.example.org/', token: TOKEN }))));
});

test('the gateway is told the token and whose screen is expected', () => {
  const contract = readContract(fragment({ gateway: 'ws://127.0.0.1:1/', token: TOKEN, server: SERVER }));
  assert.deepEqual(offersOf(contract), [`token.${TOKEN}`, `server.${SERVER}`, 'binary']);
});

for (const [gateway, protocol, mixed] of [
  ['ws://gate.example.org:6080/', 'https:', true], ['ws://128.0.0.1/', 'https:', true],
  ['ws://127.0.0.1.example.org/', 'https:', true],
  ['wss://gate.example.org/', 'https:', false], ['ws://gate.example.org/', 'http:', false],
  ['ws://localhost:6080/', 'https:', false], ['ws://127.0.0.1:6080/', 'https:', false], ['ws://[::1]/', 'https:', false],
]) {
  test(`${gateway} from a page of ${protocol} is ${mixed ? 'refused by browsers' : 'left to browsers'}`, () => {
    assert.equal(isMixed({ gateway }, protocol), mixed);
  });
}

test('what another window sends may be anything', () => {
  for (const said of [null, undefined, 7, 'text', [], { gateway: 7, token: {}, server: null }, { gateway: 'ws://127.0.0.1:1/', token: TOKEN }]) {
    assert.ok(!isComplete(checkContract(said)));
  }
  assert.ok(isComplete(checkContract({ gateway: 'ws://127.0.0.1:1/', token: TOKEN, server: SERVER })));
});
