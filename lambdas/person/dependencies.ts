import type { FoundPerson, PersonFile } from '../../shared/contract/erasure.ts';
import type { Mailbox } from '../../shared/contract/mailbox.ts';
import type { Answer } from '../../shared/contract/requests.ts';

/** One file in the folder of a run. */
export interface RunFile {
  runId: string;
  /** What it holds: `plan`, `outbox` and so on. */
  folder: string;
  key: string;
}

export interface PersonDependencies {
  asked(key: string, versionId: string): Promise<string | undefined>;
  identity(): Promise<readonly string[]>;
  /** Keys of the lake's rows. */
  files(): Promise<string[]>;
  grownBy(key: string, found: FoundPerson): Promise<{ found: FoundPerson; rows: number }>;
  rows(key: string, person: FoundPerson): Promise<unknown[]>;
  items(person: FoundPerson): Promise<unknown[]>;
  /** Of every run, the newest run first. */
  runFiles(): Promise<RunFile[]>;
  inRun(file: RunFile, person: FoundPerson): Promise<unknown[]>;
  mailboxes(person: FoundPerson): Promise<Mailbox[]>;
  /** What became of mails, by the send ledger; `mails` are his lines of outboxes. */
  ledger(mails: readonly unknown[], mailboxes: readonly Mailbox[], person: FoundPerson): Promise<unknown[]>;
  /** Keys of the files that hold rows which could not be taken in. */
  rejects(): Promise<string[]>;
  rejected(key: string, person: FoundPerson): Promise<unknown[]>;
  write(id: string, file: PersonFile): Promise<void>;
  answer(key: string, answer: Answer): Promise<void>;
  /** ISO 8601. */
  now(): string;
}

export interface PersonCall {
  timeLeft: () => number;
}
