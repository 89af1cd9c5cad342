import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { type Effect, EffectSchema } from '../../shared/contract/effect.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import type { OutboxMail } from '../../shared/contract/mails.ts';
import { customers, orders } from '../support/case-files.ts';
import { presetText } from '../support/case-study.ts';
import { scratchFolder } from '../support/cli.ts';
import { runningCloud } from '../support/running-cloud.ts';

const PEOPLE = Array.from({ length: 200 }, (_, i) => `p${i}`);
const RULES = ['quarterly-key', 'quarterly-general'] as const;
const ARMS = ['treated', 'campaign', 'global'] as const;
const lines = (rows: readonly string[]): string => rows.join('\n');

/** All bought once in November: half of them for 2,500, half for 50. Who does not come back by the end of June is lost. */
const AUTUMN = orders(lines(PEOPLE.map((one, i) => `${one} 2025-11-15 ${i % 2 === 0 ? 2500 : 50}`)));
const SAID = customers(lines([...PEOPLE.map((one) => `${one} yes`), 'silent -']));

/** Larger groups than the recipe's tell with fewer people. */
const POLICY = presetText('effect')
  .replaceAll('holdOut: 0.2', 'holdOut: 0.4')
  .replace('share: 0.05', 'share: 0.2');

/** Who of a campaign's group comes back, each for 100: of those who were to be mailed three in five, else one in five. */
const comingBack = (group: readonly OutboxMail[]): OutboxMail[] =>
  group.filter(({ heldOut }, i) => i % 5 < (heldOut === null ? 3 : 1));

describe('28 效果评估: what the mails changed, from groups that were held out', () => {
  const folder = scratchFolder();
  let here: Awaited<ReturnType<typeof runningCloud>>;
  let groups: Record<(typeof ARMS)[number], OutboxMail[]>;
  let found: Effect;
  let first: Effect;
  let page = '';

  beforeAll(async () => {
    here = await runningCloud(folder.path('state'), '2026-03-31');
    const { lake, results } = here.shop;
    const effectOf = async (runId: string) =>
      EffectSchema.parse(JSON.parse((await lake.must(runKeys.effect(runId))).toString('utf8')));
    const winter = [folder.write('autumn.csv', AUTUMN), folder.write('customers.csv', SAID)];
    const run = await here.quarter(winter, '2026-03-31', folder.write('policy.yaml', POLICY));
    first = await effectOf(run.runId);
    const drawn = ((await openRunFolder(lake).outbox(run.runId, 0)) ?? []).filter(
      ({ skip }) => skip === null,
    );
    const arm = (name: string | null) => drawn.filter(({ heldOut }) => heldOut === name);
    groups = { treated: arm(null), campaign: arm('campaign'), global: arm('global') };
    const back = RULES.flatMap((rule) => ARMS.flatMap((one) => comingBack(of(rule, one))));
    const spring = orders(lines(back.map(({ customerId }) => `${customerId} 2026-05-01 100`)), 'spring');
    const { runId } = await here.quarter([folder.write('spring.csv', spring)], '2026-06-30');
    found = await effectOf(runId);
    page = (await results.must(`reports/${runId}/report.en.html`)).toString('utf8');
  }, 180_000);
  afterAll(async () => {
    await here?.cloud.close();
    folder.remove();
  });

  const lineOf = (campaign: string | null) => {
    const line = found.lines.find((each) => each.campaign === campaign && each.tier === null);
    if (!line) throw new Error('no such line');
    return line;
  };
  const of = (rule: string, arm: keyof typeof groups) => groups[arm].filter((mail) => mail.rule === rule);
  const did = (...some: OutboxMail[][]) => {
    const [customers, bought] = [some.flat().length, some.flatMap(comingBack).length];
    return { customers, bought, lost: customers - bought, revenue: bought * 10_000 };
  };

  it('the first run has nothing to tell of yet', () => {
    expect(first).toMatchObject({ runs: [], lines: [] });
  });

  it.each(RULES)('%s: both groups as counted by hand', (rule) => {
    const { treated, heldOut, before, sent, days } = lineOf(rule);
    expect(treated).toEqual(did(of(rule, 'treated')));
    expect(heldOut).toEqual(did(of(rule, 'campaign')));
    expect(before).toMatchObject({ bought: 0, lost: 0, revenue: 0 });
    expect(sent).toBe(treated.customers);
    expect(days).toMatchObject({ least: 90, most: 90 });
  });

  it('all mail: the global group against everybody else', () => {
    const some = (...arms: (keyof typeof groups)[]) =>
      did(...RULES.flatMap((rule) => arms.map((one) => of(rule, one))));
    expect(lineOf(null).treated).toEqual(some('treated', 'campaign'));
    expect(lineOf(null).heldOut).toEqual(some('global'));
  });

  it.each(RULES)('%s: a lift of about 40 points is told', (rule) => {
    const { bought } = lineOf(rule);
    expect(bought.verdict).toEqual({ kind: 'told' });
    expect(bought.value).toBeGreaterThan(0.3);
    expect(bought.value).toBeLessThan(0.5);
  });

  it('churn and return are told with their intervals, and against what is claimed of such programs', () => {
    const { lostChange, returned, treated, revenue, cost } = lineOf('quarterly-key');
    expect(lostChange?.value).toBeLessThan(-0.35);
    expect(lostChange?.to).toBeLessThan(0);
    expect(returned?.support).toBe('supported');
    expect(cost).toEqual({ mails: treated.customers, codes: 0 });
    const brought = (revenue?.value ?? 0) * 0.4 * treated.customers;
    expect(returned?.value).toBeCloseTo((brought - cost.mails) / cost.mails, 6);
  });

  it('where an earlier outbox is damaged, the run goes on and its report says that nothing was measured', async () => {
    const { lake, results, runs } = here.shop;
    const [{ runId: mailed = '' } = {}] = await runs.runs();
    await lake.put(runKeys.outbox(mailed, 0), Buffer.from('damaged'));
    const { runId } = await here.quarter([], '2026-09-30');
    expect((await runs.run(runId))?.state).toBe('CLOSED');
    expect(await lake.get(runKeys.effect(runId))).toBeUndefined();
    expect((await results.must(`reports/${runId}/report.en.html`)).toString('utf8')).toContain(
      'The effect of mail was not measured in this run.',
    );
  });

  it('people read it on the report', () => {
    expect(page).toContain('Quarterly letter to key customers: people who were to get it bought again');
    expect(page).toContain('The data tell that there is a difference.');
  });
});
