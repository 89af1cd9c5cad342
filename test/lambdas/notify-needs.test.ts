import { describe, expect, it } from 'vitest';
import { type PlanPage, PlanPageSchema } from '../../shared/contract/plan-page.ts';
import {
  type MachineFailed,
  MachineFailedSchema,
  type PeriodNews,
  type RestNews,
} from '../../shared/contract/run-news.ts';
import { type Run, RunSchema } from '../../shared/contract/runs.ts';
import { both, LANGUAGES, type Language } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { accessibilityFaults, itInBrowser } from '../support/browser.ts';
import { event, notifyRoom } from '../support/notify-room.ts';

const { wired, lastMail, mails } = notifyRoom();

const RUN: Run = RunSchema.parse({
  ...{ runId: '2026-09-30-periodic-0007', runSeq: 7, mode: 'periodic', asOf: '2026-09-30' },
  ...{ period: '2026-Q3', state: 'COMMITTED', executionArn: 'e', baseSeq: 6, parts: 1 },
});
const PERIOD: PeriodNews = {
  ...{ about: 'waiting', period: '2026-Q3', end: '2026-09-30', coveredFrom: '2026-09-27' },
  ...{ newestRow: '2026-09-15', at: '2026-10-02T02:30:00.000Z' },
};
const RESTING = 'resting-2026-10-08T02-30-00-000Z-00c0ffee00c0ffee';
const REST: RestNews = {
  ...{ about: 'resting', runId: RUN.runId, at: '2026-10-08T02:30:00.000Z' },
  campaigns: [
    { campaignId: 'up@2026-Q3', why: 'bounces', pending: 1034 },
    { campaignId: 'down@2026-Q3', why: 'stale', pending: 2 },
  ],
};
const CAMPAIGN = { rule: 'up', template: 'moved-up', due: 1034, heldOut: 0 };
const PLAN: PlanPage = PlanPageSchema.parse({
  ...{ runId: RUN.runId, runSeq: 7, mode: 'periodic', asOf: RUN.asOf, period: RUN.period, customers: 1200 },
  ...{ shop: both('Tea & Paper', '茶与纸'), decision: 'APPROVED', why: [], tiers: [], moves: [] },
  ...{ mails: { due: 1034, heldOut: 0, skipped: 0, days: [], problems: [] }, cost: null, anomalies: [] },
  campaigns: [
    { ...CAMPAIGN, campaignId: 'up@2026-Q3', name: both('Welcome up', '恭喜升级') },
    { ...CAMPAIGN, campaignId: 'down@2026-Q3', name: null },
  ],
});
const NOT_READY = new Refusal(
  'E_SES_NOT_READY',
  both('SES is not ready.', 'SES 尚未就绪。'),
  both('Verify the sender.', '请验证发件人。'),
);

/** The notices of this file are shared by its tests, so each has an address of its own. */
let people = 0;
const somebody = (): string => `staff-${people++}@example.com`;

type Given = Parameters<typeof wired>[0];
const step = (given: Given, change: Parameters<typeof wired>[1] = {}) =>
  wired(
    { answers: [], runs: [somebody()], ...given },
    {
      ...{ run: async () => RUN, plan: async () => PLAN },
      ...{ periodNews: async () => PERIOD, restNews: async () => REST, ...change },
    },
  );

/** The step told of an object in the results bucket. */
function told(key: string, given: Given = {}, change: Parameters<typeof wired>[1] = {}) {
  const at = event();
  return step(given, change)({ ...at, detail: { ...at.detail, object: { ...at.detail.object, key } } });
}

const PERIOD_KEY = 'reports/period-2026-Q3/waiting.json';
const REST_KEY = `reports/${RUN.runId}/${RESTING}.json`;

const failure = (machine: string, over: Partial<MachineFailed['detail']> = {}): MachineFailed =>
  MachineFailedSchema.parse({
    detail: {
      stateMachineArn: `arn:aws:states:local:000000000000:stateMachine:tierwise-staging-${machine}`,
      ...{ status: 'FAILED', input: JSON.stringify({ runId: RUN.runId, parts: 1 }) },
      ...{ error: 'E_SES_NOT_READY', cause: JSON.stringify({ errorMessage: NOT_READY.message }) },
      ...over,
    },
  });

