// The console page: what was handed over -> a screen, and words for every end of it.
import { arrival, takeContract } from './arrival.js';
import { Api } from './api.js';
import { checkContract, isComplete } from './contract.js';
import { ask, showNote, signIn, typeText } from './dialogs.js';
import { KEY, chordEvents, nameCharacters, strokesOf, typeStrokes } from './keys.js';
import { fillPanels, releaseKeys, wirePanels, wireWayOut } from './panels.js';
import { Screen } from './screen.js';
import { POWER, endOf, refusalOf, stateOf } from './words.js';

const LOOK = 5_000;
const LOOK_WAITING = 2_000;
const PAUSE = 30;
// after an end that may pass by itself: so often, so much later each time
const MOST_TRIES = 8;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const STEADY = 10_000;

const byId = (id) => document.getElementById(id);
const sleep = (time) => new Promise((done) => setTimeout(done, time));
const api = new Api(new URL('../', location.href.split('#')[0]).href);

const page = {
  contract: arrival, screen: null, viewOnly: false, fit: true,
  waiting: false, tries: 0, notBefore: 0, openedAt: Infinity, looking: null,
};

// said again, the same words would be read out again
function say(text) {
  if (byId('status').textContent !== text) {
    byId('status').textContent = text;
  }
}

function showLink(word, kind) {
  byId('link').textContent = word;
  byId('link').dataset.kind = kind;
}

function enable() {
  const keys = (page.screen?.connected ?? false) && !page.viewOnly;
  document.querySelectorAll('[data-needs=keys]').forEach((tool) => (tool.disabled = !keys));
  const server = page.contract.server !== null;
  document.querySelectorAll('[data-needs=server]').forEach((tool) => (tool.disabled = !server));
  byId('sign-in').textContent = api.signedIn ? 'Sign out' : 'Sign in';
  if (!keys) {
    releaseKeys();
  }
}

// of another machine neither the name nor the screen may stay
function turnTo(contract) {
  if (contract.server !== page.contract.server) {
    byId('name').textContent = 'Console';
    document.title = 'Console';
    byId('state').hidden = true;
  }
  page.contract = { ...contract };
  page.screen?.close();
}

function connect(contract) {
  turnTo(contract);
  byId('screen').replaceChildren();
  byId('end').hidden = true;
  showLink('Connecting', 'wait');
  say('Connecting to the console.');
  const screen = new Screen(byId('screen'), contract, {
    open: () => screen === page.screen && opened(screen),
    end: (code, was) => screen === page.screen && ended(endOf(code, was)),
  });
  page.screen = screen;
  page.waiting = false;
  // a token opens one console: this one is spent
  page.contract.token = null;
  screen.viewOnly = page.viewOnly;
  screen.fit = page.fit;
  enable();
}

function opened(screen) {
  page.openedAt = Date.now();
  page.waiting = false;
  showLink(page.viewOnly ? 'View only' : 'Connected', 'good');
  say(matchMedia('(pointer: coarse)').matches
    ? 'Connected.' : 'Connected. Ctrl, Alt and Shift together lead back to the buttons.');
  const canvas = byId('screen').querySelector('canvas');
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
  canvas.setAttribute('aria-label', "The machine's screen. Keys go to the machine; Ctrl, Alt and Shift together lead back.");
  enable();
  if (document.activeElement === document.body || byId('end').contains(document.activeElement)) {
    screen.focus();
  }
}

function ended({ title, text, next }) {
  byId('screen').replaceChildren();
  showLink('Closed', 'off');
  if (Date.now() - page.openedAt > STEADY) {
    page.tries = 0;
  }
  page.openedAt = Infinity;
  page.notBefore = Date.now() + Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** page.tries);
  page.waiting = next === 'wait';
  byId('start').hidden = true;
  byId('end-wait').textContent = '';
  byId('end-wait').hidden = true;
  showEnd(title, text, page.contract.server !== null && next !== 'none');
  enable();
  focusEnd();
  look();
}

