// One line a check and the sum at the end; a failed check leaves a picture.

export class Report {
  #passed = 0;
  #failed = 0;
  #picture;

  /** @param {(name: string) => Promise<void>} picture */
  constructor(picture) {
    this.#picture = picture;
  }

  /** Runs one check; a failed one does not end the others. */
  async check(name, run) {
    const began = Date.now();
    try {
      await run();
      this.#passed += 1;
      console.log(`ok - ${name} (${Date.now() - began} ms)`);
    } catch (failure) {
      this.#failed += 1;
      console.log(`not ok - ${name}: ${String(failure?.message ?? failure).slice(0, 1500)}`);
      await this.#picture(`failed-${this.#failed}`).catch(() => undefined);
    }
  }

  /** The status for the process: 0 if there were checks and all passed. */
  end() {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    return this.#passed > 0 && this.#failed === 0 ? 0 : 1;
  }
}

/** Asks until the answer is true, with what was last seen in the failure. */
export async function until(what, ask, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  let seen;
  do {
    seen = await ask();
    if (seen === true) {
      return;
    }
    await new Promise((done) => setTimeout(done, 100));
  } while (Date.now() < end);
  throw new Error(`${what}: not within ${seconds} s; last seen: ${seen}`);
}
