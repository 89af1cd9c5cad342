import { invalid, noConfigurationSet, paused, rejected } from './errors.ts';
import { bare } from './headers.ts';
import type { SendRequest } from './request.ts';
import { hasConfigurationSet, isVerified, type SesSettings } from './settings.ts';
import { isSimulator } from './simulator.ts';

/** Most recipients of one call. */
const MAX_RECIPIENTS = 50;

/** Throws what SES would answer to a mail that it does not take. */
export function checkSend(settings: SesSettings, request: SendRequest): void {
  if (!settings.sendingEnabled) throw paused();
  if (!request.destinations.length) throw invalid('Destinations cannot be empty.');
  if (request.destinations.length > MAX_RECIPIENTS)
    throw invalid(`Recipient count exceeds ${MAX_RECIPIENTS}.`);
  for (const address of [request.from, request.source, ...request.destinations]) checkAddress(address);
  const { configurationSet } = request;
  if (configurationSet !== null && !hasConfigurationSet(settings, configurationSet)) {
    throw noConfigurationSet(configurationSet);
  }
  checkIdentities(settings, request);
}

function checkAddress(given: string): void {
  const address = bare(given);
  const at = address.lastIndexOf('@');
  if (at < 1 || at === address.length - 1) throw invalid("Missing final '@domain'.");
  if (/[^\x21-\x7e]/.test(address)) {
    throw invalid('Address contains control, whitespace or non-ASCII characters.');
  }
}

function checkIdentities(settings: SesSettings, { from, source, destinations }: SendRequest): void {
  const reached = destinations.filter((address) => settings.sandbox && !isSimulator(bare(address)));
  const needed = new Set([from, source, ...reached].map(bare));
  const failed = [...needed].filter((address) => !isVerified(settings, address));
  if (!failed.length) return;
  const names = failed.join(', ');
  throw rejected(
    `Email address is not verified. The following identities failed the check in region LOCAL: ${names}`,
  );
}
