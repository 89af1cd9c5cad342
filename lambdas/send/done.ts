import type { Stop } from './stops.ts';
import type { Unmade } from './unmade.ts';

/** What was done at a chunk; it stays true when the work breaks off half-way. */
export interface Done {
  stop: Stop | undefined;
  /** By `sid`: asked of SES, and not surely refused. */
  wentOut: Set<string>;
  sent: number;
  /** Until mails that SES did not take up are worth another try; 0 = there are none. */
  againSeconds: number;
  /** Most passes that SES has been out of reach for one of the mails. */
  unreachedTries: number;
  /** Could not be made, and no other mail has been since. */
  unmade: Unmade[];
  /** Some mail of the chunk could be made. */
  made: boolean;
  /** Most passes in which one of the mails could not be made while nothing showed that the fault was its own. */
  doubted: Doubt | undefined;
}

/** `code` is the error's name. */
export interface Doubt {
  code: string;
  tries: number;
}

/** The one that has lasted longer. */
export const longerDoubt = (a: Doubt | undefined, b: Doubt | undefined): Doubt | undefined =>
  (a?.tries ?? 0) >= (b?.tries ?? 0) ? a : b;

export const nothingDone = (): Done => ({
  ...{ stop: undefined, wentOut: new Set(), sent: 0, againSeconds: 0, unreachedTries: 0 },
  ...{ unmade: [], made: false, doubted: undefined },
});
