import type { Random } from './random.ts';
import type { Scheduler } from './scheduler.ts';

/** How bad the weather is: shares of calls or lives that something befalls. */
export interface Weather {
  /** A call to a store fails before it took effect. */
  failsBefore: number;
  /** It took effect, the answer is lost, and the SDK asks again. */
  askedTwice: number;
  /** It took effect, and yet it ends in an error. */
  failsAfter: number;
  slow: number;
  /** A process dies at a failpoint. */
  dies: number;
  /** A call freezes its whole process for minutes. */
  freezes: number;
  /** A request to SES comes to something else than a plain yes. */
  ses: number;
  /** An event of SES is lost, on each of its two paths. */
  lost: number;
}

/** What comes back of a request, and after how many milliseconds where it matters. */
export type Reply<T> = { ms?: number } & ({ value: T } | { error: unknown });

type How = 'well' | 'failsBefore' | 'askedTwice' | 'failsAfter';
type Say = (who: string, what: string) => void;

const MINUTE = 60_000;

export class StoreFailed extends Error {
  override name = 'StoreFailed';
}

/**
 * One process with a clock of its own. When it dies nothing of it ever goes on: its coroutines wait for ever, and only
 * calls that are already under way may still take effect.
 */
export class Process {
  readonly name: string;
  readonly #scheduler: Scheduler;
  readonly #random: Random;
  readonly #say: Say;
  readonly #weather: Weather;
  readonly #born: number;
  readonly #died: (() => void)[] = [];
  #dead = false;
  #skew: number;
  #frozenUntil = 0;
  #suspended = 0;
  /** Its clock stepped, it was frozen, or a call took seconds: nobody can expect it to notice a pause in time. */
  unpunctual = false;

  constructor(name: string, scheduler: Scheduler, random: Random, weather: Weather, say: Say) {
    [this.name, this.#scheduler, this.#random, this.#weather, this.#say] = [
      name,
      scheduler,
      random,
      weather,
      say,
    ];
    this.#born = scheduler.now();
    this.#skew = random.between(-10 * MINUTE, 10 * MINUTE);
  }

  /** Wall clock, epoch milliseconds, as wrong as clocks are. */
  readonly now = (): number => Math.floor(this.#scheduler.now() + this.#skew);

  /** Milliseconds since the process began; stands still while some freezes last. */
  readonly elapsed = (): number => this.#scheduler.now() - this.#born - this.#suspended;

  get dead(): boolean {
    return this.#dead;
  }

  onDeath(then: () => void): void {
    this.#died.push(then);
  }

  kill(why: string): void {
    if (this.#dead) return;
    this.#dead = true;
    this.#say(this.name, `dies: ${why}`);
    for (const then of this.#died) then();
  }

  stepBack(): void {
    this.unpunctual = true;
    this.#skew -= this.#random.between(0, 10 * MINUTE);
    this.#say(this.name, 'its clock steps back');
  }

  /** A named place in the code at which processes like to die. */
  readonly at = (point: string): Promise<void> | undefined => {
    if (this.#dead) return new Promise(() => undefined);
    if (!this.#random.chance(this.#weather.dies)) return undefined;
    this.kill(point);
    return new Promise(() => undefined);
  };

  readonly sleep = (ms: number): Promise<void> => this.#later(ms, () => undefined);

  /** A call to a store: `effect` happens there, whole and at one moment. */
  call<T>(what: string, effect: () => T): Promise<T> {
    const how = this.#how();
    return this.exchange(() => {
      if (how !== 'well') this.#say(this.name, `${what}: ${how}`);
      if (how === 'failsBefore') return { error: new StoreFailed() };
      const value = effect();
      if (how === 'failsAfter') return { error: new StoreFailed() };
      return { value: how === 'askedTwice' ? effect() : value };
    });
  }

  /** A request that is under way, takes effect, and is answered; each takes its time. */
  exchange<T>(effect: () => Reply<T>): Promise<T> {
    if (this.#dead) return new Promise(() => undefined);
    if (this.#random.chance(this.#weather.freezes)) this.#freeze();
    return new Promise<T>((resolve, reject) => {
      this.#scheduler.after(this.#latency(), () => {
        if (this.#dead && this.#random.chance(0.5)) return;
        const reply = effect();
        const settle = () => ('error' in reply ? reject(reply.error) : resolve(reply.value));
        void this.#later(reply.ms ?? this.#latency(), settle);
      });
    });
  }

  #how(): How {
    const { failsBefore, askedTwice, failsAfter } = this.#weather;
    const drawn = this.#random.next();
    if (drawn < failsBefore) return 'failsBefore';
    if (drawn < failsBefore + askedTwice) return 'askedTwice';
    return drawn < failsBefore + askedTwice + failsAfter ? 'failsAfter' : 'well';
  }

  #latency(): number {
    if (!this.#random.chance(this.#weather.slow)) return this.#random.between(1, 20);
    if (this.#random.chance(0.7)) return this.#random.between(200, 900);
    this.unpunctual = true;
    return this.#random.between(1_000, 9_000);
  }

  #freeze(): void {
    const ms = this.#random.between(MINUTE, 12 * MINUTE);
    this.unpunctual = true;
    this.#frozenUntil = this.#scheduler.now() + ms;
    if (this.#random.chance(0.5)) this.#suspended += ms;
    this.#say(this.name, `freezes for ${Math.round(ms / 1000)} s`);
  }

  /** What comes back reaches a frozen process when it wakes, and a dead one never. */
  #later(ms: number, then: () => void): Promise<void> {
    return new Promise((resolve) => {
      const arrive = (): void => {
        if (this.#dead) return;
        const wait = this.#frozenUntil - this.#scheduler.now();
        if (wait > 0) {
          this.#scheduler.after(wait, arrive);
          return;
        }
        then();
        resolve();
      };
      this.#scheduler.after(ms, arrive);
    });
  }
}
