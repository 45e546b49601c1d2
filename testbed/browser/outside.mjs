// What happens to the cloud while the browser looks on.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a program; that it fails is a failure. */
export async function happens([program, ...args]) {
  await promisify(execFile)(program, args, { timeout: 180_000 });
}
