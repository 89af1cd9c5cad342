import { both } from '../bilingual.ts';
import { Refusal } from '../refusal.ts';

/** What is known of a campaign's mails whose fate is open. */
export interface OpenFates {
  sent: number;
  unknown: number;
  /** Of the sent ones: SES told of them by at least one event. */
  covered: number;
  /** Epoch milliseconds; 0 = there is none. */
  newestUnknownAt: number;
}

export interface Odds {
  unknown: number;
  /** Share of the known-sent mails of which an event came; null = none was sent. */
  coverage: number | null;
  /** Mails that would be the second one to somebody, at most: as if SES had accepted every unknown. */
  duplicatesAtMost: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Below it, the silence of SES about an unknown says too little. */
const ENOUGH_COVERAGE = 0.995;

/**
 * What a second attempt at the unknown mails risks: unknown × (1 − coverage), where an accepted mail would have shown
 * itself by an event with the probability of the coverage (specification of the mail protocol, step 9).
 */
export function oddsOf({ sent, unknown, covered }: OpenFates): Odds {
  const coverage = sent === 0 ? null : covered / sent;
  return { unknown, coverage, duplicatesAtMost: unknown * (1 - (coverage ?? 0)) };
}

/**
 * Whether an unknown may be tried once more: SES had a day to tell of it when a person let its campaign's unknowns go. A
 * younger one stays unknown. Both in epoch milliseconds; `releasedAt` 0 = nobody let it go.
 */
export const isLetGo = (startedAt: number, releasedAt: number): boolean => startedAt <= releasedAt - DAY_MS;

/** Throws what stands against releasing the unknown mails of a campaign. `now` in epoch milliseconds. */
export function mustBeReleasable(
  fates: OpenFates | undefined,
  releasedAt: string | undefined,
  now: number,
): Odds {
  if (releasedAt !== undefined) throw releasedBefore();
  if (fates === undefined || fates.unknown === 0) throw nothingUnknown();
  if (now - fates.newestUnknownAt < DAY_MS) throw tooEarly();
  const odds = oddsOf(fates);
  if (odds.coverage === null || odds.coverage < ENOUGH_COVERAGE) throw tooFewEvents(odds.coverage ?? 0);
  return odds;
}

const releasedBefore = (): Refusal =>
  new Refusal(
    'E_RELEASED_BEFORE',
    both('The unknown mails of this campaign were released once.', '该活动结果不明的邮件已放行过一次。'),
    both(
      'A third attempt is never made; what is unknown stays so.',
      '不会再尝试第三次；结果不明的邮件保持原状。',
    ),
  );

const nothingUnknown = (): Refusal =>
  new Refusal(
    'E_NOTHING_UNKNOWN',
    both('No mail of this campaign has an unknown outcome.', '该活动没有结果不明的邮件。'),
    both('There is nothing to release.', '无需放行。'),
  );

const tooEarly = (): Refusal =>
  new Refusal(
    'E_RELEASE_TOO_EARLY',
    both(
      'The newest unknown mail is younger than 24 hours; SES may still tell what became of it.',
      '最近一封结果不明的邮件还不到 24 小时，SES 仍可能回报结果。',
    ),
    both('Try again a day after the mail was sent.', '请在发送满一天后再试。'),
  );

function tooFewEvents(coverage: number): Refusal {
  const share = (coverage * 100).toFixed(1);
  return new Refusal(
    'E_RELEASE_COVERAGE',
    both(
      `SES told of only ${share} % of the mails that were surely sent, so its silence about the others says too little.`,
      `在确已发出的邮件中，SES 只回报了 ${share}%，对其余邮件的沉默不足为凭。`,
    ),
    both(
      'At least 99.5 % are needed. Check both event destinations of the configuration set.',
      '至少需要 99.5%。请检查配置集的两个事件目的地。',
    ),
  );
}
