/** Why an address must not be written to. */
export type AddressFault = 'no_address' | 'bad_address' | 'placeholder_address';

// The plain form that every mail server takes: ASCII, no quotes, no comments, at least two domain labels.
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** Addresses that shop systems invent, and relays of marketplaces that forward no advertising. */
const PLACEHOLDERS = [
  /^none@none\.com$/,
  /^(no-?email|no-?mail|n\/?a|null|unknown)@/,
  /@marketplace\.amazon\.[a-z.]+$/,
  /@members\.ebay\.[a-z.]+$/,
  /@privaterelay\.appleid\.com$/,
];

/** Null: the address can be written to. */
export function addressFault(address: string | null): AddressFault | null {
  if (address === null || address === '') return 'no_address';
  if (!isWellFormed(address)) return 'bad_address';
  const lower = address.toLowerCase();
  return PLACEHOLDERS.some((pattern) => pattern.test(lower)) ? 'placeholder_address' : null;
}

function isWellFormed(address: string): boolean {
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (at < 1 || address.length > 254 || local.length > 64) return false;
  return LOCAL.test(local) && isDomain(domain);
}

/** Many customers share the domains of a few providers. */
const DOMAINS = new Map<string, boolean>();
const MOST_DOMAINS = 10_000;

function isDomain(domain: string): boolean {
  const known = DOMAINS.get(domain);
  if (known !== undefined) return known;
  const labels = domain.split('.');
  const holds =
    labels.length > 1 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '');
  if (DOMAINS.size >= MOST_DOMAINS) DOMAINS.clear();
  DOMAINS.set(domain, holds);
  return holds;
}
