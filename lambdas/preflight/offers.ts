import type { MailProblem, Preflight } from '../../shared/contract/preflight.ts';
import { both } from '../../shared/domain/bilingual.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import type { PreflightDependencies } from './dependencies.ts';

/** Lists that have fewer codes than the due mails may draw. */
export async function missingCodes(
  offers: Preflight['counts']['offers'],
  policy: Pick<Policy, 'tiers'>,
  { codesLeft }: Pick<PreflightDependencies, 'codesLeft'>,
): Promise<MailProblem[]> {
  const problems: MailProblem[] = [];
  for (const [list, byTier] of Object.entries(offers)) {
    const [left, needed] = [await codesLeft(list), drawnAtMost(byTier, policy)];
    if (left === undefined) problems.push(noList(list));
    else if (left < needed) problems.push(tooFew(list, needed, left));
  }
  return problems;
}

/** A tier's budget ends the drawing sooner than its mails do. */
function drawnAtMost(byTier: Record<string, number>, { tiers }: Pick<Policy, 'tiers'>): number {
  const budgetOf = (tier: string) => tiers.find(({ id }) => id === tier)?.budget?.offers;
  return Object.entries(byTier).reduce(
    (sum, [tier, mails]) => sum + Math.min(mails, budgetOf(tier) ?? mails),
    0,
  );
}

const noList = (list: string): MailProblem => ({
  code: 'E_OFFER_SHORT',
  say: both(
    `There is no list of offer codes named ${list}: upload offers/${list}.csv, or take the offer out of the campaign.`,
    `没有名为 ${list} 的优惠码清单：请上传 offers/${list}.csv，或从活动中去掉优惠。`,
  ),
});

const tooFew = (list: string, needed: number, left: number): MailProblem => ({
  code: 'E_OFFER_SHORT',
  say: both(
    `The mails may need ${needed} codes of the offer list ${list}, and ${left} are left: upload more of them to offers/${list}.csv.`,
    `邮件最多需要优惠码清单 ${list} 中的 ${needed} 个优惠码，只剩 ${left} 个：请通过 offers/${list}.csv 补充。`,
  ),
});
