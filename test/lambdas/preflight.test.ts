import { describe, expect, it, vi } from 'vitest';
import { openCampaigns } from '../../shared/adapters/campaign-store.ts';
import { getLines, putJson, putLines } from '../../shared/adapters/lines.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { OutboxMailSchema } from '../../shared/contract/mails.ts';
import { OFFER_PK } from '../../shared/contract/templates.ts';
import type { AccountState } from '../../shared/domain/mail/account.ts';
import { endingWith, gift, mailOf, mailPolicy, mailRun } from '../support/mail-run.ts';

type Run = Awaited<ReturnType<typeof mailRun>>;

const some = (count: number, from = 0) => Array.from({ length: count }, (_, i) => mailOf(from + i));
const account = (run: Run, more: Partial<AccountState>) => ({
  account: async () => ({ ...run.ready, ...more }),
});
const composedAll = async (run: Run, parts: number) => {
  for (let part = 0; part < parts; part += 1) await run.composed(part);
};
const codes = async (run: Run, list: string, count: number) =>
  run.runs.put({
    ...{ pk: OFFER_PK, sk: list, name: list, digest: 'd', codes: count, drawn: 0 },
    grown: { versionId: 'v', codes: count },
  });

describe('the look before a plan is approved', () => {
  it('adds up the parts, and says on which day the mails go out', async () => {
    const run = await mailRun([some(3), [mailOf(9, { skip: 'no_consent' }), mailOf(10)], []]);
    await composedAll(run, 3);
    expect(await run.looked('PLAN')).toEqual({ runId: run.runId, parts: 3 });
    expect(await run.found()).toMatchObject({
      counts: {
        ...{ mails: 5, due: 4, skipped: 1, heldOut: 0 },
        campaigns: { 'news@2026-Q3': { rule: 'news', mails: 5, due: 4, heldOut: 0 } },
        tiers: { gold: { due: 4, heldOut: 0 } },
      },
      quota: { perSecond: 14, perDay: 50_000, sentLast24Hours: 0 },
      days: [{ date: '2026-11-22', mails: 4 }],
      problems: [],
      contentDigest: expect.stringMatching(/^\w{64}$/),
    });
  });

  it('F12: spreads over days what the quota does not bear today', async () => {
    const run = await mailRun([some(50)]);
    await run.composed();
    await run.looked('PLAN', account(run, { perDay: 20, sentLast24Hours: 13 }));
    expect((await run.found()).days).toEqual([
      { date: '2026-11-22', mails: 5 },
      { date: '2026-11-23', mails: 18 },
      { date: '2026-11-24', mails: 18 },
      { date: '2026-11-25', mails: 9 },
    ]);
  });

  it('F12: says of a quota that leaves nothing that the mails would never be out', async () => {
    const run = await mailRun([some(5)]);
    await run.composed();
    await run.looked('PLAN', account(run, { perDay: 0 }));
    const { days, problems } = await run.found();
    expect(days).toEqual([]);
    expect(problems).toMatchObject([{ code: 'E_SES_QUOTA' }]);
  });

  it('F13: only notes what is wrong with the account, since it may be mended until the mail begins', async () => {
    const run = await mailRun([some(2)]);
    await run.composed();
    await run.looked('PLAN', account(run, { production: false, dkim: false }));
    expect((await run.found()).problems.map(({ code }) => code)).toEqual(['E_SES_SANDBOX', 'E_SES_DKIM']);
  });

  it('notes that SES did not answer, and does not stop for it', async () => {
    const run = await mailRun([some(2)]);
    await run.composed();
    const silent = async () => {
      throw new Error('no answer');
    };
    await run.looked('PLAN', { account: silent });
    expect(await run.found()).toMatchObject({ quota: null, days: [], problems: [{ code: 'E_SES_SILENT' }] });
  });

  it('asks SES nothing where no mail is due', async () => {
    const run = await mailRun([[mailOf(1, { skip: 'no_consent' })]]);
    await run.composed();
    const asked = vi.fn(async () => run.ready);
    await run.looked('PLAN', { account: asked });
    expect(asked).not.toHaveBeenCalled();
    expect(await run.found()).toMatchObject({ quota: null, days: [], problems: [] });
  });

  it('of a run that is only shown counts its mails, and asks neither SES nor for offer codes', async () => {
    const run = await mailRun([[...some(2), mailOf(9, gift)]], { simulated: true });
    const asked = vi.fn(async () => run.ready);
    await run.composed();
    expect(await run.looked('PLAN', { account: asked })).toEqual({ runId: run.runId, parts: 1 });
    expect(await run.found()).toMatchObject({ counts: { mails: 3, due: 3 }, quota: null, problems: [] });
    expect(asked).not.toHaveBeenCalled();
  });

  it('comes to the same when it is done twice', async () => {
    const run = await mailRun([some(3)]);
    await run.composed();
    await run.looked('PLAN');
    const first = await run.found();
    await run.looked('PLAN');
    expect(await run.found()).toEqual(first);
  });
});

