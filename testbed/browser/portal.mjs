// What the script of a portal of the same origin does; both functions run in the browser.

/** Signs a user in and asks for a console: the address of its page, with a token that nobody has used. */
export async function consoleAddress({ login, server }) {
  const base = new URL('../', location.href).href;
  const json = { 'Content-Type': 'application/json' };
  const domain = { name: 'Default' };
  const password = { user: { name: login.user, password: login.password, domain } };
  const auth = { identity: { methods: ['password'], password } };
  if (login.project) {
    auth.scope = { project: { name: login.project, domain } };
  }
  const signedIn = await fetch(`${base}identity/v3/auth/tokens`, { method: 'POST', headers: json, body: JSON.stringify({ auth }) });
  const headers = { ...json, 'X-Auth-Token': signedIn.headers.get('X-Subject-Token'), 'OpenStack-API-Version': 'compute 2.6' };
  const body = JSON.stringify({ remote_console: { protocol: 'vnc', type: 'novnc' } });
  const answer = await fetch(`${base}compute/v2.1/servers/${server}/remote-consoles`, { method: 'POST', headers, body });
  return new URL((await answer.json()).remote_console.url, base).href;
}

/** Opens a page of its own, and hands the console over by a message once that page listens. */
export function handsOver(address) {
  const said = Object.fromEntries(new URLSearchParams(new URL(address).hash.slice(1)));
  addEventListener('message', (event) => {
    if (event.data?.console === 'ready') {
      event.source.postMessage(said, event.origin);
    }
  });
  window.open('./');
}
