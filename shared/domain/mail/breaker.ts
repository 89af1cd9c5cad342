/** What the breakers count of a campaign, as it happens. */
export interface Counted {
  sent: number;
  bounces: number;
  complaints: number;
}

/** Too few mails say nothing. */
const FROM_SENT = 200;
/** SES reviews an account from 5 % bounces and 0.1 % complaints on; we stop at half of either. */
const LIMITS = [
  { of: 'bounces', share: 0.025, atLeast: 5 },
  { of: 'complaints', share: 0.0005, atLeast: 3 },
] as const;

/** Which breaker stops a campaign. What a person has looked at and forgiven does not count again. */
export function tripped({
  forgiven,
  ...state
}: Counted & { forgiven?: Counted | undefined }): 'bounces' | 'complaints' | undefined {
  const since = (name: keyof Counted): number => state[name] - (forgiven?.[name] ?? 0);
  const sent = since('sent');
  if (sent < FROM_SENT) return undefined;
  return LIMITS.find(({ of, share, atLeast }) => since(of) >= atLeast && since(of) > sent * share)?.of;
}
