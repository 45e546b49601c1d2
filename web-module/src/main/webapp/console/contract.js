// How a portal hands a console over: '#gateway=WS-URL&token=TOKEN&server=UUID', or the same three
// as an object. Pure.

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const LOOPBACK = /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/;
const SERVER = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * What a fragment says, its '#' or not; each part that is missing or malformed is null.
 * @returns {{gateway: ?string, token: ?string, server: ?string, given: boolean}}
 */
export function readContract(fragment) {
  const said = new URLSearchParams(fragment.replace(/^#/, ''));
  return checkContract({
    gateway: said.get('gateway'),
    token: said.get('token'),
    server: said.get('server'),
  });
}

/** The same of an object that somebody else made. */
export function checkContract(said) {
  const { gateway, token, server } = said !== null && typeof said === 'object' ? said : {};
  return {
    gateway: gatewayOf(gateway),
    token: matching(TOKEN, token),
    server: matching(SERVER, server),
    given: [gateway, token, server].some((part) => typeof part === 'string'),
  };
}

/** Whether a console can be opened with it: without a server its gateway would show whatever the token is of. */
export function isComplete({ gateway, token, server }) {
  return gateway !== null && token !== null && server !== null;
}

/**
 * Whether browsers refuse the gateway to a page of that protocol: ws: from https: is for this machine alone.
 * @param {{gateway: string}} contract
 * @param {string} protocol of the page, 'https:' say
 */
export function isMixed({ gateway }, protocol) {
  const { protocol: way, hostname } = new URL(gateway);
  return protocol === 'https:' && way === 'ws:' && !LOOPBACK.test(hostname);
}

/**
 * The subprotocols by which a gateway learns which console: the token, and the server whose name the page
 * shows, since a token of another one is not to open a screen below that name.
 * @returns {string[]}
 */
export function offersOf({ token, server }) {
  return [`token.${token}`, `server.${server}`, 'binary'];
}

function matching(pattern, text) {
  return typeof text === 'string' && pattern.test(text) ? text : null;
}

// A name or password in the address would be shown and logged by others: refused.
function gatewayOf(text) {
  let url;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return plain && ['ws:', 'wss:'].includes(url.protocol) ? url.href : null;
}
