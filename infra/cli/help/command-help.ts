import type { Bilingual } from '../../../shared/domain/bilingual.ts';

/** What help says of one command, in every language. */
export interface CommandHelp {
  /** One line, without a full stop, as it stands in the list of commands. */
  does: Bilingual;
  /** When somebody needs it, and what it leaves alone. */
  when: Bilingual;
  /** The words after `npm run tierwise --`, as they work on the sample, and what they do. */
  examples: readonly (readonly [words: string, says: Bilingual])[];
  /** What an exit code of 1 means here. */
  fails: Bilingual;
  /** By their long flags. */
  options?: Readonly<Record<string, Bilingual>>;
}

/** By the words that call it, such as `campaign pause`. */
export type HelpTable = Readonly<Record<string, CommandHelp>>;
