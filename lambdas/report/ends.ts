import type { Report } from '../../shared/contract/report.ts';

type Tier = Report['tiers'][number];

/** The tiers of the highest and of the lowest rank, of equal ones the first; undefined where all have the same. */
export function endsOf(tiers: readonly Tier[]): { top: Tier; base: Tier } | undefined {
  const ranked = tiers.filter(({ rank }) => rank !== null);
  const ranks = ranked.map(({ rank }) => rank ?? 0);
  const at = (wanted: number) => ranked.find(({ rank }) => rank === wanted);
  const [top, base] = [at(Math.max(...ranks)), at(Math.min(...ranks))];
  return top && base && top !== base ? { top, base } : undefined;
}
