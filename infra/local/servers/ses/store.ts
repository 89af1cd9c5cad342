import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Journal, openJournal } from './journal.ts';

/** One mail that SES took: the truth that a sender's ledger is held against. */
const AcceptedMailSchema = z.object({
  messageId: z.string(),
  /** Instant of acceptance by the given clock, ISO 8601 UTC. */
  at: z.string(),
  source: z.string(),
  destinations: z.array(z.string()),
  configurationSet: z.string().nullable(),
  tags: z.record(z.string(), z.string()),
  subject: z.string(),
  bytes: z.int(),
});
export type AcceptedMail = z.infer<typeof AcceptedMailSchema>;

/** Mails on disk: `<id>.eml` each, and an index whose line makes a mail accepted. */
export class MailStore {
  readonly #folder: string;
  readonly #journal: Journal;
  readonly #mails = new Map<string, AcceptedMail>();

  constructor(dir: string) {
    this.#folder = join(dir, 'mails');
    mkdirSync(this.#folder, { recursive: true });
    const { lines, journal } = openJournal(join(dir, 'accepted.jsonl'));
    this.#journal = journal;
    for (const line of lines) this.#remember(AcceptedMailSchema.parse(JSON.parse(line)));
  }

  accept(mail: AcceptedMail, raw: Buffer): void {
    writeFileSync(this.#path(mail.messageId), raw);
    this.#journal.append(JSON.stringify(mail));
    this.#remember(mail);
  }

  /** Oldest first. */
  all(): AcceptedMail[] {
    return [...this.#mails.values()];
  }

  find(messageId: string): AcceptedMail | undefined {
    return this.#mails.get(messageId);
  }

  /** The mail as it left SES, if that id was ever given. */
  raw(messageId: string): Buffer | undefined {
    return this.#mails.has(messageId) ? readFileSync(this.#path(messageId)) : undefined;
  }

  get count(): number {
    return this.#mails.size;
  }

  close(): void {
    this.#journal.close();
  }

  #remember(mail: AcceptedMail): void {
    this.#mails.set(mail.messageId, mail);
  }

  #path(messageId: string): string {
    return join(this.#folder, `${messageId}.eml`);
  }
}
