import type { Erasure, FoundPerson, Swept } from '../../shared/contract/erasure.ts';
import type { Answer } from '../../shared/contract/requests.ts';

/** An object or a table with everything that it holds of anybody. */
export interface Holding {
  /** Its place among all of them, ascending. */
  at: string;
  /** Takes the person out, old versions too; `before` is called ahead of the first change. */
  clean(before: () => Promise<void>): Promise<Swept>;
}

export interface EraseDependencies {
  /** The customer whom the request names; undefined = the request is gone, so it was done. */
  asked(key: string, versionId: string): Promise<string | undefined>;
  identity(): Promise<readonly string[]>;
  record(id: string): Promise<Erasure | undefined>;
  save(id: string, erasure: Erasure): Promise<void>;
  /** Leaves `erasure`, which names nobody, of the record, and nothing of the request: every version of both. */
  forget(id: string, requestKey: string, erasure: Erasure): Promise<void>;
  /** The record, every version. */
  drop(id: string): Promise<void>;
  /** Keys of the lake's rows, ascending. */
  files(): Promise<string[]>;
  grownBy(key: string, found: FoundPerson): Promise<{ found: FoundPerson; rows: number }>;
  /** What others have in one file of the lake as well goes from his names to `shared`. */
  withoutOthers(key: string, found: FoundPerson): Promise<FoundPerson>;
  /** Whether any table knows him, by his name or by a tombstone. */
  isKnown(person: FoundPerson): Promise<boolean>;
  /** Tombstones first, then the mailboxes; again changes nothing. */
  bury(person: FoundPerson): Promise<void>;
  takeLock(executionArn: string): Promise<boolean>;
  holdings(erasure: Erasure, after: string): AsyncIterable<Holding>;
  /** Names of raw uploads that name him, without him. */
  filesNaming(erasure: Erasure): Promise<string[]>;
  answer(key: string, answer: Answer): Promise<void>;
  isAnswered(key: string): Promise<boolean>;
  /** Different each time, and not to be guessed. */
  newSalt(): string;
  /** A named place in the code where a test may kill the process. */
  at(point: string): Promise<void> | void;
}

export interface EraseCall {
  timeLeft: () => number;
}

/** Milliseconds that the largest single object may take; with less left the next call goes on. */
export const ENOUGH_MS = 300_000;
