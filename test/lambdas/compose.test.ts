import { describe, expect, it } from 'vitest';
import { openCampaigns } from '../../shared/adapters/campaign-store.ts';
import { putJson } from '../../shared/adapters/lines.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { endingWith, gift, mailOf, mailPolicy, mailRun } from '../support/mail-run.ts';

const holding = (share: number, own = 0): Policy => {
  const policy = mailPolicy();
  const campaigns = policy.campaigns.map((campaign) => ({ ...campaign, holdOut: own }));
  return { ...policy, mail: { ...policy.mail, holdOut: { share, tiers: {} } }, campaigns };
};

describe('mails made ready', () => {
  it('have their names, and a digest where they are to go out', async () => {
    const run = await mailRun([[mailOf(1), mailOf(2, { skip: 'no_consent' }), mailOf(3, { address: null })]]);
    expect(await run.composed()).toEqual({ runId: run.runId, part: 0 });
    const mailbox = run.keys.mailbox('C001@example.com ');
    const sid = run.keys.sid('news@2026-Q3', mailbox);
    const [first, ...never] = await run.outbox();
    expect(first).toEqual({
      ...mailOf(1),
      sid,
      mailbox,
      customer: run.keys.customer(mailOf(1).customerId),
      heldOut: null,
      digest: expect.stringMatching(/^\w{64}$/),
      already: null,
    });
    for (const mail of never) expect(mail).toMatchObject({ heldOut: null, digest: '' });
  });

  it('lie by priority, then by customer and campaign, in whatever order they were planned', async () => {
    const mails = [
      mailOf(2),
      mailOf(1, gift),
      mailOf(1),
      mailOf(3, { priority: 90 }),
      mailOf(4, { priority: 10 }),
    ];
    const orders = [mails, mails.toReversed()].map(async (planned) => {
      const run = await mailRun([planned]);
      await run.composed();
      return (await run.outbox()).map(({ customerId, rule }) => `${customerId} ${rule}`);
    });
    const [order, other] = await Promise.all(orders);
    expect(order).toEqual(['c003 news', 'c001 gift', 'c001 news', 'c002 news', 'c004 news']);
    expect(other).toEqual(order);
  });

  it('are counted: in all, by campaign, by tier, and with the codes that they need', async () => {
    const run = await mailRun([
      [
        mailOf(1),
        mailOf(2, gift),
        mailOf(3, { ...gift, tier: 'silver' }),
        mailOf(4, { skip: 'bad_address' }),
      ],
    ]);
    await run.composed();
    expect(await run.counts()).toMatchObject({
      ...{ mails: 4, due: 3, skipped: 1, heldOut: 0, problems: [] },
      campaigns: {
        'news@2026-Q3': { rule: 'news', mails: 2, due: 1, heldOut: 0 },
        'gift@2026-Q3': { rule: 'gift', mails: 2, due: 2, heldOut: 0 },
      },
      tiers: { gold: { due: 2, heldOut: 0 }, silver: { due: 1, heldOut: 0 } },
      offers: { autumn: { gold: 1, silver: 1 } },
    });
  });

  it.each([
    ['global', holding(1, 1)],
    ['campaign', holding(0, 1)],
  ] as const)(
    'of the %s control group are noted before anything is sent, and not rendered',
    async (group, policy) => {
      const run = await mailRun([[mailOf(1), mailOf(2, gift), mailOf(3, { skip: 'no_consent' })]], {
        policy,
      });
      await run.composed();
      expect((await run.outbox()).map(({ heldOut }) => heldOut)).toEqual([group, group, null]);
      expect(await run.counts()).toMatchObject({
        ...{ mails: 3, due: 0, skipped: 1, heldOut: 2, offers: {} },
        tiers: { gold: { due: 0, heldOut: 2 } },
      });
    },
  );

  it('are the same bytes when a killed run makes them again', async () => {
    const run = await mailRun([Array.from({ length: 30 }, (_, i) => mailOf(i, i % 3 ? {} : gift))], {
      policy: holding(0.2, 0.2),
    });
    const written = async () => {
      await run.composed();
      const keys = [runKeys.outbox(run.runId, 0), runKeys.counts(run.runId, 'compose', 0)];
      return Promise.all(keys.map(async (key) => (await run.lake.must(key)).toString('base64')));
    };
    expect(await written()).toEqual(await written());
  });

  it('of a run that is only shown are not made', async () => {
    const run = await mailRun([[mailOf(1)]], { simulated: true });
    expect(await run.composed()).toEqual({ runId: run.runId, part: 0 });
    expect(await run.lake.list(`runs/${run.runId}/outbox`)).toEqual([]);
  });

  it('that are not as many as the plan counted stop the run', async () => {
    const run = await mailRun([[mailOf(1)]]);
    const key = runKeys.counts(run.runId, 'plan', 0);
    const counts = JSON.parse((await run.lake.must(key)).toString());
    await putJson(run.lake, key, { ...counts, mails: 2 });
    await expect(run.composed()).rejects.toMatchObject({ name: 'E_UNBALANCED' });
  });
});

