import type { Report } from '../../shared/contract/report.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { counted, type Say } from '../../shared/domain/report/html.ts';
import { edgeWords } from './units.ts';

type Score = Report['scores'][number];

/** From where to where the values of a band go: above `low`, up to and including `high`; undefined = open. */
interface Range {
  low: number | undefined;
  high: number | undefined;
}

/** Whoever lies exactly on a cut point belongs to the side of the smaller values. */
export function rangeOf(band: number, edges: readonly number[], better: 'higher' | 'lower'): Range {
  const place = better === 'higher' ? band - 1 : edges.length + 1 - band;
  return { low: edges[place - 1], high: edges[place] };
}

/** The values of one band as people read them; a dash where cut points fell together and nobody can be in it. */
export function rangeWords(range: Range, score: Score | undefined, currency: string, say: Say): string {
  const { low, high } = range;
  if (low === undefined && high === undefined) return say(both('every value', '全部'));
  if (low !== undefined && low === high) return '–';
  if (score?.levels) return score.levels.slice(low ?? 0, high ?? score.levels.length).join(' / ');
  const words = (edge: number) => edgeWords([edge], score, currency, say);
  if (score?.unit === 'count' || score?.unit === 'days') return wholeWords(range, words);
  if (low === undefined) return `≤ ${words(high ?? 0)}`;
  if (high === undefined) return `> ${words(low)}`;
  return `> ${words(low)}${say(both(' and ', ' 且 '))}≤ ${words(high)}`;
}

/** Whole numbers need no open ends: above 10 and up to 20 is 11 to 20. */
function wholeWords({ low, high }: Range, words: (edge: number) => string): string {
  if (low === undefined) return `≤ ${words(high ?? 0)}`;
  if (high === undefined) return `≥ ${words(low + 1)}`;
  return low + 1 === high ? words(high) : `${counted(low + 1)}–${words(high)}`;
}
