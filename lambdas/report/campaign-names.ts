import type { Report } from '../../shared/contract/report.ts';
import type { Say } from '../../shared/domain/report/html.ts';

export type CampaignNames = Report['campaigns'];

/** The name of a campaign in the policy, or else its rule there. */
export function campaignName(rule: string, names: CampaignNames, say: Say): string {
  const named = names.find(({ campaign }) => campaign === rule);
  return named ? say(named.name) : rule;
}
