import type { LocalDate } from '../dates.ts';

/** A "no" that stands in exports which the run did not see; `who` is a customer's key or an address in lower case. */
export interface Withdrawal {
  who: string;
  on: LocalDate;
}

interface Addressee {
  customerId: string;
  address: string | null;
  consentOn: LocalDate | null;
}

/**
 * Tells whether a planned mail's consent was taken back; a "no" older than the consent itself does not count, one of the
 * same day does: when in doubt, no mail.
 */
export function withdrawals(statements: readonly Withdrawal[]) {
  const latest = new Map<string, LocalDate>();
  for (const { who, on } of statements) {
    const known = latest.get(who);
    if (known === undefined || known < on) latest.set(who, on);
  }
  return ({ customerId, address, consentOn }: Addressee): boolean =>
    [customerId, address?.trim().toLowerCase()].some((who) => {
      const refused = who === undefined ? undefined : latest.get(who);
      return refused !== undefined && (consentOn === null || refused >= consentOn);
    });
}

/** An upload as far as it matters here; bytes that were uploaded again have the `contentId` of their first upload. */
interface Upload {
  kind: string;
  contentId: string;
  uploadedAt: string;
}

/**
 * What has been committed since the run looked, each content once as its newest upload. It goes by what the run listed
 * and not by the time of upload: an export can be uploaded before the run looks and be committed after.
 */
export function unseen<T extends Upload & { status: string }>(
  uploads: readonly T[],
  seen: readonly Upload[],
): T[] {
  const content = ({ kind, contentId }: Upload) => `${kind} ${contentId}`;
  const at = (upload: Upload | undefined) => Date.parse(upload?.uploadedAt ?? '') || 0;
  const listed = new Map(seen.map((upload) => [content(upload), upload]));
  const newest = new Map<string, T>();
  for (const upload of uploads.filter(({ status }) => status === 'committed'))
    if (at(upload) >= at(newest.get(content(upload)))) newest.set(content(upload), upload);
  return [...newest.values()].filter((upload) => at(upload) > at(listed.get(content(upload))));
}
