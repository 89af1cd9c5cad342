import type { Policy } from '../policy/schema.ts';

/** The hosts that an uploaded template may lead to: those of the shop's own pages, and what the policy adds. */
export const linkHosts = ({ shop, mail }: Pick<Policy, 'shop' | 'mail'>): string[] => [
  ...new Set([...Object.values(shop.links).map((link) => new URL(link).hostname), ...mail.linkHosts]),
];

/** Why a link may not stand in a mail; `undefined` = it may. */
export type LinkFault = 'scheme' | 'host';

export function linkFault(link: string, hosts: readonly string[]): LinkFault | undefined {
  const plain = link.replaceAll('&amp;', '&').trim();
  if (plain.startsWith('#')) return undefined;
  if (/^mailto:/i.test(plain)) return isOurs(domainOf(plain), hosts) ? undefined : 'host';
  const url = URL.canParse(plain) ? new URL(plain) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '') return 'scheme';
  return hosts.includes(url.hostname) ? undefined : 'host';
}

const domainOf = (mailto: string): string => /^mailto:[^@?,]+@([^?,]+)(?:\?|$)/i.exec(mailto)?.[1] ?? '';

/** A shop at www.shop.example is written to at shop.example. */
const isOurs = (domain: string, hosts: readonly string[]): boolean =>
  hosts.some((host) => [host, host.replace(/^www\./, '')].includes(domain.toLowerCase()));
