import { describe, expect, it } from 'vitest';
import { adopt } from '../../../lambdas/erase/adopt.ts';
import type { Erasure, FoundPerson } from '../../../shared/contract/erasure.ts';
import { begunWith } from '../../../shared/domain/erasure/found.ts';

const NOTHING = { searched: 0, rewritten: 0, versions: 0, items: 0 };
const [ADDRESS, PHONE] = ['home@shop.example', '+8613812345678'];
const HE: FoundPerson = { ...begunWith('c1', ['customer_id', 'email', 'phone']), shared: [ADDRESS, PHONE] };
const SWEEPING: Erasure = {
  ...{ version: 1, person: HE, salt: 'salt', stage: 'sweeping', cursor: '', grown: false, rows: 2 },
  ...{ passes: 1, dirty: false, done: NOTHING, last: NOTHING },
};

/** At the beginning of a pass, with two files of the lake; `others` stands in somebody else's row of the second one. */
async function adopted(others: readonly string[], minutes = 15) {
  let record = SWEEPING;
  const buried: FoundPerson[] = [];
  const withoutOthers = async (key: string, found: FoundPerson): Promise<FoundPerson> => {
    const shared = key === 'lake/b' ? others : [];
    const own = (texts: string[]) => texts.filter((one) => !shared.includes(one));
    return { ...found, emails: own(found.emails), phones: own(found.phones), shared: [...shared] };
  };
  const deps = {
    ...{ record: async () => record, files: async () => ['lake/a', 'lake/b'], withoutOthers },
    async save(_: string, erasure: Erasure) {
      record = erasure;
    },
    bury: async (person: FoundPerson) => void buried.push(person),
  };
  const input = { id: 'e', key: 'requests/e.json', versionId: 'v', act: 'lock' as const };
  await adopt(deps, input, { timeLeft: () => minutes * 60_000 });
  return { record, buried };
}

describe('what two people shared', () => {
  it.each<[string, string[], Partial<FoundPerson>]>([
    ['all of it', [], { emails: [ADDRESS], phones: [PHONE], shared: [] }],
    ['the phone', [ADDRESS], { emails: [], phones: [PHONE], shared: [ADDRESS] }],
  ])('is his once nobody else has it: %s is buried, and one more pass follows', async (_, others, person) => {
    const { record, buried } = await adopted(others);
    expect(record).toMatchObject({ person, dirty: true, stage: 'sweeping' });
    expect(buried).toEqual([record.person]);
  });

  it.each<[string, string[], number]>([
    ['others have it still', [ADDRESS, PHONE], 15],
    ['there is no time to look', [], 4],
  ])('stays theirs where %s', async (_, others, minutes) => {
    expect(await adopted(others, minutes)).toEqual({ record: SWEEPING, buried: [] });
  });
});
