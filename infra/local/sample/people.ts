import type { Draws } from './draws.ts';
import { HABITS, type Habit, LAST_WEEK } from './habits.ts';
import { FAMILY, FIRST, GIVEN, LAST, type Spelt } from './names.ts';

/** A customer of the made-up shop. Moments are milliseconds of shop time. */
export interface Person {
  id: string;
  email: string;
  name: string;
  language: 'zh-CN' | 'en';
  country: string;
  region: string;
  habit: Habit;
  /** Orders a week at his best. */
  level: number;
  /** Typical order, in fen. */
  basket: number;
  joinedWeek: number;
}

const REGIONS: readonly [string, ...string[]] = ['华东', '华东', '华南', '华北', '西南', '华中'];
const DOMAINS: readonly [string, ...string[]] = ['example.com', 'example.net', 'example.org'];

const ascii = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();

/** All domains are reserved ones; the mailbox simulator's addresses bounce or complain, for trials of exactly that. */
function emailOf(draws: Draws, number: number, latin: string): string {
  if (number % 400 === 7) return `bounce+c${number}@simulator.amazonses.com`;
  if (number % 600 === 11) return `complaint+c${number}@simulator.amazonses.com`;
  const domain = draws.pick(DOMAINS);
  return draws.chance(0.02) ? '' : `${latin}.${number}@${domain}`;
}

function nameOf(draws: Draws, language: Person['language']): Spelt {
  const [family, given, first, last] = [
    draws.pick(FAMILY),
    draws.pick(GIVEN),
    draws.pick(FIRST),
    draws.pick(LAST),
  ];
  if (language === 'zh-CN') return [family[0] + given[0], `${family[1]}.${given[1]}`];
  return [`${first} ${last}`, `${ascii(first)}.${ascii(last)}`];
}

function habitOf(draws: Draws): Habit {
  let left = draws.next();
  for (const habit of HABITS) {
    left -= habit.share;
    if (left < 0) return habit;
  }
  return HABITS[0];
}

export function personOf(draws: Draws, number: number): Person {
  const language = draws.chance(0.72) ? 'zh-CN' : 'en';
  const [name, latin] = nameOf(draws, language);
  const abroad = language === 'en' && draws.chance(0.5);
  const habit = habitOf(draws);
  const eager = draws.next();
  const rich = draws.next();
  return {
    id: `C${String(number).padStart(5, '0')}`,
    ...{ email: emailOf(draws, number, latin), name, language, habit },
    country: abroad ? draws.pick(['US', 'GB', 'SG']) : 'CN',
    region: abroad ? '海外' : draws.pick(REGIONS),
    level: 0.07 + 0.57 * eager * eager * eager,
    basket: Math.floor(6000 + 44_000 * rich * rich * rich),
    joinedWeek: habit.joins
      ? draws.between(habit.joins[0], habit.joins[1])
      : draws.between(-40, Math.floor(LAST_WEEK / 5)),
  };
}
