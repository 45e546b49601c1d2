// What the page was opened with: gateway, token and server, in the fragment of its address. It is
// taken out of the address and the history at once, before anything else is loaded.
import { readContract } from './contract.js';

/** What the address says now; afterwards it does not say it any more. */
export function takeContract() {
  const contract = readContract(location.hash);
  history.replaceState(null, '', location.pathname);
  return contract;
}

export const arrival = takeContract();
