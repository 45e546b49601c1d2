// Text as the keys of a US keyboard, and keys that a browser keeps for itself. Pure, but for the
// timer that types.

const PLAIN = {
  '`': 'Backquote', '-': 'Minus', '=': 'Equal', '[': 'BracketLeft', ']': 'BracketRight', '\\': 'Backslash',
  ';': 'Semicolon', "'": 'Quote', ',': 'Comma', '.': 'Period', '/': 'Slash', ' ': 'Space',
};
const SHIFTED = {
  '~': 'Backquote', '!': 'Digit1', '@': 'Digit2', '#': 'Digit3', '$': 'Digit4', '%': 'Digit5', '^': 'Digit6',
  '&': 'Digit7', '*': 'Digit8', '(': 'Digit9', ')': 'Digit0', _: 'Minus', '+': 'Equal', '{': 'BracketLeft',
  '}': 'BracketRight', '|': 'Backslash', ':': 'Semicolon', '"': 'Quote', '<': 'Comma', '>': 'Period', '?': 'Slash',
};
const RETURN = { keysym: 0xff0d, code: 'Enter', shift: false };
const TAB = { keysym: 0xff09, code: 'Tab', shift: false };

/** The keys that are held or sent by name: keysym and the key's place on the keyboard. */
export const KEY = {
  Ctrl: { keysym: 0xffe3, code: 'ControlLeft' },
  Alt: { keysym: 0xffe9, code: 'AltLeft' },
  Shift: { keysym: 0xffe1, code: 'ShiftLeft' },
  Super: { keysym: 0xffeb, code: 'MetaLeft' },
  Tab: { keysym: TAB.keysym, code: TAB.code },
  Esc: { keysym: 0xff1b, code: 'Escape' },
  Return: { keysym: RETURN.keysym, code: RETURN.code },
  Backspace: { keysym: 0xff08, code: 'Backspace' },
  Delete: { keysym: 0xffff, code: 'Delete' },
  Home: { keysym: 0xff50, code: 'Home' },
  End: { keysym: 0xff57, code: 'End' },
  'Page Up': { keysym: 0xff55, code: 'PageUp' },
  'Page Down': { keysym: 0xff56, code: 'PageDown' },
  Left: { keysym: 0xff51, code: 'ArrowLeft' },
  Up: { keysym: 0xff52, code: 'ArrowUp' },
  Down: { keysym: 0xff54, code: 'ArrowDown' },
  Right: { keysym: 0xff53, code: 'ArrowRight' },
  c: { keysym: 0x63, code: 'KeyC' },
  d: { keysym: 0x64, code: 'KeyD' },
};
for (let n = 1; n <= 12; n++) {
  KEY[`F${n}`] = { keysym: 0xffbd + n, code: `F${n}` };
}

/** What the menu of keys sends: names of KEY, pressed in order and released in reverse. */
export const CHORDS = [
  ['Tab'], ['Esc'], ['Return'], ['Super'], ['Alt', 'Tab'], ['Ctrl', 'c'],
  // a phone has none of these
  ['Left'], ['Up'], ['Down'], ['Right'], ['Home'], ['End'], ['Page Up'], ['Page Down'], ['Backspace'], ['Delete'],
  ...Array.from({ length: 12 }, (_, n) => [`F${n + 1}`]),
  ...Array.from({ length: 7 }, (_, n) => ['Ctrl', 'Alt', `F${n + 1}`]),
  ['Ctrl', 'd'],
];

/** A chord's name, such as Ctrl-Alt-F2. */
export function chordName(chord) {
  return chord.map((key) => (key.length === 1 ? key.toUpperCase() : key)).join('-');
}

/** The presses and releases of a chord. */
export function chordEvents(chord) {
  const keys = chord.map((name) => KEY[name]);
  return [
    ...keys.map((key) => ({ ...key, down: true })),
    ...[...keys].reverse().map((key) => ({ ...key, down: false })),
  ];
}

/**
 * The keys that type a text; line ends of any system are Return.
 * @returns {{strokes: {keysym: number, code: string, shift: boolean}[], refused: string[]}} refused:
 *     each character, once, that a US keyboard does not have
 */
export function strokesOf(text) {
  const strokes = [];
  const refused = new Set();
  for (const character of text.replace(/\r\n?/g, '\n')) {
    const stroke = strokeOf(character);
    if (stroke === null) {
      refused.add(character);
    } else {
      strokes.push(stroke);
    }
  }
  return { strokes, refused: [...refused] };
}

function strokeOf(character) {
  if (character === '\n') {
    return RETURN;
  }
  if (character === '\t') {
    return TAB;
  }
  const keysym = character.codePointAt(0);
  if (/^[a-z]$/.test(character)) {
    return { keysym, code: `Key${character.toUpperCase()}`, shift: false };
  }
  if (/^[A-Z]$/.test(character)) {
    return { keysym, code: `Key${character}`, shift: true };
  }
  if (/^[0-9]$/.test(character)) {
    return { keysym, code: `Digit${character}`, shift: false };
  }
  const shift = Object.hasOwn(SHIFTED, character);
  const code = shift ? SHIFTED[character] : PLAIN[character];
  return code === undefined ? null : { keysym, code, shift };
}

const MOST_NAMED = 8;

/** Refused characters for people: those that show as themselves, the others by number. */
export function nameCharacters(characters) {
  const named = characters.slice(0, MOST_NAMED).map((character) => {
    const number = `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) ? `${character} (${number})` : number;
  });
  const more = characters.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** The presses and releases of one stroke. */
export function strokeEvents({ keysym, code, shift }) {
  const key = [{ keysym, code, down: true }, { keysym, code, down: false }];
  return shift ? [{ ...KEY.Shift, down: true }, ...key, { ...KEY.Shift, down: false }] : key;
}

/**
 * Types strokes one after the other, with a pause after each: a machine's keyboard holds a few keys only.
 * @param {(event: {keysym: number, code: string, down: boolean}) => void} send
 * @param {{pause: number, goOn: () => boolean, told: (done: number) => void, sleep: Function}} how
 * @returns {Promise<number>} how many were typed, all or those before goOn() was false
 */
export async function typeStrokes(strokes, send, how) {
  let done = 0;
  for (const stroke of strokes) {
    if (!how.goOn()) {
      break;
    }
    strokeEvents(stroke).forEach(send);
    done += 1;
    how.told(done);
    await how.sleep(how.pause);
  }
  return done;
}
