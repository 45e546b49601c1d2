import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';
import { Api, Refusal } from '../../main/webapp/console/api.js';

const SERVER = '0b5fd0aa-1111-4222-8333-0123456789ab';
const FRESH = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN-_0';

let http;
let base;
let asked;
let answers;

before(async () => {
  http = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) {
      body += part;
    }
    asked.push({ line: `${request.method} ${request.url}`, headers: request.headers, body: body && JSON.parse(body) });
    const { status = 200, headers = {}, json = {} } = answers.shift();
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(status === 204 ? '' : JSON.stringify(json));
  });
  await new Promise((done) => http.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${http.address().port}/cloud/`;
});
after(() => http.close());
beforeEach(() => {
  asked = [];
  answers = [];
});

async function signedIn(project = '') {
  const api = new Api(base);
  answers.push({ status: 201, headers: { 'X-Subject-Token': 'gAAA' } });
  await api.signIn('alice', 'secret', project);
  return api;
}

test('a sign-in asks Identity below the same address and keeps the token', async () => {
  const api = await signedIn('demo');
  assert.ok(api.signedIn);
  assert.equal(asked[0].line, 'POST /cloud/identity/v3/auth/tokens');
  assert.equal(asked[0].body.auth.identity.password.user.name, 'alice');
  assert.equal(asked[0].body.auth.scope.project.name, 'demo');
  answers.push({ json: { server: { name: 'web', status: 'ACTIVE' } } });
  assert.deepEqual(await api.server(SERVER), { name: 'web', status: 'ACTIVE' });
  assert.equal(asked[1].headers['x-auth-token'], 'gAAA');
});

test('without a project none is asked for', async () => {
  await signedIn();
  assert.equal(asked[0].body.auth.scope, undefined);
});

for (const [action, body] of [
  ['start', { 'os-start': null }], ['stop', { 'os-stop': null }],
  ['soft', { reboot: { type: 'SOFT' } }], ['hard', { reboot: { type: 'HARD' } }],
]) {
  test(`power ${action} is an action of Compute`, async () => {
    const api = await signedIn();
    answers.push({ status: 202 });
    await api.power(SERVER, action);
    assert.equal(asked[1].line, `POST /cloud/compute/v2.1/servers/${SERVER}/action`);
    assert.deepEqual(asked[1].body, body);
  });
}

test('a fresh console is asked for with its microversion and read from the fragment', async () => {
  const api = await signedIn();
  const gateway = encodeURIComponent('wss://gate.example.org/');
  const url = `https://cloud.example.org/console/#gateway=${gateway}&token=${FRESH}&server=${SERVER}`;
  answers.push({ json: { remote_console: { protocol: 'vnc', type: 'novnc', url } } });
  assert.deepEqual(await api.freshConsole(SERVER), { gateway: 'wss://gate.example.org/', token: FRESH, server: SERVER, given: true });
  assert.equal(asked[1].line, `POST /cloud/compute/v2.1/servers/${SERVER}/remote-consoles`);
  assert.equal(asked[1].headers['openstack-api-version'], 'compute 2.6');
  assert.equal(asked[1].headers['x-openstack-nova-api-version'], '2.6');
  assert.deepEqual(asked[1].body, { remote_console: { protocol: 'vnc', type: 'novnc' } });
});

for (const [name, json] of [
  ['nothing of a console', {}], ['no console', { remote_console: null }], ['no address', { remote_console: { type: 'novnc' } }],
  ['no address of a page', { remote_console: { url: 'https://[' } }], ['null', null], ['a list', []],
  ['a gateway that is none', { remote_console: { url: `/console/#gateway=https%3A%2F%2Fx&token=${FRESH}&server=${SERVER}` } }],
  ['no token', { remote_console: { url: `/console/#gateway=wss%3A%2F%2Fx&server=${SERVER}` } }],
  ['no server', { remote_console: { url: `/console/#gateway=wss%3A%2F%2Fx&token=${FRESH}` } }],
]) {
  test(`an answer with ${name} is told apart from a cloud that cannot be reached`, async () => {
    const api = await signedIn();
    answers.push({ json });
    await assert.rejects(api.freshConsole(SERVER), (refusal) => refusal instanceof Refusal && refusal.status === 'unclear');
  });
}

test('so is one that is not JSON, one without a server and a sign-in without a token', async () => {
  const api = await signedIn();
  answers.push({ status: 204 }, { json: {} }, { status: 201 });
  await assert.rejects(api.server(SERVER), { status: 'unclear' });
  await assert.rejects(api.server(SERVER), { status: 'unclear' });
  await assert.rejects(new Api(base).signIn('alice', 'secret', ''), { status: 'unclear' });
});

test('an answer whose rest does not come is a cloud that is slow or cut off, and not one that talks nonsense', async () => {
  const breaks = async (failure) => {
    const answer = { ok: true, headers: new Headers(), json: () => Promise.reject(failure) };
    await new Api(base, async () => answer).server(SERVER);
  };
  await assert.rejects(breaks(new DOMException('', 'TimeoutError')), { status: 'timeout' });
  await assert.rejects(breaks(new TypeError('terminated')), { status: 0 });
  await assert.rejects(breaks(new SyntaxError('<html>')), { status: 'unclear' });
});

test("a refusal bears its status and the API's words; 401 ends the sign-in", async () => {
  const api = await signedIn();
  answers.push({ status: 409, json: { conflictingRequest: { code: 409, message: 'It is stopped' } } });
  await assert.rejects(api.power(SERVER, 'soft'), (refusal) => refusal instanceof Refusal
    && refusal.status === 409 && refusal.message === 'It is stopped');
  assert.ok(api.signedIn);
  answers.push({ status: 401, json: { error: { message: 'no' } } });
  await assert.rejects(api.server(SERVER), { status: 401 });
  assert.ok(!api.signedIn);
});

test('a cloud that does not answer is status 0', async () => {
  const api = new Api('http://127.0.0.1:1/');
  await assert.rejects(api.server(SERVER), { status: 0 });
});

test('a cloud that takes too long is told apart', async () => {
  const late = () => Promise.reject(new DOMException('', 'TimeoutError'));
  await assert.rejects(new Api('http://127.0.0.1:1/', late).server(SERVER), { status: 'timeout' });
});

test('signed out, the token is withdrawn and forgotten', async () => {
  const api = await signedIn();
  answers.push({ status: 204 });
  await api.signOut();
  assert.ok(!api.signedIn);
  assert.equal(asked[1].line, 'DELETE /cloud/identity/v3/auth/tokens');
  assert.equal(asked[1].headers['x-subject-token'], 'gAAA');
});
