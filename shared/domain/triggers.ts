import { measuredAlike } from './cause.ts';
import type { Facts } from './features.ts';
import type { Cause, Held, Published } from './held.ts';
import { type Basis, outcomeOn } from './outcome.ts';
import { gradesAlike, sameIdentity } from './policy/difference.ts';
import type { Campaign } from './policy/schema.ts';
import type { Receipt } from './receipt.ts';

/** What a run makes of one customer, beside what he held before it. */
export interface Happening {
  receipt: Receipt;
  facts: Facts;
  held: Held | null;
  published: Published;
  /** Why the rule gives another tier than the one that he keeps; undefined where it is time, or where it does not. */
  missCause: Cause | undefined;
}

/** What a campaign answers: the period itself, a change of tier, a new stage of life, or a miss. */
export type Trigger = 'period' | 'change' | 'stage' | 'miss';

type MovementCampaign = Extract<Campaign, { kind: 'movement' }>;

/** DESIGN, rule 6: what calls for a campaign about his tier; undefined where nothing does. */
export function triggerOf(campaign: Campaign, happening: Happening, basis: Basis): Trigger | undefined {
  if (campaign.kind === 'membership') return basis.run.mode === 'periodic' ? 'period' : undefined;
  const loud = (cause: () => Cause | undefined): boolean =>
    campaign.whenPolicyChanged || !isSilent(cause(), basis);
  const { receipt, missCause } = happening;
  if (isChangeOf(campaign, receipt) && loud(() => receipt.cause)) return 'change';
  if (isStageOf(campaign, happening) && loud(() => stageCause(happening, basis))) return 'stage';
  return isMissOf(campaign, receipt) && loud(() => missCause) ? 'miss' : undefined;
}

/** The first commit is a baseline, and nobody is written to because of what the shop itself changed. */
const isSilent = (cause: Cause | undefined, { run }: Basis): boolean =>
  run.baseSeq === 0 || cause === 'policy' || cause === 'identity';

const isChangeOf = ({ on }: MovementCampaign, { change }: Receipt): boolean =>
  on.some((kind) => kind === change);

/** Between two periods a stage that time alone brought is not published, and not answered either. */
function isStageOf({ on, stage: wanted }: MovementCampaign, { held, published }: Happening): boolean {
  const { stage } = published;
  if (!on.includes('stage') || stage === null || stage === held?.published.stage) return false;
  return wanted === undefined || [wanted].flat().includes(stage);
}

/** A grading between two periods counts no misses. */
const isMissOf = ({ on }: MovementCampaign, { change, protection }: Receipt): boolean =>
  on.includes('missed') && change === 'same' && protection === 'misses';

/** `policy` where the stages of the base's policy would have left him elsewhere; `''`: it was he himself, or time. */
function stageCause({ receipt, facts, held, published }: Happening, basis: Basis): Cause {
  if (held === null) return receipt.cause;
  const { before, now } = basis;
  if (!before) return '';
  if (!sameIdentity(before.policy, now.policy)) return 'identity';
  if (held.published.stage === null || !measuredAlike(basis, before)) return 'policy';
  if (gradesAlike(before.policy, now.policy)) return '';
  return outcomeOn(before, facts, held, basis).marks.stage === published.stage ? '' : 'policy';
}
