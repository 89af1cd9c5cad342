import { z } from 'zod';
import { dailyExceeded, paused, rateExceeded, rejected, SesError } from './errors.ts';

/** Answers that leave the caller in doubt; each may come with the mail accepted or not. */
const DOUBTS = [
  'noAnswer',
  'resetBefore',
  'resetAfter',
  'http500',
  'http503',
  'cutBody',
  'garbledBody',
] as const;
/** Answers that are a definite no. */
const REFUSALS = ['throttleRate', 'throttleDaily', 'reject', 'paused', 'expired'] as const;

export const FaultSchema = z.strictObject({
  kind: z.enum([...DOUBTS, ...REFUSALS]),
  times: z.union([z.int().positive(), z.literal('always')]).default(1),
  /** Sends that pass before the fault begins. */
  skip: z.int().min(0).default(0),
  /** Only for mails to this address. */
  to: z.string().optional(),
  /** Whether the mail goes out all the same; only for answers that leave the caller in doubt. */
  accepted: z.boolean().optional(),
});
export type Fault = z.infer<typeof FaultSchema>;
export type FaultInput = z.input<typeof FaultSchema>;

const NOT_ACCEPTED: readonly Fault['kind'][] = ['resetBefore', 'http500', 'http503'];

/** Whether a mail goes out although the answer breaks. */
export const acceptsMail = (fault: Fault): boolean => fault.accepted ?? !NOT_ACCEPTED.includes(fault.kind);

/** The faults that wait for the next sends, in the order they were set. */
export class Faults {
  #waiting: Fault[] = [];

  /** Replaces all faults. */
  set(...faults: FaultInput[]): void {
    this.#waiting = faults.map((fault) => FaultSchema.parse(fault));
  }

  clear(): void {
    this.#waiting = [];
  }

  list(): Fault[] {
    return this.#waiting.map((fault) => ({ ...fault }));
  }

  /** The fault of this send, which is thereby used up once. */
  take(destinations: string[]): Fault | undefined {
    const fault = this.#waiting.find(({ to }) => to === undefined || destinations.includes(to));
    if (!fault) return undefined;
    if (fault.skip > 0) {
      fault.skip -= 1;
      return undefined;
    }
    if (fault.times !== 'always') fault.times -= 1;
    this.#waiting = this.#waiting.filter(({ times }) => times !== 0);
    return fault;
  }
}

/** The definite no of a fault, if that is what it is. */
export function refusalOf(fault: Fault): SesError | undefined {
  switch (fault.kind) {
    case 'throttleRate':
      return rateExceeded();
    case 'throttleDaily':
      return dailyExceeded();
    case 'reject':
      return rejected('Message was rejected.');
    case 'paused':
      return paused();
    case 'expired':
      return new SesError('RequestExpired', 'Request has expired.');
    default:
      return undefined;
  }
}
