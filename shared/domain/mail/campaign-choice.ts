import { both } from '../bilingual.ts';
import { Refusal } from '../refusal.ts';
import { mustBeReleasable, type Odds, type OpenFates } from './release.ts';

/** In place of a campaign's id: what stops all mail. On the command line it is `all`. */
export const EVERY = '*';

/** What is known of a campaign where a person wants something of it. */
export interface KnownCampaign {
  campaignId: string;
  status: 'running' | 'paused' | 'cancelled';
  figures?: (OpenFates & { pending: number }) | undefined;
  /** ISO 8601. */
  releasedAt?: string | undefined;
}

/** The campaigns of a name: the one with that id, or all that follow the rule; throws where there is none. */
export function namedBy<Campaign extends { campaignId: string; rule: string }>(
  named: string,
  all: readonly Campaign[],
): Campaign[] {
  const found = all.filter(({ campaignId, rule }) => campaignId === named || rule === named);
  if (named === EVERY || found.length === 0) throw noCampaign(named);
  return found;
}

/**
 * Those of a name's campaigns to pause or resume. The name of a rule stands for all that are not cancelled; throws where
 * none is left.
 */
export function changeable<Campaign extends KnownCampaign>(named: readonly Campaign[]): Campaign[] {
  const left = named.filter(({ status }) => status !== 'cancelled');
  const [first] = named;
  if (left.length === 0 && first) throw cancelled(first.campaignId);
  return left;
}

/**
 * Those of a name's campaigns to cancel: all that have mails left, or may have. To cancel what is cancelled is no error:
 * who asks again is answered the same. Throws where every one is done. `states` = how each of their runs stands.
 */
export function cancellable<Campaign extends KnownCampaign & { runs: readonly string[] }>(
  states: ReadonlyMap<string, string | undefined>,
  named: readonly Campaign[],
): Campaign[] {
  const left = named.filter((one) => !isDone(one, states));
  const [first] = named;
  if (left.length === 0 && first) throw done(first.campaignId);
  return left;
}

/** Figures are those of the last look: a run that is not closed, or unknowns that were let go, may add to what is pending. */
function isDone(
  { status, figures, releasedAt, runs }: KnownCampaign & { runs: readonly string[] },
  states: ReadonlyMap<string, string | undefined>,
): boolean {
  const isLetGo = releasedAt !== undefined && (figures?.unknown ?? 0) > 0;
  const isOver = figures?.pending === 0 && runs.every((runId) => states.get(runId) === 'CLOSED');
  return status !== 'cancelled' && isOver && !isLetGo;
}

/**
 * Those of a name's campaigns whose unknown mails may be let go, each with its odds. The name of a rule stands for all
 * that may; throws what stands against the last of them where none may. `at` is the time of the wish, ISO 8601: who asks
 * again with the same one is answered the same.
 */
export function releasable<Campaign extends KnownCampaign>(
  named: readonly Campaign[],
  at: string,
): (Campaign & { odds: Odds })[] {
  let against: unknown;
  const able = changeable(named).flatMap((one) => {
    try {
      return [{ ...one, odds: oddsAt(one, at) }];
    } catch (error) {
      against = error;
      return [];
    }
  });
  if (able.length === 0 && against !== undefined) throw against;
  return able;
}

const oddsAt = ({ figures, releasedAt }: KnownCampaign, at: string): Odds =>
  mustBeReleasable(figures, releasedAt === at ? undefined : releasedAt, Date.parse(at));

export const cancelled = (campaignId: string): Refusal =>
  new Refusal(
    'E_CAMPAIGN_CANCELLED',
    both(`The campaign ${campaignId} was cancelled.`, `活动 ${campaignId} 已取消。`),
    both(
      'That is final: what was not sent stays so. The rule’s next campaign is not affected.',
      '取消后不可恢复，未发出的邮件不会再发；该规则以后的活动不受影响。',
    ),
  );

const done = (campaignId: string): Refusal =>
  new Refusal(
    'E_CAMPAIGN_DONE',
    both(
      `The campaign ${campaignId} is done: there is nothing to cancel.`,
      `活动 ${campaignId} 已完成，没有可取消的邮件。`,
    ),
    both(
      'None of its mails waits to be sent; `npm run tierwise -- campaign list` shows what became of them.',
      '它没有待发送的邮件；`npm run tierwise -- campaign list` 会显示各封邮件的结果。',
    ),
  );

const noCampaign = (named: string): Refusal =>
  named === EVERY
    ? new Refusal(
        'E_NO_CAMPAIGN',
        both('All campaigns together can only be paused and resumed.', '全部活动只能一起暂停或继续。'),
        both(
          'Name one campaign, or the rule of the policy that it follows; `npm run tierwise -- campaign list` shows them.',
          '请写一个活动编号，或策略中的规则名；`npm run tierwise -- campaign list` 会列出它们。',
        ),
      )
    : new Refusal(
        'E_NO_CAMPAIGN',
        both(`There is no campaign ${named}.`, `没有活动 ${named}。`),
        both(
          '`npm run tierwise -- campaign list` shows every campaign that has mails. Name one, or the rule of the policy that it follows.',
          '`npm run tierwise -- campaign list` 会列出所有有邮件的活动。请写活动编号，或策略中的规则名。',
        ),
      );
