/** What becomes of a mail to one address. */
export type Fate = 'delivered' | 'bounced' | 'suppressed' | 'softBounced' | 'complained' | 'rejected';

const DOMAIN = '@simulator.amazonses.com';
/** SES's own simulator plays neither of these; the domain says that they are ours. */
const OUR_DOMAIN = '@simulator.tierwise.example';

/** SES's mailbox simulator. The out-of-office answer of `ooto` comes back as a mail, so SES reports a delivery. */
const FATES: Record<string, Fate> = {
  [`success${DOMAIN}`]: 'delivered',
  [`ooto${DOMAIN}`]: 'delivered',
  [`bounce${DOMAIN}`]: 'bounced',
  [`complaint${DOMAIN}`]: 'complained',
  [`suppressionlist${DOMAIN}`]: 'suppressed',
  [`softbounce${OUR_DOMAIN}`]: 'softBounced',
  [`reject${OUR_DOMAIN}`]: 'rejected',
};

export const isSimulator = (address: string): boolean => address.toLowerCase().endsWith(DOMAIN);

/** A label after `+` tells mailboxes apart and changes nothing. */
export function fateOf(address: string): Fate {
  const plain = address.toLowerCase().replace(/\+[^@]*@/, '@');
  return (Object.hasOwn(FATES, plain) ? FATES[plain] : undefined) ?? 'delivered';
}
