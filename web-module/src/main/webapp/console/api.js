// The cloud's API at the same origin, as the signed-in user. The token is in this module's memory and
// nowhere else.
import { isComplete, readContract } from './contract.js';

const TIMEOUT = 30_000;
const CONSOLE_TIMEOUT = 100_000; // Ganeti is asked twice, and proxies for up to 65 s
const VERSION = { 'OpenStack-API-Version': 'compute 2.6', 'X-OpenStack-Nova-API-Version': '2.6' };
const ACTIONS = {
  start: { 'os-start': null },
  stop: { 'os-stop': null },
  soft: { reboot: { type: 'SOFT' } },
  hard: { reboot: { type: 'HARD' } },
};

/** The API said no, or nothing: status 0 then, or 'timeout'; or what nobody understands: 'unclear'. */
export class Refusal extends Error {
  constructor(status, said) {
    super(said);
    this.status = status;
  }
}

// empty: it is no address
function fragmentOf(address, base) {
  try {
    return new URL(address, base).hash;
  } catch {
    return '';
  }
}

// no answer, or the rest of one did not come
function unheard(error) {
  throw new Refusal(error.name === 'TimeoutError' ? 'timeout' : 0, '');
}

// what is no JSON is no answer to this page's question; else the connection is at fault
function misread(error) {
  return error instanceof SyntaxError ? null : unheard(error);
}

export class Api {
  #token = null;
  #base;
  #fetch;

  /** @param {string} base address below which identity/ and compute/ are, with a slash at its end */
  constructor(base, fetch = (...request) => globalThis.fetch(...request)) {
    this.#base = base;
    this.#fetch = fetch;
  }

  get signedIn() {
    return this.#token !== null;
  }

  /** Signed in; Refusal otherwise. An empty project is the user's default. */
  async signIn(user, password, project) {
    const domain = { name: 'Default' };
    const auth = { identity: { methods: ['password'], password: { user: { name: user, domain, password } } } };
    if (project !== '') {
      auth.scope = { project: { name: project, domain } };
    }
    const answer = await this.#send('POST', 'identity/v3/auth/tokens', { auth });
    const token = answer.headers.get('X-Subject-Token');
    if (token === null) {
      throw new Refusal('unclear', '');
    }
    this.#token = token;
  }

  /** The token is withdrawn and forgotten, also when the cloud does not answer. */
  async signOut() {
    const token = this.#token;
    if (token === null) {
      return;
    }
    const withdrawn = this.#send('DELETE', 'identity/v3/auth/tokens', undefined, { 'X-Subject-Token': token });
    this.#token = null;
    await withdrawn.catch(() => undefined);
  }

  /** @returns {Promise<{name: string, status: string}>} */
  async server(id) {
    const server = await this.#json('server', 'GET', `compute/v2.1/servers/${id}`);
    return { name: String(server.name), status: String(server.status) };
  }

  /** @param {'start'|'stop'|'soft'|'hard'} action which is under way afterwards */
  async power(id, action) {
    await this.#send('POST', `compute/v2.1/servers/${id}/action`, ACTIONS[action]);
  }

  /** A gateway and a token that nobody has used. */
  async freshConsole(id) {
    const wanted = { remote_console: { protocol: 'vnc', type: 'novnc' } };
    const { url } = await this.#json('remote_console', 'POST', `compute/v2.1/servers/${id}/remote-consoles`, wanted, VERSION,
      CONSOLE_TIMEOUT);
    const contract = readContract(fragmentOf(url, this.#base));
    if (!isComplete(contract)) {
      throw new Refusal('unclear', '');
    }
    return contract;
  }

  /** That part of the answer, an object. */
  async #json(part, ...request) {
    const answer = await this.#send(...request);
    const told = (await answer.json().catch(misread))?.[part];
    if (told === null || typeof told !== 'object') {
      throw new Refusal('unclear', '');
    }
    return told;
  }

  async #send(method, path, body, more = {}, timeout = TIMEOUT) {
    const headers = { Accept: 'application/json', ...more };
    if (this.#token !== null) {
      headers['X-Auth-Token'] = this.#token;
    }
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }
    const request = {
      method, headers, body: body && JSON.stringify(body),
      cache: 'no-store', credentials: 'omit', redirect: 'error', signal: AbortSignal.timeout(timeout),
    };
    const answer = await this.#fetch(this.#base + path, request).catch(unheard);
    if (!answer.ok) {
      throw await this.#refusal(answer);
    }
    return answer;
  }

  async #refusal(answer) {
    if (answer.status === 401) {
      this.#token = null;
    }
    const told = await answer.json().catch(() => ({}));
    const inner = Object.values(told ?? {})[0];
    return new Refusal(answer.status, typeof inner?.message === 'string' ? inner.message.slice(0, 200) : '');
  }
}
