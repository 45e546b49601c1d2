// Reads a PC's text screen off a canvas: 80 by 25 cells, whose glyphs are learnt from keys that were
// typed and echoed. No font and no recognition: equal cells are equal characters.
import { until } from './report.mjs';

const COLUMNS = 80;
const ROWS = 25;

/** The cells of the screen, each as a text that is equal for equal glyphs and '' for an empty one. */
export async function readCells(page) {
  return page.evaluate(([columns, rows]) => {
    const canvas = document.querySelector('#screen canvas');
    const { width, height } = canvas;
    const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
    const [wide, high] = [Math.floor(width / columns), Math.floor(height / rows)];
    const cellAt = (column, row) => {
      let lit = '';
      for (let y = row * high; y < (row + 1) * high; y++) {
        for (let x = column * wide; x < (column + 1) * wide; x++) {
          const at = 4 * (y * width + x);
          lit += pixels[at] + pixels[at + 1] + pixels[at + 2] > 96 ? '1' : '0';
        }
      }
      return lit.includes('1') ? lit : '';
    };
    return Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => cellAt(column, row)));
  }, [COLUMNS, ROWS]);
}

/** How many pixels are not black. */
export async function litPixels(page) {
  return page.evaluate(() => {
    const canvas = document.querySelector('#screen canvas');
    if (!canvas || canvas.width === 0) {
      return 0;
    }
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    let lit = 0;
    for (let at = 0; at < pixels.length; at += 4) {
      lit += pixels[at] + pixels[at + 1] + pixels[at + 2] > 96 ? 1 : 0;
    }
    return lit;
  });
}

/** The cells that are not empty, from the first one on that is another than before; the cursor may be the last. */
export function changedRun(before, after) {
  const [was, is] = [before.flat(), after.flat()];
  const first = is.findIndex((cell, at) => cell !== was[at]);
  return first < 0 ? [] : is.slice(first).filter((cell) => cell !== '');
}

/** What is known of the screen as text: '?' for a glyph that was never typed. */
export function textOf(cells, glyphs) {
  return cells.map((row) => row.map((cell) => (cell === '' ? ' ' : glyphs.get(cell) ?? '?')).join('').trimEnd())
    .join('\n').trimEnd();
}

/**
 * Types, and gives the cells that appeared once there are as many, or once they are the text: a '?' in it
 * stands for a character that has not been learnt.
 */
export async function typed(visitor, text, type, glyphs = null) {
  const before = await readCells(visitor.page);
  await type();
  const wanted = text.replaceAll(' ', '');
  let cells;
  await until(`'${text}' is echoed`, async () => {
    cells = changedRun(before, await readCells(visitor.page)).slice(0, wanted.length);
    const seen = glyphs ? cells.map((cell) => glyphs.get(cell) ?? '?').join('') : cells.length;
    return seen === (glyphs ? wanted : wanted.length) || seen;
  });
  return cells;
}
