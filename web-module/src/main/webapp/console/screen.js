// One connection to a machine's screen. noVNC does not tell the close code of its WebSocket, so the
// socket is ours: it is handed to noVNC, and its end is heard here.
import RFB from './novnc/core/rfb.js';
import { isMixed, offersOf } from './contract.js';

const OPENING = 30_000;
const CLOSING = 3_000;
const LOST = 1006; // the browser's own code of a socket that nobody closed

// null where the browser refuses at once: by the page's policy, or ws: from a page of https:
function open(contract) {
  try {
    const socket = new WebSocket(contract.gateway, offersOf(contract));
    return socket.readyState === WebSocket.CLOSED ? null : socket;
  } catch {
    return null;
  }
}

/**
 * Begins to connect.
 * @param {HTMLElement} place where the screen is drawn
 * @param {{gateway: string, token: string, server: string}} contract
 * @param {{open: Function, end: (code: number|string, opened: boolean) => void}} told end is called once
 */
export class Screen {
  #rfb = null;
  #told;
  #opened = false;
  #ended = false;
  #cause = null;
  #timer;

  constructor(place, contract, told) {
    this.#told = told;
    this.#timer = setTimeout(() => this.#giveUp('timeout'), OPENING);
    const mixed = isMixed(contract, location.protocol);
    const socket = open(contract);
    if (socket === null) {
      queueMicrotask(() => this.#end(mixed ? 'mixed' : 'forbidden'));
      return;
    }
    // before noVNC's own, so that a close that came from the other side is heard first
    socket.addEventListener('close', (event) => {
      const unsaid = mixed && event.code === LOST && !this.#opened; // refused later, and not at once
      this.#end(this.#cause ?? (unsaid ? 'mixed' : event.code));
    });
    this.#rfb = new RFB(place, socket, { shared: true });
    this.#rfb.background = 'transparent';
    this.#rfb.addEventListener('connect', () => this.#open());
    this.#rfb.addEventListener('credentialsrequired', () => this.#giveUp('refused'));
    this.#rfb.addEventListener('securityfailure', () => (this.#cause ??= 'refused'));
    this.#rfb.addEventListener('disconnect', () => this.#broken());
  }

  get connected() {
    return this.#opened && !this.#ended;
  }

  /** Nothing is typed or clicked while it is view-only. */
  set viewOnly(on) {
    if (this.#rfb !== null) {
      this.#rfb.viewOnly = on;
    }
  }

  /** The screen has the window's size, or its own with bars to scroll. */
  set fit(on) {
    if (this.#rfb !== null) {
      this.#rfb.scaleViewport = on;
    }
  }

  send({ keysym, code, down }) {
    this.#rfb?.sendKey(keysym, code, down);
  }

  ctrlAltDel() {
    this.#rfb?.sendCtrlAltDel();
  }

  focus() {
    this.#rfb?.focus();
  }

  /** Ends it without a word: another one takes its place. */
  close() {
    if (!this.#ended) {
      this.#ended = true;
      clearTimeout(this.#timer);
      this.#rfb?.disconnect();
    }
  }

  #open() {
    clearTimeout(this.#timer);
    this.#opened = true;
    this.#told.open();
  }

  // noVNC gave up by itself; its socket's close event comes soon, but not from a dead network
  #broken() {
    this.#cause ??= 'protocol';
    setTimeout(() => this.#end(this.#cause), CLOSING);
  }

  #giveUp(cause) {
    this.#cause ??= cause;
    this.#rfb?.disconnect();
    setTimeout(() => this.#end(this.#cause), CLOSING);
  }

  #end(code) {
    if (this.#ended) {
      return;
    }
    clearTimeout(this.#timer);
    this.#ended = true;
    this.#told.end(code, this.#opened);
  }
}