describe('F55: mails that cannot be written', () => {
  it('refuse the run with the whole list, each kind of fault once over all parts, in both languages', async () => {
    const templates = {
      ...endingWith('gold.en.liquid', '{{ points }}'),
      ...endingWith('win-back.en.liquid', '{{ voucher }}'),
    };
    const run = await mailRun([some(3), [...some(2, 5), mailOf(8, gift)]], { templates });
    await composedAll(run, 2);
    const refused = await run.looked('PLAN').catch((error) => error);
    expect(refused).toMatchObject({ code: 'E_TEMPLATE_VARIABLE' });
    for (const language of ['en', 'zh-CN'] as const) {
      const said = refused.say(language);
      expect(said.match(/points/g)).toHaveLength(1);
      expect(said).toContain('voucher');
      expect(said).toContain('autumn');
    }
    expect((await run.found()).problems.map(({ code }) => code)).toEqual([
      'E_TEMPLATE_VARIABLE',
      'E_TEMPLATE_VARIABLE',
      'E_OFFER_SHORT',
    ]);
  });
});

describe('very many faults', () => {
  it('are all written down, and told as far as a refusal can hold them', async () => {
    const names = Array.from({ length: 30 }, (_, i) => `missing${i}x`);
    const lists = Object.fromEntries(names.map((name) => [name, { gold: 1 }]));
    const run = await mailRun([some(1)]);
    await run.composed();
    const refused = await run
      .looked('PLAN', { composed: async () => [{ ...(await run.counts()), offers: lists }] })
      .catch((error) => error);
    expect(names.filter((name) => refused.say('en').includes(`named ${name}:`))).toHaveLength(20);
    expect(refused.say('en')).toContain('And 10 more.');
    expect(refused.say('zh-CN')).toContain('另有 10 项。');
    expect((await run.found()).problems).toHaveLength(30);
  });
});

describe('offer codes before approval', () => {
  const three = [mailOf(1, gift), mailOf(2, gift), mailOf(3, { ...gift, tier: 'silver' })];

  it.each([
    ['there is no such list', undefined, /no list of offer codes named autumn/],
    ['the list has too few', 2, /may need 3 codes .* 2 are left/],
  ])('refuse the run where %s', async (_, left, says) => {
    const run = await mailRun([three]);
    await run.composed();
    if (left !== undefined) await codes(run, 'autumn', left);
    const refused = await run.looked('PLAN').catch((error) => error);
    expect(refused).toMatchObject({ code: 'E_OFFER_SHORT' });
    expect(refused.say('en')).toMatch(says);
    expect(refused.say('zh-CN')).toMatch(/autumn.*优惠码/);
  });

  it('are enough where the list has one for each mail', async () => {
    const run = await mailRun([three]);
    await run.composed();
    await codes(run, 'autumn', 3);
    expect(await run.looked('PLAN')).toMatchObject({ parts: 1 });
  });

  it('need only be as many as the budget of the tier lets out', async () => {
    const policy = mailPolicy();
    const tiers = policy.tiers.map((tier) =>
      tier.id === 'gold' ? { ...tier, budget: { offers: 1 } } : tier,
    );
    const run = await mailRun([three], { policy: { ...policy, tiers } });
    await run.composed();
    await codes(run, 'autumn', 2);
    expect(await run.looked('PLAN')).toMatchObject({ parts: 1 });
  });
});

