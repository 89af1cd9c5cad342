import type { FoundPerson, PersonFile } from '../../shared/contract/erasure.ts';
import type { Answer } from '../../shared/contract/requests.ts';

/** Of a run, what is kept of people line by line. */
type Folder = 'plan' | 'outbox' | 'outcomes';

export interface PersonDependencies {
  asked(key: string, versionId: string): Promise<string | undefined>;
  identity(): Promise<readonly string[]>;
  /** Keys of the lake's rows. */
  files(): Promise<string[]>;
  grownBy(key: string, found: FoundPerson): Promise<{ found: FoundPerson; rows: number }>;
  rows(key: string, person: FoundPerson): Promise<unknown[]>;
  items(person: FoundPerson): Promise<unknown[]>;
  /** Ids, newest first. */
  runs(): Promise<string[]>;
  lines(runId: string, folder: Folder, person: FoundPerson): Promise<unknown[]>;
  mailboxes(person: FoundPerson): Promise<unknown[]>;
  write(id: string, file: PersonFile): Promise<void>;
  answer(key: string, answer: Answer): Promise<void>;
  /** ISO 8601. */
  now(): string;
}

export interface PersonCall {
  timeLeft: () => number;
}
