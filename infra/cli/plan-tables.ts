import type { Review } from '../../shared/contract/artifacts.ts';
import type { Preflight } from '../../shared/contract/preflight.ts';
import { type Bilingual, both, type Language } from '../../shared/domain/bilingual.ts';
import { CHANGES, causeWords, inOrderOf } from '../../shared/domain/report/words.ts';
import { columns } from './terminal.ts';

interface Moving {
  moves: Review['moves'];
  /** Highest first. */
  tiers: readonly { id: string; name: Bilingual }[];
}

/** Who goes from which tier to which, and why; nothing where nobody does. */
export function moveTable({ moves, tiers }: Moving, language: Language): string[] {
  const going = moves.filter(({ change }) => change !== 'same');
  if (going.length === 0) return [];
  const head = [
    both('who moves', '变动'),
    both('from', '从'),
    both('to', '到'),
    both('because', '原因'),
    both('customers', '人数'),
  ];
  const nameOf = (tier: string | null) =>
    tier === null ? '–' : (tiers.find(({ id }) => id === tier)?.name[language] ?? tier);
  const order = inOrderOf(CHANGES);
  const rows = going
    .toSorted((a, b) => order(a.change, b.change) || b.count - a.count)
    .map(({ change, from, to, cause, count }) => [
      ...[CHANGES[change]?.[language] ?? change, nameOf(from), nameOf(to)],
      ...[causeWords(change, cause)[language] || '–', count],
    ]);
  return indented(head, rows, language);
}

/** How many mails of each campaign go out, are held out, or were done before; nothing where there are none. */
export function campaignTable(
  { campaigns }: { campaigns: Preflight['counts']['campaigns'] },
  language: Language,
): string[] {
  const isAny = Object.values(campaigns).some(({ already }) => already > 0);
  const rows = Object.values(campaigns)
    .toSorted((a, b) => (a.rule < b.rule ? -1 : 1))
    .map(({ rule, due, heldOut, already }) => [rule, due, heldOut, ...(isAny ? [already] : [])]);
  const head = [
    ...[both('campaign', '活动'), both('to go out', '将发送'), both('held out', '留作对照')],
    ...(isAny ? [both('done by an earlier run', '此前已处理')] : []),
  ];
  return rows.length === 0 ? [] : indented(head, rows, language);
}

const indented = (head: readonly Bilingual[], rows: (string | number)[][], language: Language): string[] =>
  columns(
    head.map((text) => text[language]),
    rows,
  ).map((line) => `    ${line}`);
