import { type Mailbox, MailboxSchema } from '../contract/mails.ts';
import type { Table } from './table.ts';

/** What is known of mailboxes, by the HMAC of the address. What a person did is never taken back here. */
export function openMailboxes(table: Table) {
  async function find(mailbox: string): Promise<Mailbox> {
    return MailboxSchema.parse((await table.get({ mailbox })) ?? { mailbox });
  }

  /** Those of the mailboxes that are known; a look ahead for many mails. */
  async function findMany(mailboxes: readonly string[]): Promise<Map<string, Mailbox>> {
    const items = await table.getMany([...new Set(mailboxes)].map((mailbox) => ({ mailbox })));
    return new Map(items.map((item) => MailboxSchema.parse(item)).map((known) => [known.mailbox, known]));
  }

  /** Remembers mails if the mailbox is still as it was read and nobody has unsubscribed or been suppressed meanwhile. */
  async function remember(read: Mailbox, recent: NonNullable<Mailbox['recent']>): Promise<boolean> {
    const open = 'attribute_not_exists(unsubscribedAt) AND attribute_not_exists(suppressed)';
    const unchanged = read.version === undefined ? 'attribute_not_exists(version)' : 'version = :version';
    const after = await table.update(
      { mailbox: read.mailbox },
      { text: 'SET recent = :recent, version = :next', values: { recent, next: (read.version ?? 0) + 1 } },
      {
        text: `${open} AND ${unchanged}`,
        ...(read.version === undefined ? {} : { values: { version: read.version } }),
      },
    );
    return after !== undefined;
  }

  /** Takes a mail that certainly never went out from those remembered; again changes nothing. */
  async function forget(mailbox: string, sid: string): Promise<void> {
    await table.update(
      { mailbox },
      { text: 'REMOVE recent.#sid ADD version :one', names: { sid }, values: { one: 1 } },
      { text: 'attribute_exists(recent.#sid)', names: { sid } },
    );
  }

  /** The first time counts; again changes nothing. */
  async function unsubscribe(mailbox: string, at: string): Promise<void> {
    await table.update(
      { mailbox },
      { text: 'SET unsubscribedAt = if_not_exists(unsubscribedAt, :at)', values: { at } },
    );
  }

  /** A complaint outweighs a bounce. */
  async function suppress(mailbox: string, why: 'bounce' | 'complaint'): Promise<void> {
    const condition = why === 'bounce' ? { text: 'attribute_not_exists(suppressed)' } : undefined;
    await table.update({ mailbox }, { text: 'SET suppressed = :why', values: { why } }, condition);
  }

  return { find, findMany, remember, forget, unsubscribe, suppress };
}
