import { join } from 'node:path';
import { destinationOf, PATHS, type Path } from './destinations.ts';
import { eventsOf, openEventsOf, type SesEvent } from './events.ts';
import { type Journal, openJournal } from './journal.ts';
import { arrivalOf, destinationsFor, type SesSettings } from './settings.ts';
import type { AcceptedMail } from './store.ts';

/** Takes an event on its way to EventBridge. */
export type OnEvent = (event: SesEvent) => void | Promise<void>;
/** Takes what is published to a topic: its ARN, and the event without what EventBridge has around it. */
export type OnMessage = (topic: string, body: string) => void | Promise<void>;

interface Options {
  dir: string;
  clock: () => Date;
  settings: () => SesSettings;
  onEvent: OnEvent;
  onMessage?: OnMessage | undefined;
}

/** Events of one mail on one of the ways. */
interface Parcel {
  mail: AcceptedMail;
  path: Path;
  eventsOf: typeof eventsOf;
  /** Its name in the journal; without one it is not kept for the next start. */
  key?: string;
}

/** An event, and the bus or the topic that it goes to. */
interface Addressed {
  event: SesEvent;
  arn: string;
}

/** The bus stands first, so its parcel goes by the mail's id alone. */
const keyOf = ({ messageId }: AcceptedMail, path: Path): string =>
  path === 'bus' ? messageId : `${messageId} ${path}`;

/**
 * Hands the events of accepted mails on, after the answer and by both ways, as SES does. A journal knows whose events
 * went out, so that those of a killed process can follow later.
 */
export class Publisher {
  readonly #options: Options;
  readonly #journal: Journal;
  /** Lines of the journal. */
  readonly #published: Set<string>;
  readonly #waiting = new Map<Parcel, NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
    const { lines, journal } = openJournal(join(options.dir, 'published.jsonl'));
    this.#journal = journal;
    this.#published = new Set(lines);
  }

  publish(mail: AcceptedMail): void {
    for (const path of PATHS) this.#dispatch({ mail, path, eventsOf, key: keyOf(mail, path) });
  }

  /** Somebody's mail program loads the pictures of a mail. */
  open(mail: AcceptedMail): void {
    for (const path of PATHS) this.#dispatch({ mail, path, eventsOf: openEventsOf });
  }

  /** The same, the first time only. */
  openOnce(mail: AcceptedMail): void {
    const line = `${mail.messageId} open`;
    if (this.#published.has(line)) return;
    this.#note(line);
    this.open(mail);
  }

  /** Publishes what an earlier process accepted and did not get to publish. */
  resume(mails: AcceptedMail[]): void {
    const waiting = new Set([...this.#waiting.keys()].map(({ key }) => key));
    for (const mail of mails)
      for (const path of PATHS) {
        const key = keyOf(mail, path);
        if (!this.#published.has(key) && !waiting.has(key)) this.#dispatch({ mail, path, eventsOf, key });
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

  #dispatch(parcel: Parcel): void {
    const later = () => {
      this.#waiting.delete(parcel);
      const running = this.#send(parcel).finally(() => this.#running.delete(running));
      this.#running.add(running);
    };
    const { delayMs } = arrivalOf(this.#options.settings(), parcel.path);
    this.#waiting.set(parcel, setTimeout(later, delayMs));
  }

  async #send(parcel: Parcel): Promise<void> {
    const { onEvent, onMessage } = this.#options;
    try {
      for (const { event, arn } of this.#arranged(parcel))
        await (parcel.path === 'bus' ? onEvent(event) : onMessage?.(arn, JSON.stringify(event.detail)));
    } catch {
      // Not taken over: stays unpublished, and the next resume tries again (events come at least once).
      return;
    }
    if (parcel.key !== undefined) this.#note(parcel.key);
  }

  #note(line: string): void {
    this.#published.add(line);
    if (!this.#closed) this.#journal.append(line);
  }

  #arranged({ mail, path, eventsOf: eventsOfMail }: Parcel): Addressed[] {
    const settings = this.#options.settings();
    const { lost, copies, reversed } = arrivalOf(settings, path);
    const destinations = destinationsFor(settings, mail.configurationSet ?? '');
    const all = eventsOfMail(mail, this.#options.clock()).flatMap((event) => {
      const { eventType } = event.detail;
      const to = destinationOf(destinations, path, eventType);
      const isLost = to === undefined || lost === 'all' || lost.includes(eventType);
      return isLost ? [] : Array.from({ length: copies }, () => ({ event, arn: to.arn }));
    });
    return reversed ? all.reverse() : all;
  }
}
