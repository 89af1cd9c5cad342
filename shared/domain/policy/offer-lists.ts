import { type Bilingual, both } from '../bilingual.ts';
import type { Fault } from './fault.ts';
import type { Policy } from './schema.ts';

/** The lists of offer codes that campaigns name, each once. */
export const listsNamed = ({ campaigns }: Pick<Policy, 'campaigns'>): string[] => [
  ...new Set(campaigns.flatMap(({ offer }) => offer?.list ?? [])),
];

/** Campaigns whose list of offer codes nobody has uploaded. */
export const missingLists = (
  { campaigns }: Pick<Policy, 'campaigns'>,
  uploaded: readonly string[],
): Fault[] =>
  campaigns.flatMap(({ rule, offer }, i): Fault[] =>
    offer === undefined || uploaded.includes(offer.list)
      ? []
      : [{ path: ['campaigns', i, 'offer', 'list'], message: noList(rule, offer.list) }],
  );

const noList = (rule: string, list: string): Bilingual =>
  both(
    `campaign ${rule} gives out offer codes of the list ${list}, which has not been uploaded; upload offers/${list}.csv, or a run that plans its mails is refused`,
    `活动 ${rule} 要发放优惠码清单 ${list}，但该清单尚未上传；请上传 offers/${list}.csv，否则含有该活动邮件的运行会被拒绝`,
  );
