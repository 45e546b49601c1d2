// A gateway that says what a check wants: in the browser, at the address of the real one. Page, noVNC and browser are the
// real ones; only the network is not.

const NONE = 1;
const PASSWORD = 2;
const OWN_CLOSE = 1005; // what a browser tells of a socket that its page closed without a code

// RFB of a machine without a password, up to the size of its screen: then noVNC has a screen
const GREETING = Buffer.from('RFB 003.008\n');
const FITTING = [Buffer.from([1, NONE]), Buffer.alloc(4), screenOf(720, 400)];

// 32 bits a pixel, of which 24 are used
function screenOf(width, height) {
  const told = Buffer.alloc(24);
  told.writeUInt16BE(width, 0);
  told.writeUInt16BE(height, 2);
  told.set([32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0], 4);
  return told;
}

/** Each is how a gateway meets who comes. */
export const MEETS = {
  /** It closes at once. */
  closing: (code) => (socket) => socket.close({ code }),
  /** It shows a screen; what becomes of it is said later, see Gateway.close. */
  showing: () => saying(GREETING, ...FITTING),
  /** Something else answers. */
  gibberish: () => saying(Buffer.from('HTTP/1.1 400 Bad Request\r\n')),
  /** It asks for a password. */
  asking: () => saying(GREETING, Buffer.from([1, PASSWORD]), Buffer.alloc(16)),
  /** It lets nobody in, and says so by RFB. */
  refusing: () => saying(GREETING, Buffer.from([1, NONE]), Buffer.from([0, 0, 0, 1, 0, 0, 0, 2, 78, 111])),
  /** It says nothing. */
  silent: () => saying(),
};

function saying(first, ...answers) {
  return (socket) => {
    socket.onMessage(() => answers.length > 0 && socket.send(answers.shift()));
    if (first !== undefined) {
      socket.send(first);
    }
  };
}

export class Gateway {
  #meets = MEETS.silent();
  #socket;

  /** At that address, for that page alone, which is to be loaded afterwards. */
  static async at(page, address) {
    const gateway = new Gateway();
    await page.routeWebSocket((url) => url.href === address, (socket) => gateway.#take(socket));
    return gateway;
  }

  #take(socket) {
    this.#socket = socket;
    socket.onClose(() => socket.close({ code: OWN_CLOSE }));
    this.#meets(socket);
  }

  /** From now on. @param {(socket: WebSocketRoute) => void} how of MEETS */
  meets(how) {
    this.#meets = how;
  }

  /** Closes the connection that is open. */
  close(code) {
    return this.#socket.close({ code });
  }
}