describe('the look before the first mail', () => {
  it('puts every campaign with mails on the list, once however often it looks', async () => {
    const run = await mailRun([[mailOf(1), mailOf(2, gift)], [mailOf(3)]]);
    await codes(run, 'autumn', 5);
    await run.approved();
    for (let i = 0; i < 2; i += 1) expect(await run.looked('MAIL')).toEqual({ runId: run.runId, parts: 2 });
    const campaigns = await openCampaigns(run.runs).all();
    expect(campaigns.map(({ campaignId, rule, runs, status }) => [campaignId, rule, runs, status])).toEqual([
      ['gift@2026-Q3', 'gift', [run.runId], 'running'],
      ['news@2026-Q3', 'news', [run.runId], 'running'],
    ]);
  });

  it('leaves a campaign paused that somebody has paused before', async () => {
    const run = await mailRun([some(1)]);
    await run.approved();
    const campaigns = openCampaigns(run.runs);
    await campaigns.pause('news@2026-Q3', 'person', '2026-10-01T00:00:00Z');
    await run.looked('MAIL');
    expect((await campaigns.all())[0]).toMatchObject({ status: 'paused', runs: [run.runId] });
  });

  const at = (day: string) => ({ now: () => Date.parse(`${day}T02:00:00Z`) });
  const stateOf = async (run: Run) => (await openCampaigns(run.runs).all())[0];

  it('F43: pauses what is to begin long after its last planned day, and not what a person then resumes', async () => {
    const run = await mailRun([some(25)]);
    await run.approved(account(run, { perDay: 20 }));
    await run.looked('MAIL', at('2026-12-01'));
    expect(await stateOf(run)).toMatchObject({ status: 'paused', why: 'stale', runs: [run.runId] });
    await openCampaigns(run.runs).resume('news@2026-Q3', '2026-12-01T03:00:00Z');
    await run.looked('MAIL', at('2026-12-02'));
    expect(await stateOf(run)).toMatchObject({ status: 'running' });
  });

  it('lets mails begin until the grace is over, and leaves a person’s reason', async () => {
    const run = await mailRun([some(25)]);
    await run.approved(account(run, { perDay: 20 }));
    await run.looked('MAIL', at('2026-11-30'));
    expect(await stateOf(run)).toMatchObject({ status: 'running' });
    const other = await mailRun([some(1)]);
    await other.approved();
    await openCampaigns(other.runs).pause('news@2026-Q3', 'person', '2026-10-01T00:00:00Z');
    await other.looked('MAIL', at('2027-01-01'));
    expect(await stateOf(other)).toMatchObject({ status: 'paused', why: 'person' });
  });

  it('F13: refuses with everything that is wrong, before any campaign is begun', async () => {
    const run = await mailRun([some(2)]);
    await run.approved();
    const wrong = account(run, {
      ...{ sendingEnabled: false, production: false, identityVerified: false },
      destinations: { eventBridge: false, queue: true },
    });
    const refused = await run.looked('MAIL', wrong).catch((error) => error);
    expect(refused).toMatchObject({ code: 'E_SES_NOT_READY' });
    for (const word of [/switched.*off/, /sandbox/, /CNAME/, /EventBridge/])
      expect(refused.say('en')).toMatch(word);
    for (const word of [/停用/, /沙盒/, /CNAME/, /EventBridge/]) expect(refused.say('zh-CN')).toMatch(word);
    expect(await openCampaigns(run.runs).all()).toEqual([]);
  });

  it('lets a run without mails pass, whatever the account', async () => {
    const run = await mailRun([[mailOf(1, { skip: 'no_consent' })]]);
    await run.approved();
    await expect(run.looked('MAIL', account(run, { production: false }))).resolves.toMatchObject({
      parts: 1,
    });
  });

  it('goes on failing loudly where SES cannot be asked', async () => {
    const run = await mailRun([some(1)]);
    await run.approved();
    const silent = async () => {
      throw Object.assign(new Error('x'), { name: 'TimeoutError' });
    };
    await expect(run.looked('MAIL', { account: silent })).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it.each([
    ['otherKeys', 'E_KEYS_DIFFER'],
    ['otherLedger', 'E_LEDGER_GENERATION'],
  ] as const)('refuses where the memory is lost: %s', async (memory, code) => {
    const run = await mailRun([some(1)]);
    await run.approved();
    await expect(run.looked('MAIL', { memory: async () => memory })).rejects.toMatchObject({ code });
  });
});

describe('F56: what is changed after approval', () => {
  const reworded = async (run: Run) => {
    const key = runKeys.templates(run.runId);
    const frozen = JSON.parse((await run.lake.must(key)).toString());
    frozen.templates['gold.en'].html += '<p>one word more</p>';
    await putJson(run.lake, key, frozen);
  };
  const firstLine = async (run: Run, change: object) => {
    const key = runKeys.outbox(run.runId, 0);
    const [first, ...others] = await getLines(run.lake, key, OutboxMailSchema);
    await putLines(run.lake, key, [{ ...first, ...change }, ...others]);
  };

  it.each<[string, (run: Run) => Promise<unknown>]>([
    ['a word of a template', reworded],
    ['the addressee of a mail', (run) => firstLine(run, { address: 'else@example.com' })],
    ['the name in a mail', (run) => firstLine(run, { name: 'Else' })],
    ['the template of a mail', (run) => firstLine(run, { template: 'win-back' })],
    ['whether a mail goes out', (run) => firstLine(run, { skip: 'no_consent' })],
    [
      'a mail that is one too many',
      async (run) => {
        const key = runKeys.outbox(run.runId, 0);
        const lines = await getLines(run.lake, key, OutboxMailSchema);
        await putLines(run.lake, key, [
          ...lines,
          { ...lines[0], customerId: 'c999', address: 'c999@example.com' },
        ]);
      },
    ],
    [
      'the name of the shop',
      async (run) => {
        const key = runKeys.policy(run.runId);
        const policy = JSON.parse((await run.lake.must(key)).toString());
        await putJson(run.lake, key, {
          ...policy,
          shop: { ...policy.shop, name: { en: 'X', 'zh-CN': 'X' } },
        });
      },
    ],
  ])('refuses: %s', async (_, change) => {
    const run = await mailRun([[...some(2), mailOf(5, gift)]]);
    await codes(run, 'autumn', 5);
    await run.approved();
    await change(run);
    await expect(run.looked('MAIL')).rejects.toMatchObject({ code: 'E_CONTENT_CHANGED' });
    expect(await openCampaigns(run.runs).all()).toEqual([]);
  });

  it('is found although the lines themselves say what was approved', async () => {
    const run = await mailRun([some(2)]);
    await run.approved();
    const [before] = await run.outbox();
    await firstLine(run, { name: 'Else' });
    const [after] = await run.outbox();
    expect(after?.digest).toBe(before?.digest);
    await expect(run.looked('MAIL')).rejects.toMatchObject({ code: 'E_CONTENT_CHANGED' });
  });

  it('refuses what nobody approved', async () => {
    const run = await mailRun([some(1)]);
    await run.composed();
    await run.looked('PLAN');
    await openRuns(run.runs).moveRun(run.runId, ['GRADING'], 'APPROVED', { parts: 1 });
    await expect(run.looked('MAIL')).rejects.toMatchObject({ code: 'E_CONTENT_CHANGED' });
  });
});
