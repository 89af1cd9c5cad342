import { join } from 'node:path';
import { eventsOf, type SesEvent } from './events.ts';
import { type Journal, openJournal } from './journal.ts';
import type { SesSettings } from './settings.ts';
import type { AcceptedMail } from './store.ts';

export type OnEvent = (event: SesEvent) => void | Promise<void>;

interface Options {
  dir: string;
  clock: () => Date;
  settings: () => SesSettings;
  onEvent: OnEvent;
}

/**
 * Hands the events of accepted mails on, after the answer, as SES does. A journal knows whose events went out, so that
 * those of a killed process can follow later.
 */
export class Publisher {
  readonly #options: Options;
  readonly #journal: Journal;
  readonly #published: Set<string>;
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
    const { lines, journal } = openJournal(join(options.dir, 'published.jsonl'));
    this.#journal = journal;
    this.#published = new Set(lines);
  }

  publish(mail: AcceptedMail): void {
    const later = () => {
      this.#waiting.delete(mail.messageId);
      const running = this.#send(mail).finally(() => this.#running.delete(running));
      this.#running.add(running);
    };
    this.#waiting.set(mail.messageId, setTimeout(later, this.#options.settings().events.delayMs));
  }

  /** Publishes what an earlier process accepted and did not get to publish. */
  resume(mails: AcceptedMail[]): void {
    for (const mail of mails) {
      if (!this.#published.has(mail.messageId) && !this.#waiting.has(mail.messageId)) this.publish(mail);
    }
  }

  /** Resolves when no event is under way. */
  async settled(): Promise<void> {
    while (this.#waiting.size || this.#running.size) {
      await Promise.all(this.#running);
      if (this.#waiting.size) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Events that still wait are left for the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    await Promise.all(this.#running);
    this.#journal.close();
  }

  async #send(mail: AcceptedMail): Promise<void> {
    try {
      for (const event of this.#arranged(mail)) await this.#options.onEvent(event);
    } catch {
      // Not taken by the bus: stays unpublished, and the next resume tries again (events come at least once).
      return;
    }
    this.#published.add(mail.messageId);
    if (!this.#closed) this.#journal.append(mail.messageId);
  }

  #arranged(mail: AcceptedMail): SesEvent[] {
    const { lost, copies, reversed } = this.#options.settings().events;
    const kept = eventsOf(mail, this.#options.clock()).filter(
      ({ detail }) => lost !== 'all' && !lost.includes(detail.eventType),
    );
    const all = kept.flatMap((event) => Array.from({ length: copies }, () => event));
    return reversed ? all.reverse() : all;
  }
}
