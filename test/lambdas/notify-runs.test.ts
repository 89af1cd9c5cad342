import { describe, expect, it } from 'vitest';
import { type PlanPage, PlanPageSchema } from '../../shared/contract/plan-page.ts';
import type { Report } from '../../shared/contract/report.ts';
import type { RunNews } from '../../shared/contract/run-news.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { both, LANGUAGES, type Language } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { accessibilityFaults, itInBrowser } from '../support/browser.ts';
import { event, LEAD, notifyRoom } from '../support/notify-room.ts';

const { wired, mails, lastMail, notices } = notifyRoom();

const RUN: Run = {
  ...{
    runId: '2026-09-30-periodic-0007',
    runSeq: 7,
    mode: 'periodic',
    asOf: '2026-09-30',
    period: '2026-Q3',
  },
  ...{ state: 'AWAITING_APPROVAL', executionArn: 'e', baseSeq: 6, parts: 1 },
  expiresAt: '2026-10-08T02:30:00.000Z',
};
const PLAN: PlanPage = PlanPageSchema.parse({
  ...{ runId: RUN.runId, runSeq: 7, mode: 'periodic', asOf: RUN.asOf, period: RUN.period, customers: 1200 },
  ...{ shop: both('Tea & Paper', '茶与纸'), decision: 'AWAITING_APPROVAL', expiresAt: RUN.expiresAt },
  why: [both('Orders fell by 60 %.', '订单减少了 60%。')],
  tiers: [{ id: 'gold', name: both('Gold', '金牌'), before: 100, after: 134 }],
  moves: [
    { from: 'silver', to: 'gold', change: 'promoted', cause: 'behaviour', count: 1034 },
    { from: 'gold', to: 'gold', change: 'same', cause: '', count: 100 },
  ],
  mails: { due: 1034, heldOut: 12, skipped: 30, days: [], problems: [] },
  campaigns: [
    {
      campaignId: 'up-1',
      rule: 'up',
      name: both('Welcome up', '恭喜升级'),
      template: 'moved-up',
      due: 1034,
      heldOut: 12,
    },
  ],
  cost: {
    pricesOf: '2026-10-01',
    lines: [{ id: 'mail', say: both('mail', '邮件'), count: 1, usd: 0.1 }],
    total: 0.46,
  },
  anomalies: [
    { code: 'G_ORDERS_FELL', say: both('Orders fell by 60 %.', '订单减少了 60%。'), trips: true },
    { code: 'G_CONSENT', say: both('Few agreed to mails.', '同意接收的客户很少。'), trips: false },
  ],
});
const REPORT = {
  run: { runId: RUN.runId },
  tiers: PLAN.tiers,
  moves: PLAN.moves,
  mails: [
    { outcome: 'pending', count: 1034 },
    { outcome: 'heldOut', count: 12 },
  ],
} as unknown as Report;
const REFUSAL = new Refusal(
  'E_NO_ORDERS',
  both('There are no orders.', '没有订单。'),
  both('Upload them.', '请上传。'),
);

const newsOf = (about: RunNews['about'], reason = REFUSAL.message): RunNews => ({
  ...{ about, runId: RUN.runId, mode: 'periodic', asOf: RUN.asOf, period: RUN.period, reason },
  at: '2026-10-08T02:30:00.000Z',
});

/** The step told of a file that lies with the run. */
function told(
  file: string,
  given: Parameters<typeof wired>[0] = {},
  change: Parameters<typeof wired>[1] = {},
) {
  const step = wired(given, {
    run: async () => RUN,
    plan: async () => PLAN,
    report: async () => REPORT,
    news: async (_, about) => newsOf(about),
    ...change,
  });
  const at = event();
  const object = { ...at.detail.object, key: `reports/${RUN.runId}/${file}.json` };
  return step({ ...at, detail: { ...at.detail, object } });
}

/** The notices of this file are shared by its tests, so each has an address of its own. */
let people = 0;
const somebody = (): string => `staff-${people++}@example.com`;

const APPROVE = `https://approve.example.com/t/${RUN.runId}`;
const SHOW = `https://show.example.com/t/${RUN.runId}`;

