import { describe, expect, it } from 'vitest';
import type { Contact } from '../../lambdas/report/standings.ts';
import { type AgainReading, tierFilesAgain } from '../../lambdas/report/tier-files-again.ts';
import type { Inventory } from '../../shared/contract/artifacts.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import type { PlannedChange } from '../../shared/contract/plan.ts';
import type { Undone } from '../../shared/contract/roll-back.ts';
import { planPart } from '../../shared/domain/plan-part.ts';
import { EVERYWHERE, type WriteBack } from '../../shared/domain/policy/write-back-schema.ts';
import { nobody } from '../../shared/domain/publish.ts';
import { basisOf, buyer, EDGES, gradingPolicy } from '../support/grading.ts';
import { longFilesIn, policy, reported } from '../support/report-run.ts';

const contact = (customerId: string, more: Partial<Contact> = {}): Contact => ({
  ...{ customerId, email: `${customerId}@example.com`, name: null, since: null, tags: null },
  ...more,
});
const linesOf = (text = ''): string[] => text.split('\r\n').slice(0, -1);

describe('the tier files of a run', () => {
  const asked: [runId: string, part: number, tags: string | undefined][] = [];
  const contacts = async (runId: string, part: number, tags?: string) => {
    asked.push([runId, part, tags]);
    return part === 0 ? [contact('c1', { since: '2026-06-30', tags: 'b2b' }), contact('c2')] : [];
  };

  it('lie beside tiers.csv, for every system and for those alone who moved', async () => {
    const written = await reported({ contacts });
    expect([...written.keys()].filter((key) => key.startsWith('tiers/')).sort()).toEqual([
      'tiers/r2/fxiaoke-changed.csv',
      'tiers/r2/fxiaoke.csv',
      'tiers/r2/shopify-tags-changed.csv',
      'tiers/r2/shopify-tags.csv',
      'tiers/r2/tiers.csv',
      'tiers/r2/zoho-changed.csv',
      'tiers/r2/zoho.csv',
    ]);
    expect(asked).toEqual([
      ['r2', 0, undefined],
      ['r2', 1, undefined],
    ]);
    // `=cmd|calc` is in tiers.csv, disarmed; no file to import could carry him.
    expect(linesOf(written.get('tiers/r2/zoho.csv')).map((line) => line.split(',').slice(0, 3))).toEqual([
      ['Record Id', 'Email', 'Customer Id'],
      ['', 'c1@example.com', 'c1'],
      ['', 'c2@example.com', 'c2'],
      ['', '', '-5'],
    ]);
    expect(linesOf(written.get('tiers/r2/shopify-tags.csv'))).toEqual([
      'Email,Tags',
      'c1@example.com,"b2b, tier:high"',
      'c2@example.com,tier:low',
    ]);
  });

  it('are those that the policy names; without any, nobody asks for an address', async () => {
    asked.length = 0;
    const only = async (files: WriteBack['files']) => {
      const writeBack = { ...EVERYWHERE, files, shopify: { tagPrefix: 'tier:', keep: 'tags' } };
      const written = await reported({ contacts, policy: async () => ({ ...policy, writeBack }) });
      return [...written.keys()].filter((key) => key.startsWith('tiers/')).sort();
    };
    expect(await only([])).toEqual(['tiers/r2/tiers.csv']);
    expect(asked).toEqual([]);
    expect(await only(['zoho'])).toEqual([
      ...['tiers/r2/tiers.csv', 'tiers/r2/zoho-changed.csv', 'tiers/r2/zoho.csv'],
    ]);
    expect(asked[0]).toEqual(['r2', 0, 'tags']);
  });
});

describe('the tier files of a roll-back', () => {
  const graded = gradingPolicy({ campaigns: [] });
  const [stays, goesBack] = [buyer(6, { customerId: 'stays' }), buyer(1, { customerId: 'back' })];
  const erased = buyer(1, { customerId: '#erased-1' });
  const base = planPart([stays, goesBack, erased], basisOf({ policy: graded, edges: EDGES }), new Set());
  const change = (customerId: string, more: Partial<PlannedChange>): PlannedChange => ({
    ...{ customerId, previousTier: 'high', change: 'same', cause: '' },
    published: nobody(customerId, '2026-09-30', 'CNY'),
    ...more,
  });
  const again = base.receipts.find(({ customerId }) => customerId === 'back');
  const changes = [
    change('back', {
      change: 'demoted',
      published: { ...nobody('back', '2026-06-30', 'CNY'), tier: again?.tier ?? null },
    }),
    change('gone', { change: 'left' }),
    change('unknown', { change: 'left' }),
  ];
  const undone: Undone = {
    ...{ version: 1, runId: 'r3', rollsBack: 'r2', runs: [], parts: 1, undone: 3 },
    base: {
      ...{ version: 1, runId: 'r1', runSeq: 1, asOf: '2026-06-30', parts: 1 },
      ...{ modelRunId: 'r1', servedPeriod: '2026-Q2', periodicAsOf: '2026-06-30' },
    },
  };
  const deps: AgainReading = {
    run: async () => ({ parts: 1 }) as Awaited<ReturnType<AgainReading['run']>>,
    inventory: async () => ({ intakes: [] }) as unknown as Inventory,
    intakes: async () => [],
    receipts: async () => base.receipts,
    contacts: async (runId) =>
      runId === 'r1'
        ? [contact('stays', { since: '2026-03-31' }), contact('back'), contact('#erased-1')]
        : [contact('stays'), contact('gone')],
  };

  it('tell everybody’s tier as it is again, and empty that of who has none', async () => {
    const written = new Map<string, string>();
    const changed = new Map(changes.map((each) => [each.customerId, each]));
    await longFilesIn(written)(async ({ open, publish }) => {
      await tierFilesAgain(deps, undone, changed, graded, (name) => open(resultKeys.tierFile('r3', name)));
      await publish();
    });
    const tierOf = (id: string) => base.receipts.find(({ customerId }) => customerId === id)?.tier;
    expect(linesOf(written.get('tiers/r3/shopify-tags.csv'))).toEqual([
      'Email,Tags',
      `back@example.com,tier:${tierOf('back')}`,
      `stays@example.com,tier:${tierOf('stays')}`,
      'gone@example.com,',
    ]);
    expect(linesOf(written.get('tiers/r3/shopify-tags-changed.csv'))).toEqual([
      ...['Email,Tags', `back@example.com,tier:${tierOf('back')}`, 'gone@example.com,'],
    ]);
    const zoho = linesOf(written.get('tiers/r3/zoho.csv')).map((line) => line.split(','));
    expect(zoho.map((cells) => [cells[2], cells.at(-2)])).toEqual([
      ['Customer Id', 'Tier Since'],
      ['back', '2026-06-30'],
      ['stays', base.receipts[0]?.asOf],
      ['gone', '2026-09-30'],
      ['unknown', '2026-09-30'],
    ]);
  });
});
