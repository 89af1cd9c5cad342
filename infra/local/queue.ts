import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asStateError } from './asl/errors.ts';
import type { Json } from './asl/schema.ts';
import type { Problem } from './bus.ts';
import type { QueueSpec } from './deploy/mail-ways.ts';
import { messagesOf, returnedOf } from './deploy/messages.ts';
import { type Delivery, openPendingEvents, type PendingEvents } from './pending-events.ts';
import { within } from './within.ts';

export interface QueueOptions {
  dir: string;
  spec: QueueSpec;
  /** Calls the function that reads the queue. */
  invoke(arn: string, input: Json): Promise<Json>;
  onProblem(problem: Problem): void;
}

/** One message until it is taken or given up. */
interface Message {
  delivery: Delivery;
  received: number;
  settle(): void;
}

/** Calls at once. */
const READERS = 2;
const FIRST_DELAY_MS = 100;

/**
 * SQS with a function behind it: messages are handed over in batches, at least once; what the function gives back comes
 * again later, and in the end lies among the dead letters. A message lies on disk from before `put` returns until then.
 */
export class Queue {
  private readonly options: QueueOptions;
  private readonly pending: PendingEvents;
  private readonly unsettled = new Map<string, Promise<void>>();
  private readonly closing = new AbortController();
  private waiting: Message[] = [];
  private calls = 0;

  constructor(options: QueueOptions) {
    this.options = options;
    this.pending = openPendingEvents(join(options.dir, 'queues', options.spec.name));
  }

  get spec(): QueueSpec {
    return this.options.spec;
  }

  put(body: string): void {
    const { name, reader } = this.options.spec;
    const delivery = { id: randomUUID(), rule: name, target: reader, event: body };
    this.pending.save(delivery);
    this.take(delivery);
  }

  /** Hands over what an earlier process left behind. */
  resume(): void {
    for (const delivery of this.pending.all()) if (!this.unsettled.has(delivery.id)) this.take(delivery);
  }

  busy(): boolean {
    return this.unsettled.size > 0;
  }

  /** Resolves when every message is taken or given up. */
  async idle(): Promise<void> {
    while (this.busy()) await Promise.all(this.unsettled.values());
  }

  /** Begins nothing any more; calls that run have `seconds` to end, and what is left comes at the next start. */
  async halt(seconds: number): Promise<void> {
    this.closing.abort();
    for (const { settle } of this.waiting.splice(0)) settle();
    await within(seconds, this.idle());
  }

  private take(delivery: Delivery): void {
    let resolve = () => {};
    const settled = new Promise<void>((resolved) => {
      resolve = resolved;
    });
    this.unsettled.set(delivery.id, settled);
    const settle = () => {
      this.unsettled.delete(delivery.id);
      resolve();
    };
    this.enqueue({ delivery, received: 0, settle });
  }

  private enqueue(message: Message): void {
    if (this.closing.signal.aborted) {
      message.settle();
      return;
    }
    this.waiting.push(message);
    // What arrives together goes together.
    setImmediate(() => this.read());
  }

  private read(): void {
    while (this.calls < READERS && this.waiting.length > 0) {
      this.calls += 1;
      const batch = this.waiting.splice(0, this.options.spec.batchSize);
      void this.handOver(batch).finally(() => {
        this.calls -= 1;
        this.read();
      });
    }
  }

  private async handOver(batch: Message[]): Promise<void> {
    const { reader, partial } = this.options.spec;
    const ids = batch.map(({ delivery }) => delivery.id);
    try {
      const answer = await this.options.invoke(reader, messagesOf(batch, this.options.spec.arn));
      const returned = partial ? returnedOf(answer, ids) : new Set<string>();
      for (const message of batch)
        if (returned.has(message.delivery.id)) this.back(message, RETURNED);
        else this.done(message);
    } catch (error) {
      for (const message of batch) this.back(message, error);
    }
  }

  private done({ delivery, settle }: Message): void {
    this.pending.done(delivery.id);
    settle();
  }

  /** Comes again after a while, as when its time of invisibility is over. */
  private back(message: Message, error: unknown): void {
    const received = message.received + 1;
    if (received >= this.options.spec.receives && !this.closing.signal.aborted) {
      this.giveUp(message, error);
      return;
    }
    const delay = FIRST_DELAY_MS * 2 ** (received - 1);
    void sleep(delay, undefined, { signal: this.closing.signal })
      .catch(() => undefined)
      .then(() => this.enqueue({ ...message, received }));
  }

  private giveUp({ delivery, settle }: Message, thrown: unknown): void {
    const { name, cause } = asStateError(thrown);
    const file = this.pending.bury(delivery, { name, cause });
    const { rule, target } = delivery;
    this.options.onProblem({ what: 'deadLetter', rule, target, error: name, cause, file });
    settle();
  }
}

const RETURNED = new Error('the function gave the message back each time');