// Whose focus is at nothing, or at what is disabled or hidden by now, would be lost: browsers take it away, some of
// them a moment later.
function focusEnd() {
  const at = document.activeElement;
  if (!byId('end').hidden && (at === document.body || at.disabled || at.getClientRects().length === 0)) {
    byId('end').focus();
  }
}

function showEnd(title, text, canReconnect) {
  byId('end-title').textContent = title;
  byId('end-text').textContent = text;
  byId('reconnect').hidden = !canReconnect;
  byId('end').hidden = false;
  say(`${title}. ${text}`);
}

// What the machine itself is doing is told while somebody is signed in; one that stopped is waited for.
async function look() {
  clearTimeout(page.looking);
  if (!api.signedIn || page.contract.server === null) {
    return;
  }
  try {
    // what nobody sees is not asked for
    if (!document.hidden) {
      const id = page.contract.server;
      const server = await api.server(id);
      // the page may show another machine by now
      if (page.contract.server === id) {
        showServer(server);
        if (server.status === 'ACTIVE') {
          await comeBack();
        }
      }
    }
  } catch (refusal) {
    say(wordsOf(refusal));
    enable();
  }
  clearTimeout(page.looking);
  page.looking = setTimeout(look, page.waiting ? LOOK_WAITING : LOOK);
}

async function comeBack() {
  if (page.waiting && page.tries < MOST_TRIES && Date.now() >= page.notBefore) {
    page.tries += 1;
    page.notBefore = Date.now() + LONGEST_WAIT;
    await fresh();
  }
}

function showServer({ name, status }) {
  const { word, kind } = stateOf(status);
  byId('name').textContent = name;
  document.title = `${name} - console`;
  byId('state').hidden = false;
  byId('state').textContent = word;
  byId('state').dataset.kind = kind;
  const off = status === 'SHUTOFF';
  const atEnd = !byId('end').hidden;
  byId('start').hidden = !(atEnd && off);
  if (atEnd && off) {
    page.waiting = true;
    page.tries = 0;
    showEnd('The machine is stopped', 'It has no screen until it is started.', false);
  }
  const back = atEnd && page.waiting && page.tries < MOST_TRIES;
  byId('end-wait').textContent = back ? 'The console comes back by itself when the machine runs.' : '';
  byId('end-wait').hidden = !back;
}

function wordsOf(refusal) {
  return refusalOf(refusal.status ?? 0, refusal.message);
}

// of something that was asked for by a button: where the end of the console is shown, there
function showRefusal(refusal) {
  if (byId('end').hidden) {
    say(wordsOf(refusal));
  } else {
    showEnd('The cloud said no', wordsOf(refusal), true);
  }
  enable();
}

/** Whether somebody is signed in now, asked for if nobody was. */
async function signedIn(why) {
  if (api.signedIn) {
    return true;
  }
  const done = await signIn(why, async (user, password, project) => {
    try {
      await api.signIn(user, password, project);
      return null;
    } catch (refusal) {
      return refusal.status === 401 ? 'User, password or project is wrong.' : wordsOf(refusal);
    }
  });
  enable();
  if (done) {
    say('Signed in.');
    look();
  }
  return done;
}

async function fresh() {
  const { contract: { server }, screen } = page;
  const contract = await api.freshConsole(server);
  // turned elsewhere meanwhile, the page has a screen that this one must not replace
  if (page.contract.server === server && page.screen === screen) {
    connect({ ...contract, server });
  }
}

async function reconnect() {
  if (await signedIn('A new token for the console is given to those who are signed in.')) {
    say('Asking for a new token.');
    try {
      await fresh();
    } catch (refusal) {
      showRefusal(refusal);
    }
  }
}

