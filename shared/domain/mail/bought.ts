import type { LocalDate } from '../dates.ts';

/** An order of an export that the run did not see; `who` is a customer's key or an address in lower case. */
export interface Purchase {
  who: string;
  on: LocalDate;
}

interface Addressee {
  customerId: string;
  address: string | null;
  lastOrderDate: LocalDate | null;
}

/**
 * Tells whether the addressee of a planned mail has bought since the run looked: an order dated after the last one that the
 * run knew of him. An export that states his earlier orders once more says nothing new.
 */
export function bought(purchases: readonly Purchase[]) {
  const latest = new Map<string, LocalDate>();
  for (const { who, on } of purchases) {
    const known = latest.get(who);
    if (known === undefined || known < on) latest.set(who, on);
  }
  return ({ customerId, address, lastOrderDate }: Addressee): boolean =>
    [customerId, address?.trim().toLowerCase()].some((who) => {
      const on = who === undefined ? undefined : latest.get(who);
      return on !== undefined && (lastOrderDate === null || on > lastOrderDate);
    });
}
