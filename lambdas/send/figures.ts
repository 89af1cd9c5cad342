import type { CampaignFigures } from '../../shared/contract/campaigns.ts';
import type { MailFacts } from '../../shared/contract/mails.ts';
import { type Fate, outcomesOf } from './tally.ts';

/** That SES took it is no news of its arrival. */
const isAwaited = ({ delivery, softBounce, bounce, complaint, reject }: MailFacts): boolean =>
  [delivery, softBounce, bounce, complaint, reject].every((fact) => fact === undefined);

/** What became of one campaign's mails, and what SES told of those that went out. */
export function figuresOf(fates: readonly Fate[]): CampaignFigures {
  const facts = fates.flatMap(({ outcome, row }) => (outcome === 'sent' ? [row?.facts ?? {}] : []));
  const told = (fact: keyof MailFacts) => facts.filter((each) => each[fact] !== undefined).length;
  const unknown = fates.filter(({ outcome }) => outcome === 'unknown');
  return {
    mails: fates.length,
    ...outcomesOf(fates),
    covered: facts.filter((each) => Object.keys(each).length > 0).length,
    ...{
      delivered: told('delivery'),
      bounced: told('bounce'),
      complained: told('complaint'),
      awaited: facts.filter(isAwaited).length,
      opened: told('open'),
    },
    newestUnknownAt: Math.max(0, ...unknown.map(({ row }) => row?.startedAt ?? 0)),
  };
}
