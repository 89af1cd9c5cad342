import { addDays, type LocalDate } from '../dates.ts';

/** A "no" that an export brought after the run had been planned; `on` null = undated. */
export interface Withdrawal {
  customerId: string | null;
  email: string | null;
  on: LocalDate | null;
}

/**
 * Tells whether a planned mail's consent was taken back; a "no" older than the consent itself does not count. The two
 * dates may be of different zones, so the "no" is granted a day.
 */
export function withdrawals(statements: readonly Withdrawal[]) {
  const latest = new Map<string, LocalDate>();
  for (const { customerId, email, on } of statements)
    for (const who of [customerId, email?.toLowerCase()])
      if (who) keepLatest(latest, who, on ? addDays(on, 1) : UNDATED);
  return (mail: { customerId: string; address: string | null; consentOn: LocalDate | null }): boolean =>
    [mail.customerId, mail.address?.toLowerCase()].some((who) => {
      const refused = who === undefined ? undefined : latest.get(who);
      return refused !== undefined && (mail.consentOn === null || refused >= mail.consentOn);
    });
}

/** Sorts after every date: an undated statement is as new as the file that brought it. */
const UNDATED = '9999-12-31';

function keepLatest(latest: Map<string, LocalDate>, who: string, on: LocalDate): void {
  const known = latest.get(who);
  if (known === undefined || known < on) latest.set(who, on);
}
