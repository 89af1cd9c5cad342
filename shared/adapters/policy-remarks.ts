import { listsNamed, missingLists } from '../domain/policy/offer-lists.ts';
import type { Policy } from '../domain/policy/schema.ts';
import type { Bucket } from './bucket.ts';
import { openOffers } from './offers.ts';
import { type PolicyFault, placedIn } from './policy-file.ts';
import type { Table } from './table.ts';

/** What can be said of a valid policy only where one knows what the shop has uploaded, at its places in the YAML text. */
export const shopRemarks =
  ({ runs, lake }: { runs: Pick<Table, 'get' | 'update'>; lake: Bucket }) =>
  async (text: string, policy: Pick<Policy, 'campaigns'>): Promise<PolicyFault[]> => {
    const { left } = openOffers(runs, lake);
    const uploaded: string[] = [];
    for (const list of listsNamed(policy)) if ((await left(list)) !== undefined) uploaded.push(list);
    return placedIn(text, missingLists(policy, uploaded));
  };