describe('mails of a campaign that an earlier run has begun', () => {
  const decided = (run: Awaited<ReturnType<typeof mailRun>>, n: number, more: object = {}) => {
    const mailbox = run.keys.mailbox(`c00${n}@example.com`);
    const campaignId = 'news@2026-Q3';
    return run.ledger.put({
      ...{ sid: run.keys.sid(campaignId, mailbox), mailbox, campaignId, owner: 'w', startedAt: 1 },
      ...{ customer: run.keys.customer(`c00${n}`), runId: 'r1', state: 'sent', facts: {}, ...more },
    });
  };
  const begun = async (
    mails = [mailOf(1), mailOf(2), mailOf(3, { skip: 'no_consent' }), mailOf(4, gift)],
    given: Parameters<typeof mailRun>[1] = {},
  ) => {
    const run = await mailRun([mails], given);
    await openCampaigns(run.runs).register('news@2026-Q3', 'news', 'r1');
    return run;
  };

  it('are not due again where they were sent, and the rest adds up', async () => {
    const run = await begun();
    await decided(run, 1);
    await decided(run, 3);
    await run.approved({ codesLeft: async () => 9 });
    const { counts } = await run.found();
    expect(counts).toMatchObject({
      ...{ mails: 4, due: 2, skipped: 1, heldOut: 0, already: 1 },
      campaigns: {
        'news@2026-Q3': { mails: 3, due: 1, heldOut: 0, already: 1 },
        'gift@2026-Q3': { mails: 1, due: 1, heldOut: 0, already: 0 },
      },
      tiers: { gold: { due: 2, heldOut: 0, already: 1 } },
      offers: { autumn: { gold: 1 } },
    });
    expect((await run.outbox()).map(({ already }) => already)).toEqual(['already_sent', null, null, null]);
  });

  it.each([
    ['sent', {}, 'already_sent'],
    ['not known', { state: 'unknown' }, 'already_unknown'],
    ['refused by SES', { state: 'refused' }, 'already_refused'],
    ['not allowed', { state: 'suppressed' }, 'already_suppressed'],
    ['over a cap', { state: 'capped' }, 'already_capped'],
    ['free again', { state: 'claimed' }, null],
    ['being sent just then', { state: 'sending' }, null],
    ['released by a person', { state: 'released' }, null],
    ['released, and SES told that it went out', { state: 'released', facts: { send: 'm' } }, 'already_sent'],
    ['of another customer with the address', { customer: 'other' }, 'same_mailbox'],
  ])('that were %s are told as %#', async (_, more, already) => {
    const run = await begun([mailOf(1)]);
    await decided(run, 1, more);
    await run.composed();
    expect((await run.outbox()).map((mail) => mail.already)).toEqual([already]);
    expect(await run.counts()).toMatchObject({ due: Number(already === null), mails: 1 });
  });

  it('that were tried a second time stand by that', async () => {
    const run = await begun([mailOf(1)]);
    await decided(run, 1, { state: 'released' });
    const second = run.keys.sid('news@2026-Q3', run.keys.mailbox('c001@example.com'), 2);
    await decided(run, 1, { sid: second });
    await run.composed();
    expect((await run.outbox())[0]?.already).toBe('already_sent');
  });

  it('are approved and mailed by the same digest, whatever the ledger has learnt since', async () => {
    const run = await begun();
    await decided(run, 1);
    await run.approved({ codesLeft: async () => 9 });
    await decided(run, 2);
    await expect(run.looked('MAIL')).resolves.toBeDefined();
  });

  it('are counted and not kept where the run is only shown', async () => {
    const run = await begun([mailOf(1), mailOf(2)], { simulated: true });
    await decided(run, 1);
    await run.composed();
    expect(await run.counts()).toMatchObject({ mails: 2, due: 1, already: 1, problems: [] });
    expect(await run.lake.list(`runs/${run.runId}/outbox`)).toEqual([]);
  });

  it('of a campaign that nobody has begun ask nothing of the ledger', async () => {
    const run = await mailRun([[mailOf(1)]]);
    await decided(run, 1);
    await run.composed();
    expect(await run.counts()).toMatchObject({ due: 1, already: 0 });
  });
});

describe('a digest', () => {
  const digestOf = async (mail: ReturnType<typeof mailOf>, policy = mailPolicy()) => {
    const run = await mailRun([[mail]], { policy });
    await run.composed();
    return (await run.outbox())[0]?.digest;
  };

  it.each([
    ['another name', { name: 'Someone else' }],
    ['another language', { language: 'zh-CN' }],
    ['another tier', { tier: 'silver' }],
    ['another template', { template: 'win-back' }],
    ['another day of consent', { consentOn: '2026-02-02' }],
  ] as const)('changes with %s', async (_, more) => {
    expect(await digestOf(mailOf(1, more))).not.toBe(await digestOf(mailOf(1)));
  });

  it('does not change with the link and the code that only the sender knows', async () => {
    const offered = mailPolicy();
    const without = { ...offered, campaigns: offered.campaigns.map(({ offer: _, ...rest }) => rest) };
    expect(await digestOf(mailOf(1, gift), offered)).toBe(await digestOf(mailOf(1, gift), without as Policy));
  });
});

describe('F55: a template that names something unknown for one tier', () => {
  it('is found over all planned mails, once, with the campaign and the tier', async () => {
    const silver = Array.from({ length: 5 }, (_, i) => mailOf(10 + i, { tier: 'silver' }));
    const policy = mailPolicy();
    const name = policy.tiers.find(({ id }) => id === 'silver')?.name.en;
    const templates = endingWith('gold.en.liquid', `{% if tier == "${name}" %}{{ points }}{% endif %}`);
    const run = await mailRun([[...Array.from({ length: 5 }, (_, i) => mailOf(i)), ...silver]], {
      policy,
      templates,
    });
    await run.composed();
    const { problems, due } = await run.counts();
    expect(due).toBe(10);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'E_TEMPLATE_VARIABLE' });
    expect(problems[0]?.say.en).toMatch(/Campaign news, tier silver: .*points/);
    expect(problems[0]?.say['zh-CN']).toMatch(/活动 news，等级 silver：.*points/);
    expect(JSON.stringify(problems)).not.toMatch(/Name 1|example\.com/);
  });
});
