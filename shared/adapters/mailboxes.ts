import { type Mailbox, MailboxSchema } from '../contract/mailbox.ts';
import type { LocalDate } from '../domain/dates.ts';
import { newestDays, without } from '../domain/mail/mailbox-changes.ts';
import type { Scope } from '../domain/mail/scopes.ts';
import type { Expression, Table } from './table.ts';

export type Mailboxes = ReturnType<typeof openMailboxes>;

/** What a write sets; `undefined` takes the field away. */
type Change = Partial<Omit<Mailbox, 'mailbox' | 'version'>>;

/** Tries of one change while others keep writing; each lost one means that somebody else got on. */
const TRIES = 50;

/**
 * What is known of mailboxes, by the HMAC of the address. Every write raises `version`, so that a gate whose reading is
 * out of date cannot let a mail pass.
 */
export function openMailboxes(table: Table) {
  async function find(mailbox: string): Promise<Mailbox> {
    return MailboxSchema.parse((await table.get({ mailbox })) ?? { mailbox });
  }

  /** Those of the mailboxes that are known; a look ahead for many mails. */
  async function findMany(mailboxes: readonly string[]): Promise<Map<string, Mailbox>> {
    const items = await table.getMany([...new Set(mailboxes)].map((mailbox) => ({ mailbox })));
    return new Map(items.map((item) => MailboxSchema.parse(item)).map((known) => [known.mailbox, known]));
  }

  /** `false` if anybody has written since it was read. */
  async function write(read: Mailbox, change: Change): Promise<boolean> {
    const after = await table.update({ mailbox: read.mailbox }, written(change), unchanged(read));
    return after !== undefined;
  }

  /** Reads and writes until nobody comes between; `undefined` from `decide` = nothing to write. */
  async function rewrite(mailbox: string, decide: (known: Mailbox) => Change | undefined): Promise<void> {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const known = await find(mailbox);
      const change = decide(known);
      if (change === undefined || (await write(known, change))) return;
    }
    throw new Error('a mailbox was written by others all the time');
  }

  /** Remembers mails if the mailbox is still as it was read; whether they may go is the gate's judgement of it. */
  const remember = (read: Mailbox, recent: NonNullable<Mailbox['recent']>): Promise<boolean> =>
    write(read, { recent });

  /** Takes a mail that certainly never went out from those remembered; again changes nothing. */
  async function forget(mailbox: string, sid: string): Promise<void> {
    await table.update(
      { mailbox },
      { text: 'REMOVE recent.#sid ADD version :one', names: { sid }, values: { one: 1 } },
      { text: 'attribute_exists(recent.#sid)', names: { sid } },
    );
  }

  /** In one write that no other can hold up. The first time counts; again changes nothing but whether it is proved. */
  async function leaveAll(mailbox: string, at: string): Promise<void> {
    await table.update(
      { mailbox },
      {
        text: 'SET unsubscribedAt = if_not_exists(unsubscribedAt, :at) REMOVE unsubscribedBy ADD version :one',
        values: { at, one: 1 },
      },
      { text: 'attribute_not_exists(unsubscribedAt) OR attribute_exists(unsubscribedBy)' },
    );
  }

  /** Somebody entered the address by hand, whoever he was: it leaves everything, and bears a mark. Again changes nothing. */
  async function leaveByForm(mailbox: string, at: string): Promise<void> {
    await table.update(
      { mailbox },
      {
        text: 'SET unsubscribedAt = :at, unsubscribedBy = :form ADD version :one',
        values: { at, form: 'form', one: 1 },
      },
      { text: 'attribute_not_exists(unsubscribedAt)' },
    );
  }

  /** The person leaves everything, a topic or a campaign; `at` is ISO 8601, and the first time counts. */
  async function leave(mailbox: string, scope: Scope, at: string): Promise<void> {
    if (scope === 'all') return leaveAll(mailbox, at);
    await rewrite(mailbox, ({ left = {} }) =>
      left[scope] === undefined ? { left: { ...left, [scope]: at } } : undefined,
    );
  }

  /** Only the person himself takes back what he left, scope by scope; bounces, complaints and erasure stay. */
  const comeBack = (mailbox: string, scopes: readonly Scope[]): Promise<void> =>
    rewrite(mailbox, (known) => without(known, scopes));

  /** For ever. A complaint outweighs a bounce. */
  async function suppress(mailbox: string, why: 'bounce' | 'complaint'): Promise<void> {
    const weaker = why === 'complaint' ? ' OR suppressed = :bounce' : '';
    await table.update(
      { mailbox },
      { text: 'SET suppressed = :why ADD version :one', values: { why, one: 1 } },
      {
        text: `attribute_not_exists(suppressed)${weaker}`,
        ...(weaker === '' ? {} : { values: { bounce: 'bounce' } }),
      },
    );
  }

  /** Notes the day (UTC) on which a mail came back for now; reports of one mail, in any order, end alike. */
  const softBounce = (mailbox: string, sid: string, on: LocalDate): Promise<void> =>
    rewrite(mailbox, ({ erasedAt, softBounces = {} }) =>
      erasedAt === undefined ? newestDays(softBounces, sid, on) : undefined,
    );

  /** Keeps what stops mails, and nothing else of what he did. */
  const erase = (mailbox: string, at: string): Promise<void> =>
    rewrite(mailbox, ({ erasedAt, left, softBounces, recent }) =>
      erasedAt !== undefined && !left && !softBounces && !recent
        ? undefined
        : { erasedAt: erasedAt ?? at, left: undefined, softBounces: undefined, recent: undefined },
    );

  return { find, findMany, remember, forget, leave, leaveByForm, comeBack, suppress, softBounce, erase };
}

function written(change: Change): Expression {
  const fields = Object.entries(change);
  const set = fields.filter(([, value]) => value !== undefined);
  const gone = fields.filter(([, value]) => value === undefined);
  const clauses = [
    ...(set.length > 0 ? [`SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}`] : []),
    ...(gone.length > 0 ? [`REMOVE ${gone.map(([name]) => `#${name}`).join(', ')}`] : []),
    'ADD version :one',
  ];
  return {
    text: clauses.join(' '),
    names: Object.fromEntries(fields.map(([name]) => [name, name])),
    values: { ...Object.fromEntries(set), one: 1 },
  };
}

const unchanged = ({ version }: Mailbox): Expression =>
  version === undefined
    ? { text: 'attribute_not_exists(version)' }
    : { text: 'version = :version', values: { version } };
