// The bar of buttons: panels that open below a button, the menu of narrow windows, and the way back from
// the machine's screen by keyboard.
import { CHORDS, chordName } from './keys.js';
import { POWER } from './words.js';

const HELD = ['Ctrl', 'Alt'];

function button(label, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('click', () => act(made));
  return made;
}

/** Fills both panels: hold(key, down), press(chord) and power(action) are what their buttons do. */
export function fillPanels({ hold, press, power }) {
  const keys = document.getElementById('keys');
  for (const key of HELD) {
    const made = button(`Hold ${key}`, () => {
      const down = made.getAttribute('aria-pressed') !== 'true';
      made.setAttribute('aria-pressed', String(down));
      hold(key, down);
    });
    made.setAttribute('aria-pressed', 'false');
    made.dataset.hold = key;
    keys.append(made);
  }
  CHORDS.forEach((chord) => keys.append(button(chordName(chord), () => press(chord))));
  const panel = document.getElementById('power');
  Object.entries(POWER).forEach(([action, { label }]) => {
    panel.append(button(label, () => {
      closePanels();
      power(action);
    }));
  });
}

/** No key counts as held any more, and none is offered. */
export function releaseKeys() {
  toggle(document.querySelector('[data-drop=keys]'), false);
  document.querySelectorAll('[data-hold]').forEach((held) => held.setAttribute('aria-pressed', 'false'));
}

export function closePanels() {
  document.querySelectorAll('[data-drop]').forEach((opener) => toggle(opener, false));
}

// what has the focus in a panel that closes is gone: it goes back to the opener, and dialogs give it back to there
function toggle(opener, open) {
  const panel = document.getElementById(opener.getAttribute('aria-controls'));
  opener.setAttribute('aria-expanded', String(open));
  if (!open && panel.contains(document.activeElement)) {
    opener.focus();
  }
  panel.hidden = !open;
}

/** Panels open and close by their buttons, and close on Escape and on a click elsewhere. */
export function wirePanels() {
  const openers = [...document.querySelectorAll('[data-drop]')];
  openers.forEach((opener) => opener.addEventListener('click', () => {
    const open = opener.getAttribute('aria-expanded') === 'true';
    closePanels();
    toggle(opener, !open);
  }));
  // the screen keeps clicks and touches to itself; in a narrow window the bar's other buttons move when a panel closes,
  // and a click that had begun would miss them
  const closeOutside = (type, inside) => document.addEventListener(type, (event) => {
    if (!event.target.closest(inside)) {
      closePanels();
    }
  });
  closeOutside('pointerdown', 'header');
  closeOutside('click', '.drop');
  openers.forEach((opener) => opener.parentElement.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && opener.getAttribute('aria-expanded') === 'true') {
      toggle(opener, false);
    }
  }));
  const menu = document.getElementById('menu');
  menu.addEventListener('click', () => {
    const open = menu.getAttribute('aria-expanded') !== 'true';
    menu.setAttribute('aria-expanded', String(open));
    document.getElementById('tools').classList.toggle('open', open);
    closePanels();
  });
}

/**
 * Ctrl, Alt and Shift together, released without another key, lead from the screen to the buttons. The
 * machine has seen all three released by then: none stays held in it.
 */
export function wireWayOut(place) {
  let armed = false;
  const modifiers = ['Control', 'Alt', 'Shift'];
  place.addEventListener('keydown', (event) => {
    const modifier = modifiers.includes(event.key) || event.key === 'Meta';
    armed = modifier && (armed || (event.ctrlKey && event.altKey && event.shiftKey));
  }, true);
  place.addEventListener('keyup', (event) => {
    if (armed && !event.ctrlKey && !event.altKey && !event.shiftKey) {
      armed = false;
      setTimeout(() => firstTool().focus());
    }
  }, true);
}

function firstTool() {
  return [...document.querySelectorAll('#menu, #tools button')]
    .find((tool) => !tool.disabled && tool.offsetParent !== null) ?? document.body;
}
