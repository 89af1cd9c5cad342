/** What becomes of a mail to one address. */
export type Fate = 'delivered' | 'bounced' | 'suppressed' | 'complained';

const DOMAIN = '@simulator.amazonses.com';

/** SES's mailbox simulator. The out-of-office answer of `ooto` comes back as a mail, so SES reports a delivery. */
const FATES: Record<string, Fate> = {
  success: 'delivered',
  ooto: 'delivered',
  bounce: 'bounced',
  complaint: 'complained',
  suppressionlist: 'suppressed',
};

export const isSimulator = (address: string): boolean => address.toLowerCase().endsWith(DOMAIN);

export function fateOf(address: string): Fate {
  if (!isSimulator(address)) return 'delivered';
  const local = address.toLowerCase().slice(0, -DOMAIN.length).split('+')[0] ?? '';
  return (Object.hasOwn(FATES, local) ? FATES[local] : undefined) ?? 'delivered';
}
