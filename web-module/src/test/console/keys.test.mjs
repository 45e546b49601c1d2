import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CHORDS, KEY, chordEvents, chordName, nameCharacters, strokeEvents, strokesOf, typeStrokes,
} from '../../main/webapp/console/keys.js';

const SHIFT = 0xffe1;

test('all that a US keyboard has is typed, each with the keysym of its character', () => {
  const printable = Array.from({ length: 95 }, (_, n) => String.fromCharCode(32 + n)).join('');
  const { strokes, refused } = strokesOf(printable);
  assert.deepEqual(refused, []);
  assert.deepEqual(strokes.map((stroke) => stroke.keysym), [...printable].map((character) => character.codePointAt(0)));
  assert.equal(strokes.filter((stroke) => stroke.shift).length, 26 + 21);
});

test('a place on the keyboard bears one plain and one shifted character', () => {
  const printable = Array.from({ length: 94 }, (_, n) => String.fromCharCode(33 + n)).join('');
  const seen = strokesOf(printable).strokes.map((stroke) => `${stroke.code} ${stroke.shift}`);
  assert.equal(new Set(seen).size, 94);
});

for (const [character, code, shift] of [
  ['a', 'KeyA', false], ['Z', 'KeyZ', true], ['7', 'Digit7', false], ['&', 'Digit7', true], ['"', 'Quote', true],
  ['\\', 'Backslash', false], ['|', 'Backslash', true], ['_', 'Minus', true], [' ', 'Space', false], ['~', 'Backquote', true],
]) {
  test(`${character} is ${shift ? 'Shift and ' : ''}${code}`, () => {
    const [stroke] = strokesOf(character).strokes;
    assert.deepEqual([stroke.code, stroke.shift], [code, shift]);
  });
}

test("every system's end of a line is one Return", () => {
  const { strokes } = strokesOf('a\r\nb\nc\rd');
  assert.deepEqual(strokes.map((stroke) => stroke.code), ['KeyA', 'Enter', 'KeyB', 'Enter', 'KeyC', 'Enter', 'KeyD']);
  assert.equal(strokesOf('\t').strokes[0].keysym, 0xff09);
});

test('what has no key is refused, each character once', () => {
  const { refused } = strokesOf('äöä€\u0000😀');
  assert.deepEqual(refused, ['ä', 'ö', '€', '\u0000', '😀']);
  assert.equal(nameCharacters(['ä', '\u0000', '\u202e']), 'ä (U+00E4), U+0000, U+202E');
  assert.match(nameCharacters([...'äöüßáéíóúà']), /^ä .* and 2 more$/);
  assert.deepEqual(strokesOf('constructor').refused, []);
});

test('Shift is held around its key alone', () => {
  const events = strokesOf('aB').strokes.flatMap(strokeEvents);
  assert.deepEqual(events.map(({ keysym, down }) => [keysym, down]), [
    [0x61, true], [0x61, false], [SHIFT, true], [0x42, true], [0x42, false], [SHIFT, false],
  ]);
});

test('a chord is released in reverse', () => {
  const codes = chordEvents(['Ctrl', 'Alt', 'F2']).map(({ code, down }) => (down ? '+' : '-') + code);
  assert.deepEqual(codes, ['+ControlLeft', '+AltLeft', '+F2', '-F2', '-AltLeft', '-ControlLeft']);
});

test('every chord of the menu has keys and a name of its own', () => {
  CHORDS.flat().forEach((key) => assert.ok(KEY[key], key));
  assert.equal(new Set(CHORDS.map(chordName)).size, CHORDS.length);
  assert.equal(KEY.F1.keysym, 0xffbe);
  assert.equal(KEY.F12.keysym, 0xffc9);
});

for (const [name, keysym, code] of [
  ['Backspace', 0xff08, 'Backspace'], ['Delete', 0xffff, 'Delete'], ['Home', 0xff50, 'Home'], ['End', 0xff57, 'End'],
  ['Page Up', 0xff55, 'PageUp'], ['Page Down', 0xff56, 'PageDown'], ['Left', 0xff51, 'ArrowLeft'], ['Up', 0xff52, 'ArrowUp'],
  ['Down', 0xff54, 'ArrowDown'], ['Right', 0xff53, 'ArrowRight'],
]) {
  test(`the menu has ${name}, for who has no keyboard`, () => {
    const chord = CHORDS.find((keys) => chordName(keys) === name);
    assert.deepEqual(chordEvents(chord), [{ keysym, code, down: true }, { keysym, code, down: false }]);
  });
}

test('typing pauses after each stroke and tells how far it is', async () => {
  const sent = [];
  const told = [];
  const pauses = [];
  const done = await typeStrokes(strokesOf('abc').strokes, (event) => sent.push(event), {
    pause: 30, goOn: () => true, told: (count) => told.push(count), sleep: async (time) => pauses.push(time),
  });
  assert.equal(done, 3);
  assert.equal(sent.length, 6);
  assert.deepEqual(told, [1, 2, 3]);
  assert.deepEqual(pauses, [30, 30, 30]);
});

test('typing ends between two strokes and leaves no key pressed', async () => {
  const sent = [];
  const done = await typeStrokes(strokesOf('ABC').strokes, (event) => sent.push(event), {
    pause: 1, goOn: () => sent.length < 8, told: () => undefined, sleep: async () => undefined,
  });
  assert.equal(done, 2);
  assert.equal(sent.filter((event) => event.down).length, sent.filter((event) => !event.down).length);
});
