import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { asStateError, Halted } from './asl/errors.ts';
import type { Json } from './asl/schema.ts';
import type { Matcher } from './deploy/pattern.ts';
import { type Transformer, transform } from './deploy/transform.ts';
import { type Delivery, openPendingEvents, type PendingEvents } from './pending-events.ts';
import { within } from './within.ts';

export interface Rule {
  /** Logical id in the template. */
  id: string;
  /** The bus that it listens to; the account's default one when not given. */
  bus?: string;
  matches: Matcher;
  targets: Target[];
}

export interface Target {
  id: string;
  arn: string;
  transformer?: Transformer;
}

/** Something that a person should hear of. */
export interface Problem {
  what: 'deadLetter';
  rule: string;
  target: string;
  error: string;
  cause: string;
  /** The file that keeps the event. */
  file: string;
}

export interface BusOptions {
  dir: string;
  rules: readonly Rule[];
  /** Calls a target; `id` is the same for every try of one delivery. */
  deliver(arn: string, input: Json, id: string): Promise<void>;
  onProblem(problem: Problem): void;
}

/** Which deliveries wait: those of a rule (by its id), those to a target (by its ARN), or whatever holds. */
export type Held = string | ((rule: Rule, target: Target) => boolean);

const EventSchema = z.json();
const DEFAULT = 'default';
const TRIES = 3;
const FIRST_DELAY_MS = 200;

/**
 * EventBridge: hands every event to the targets whose rule matches, at least once. A delivery lies on disk from before
 * `put` returns until its target has taken it.
 */
export class Bus {
  private readonly options: BusOptions;
  private readonly pending: PendingEvents;
  private readonly flying = new Map<string, Promise<void>>();
  private readonly waiting = new Map<string, Delivery>();
  private readonly holds = new Set<Held>();
  private readonly closing = new AbortController();

  constructor(options: BusOptions) {
    this.options = options;
    this.pending = openPendingEvents(options.dir);
  }

  put(event: unknown, bus = DEFAULT): void {
    const plain = EventSchema.parse(event);
    for (const rule of this.options.rules) {
      if ((rule.bus ?? DEFAULT) !== bus || !rule.matches(plain)) continue;
      for (const target of rule.targets) this.accept(rule.id, target.id, plain);
    }
  }

  /** Delivers what an earlier process left behind. */
  resume(): void {
    for (const delivery of this.pending.all()) {
      if (!this.flying.has(delivery.id) && !this.waiting.has(delivery.id)) this.dispatch(delivery);
    }
  }

  /** Keeps deliveries back until the returned function is called. */
  hold(held: Held): () => void {
    this.holds.add(held);
    return () => {
      this.holds.delete(held);
      const kept = [...this.waiting.values()];
      this.waiting.clear();
      for (const delivery of kept) this.dispatch(delivery);
    };
  }

  busy(): boolean {
    return this.flying.size > 0;
  }

  /** Resolves when nothing is under way; what is held back does not count. */
  async idle(): Promise<void> {
    while (this.flying.size > 0) await Promise.all(this.flying.values());
  }

  /** Begins nothing any more; what is under way has `seconds` to end, and else is delivered at the next start. */
  async halt(seconds: number): Promise<void> {
    this.closing.abort();
    await within(seconds, this.idle());
  }

  private accept(rule: string, target: string, event: Json): void {
    const delivery = { id: randomUUID(), rule, target, event };
    this.pending.save(delivery);
    this.dispatch(delivery);
  }

  private dispatch(delivery: Delivery): void {
    if (this.closing.signal.aborted) return;
    const found = this.find(delivery);
    if (found && this.isHeld(found.rule, found.target)) {
      this.waiting.set(delivery.id, delivery);
      return;
    }
    const flight = this.fly(delivery, found?.target).finally(() => this.flying.delete(delivery.id));
    this.flying.set(delivery.id, flight);
  }

  private find(delivery: Delivery): { rule: Rule; target: Target } | undefined {
    const rule = this.options.rules.find(({ id }) => id === delivery.rule);
    const target = rule?.targets.find(({ id }) => id === delivery.target);
    return rule && target ? { rule, target } : undefined;
  }

  private isHeld(rule: Rule, target: Target): boolean {
    const applies = (held: Held) =>
      typeof held === 'function' ? held(rule, target) : held === rule.id || held === target.arn;
    return [...this.holds].some(applies);
  }

  private async fly(delivery: Delivery, target: Target | undefined): Promise<void> {
    for (let tried = 1; ; tried += 1) {
      try {
        await this.handOver(delivery, target);
        return this.pending.done(delivery.id);
      } catch (error) {
        if (error instanceof Halted || this.closing.signal.aborted) return;
        if (tried === TRIES) return this.giveUp(delivery, error);
        const delay = FIRST_DELAY_MS * 2 ** (tried - 1);
        await sleep(delay, undefined, { signal: this.closing.signal }).catch(() => undefined);
      }
    }
  }

  private async handOver(delivery: Delivery, target: Target | undefined): Promise<void> {
    // Nobody's caller waits for a delivery to begin.
    await Promise.resolve();
    if (!target) throw new Error(`the template has no rule ${delivery.rule} with this target any more`);
    const input = target.transformer ? transform(target.transformer, delivery.event) : delivery.event;
    await this.options.deliver(target.arn, input, delivery.id);
  }

  private giveUp(delivery: Delivery, thrown: unknown): void {
    const { name, cause } = asStateError(thrown);
    const file = this.pending.bury(delivery, { name, cause });
    const { rule, target } = delivery;
    this.options.onProblem({ what: 'deadLetter', rule, target, error: name, cause, file });
  }
}