async function power(action) {
  const words = POWER[action];
  const { server } = page.contract;
  if (!await signedIn(`To ${words.label.toLowerCase()} the machine, sign in.`)
    || !await ask({ title: words.title, text: words.text, label: words.label })) {
    return;
  }
  if (page.contract.server !== server) {
    say('Nothing was done: the page shows another machine by now.');
    return;
  }
  try {
    await api.power(server, action);
    if (!byId('end').hidden && action !== 'stop' && page.contract.server === server) {
      page.waiting = true;
      page.tries = 0;
    }
    say(words.done);
    look();
  } catch (refusal) {
    showRefusal(refusal);
  }
}

async function type(text, goOn, told) {
  const { strokes, refused } = strokesOf(text);
  if (refused.length > 0) {
    return `A US keyboard has no key for: ${nameCharacters(refused)}. Nothing was typed.`;
  }
  const screen = page.screen;
  const done = await typeStrokes(strokes, (event) => screen.send(event), {
    pause: PAUSE,
    sleep,
    goOn: () => goOn() && screen.connected && screen === page.screen && !page.viewOnly,
    told: (count) => told(count, strokes.length),
  });
  return done === strokes.length ? null : `Stopped after ${done} of ${strokes.length} keys.`;
}

function pressed(id, on) {
  byId(id).setAttribute('aria-pressed', String(on));
}

function wireView() {
  byId('fit').addEventListener('click', () => {
    page.fit = !page.fit;
    pressed('fit', page.fit);
    if (page.screen) {
      page.screen.fit = page.fit;
    }
  });
  byId('view-only').addEventListener('click', () => {
    ['Ctrl', 'Alt'].forEach((key) => page.screen?.send({ ...KEY[key], down: false }));
    page.viewOnly = !page.viewOnly;
    pressed('view-only', page.viewOnly);
    if (page.screen) {
      page.screen.viewOnly = page.viewOnly;
    }
    if (page.screen?.connected) {
      showLink(page.viewOnly ? 'View only' : 'Connected', 'good');
    }
    enable();
  });
  byId('full-screen').hidden = !document.fullscreenEnabled;
  byId('full-screen').addEventListener('click', () => {
    const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    change.catch(() => say('The browser does not allow full screen here.'));
  });
  document.addEventListener('fullscreenchange', () => pressed('full-screen', document.fullscreenElement !== null));
}

function wireActions() {
  fillPanels({
    hold: (key, down) => page.screen?.send({ ...KEY[key], down }),
    press: (chord) => chordEvents(chord).forEach((event) => page.screen?.send(event)),
    power,
  });
  byId('ctrl-alt-del').addEventListener('click', () => page.screen?.ctrlAltDel());
  byId('paste').addEventListener('click', async () => {
    await typeText(type);
    focusEnd();
  });
  byId('help').addEventListener('click', showNote);
  byId('reconnect').addEventListener('click', reconnect);
  byId('start').addEventListener('click', () => power('start'));
  byId('sign-in').addEventListener('click', async () => {
    if (api.signedIn) {
      await api.signOut();
      say('Signed out. The console itself stays open.');
      enable();
    } else {
      await signedIn("Signed in, you see the machine's state and can switch it.");
    }
  });
}

// A portal of this very origin that opened the page may hand the console over so, too, once it is told
// that somebody listens.
function wireOpener() {
  addEventListener('message', (event) => {
    if (event.origin !== location.origin || event.source === null || event.source !== window.opener) {
      return;
    }
    const contract = checkContract(event.data);
    if (isComplete(contract)) {
      connect(contract);
    }
  });
  window.opener?.postMessage({ console: 'ready' }, location.origin);
}

function begin() {
  wirePanels();
  wireView();
  wireActions();
  wireWayOut(byId('screen'));
  wireOpener();
  addEventListener('hashchange', () => openWith(takeContract()));
  openWith(arrival);
}

function openWith(contract) {
  if (isComplete(contract)) {
    connect(contract);
  } else if (contract.given || page.screen === null) {
    turnTo(contract);
    ended(endOf(contract.given ? 'malformed' : 'incomplete'));
  }
}

begin();