describe('a period that waits for exports', () => {
  it.each<[Language, string, string[]]>([
    [
      'en',
      'Exports are missing: quarter 3 of 2026 cannot be graded',
      ['30 September 2026', 'of 15 September 2026', '27 September 2026 or later'],
    ],
    ['zh-CN', '缺少导出文件：2026 年第 3 季度暂时无法评级', ['2026年9月15日', '2026年9月27日']],
  ])('%s: says what is missing, and what would cover it', async (language, subject, all) => {
    expect(await told(PERIOD_KEY, { language })).toMatchObject({ status: 'told', sent: 1 });
    const { subject: found, text = '', html = '' } = await lastMail();
    expect(found).toBe(subject);
    for (const said of all) for (const part of [text, html]) expect(part).toContain(said);
    expect(`${text}${html}`).not.toMatch(/\{\{|\{%|undefined|null|Run\s*$|运行编号/);
  });

  it('of which nothing has ever arrived names no newest entry', async () => {
    const { newestRow: _, ...without } = PERIOD;
    await told(PERIOD_KEY, {}, { periodNews: async () => without as PeriodNews });
    expect((await lastMail()).text).not.toContain('newest');
  });
});

describe('campaigns that came to rest by themselves', () => {
  it.each<[Language, string[]]>([
    [
      'en',
      [
        'Welcome up: too many of its mails came back',
        'mails that wait: 1,034',
        'down@2026-Q3: its mails come',
      ],
    ],
    ['zh-CN', ['恭喜升级：退信过多', '待发 1,034 封', 'down@2026-Q3：距计划发送日已久']],
  ])('%s: says which, why, and how each goes on', async (language, all) => {
    expect(await told(REST_KEY, { language })).toMatchObject({ sent: 1 });
    const { text = '', html = '' } = await lastMail();
    const commands = [
      'npm run tierwise -- campaign resume up@2026-Q3',
      'npm run tierwise -- campaign resume down@2026-Q3',
    ];
    for (const said of [...all, ...commands]) for (const part of [text, html]) expect(part).toContain(said);
  });

  it.each(REST.campaigns.map(({ why }) => why).concat(['ses', 'complaints', 'duplicate']))(
    'have words for %s in both languages',
    async (why) => {
      const news = { ...REST, campaigns: [{ campaignId: 'up@2026-Q3', why, pending: 1 }] };
      for (const language of LANGUAGES) {
        await told(REST_KEY, { language }, { restNews: async () => news });
        expect((await lastMail()).text).toMatch(
          language === 'en' ? /Welcome up: [a-z ]{20}/ : /恭喜升级：\p{Script=Han}{3}|恭喜升级：SES/u,
        );
      }
    },
  );
});

describe('a machine that failed after the commit', () => {
  it.each<[string, Language, string, string]>([
    [
      'mail',
      'en',
      'Mailing stopped: the run as of 30 September 2026',
      'E_SES_NOT_READY: SES is not ready. Verify the sender.',
    ],
    [
      'mail',
      'zh-CN',
      '邮件发送中断：截至2026年9月30日的评级',
      'E_SES_NOT_READY: SES 尚未就绪。请验证发件人。',
    ],
    ['apply', 'en', 'Stopped after the tiers: the run as of 30 September 2026', 'E_SES_NOT_READY'],
  ])('%s, %s: says so in the words of the refusal', async (machine, language, subject, said) => {
    expect(await step({ language })(failure(machine))).toMatchObject({ sent: 1 });
    const mail = await lastMail();
    expect(mail.subject).toBe(subject);
    expect(mail.text).toContain(said);
    expect(mail.text).toContain(machine === 'mail' ? 'Mailing failed' : 'Applying failed');
  });

  it('whose error is none of ours is told by its name alone: its words may quote a customer', async () => {
    const cause = JSON.stringify({ errorMessage: 'no address anna@example.org' });
    await step({})(failure('mail', { error: 'TypeError', cause }));
    const { text = '' } = await lastMail();
    expect(text).toContain('TypeError');
    expect(text).not.toContain('anna');
  });

  it('is told of once, however often it fails again, and for each machine', async () => {
    const runs = [somebody()];
    expect(await step({ runs })(failure('mail'))).toMatchObject({ sent: 1 });
    expect(await step({ runs })(failure('mail', { status: 'TIMED_OUT' }))).toMatchObject({
      sent: 0,
      before: 1,
    });
    expect(await step({ runs })(failure('apply'))).toMatchObject({ sent: 1 });
  });

  it('is not told of where the run failed as a whole, which has a mail of its own', async () => {
    const run = async () => ({ ...RUN, state: 'FAILED' as const });
    expect(await step({}, { run })(failure('apply'))).toMatchObject({ status: 'ignored' });
    expect(mails()).toEqual([]);
  });
});

describe('who is told', () => {
  it.each([
    ['a period', () => told(PERIOD_KEY, { runs: [], answers: [somebody()] })],
    ['campaigns', () => told(REST_KEY, { runs: [], answers: [somebody()] })],
    ['a machine', () => step({ runs: [], answers: [somebody()] })(failure('mail'))],
  ])('of %s: nobody but who stands under notify.runs', async (_, tell) => {
    expect(await tell()).toMatchObject({ status: 'nobody' });
  });

  it('of one piece of news is told once', async () => {
    const runs = [somebody()];
    for (const key of [PERIOD_KEY, REST_KEY]) {
      expect(await told(key, { runs })).toMatchObject({ sent: 1 });
      expect(await told(key, { runs })).toMatchObject({ sent: 0, before: 1 });
    }
    const later = REST_KEY.replace('10-08', '10-09');
    expect(await told(later, { runs })).toMatchObject({ sent: 1 });
  });
});

describe.each([640, 375])('these mails at %i pixels', (width) => {
  itInBrowser('fit the width, and can be read by everybody', async (chromium) => {
    const page = await chromium.newPage({ viewport: { width, height: 700 } });
    const found: string[] = [];
    const all: [string, (language: Language) => Promise<unknown>][] = [
      ['waiting', (language) => told(PERIOD_KEY, { language })],
      ['resting', (language) => told(REST_KEY, { language })],
      ['stopped', (language) => step({ language })(failure('mail'))],
    ];
    for (const [name, tell] of all)
      for (const language of LANGUAGES) {
        await tell(language);
        await page.setContent((await lastMail()).html ?? '');
        const excess = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        if (Number(excess) > 0) found.push(`${name} ${language} is too wide`);
        const faults = language === 'en' ? await accessibilityFaults(page) : [];
        found.push(...faults.filter((fault) => !FOR_PAGES.test(fault)).map((fault) => `${name}: ${fault}`));
        if (process.env.PICTURES)
          await page.screenshot({
            path: `${process.env.PICTURES}/mail-${name}-${width}-${language}.png`,
            fullPage: true,
          });
      }
    await page.close();
    expect(found).toEqual([]);
  });
});

/** Rules for pages; a mail is shown within the page of a mail program. */
const FOR_PAGES = /^(landmark-one-main|region|page-has-heading-one|bypass)\b/;