describe('mails about runs', () => {
  it('a plan that waits: who moves, which mails, what it costs, why it waits and until when, and where to decide', async () => {
    expect(await told('plan', { runs: [somebody()] })).toMatchObject({ status: 'told', sent: 1 });
    const { subject, text = '', html = '' } = await lastMail();
    expect(subject).toBe('Please decide: the plan as of 30 September 2026');
    for (const said of [
      'quarter 3 of 2026',
      '8 October 2026, 10:30 (Asia/Shanghai)',
      'Orders fell by 60 %.',
      'Few agreed to mails.',
      '1,034 moved up',
      '1,034 to go out, 12 held out to compare with, 30 not to be mailed',
      'Welcome up: 1,034',
      'about 0.46 US dollars',
      APPROVE,
      `${SHOW}/plan.en.html`,
      '90 days',
    ])
      for (const part of [text, html]) expect(part).toContain(said);
    expect(text.match(/Orders fell/g)).toHaveLength(1);
    expect(`${text}${html}`).not.toMatch(/\{\{|\{%|\[\[|undefined|null/);
  });

  it('a plan that happens by itself has no link to decide', async () => {
    await told('plan', { runs: [somebody()] }, { approveLink: async () => undefined });
    const { subject, text = '', html = '' } = await lastMail();
    expect(subject).toBe('The plan as of 30 September 2026');
    expect(`${text}${html}`).not.toContain('approve');
    expect(text).toContain(`${SHOW}/plan.en.html`);
  });

  it('in Chinese', async () => {
    await told('plan', { runs: [somebody()], language: 'zh-CN' });
    const { subject, text } = await lastMail();
    expect(subject).toBe('请处理：截至2026年9月30日的评级计划');
    for (const said of [
      '请在 2026年10月8日 10:30（Asia/Shanghai）前处理',
      '将发送 1,034 封',
      '约 0.46 美元',
      APPROVE,
    ])
      expect(text).toContain(said);
  });

  it('a report: key figures, a link, and where lists of people lie', async () => {
    await told('run', { runs: [somebody()] });
    const { subject, text } = await lastMail();
    expect(subject).toBe('Report: customer tiers as of 30 September 2026');
    for (const said of [
      'Gold 100 → 134',
      '1,034 to go out',
      `${SHOW}/report.en.html`,
      `results-bucket/tiers/${RUN.runId}/tiers.csv`,
    ])
      expect(text).toContain(said);
  });

  it('the report of a roll-back says which run was put back', async () => {
    const run = async () => ({ ...RUN, rollsBack: 'the-run-before' });
    await told('run', { runs: [somebody()] }, { run });
    expect((await lastMail()).subject).toBe('Rolled back: the-run-before');
  });

  it('waits for a report that is just being written, and says when it never comes', async () => {
    let asked = 0;
    const report = async () => {
      asked += 1;
      return asked === 3 ? REPORT : undefined;
    };
    expect(await told('run', { runs: [somebody()] }, { report })).toMatchObject({ sent: 1 });
    const never = told('run', { runs: [somebody()] }, { report: async () => undefined });
    await expect(never).rejects.toMatchObject({ name: 'E_NOTICE_BEFORE_REPORT' });
  });

  it('an expiry', async () => {
    await told('expired', { runs: [somebody()] });
    const { subject, text } = await lastMail();
    expect(subject).toBe('Expired: the plan as of 30 September 2026');
    expect(text).toContain('nothing of it happens');
    expect(text).toContain('8 October 2026, 10:30 (Asia/Shanghai)');
  });

  it.each<[Language, string]>([
    ['en', 'E_NO_ORDERS: There are no orders. Upload them.'],
    ['zh-CN', 'E_NO_ORDERS: 没有订单。请上传。'],
  ])('%s: a failure, in the words of the refusal', async (language, said) => {
    await told('failed', { runs: [somebody()], language });
    const { text = '' } = await lastMail();
    expect(text.split('\n')).toContain(said);
  });
});

describe('who is told of a run', () => {
  it('who the policy names under notify.runs, each once for each piece of news', async () => {
    const [one, other] = [somebody(), somebody()];
    const runs = [one, one.toUpperCase(), other];
    expect(await told('plan', { runs, answers: [] })).toMatchObject({ sent: 2 });
    expect(await told('plan', { runs })).toMatchObject({ sent: 0, before: 2 });
    expect(await told('run', { runs })).toMatchObject({ sent: 2 });
    // The report is written again when its mails are closed.
    expect(await told('run', { runs })).toMatchObject({ sent: 0, before: 2 });
    expect(await told('expired', { runs })).toMatchObject({ sent: 2 });
    expect(mails().flatMap(({ destinations }) => destinations)).toEqual([one, other, one, other, one, other]);
  });

  it.each(['plan', 'run'])('nobody again, when %s.json is written anew with other words', async (file) => {
    const runs = [somebody()];
    expect(await told(file, { runs })).toMatchObject({ sent: 1, before: 0 });
    // An erasure takes a person out of a page that lies there, and a later tally knows more of the mails.
    const plan = async () => ({ ...PLAN, customers: PLAN.customers - 1, why: [] });
    const report = async () =>
      ({ ...REPORT, mails: [{ outcome: 'sent', count: 1034 }] }) as unknown as Report;
    for (let times = 0; times < 2; times += 1)
      expect(await told(file, { runs }, { plan, report })).toMatchObject({ sent: 0, before: 1 });
    expect(mails()).toHaveLength(1);
  });

  it('nobody, where the policy names nobody; then nothing else is looked at', async () => {
    const run = () => expect.fail('the run was read');
    expect(await told('plan', { runs: [], answers: [LEAD] }, { run })).toMatchObject({ status: 'nobody' });
  });

  it('nobody of a run that is not there', async () => {
    const run = async () => undefined;
    expect(await told('plan', { runs: [somebody()] }, { run })).toMatchObject({ status: 'ignored' });
    expect(await notices()).toEqual([]);
  });

  it('nobody of what else lies with a run', async () => {
    const nothing = { answers: [], runs: [somebody()] };
    expect(await told('report', nothing)).toMatchObject({ status: 'nobody' });
    expect(mails()).toEqual([]);
  });
});

describe.each([640, 375])('mails about runs at %i pixels', (width) => {
  itInBrowser('fit the width, and can be read by everybody', async (chromium) => {
    const page = await chromium.newPage({ viewport: { width, height: 700 } });
    const found: string[] = [];
    for (const file of ['plan', 'run', 'expired', 'failed'])
      for (const language of LANGUAGES) {
        await told(file, { runs: [somebody()], language });
        await page.setContent((await lastMail()).html ?? '');
        const excess = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        if (Number(excess) > 0) found.push(`${file} ${language} is too wide`);
        const faults = language === 'en' ? await accessibilityFaults(page) : [];
        found.push(...faults.filter((fault) => !FOR_PAGES.test(fault)).map((fault) => `${file}: ${fault}`));
        if (process.env.PICTURES)
          await page.screenshot({
            path: `${process.env.PICTURES}/mail-${file}-${width}-${language}.png`,
            fullPage: true,
          });
      }
    await page.close();
    expect(found).toEqual([]);
  });
});

/** Rules for pages; a mail is shown within the page of a mail program. */
const FOR_PAGES = /^(landmark-one-main|region|page-has-heading-one|bypass)\b/;
