import { dailyExceeded, rateExceeded } from './errors.ts';
import { limitsOf, type SesSettings } from './settings.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const SECOND_MS = 1000;

interface Sent {
  /** Milliseconds. */
  at: number;
  recipients: number;
}

/** Recipients within the last `span` milliseconds. */
class SlidingWindow {
  readonly #span: number;
  #sent: Sent[] = [];
  #first = 0;
  #total = 0;

  constructor(span: number) {
    this.#span = span;
  }

  add(sent: Sent): void {
    this.#sent.push(sent);
    this.#total += sent.recipients;
  }

  total(now: number): number {
    for (let oldest = this.#sent[this.#first]; oldest && oldest.at <= now - this.#span; ) {
      this.#total -= oldest.recipients;
      this.#first += 1;
      oldest = this.#sent[this.#first];
    }
    if (this.#first > 10_000) this.#forgetOld();
    return this.#total;
  }

  #forgetOld(): void {
    this.#sent = this.#sent.slice(this.#first);
    this.#first = 0;
  }
}

/** What SES allows: a rate in real seconds, and an amount in 24 hours of the account's clock. */
export class Quota {
  readonly #day = new SlidingWindow(DAY_MS);
  readonly #second = new SlidingWindow(SECOND_MS);
  readonly #clock: () => Date;

  constructor(clock: () => Date, history: Sent[]) {
    this.#clock = clock;
    for (const sent of history) this.#day.add(sent);
  }

  get sentLast24Hours(): number {
    return this.#day.total(this.#clock().getTime());
  }

  check(settings: SesSettings, recipients: number): void {
    const { max24HourSend, maxSendRate } = limitsOf(settings);
    if (this.sentLast24Hours + recipients > max24HourSend) throw dailyExceeded();
    if (this.#second.total(performance.now()) + recipients > maxSendRate) throw rateExceeded();
  }

  record(recipients: number): void {
    this.#day.add({ at: this.#clock().getTime(), recipients });
    this.#second.add({ at: performance.now(), recipients });
  }
}
