// What is said of every end of a console and of every refusal. Pure: tables and look-ups.

// next: what helps. 'fresh' a new token, 'wait' the machine must run first, 'later' trying again
// later, 'none' nothing that this page can do.
const ENDS = {
  1000: ['The console was closed', 'The machine or its proxy closed it in good order.', 'fresh'],
  1001: ['The console was closed', 'The proxy ended it.', 'fresh'],
  4400: ['The proxy did not understand', 'What this page asked for was malformed. Open the console again.', 'fresh'],
  4401: ['The token is not known', 'It is wrong, or the proxy has forgotten it. Reconnect to get a new one.', 'fresh'],
  4402: ['The token was used already', 'Each token opens one console, once. Reconnect to get a new one.', 'fresh'],
  4403: ['Not allowed from this page', 'The proxy does not take consoles from this address. Its operator can allow it.', 'none'],
  4404: ['The console is gone', "The machine's screen cannot be reached: it was stopped or moved meanwhile.", 'wait'],
  4408: ['The token has expired', 'It was not used in time. Reconnect to get a new one.', 'fresh'],
  4409: ['The token is of another machine', 'The address was put together of two consoles. Reconnect to see the machine that it names.', 'fresh'],
  4410: ['The machine ended the console', 'It is stopping, rebooting or moving.', 'wait'],
  4411: ['Ended by the operator', 'An operator of this cloud ended the console.', 'fresh'],
  4412: ['The console was revoked', 'The proxy was told to end it, whether it was open or not. Reconnect to get a new one.', 'fresh'],
  4413: ['Ended for being idle or too slow', 'Nothing was taken from the console for too long.', 'fresh'],
  4414: ['The machine does not answer', 'It took nothing of what was typed for too long: it may hang.', 'fresh'],
  4429: ['Too many consoles', 'Your project has as many open as it may. Close one, then reconnect.', 'later'],
  4503: ['The proxy is stopping', 'It is being restarted or maintained. Try again in a moment.', 'later'],
};

const OTHERS = {
  unreachable: ['The proxy cannot be reached', 'It does not run, or the network between it and your browser is down.', 'later'],
  forbidden: ['Not a proxy of this cloud', 'Your browser may not reach the address that this page was given: the operator must name it.', 'fresh'],
  mixed: ['The gateway is not encrypted', 'Its address is ws: and this page is https:, which browsers do not allow. The operator must give it one of wss:.', 'fresh'],
  lost: ['The connection was lost', 'The network or the proxy failed; the machine may well be running.', 'fresh'],
  protocol: ['The screen could not be shown', 'What came was not what a screen sends.', 'fresh'],
  refused: ["The machine's screen refused", 'It asks for a password that the proxy should have given.', 'fresh'],
  incomplete: ['Nothing to show yet', 'This page is opened from your portal, or with the address that the cloud gives for a console.', 'none'],
  malformed: ['The address is not complete', 'A part of it is missing or damaged. Reconnect, or open the console again from your portal.', 'fresh'],
  timeout: ['No answer', 'The proxy took longer than half a minute to show the screen.', 'later'],
};

/**
 * The words for the end of a connection.
 * @param {number|string} code the close code of the WebSocket, or a key of OTHERS
 * @param {boolean} opened whether it had been open
 * @returns {{title: string, text: string, next: string}}
 */
export function endOf(code, opened = true) {
  const words = ENDS[code] ?? OTHERS[code] ?? OTHERS[opened ? 'lost' : 'unreachable'];
  const [title, text, next] = words;
  return { title, text, next };
}

/** The close codes that have words of their own. */
export const CODES = Object.keys(ENDS).map(Number);

/** The ends that no close code tells. */
export const CAUSES = Object.keys(OTHERS);

const REFUSALS = {
  400: 'The cloud did not understand the request.',
  401: 'Your sign-in is not valid (any more). Sign in again.',
  403: 'You may not do this.',
  404: 'There is no such machine in your project.',
  409: 'The machine is not in a state that allows this: it may be stopped or busy.',
  413: 'Too many requests. Try again in a moment.',
  429: 'Your project has as many consoles open as it may. Close one and try again.',
  501: 'This cloud offers no console of this kind.',
  503: 'The cloud cannot do this at the moment. Try again soon.',
  unclear: 'The cloud gave an answer that this page does not understand. Its operator has to look into that.',
  timeout: 'The cloud did not answer in time. What was asked may happen all the same.',
};

const WITH_REASON = [403, 409, 413, 429, 503];

/** What is said of an API's refusal: ours, and what the API itself says where that helps. */
export function refusalOf(status, said = '') {
  if (status === 403 && said.startsWith('Quota exceeded')) {
    return REFUSALS[429]; // OpenStack's way to say so
  }
  if (status === 400 && said !== '') {
    return said; // such as: this kind of console is not to be had
  }
  const words = REFUSALS[status]
    ?? (status === 0 ? 'The cloud cannot be reached.' : `The cloud answered with an error (${status}).`);
  return said !== '' && WITH_REASON.includes(status) ? `${words} (${said})` : words;
}

const STATES = {
  ACTIVE: ['running', 'good'],
  BUILD: ['being built', 'wait'],
  REBOOT: ['rebooting', 'wait'],
  HARD_REBOOT: ['rebooting', 'wait'],
  SHUTOFF: ['stopped', 'off'],
  SUSPENDED: ['suspended', 'off'],
  ERROR: ['in error', 'bad'],
  DELETED: ['deleted', 'bad'],
};

/** A server's state in a word, and its kind: good, wait, off or bad. */
export function stateOf(status) {
  const [word, kind] = STATES[status] ?? [String(status).toLowerCase(), 'wait'];
  return { word, kind };
}

/** What each power button asks before it acts. */
export const POWER = {
  start: { label: 'Start', title: 'Start the machine?', text: 'It is switched on.', done: 'The machine is starting.' },
  soft: {
    label: 'Reboot',
    title: 'Reboot the machine?',
    text: 'Its system is asked to shut down in order, then it starts again.',
    done: 'The machine is rebooting.',
  },
  hard: {
    label: 'Hard reboot',
    title: 'Reset the machine?',
    text: 'It is cut off and started again. What is not saved is lost.',
    done: 'The machine is being reset.',
  },
  stop: {
    label: 'Stop',
    title: 'Stop the machine?',
    text: 'Its system is asked to shut down, and cut off if it takes too long. The console ends.',
    done: 'The machine is stopping.',
  },
};
