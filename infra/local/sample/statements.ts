import type { Draws } from './draws.ts';
import type { Person } from './people.ts';

const WEEK = 7 * 86_400_000;
const FIRST_DAY = Date.UTC(2025, 3, 1);

/** What a customer said about mail by the day of an export; `''` = nothing. Moments are shop time. */
export interface Statement {
  person: Person;
  consent: 'yes' | 'no' | '';
  consentAt: number;
  updatedAt: number;
}

function firstWord(draws: Draws): Statement['consent'] {
  const drawn = draws.next();
  if (drawn < 0.45) return 'yes';
  return drawn < 0.65 ? 'no' : '';
}

/** What everyone says first, when he joins. */
export function firstStatement(draws: Draws, person: Person): Statement {
  const joined = FIRST_DAY + person.joinedWeek * WEEK + draws.between(0, 6 * 86_400) * 1000;
  return { person, consent: firstWord(draws), consentAt: joined, updatedAt: joined };
}

/** Some change their minds between two moments: a yes becomes a no, a silence becomes a yes. */
export function laterStatement(draws: Draws, first: Statement, from: number, to: number): Statement {
  const changes = draws.chance(0.04);
  const at = from + draws.between(1, Math.floor((to - from) / 1000) - 1) * 1000;
  if (!changes || first.consent === 'no' || first.updatedAt > from) return first;
  return { ...first, consent: first.consent === 'yes' ? 'no' : 'yes', consentAt: at, updatedAt: at };
}
