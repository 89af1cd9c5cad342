import type { Mail } from '../../shared/contract/mails.ts';
import type { LocalDate } from '../../shared/domain/dates.ts';
import type { LetterMail } from '../../shared/domain/mail/letter.ts';

/** What most of those a letter is for have in common: nothing of it is one person's. */
export type Typical = Pick<LetterMail, 'tier' | 'previousTier' | 'since' | 'consentOn'>;

type Sampled = Pick<Mail, 'rule' | 'template' | keyof Typical>;

/** Fewer people have no middle that is not somebody's own day. */
const FEWEST = 10;

/** How often each value occurs. */
type Counts<Value> = Map<Value, number>;

interface Seen {
  /** Tier and tier before, as JSON. */
  moves: Counts<string>;
  since: Counts<LocalDate>;
  consents: Counts<LocalDate>;
}

/** Counts the facts that letters name while the mails of a run pass by, so that previews need no customer's own. */
export class MailSamples {
  private readonly seen = new Map<string, Seen>();

  mail({ rule, template, tier, previousTier, since, consentOn }: Sampled): void {
    for (const key of [keyOf(rule), keyOf(rule, template)]) {
      const seen = this.seen.get(key) ?? { moves: new Map(), since: new Map(), consents: new Map() };
      this.seen.set(key, seen);
      count(seen.moves, JSON.stringify([tier, previousTier]));
      count(seen.since, since);
      if (consentOn !== null) count(seen.consents, consentOn);
    }
  }

  /** The rules that there were mails of, in the order of their names. */
  rules(): string[] {
    return [...new Set([...this.seen.keys()].map((key) => key.split(' ')[0] ?? ''))].sort();
  }

  /** A template without mails is shown to who is typical of its whole campaign; `day` where too few are behind a date. */
  typical(rule: string, template: string, day: LocalDate): Typical | undefined {
    const seen = this.seen.get(keyOf(rule, template)) ?? this.seen.get(keyOf(rule));
    if (!seen) return undefined;
    const [tier, previousTier] = JSON.parse(mostOf(seen.moves)) as [string, string | null];
    const consentOn = seen.consents.size === 0 ? null : middleOf(seen.consents, day);
    return { tier, previousTier, since: middleOf(seen.since, day), consentOn };
  }
}

/** Neither has a blank. */
const keyOf = (rule: string, template = ''): string => `${rule} ${template}`;

const count = <Value>(counts: Counts<Value>, value: Value): void =>
  void counts.set(value, (counts.get(value) ?? 0) + 1);

/** Of several as frequent ones the first in order, so that the same mails always show the same letter. */
const mostOf = (counts: Counts<string>): string =>
  [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? '["",null]';

function middleOf(counts: Counts<LocalDate>, day: LocalDate): LocalDate {
  const all = [...counts.values()].reduce((sum, each) => sum + each, 0);
  if (all < FEWEST) return day;
  let passed = 0;
  for (const [date, each] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    passed += each;
    if (passed * 2 >= all) return date;
  }
  return day;
}
