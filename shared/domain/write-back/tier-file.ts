import type { Bilingual } from '../bilingual.ts';
import { csvCell, exactCell, isFormula } from '../csv.ts';
import type { Policy } from '../policy/schema.ts';
import type { WriteBackSystem } from '../policy/write-back-schema.ts';
import type { Standing } from './standing.ts';

/** What a file is made for. */
export interface Target {
  policy: Policy;
  /** The systems whose own exports the customers were read from: their ids are those of that system. */
  origins: ReadonlySet<WriteBackSystem>;
}

/** The cells of one customer: `keys` are what the system finds him by, `words` what it is told of him. */
export interface Row {
  keys: readonly string[];
  words: readonly string[];
}

/** How one system wants its file. */
export interface TierFile {
  /** What the file begins with. */
  opening: string;
  heads(target: Target): readonly string[];
  /** Undefined where the system could not find him. */
  row(standing: Standing, target: Target): Row | undefined;
}

/** `+86 138…` is a number to a spreadsheet and nothing worse. */
const PHONE = /^[+-][\d\s().-]*$/;

const isDangerous = (key: string): boolean => isFormula(key) && !PHONE.test(key);

/**
 * One line. A key stands letter by letter, since a disarmed one would find nobody and might be stored; so a customer whose
 * key a spreadsheet would execute is left out, which is undefined. Words are disarmed as everywhere.
 */
export function tierLine({ keys, words }: Row): string | undefined {
  if (keys.some(isDangerous)) return undefined;
  return `${[...keys.map(exactCell), ...words.map(csvCell)].join(',')}\r\n`;
}

/** The name of a tier; one that the policy no longer has goes by its id, none is empty. */
export function tierName(policy: Policy, tier: string | null): Bilingual {
  const id = tier ?? '';
  return policy.tiers.find((each) => each.id === id)?.name ?? { en: id, 'zh-CN': id };
}
