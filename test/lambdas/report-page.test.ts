import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportPage } from '../../lambdas/report/page.ts';
import { type Report, ReportSchema } from '../../shared/contract/report.ts';
import { LANGUAGES, type Language } from '../../shared/domain/bilingual.ts';
import { accessibilityFaults, itInBrowser } from '../support/browser.ts';
import { NASTY, outcome, reported } from '../support/report-run.ts';
import { EFFECT, LINE } from './report-effect.ts';
import { richly } from './report-rich.ts';

const named = (text: string) => ({ en: `${text} ${NASTY}`, 'zh-CN': `${text} ${NASTY}` });

const ELEVEN = Array.from({ length: 11 }, (_, i): Report['tiers'][number] => ({
  ...{
    id: `t${i}`,
    name: named(`Customers of tier ${i}`),
    rank: 11 - i,
    before: 1_000_001,
    after: 1_000_001,
  },
  ...{ net: 1_234_567_890 * (11 - i), value: { customers: 9, total: 123_456_789 } },
}));

/** Everybody stays, but one of each tier goes to the next one; somebody is new and somebody left. */
const MOVES: Report['moves'] = ELEVEN.flatMap(({ id }, i): Report['moves'] => [
  { from: id, to: id, change: 'same', cause: '', count: 1_000_000 },
  { from: id, to: `t${(i + 1) % 11}`, change: i < 10 ? 'demoted' : 'promoted', cause: 'time', count: 1 },
  {
    from: i === 0 ? null : id,
    to: i === 0 ? id : null,
    change: i === 0 ? 'joined' : 'left',
    cause: '',
    count: 1,
  },
]);

const TEN = Array.from({ length: 10 }, (_, i) => i + 1);

/** As wide and as hostile as a report gets. */
async function widest(): Promise<Report> {
  const sentOutcomes = async (): Promise<ReturnType<typeof outcome>[]> => [
    outcome({}),
    outcome({ outcome: 'suppressed', reason: 'no_consent' }),
    outcome({ outcome: 'unknown', reason: 'timeout' }),
  ];
  const [small, rich] = await Promise.all([reported({ sentOutcomes }), richly()]);
  const read = (files: Map<string, string>) =>
    ReportSchema.parse(JSON.parse(files.get('reports/r2/report.json') ?? ''));
  return {
    ...read(rich),
    ...{ mails: read(small).mails, exports: read(small).exports, tiers: ELEVEN, moves: MOVES },
    campaigns: [{ campaign: 'every-low', name: named('Letter') }],
    heat: {
      columns: { score: 'recency', bands: 10 },
      rows: { score: 'frequency', bands: 10 },
      cells: TEN.flatMap((column) =>
        TEN.filter((row) => row === column || row === 10).map((row) => ({
          column,
          row,
          customers: 12_345 * row,
          net: 1_000_000 * row * column,
        })),
      ),
    },
    risk: ELEVEN.map(({ name }) => ({ tier: name, alive: [5, 4, 3, 2], unknown: 1, flags: { leaving: 2 } })),
  };
}

/** As a shop reads it: names that break at spaces, the effect of a mail, and the moves of three tiers. */
async function everyday(): Promise<Report> {
  const wide = await widest();
  const read = ReportSchema.parse(JSON.parse((await richly()).get('reports/r2/report.json') ?? ''));
  const moves = ['top', 'mid', 'base'].flatMap((from): Report['moves'] =>
    ['top', 'mid', 'base'].map((to) => ({
      ...{ from, to, change: from === to ? 'same' : 'demoted', cause: from === to ? '' : 'others' },
      count: 1234,
    })),
  );
  const name = { en: 'Quarterly letter to Gold', 'zh-CN': '金牌会员季度来信' };
  const effect = { ...EFFECT, lines: [{ ...LINE, name }] };
  return { ...read, effect, moves, heat: wide.heat };
}

let folder: string;
let pages: Map<Language, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-'));
  const report = await widest();
  pages = new Map(LANGUAGES.map((language) => [language, reportPage(report, language)]));
  for (const [language, page] of pages) await writeFile(join(folder, `report.${language}.html`), page);
  const plain = await everyday();
  for (const language of LANGUAGES)
    await writeFile(join(folder, `everyday.${language}.html`), reportPage(plain, language));
});
afterAll(() => rm(folder, { recursive: true }));

const PHONE = { viewport: { width: 375, height: 800 }, isMobile: true, colorScheme: 'dark' } as const;
const DESKTOP = { viewport: { width: 1280, height: 800 }, colorScheme: 'light' } as const;
/** A4 less its margins, in pixels. */
const PAPER = { viewport: { width: 688, height: 1000 } } as const;

/** `use` gets the page as a reader opens it, and what the browser complained of. */
async function opened(
  chromium: Browser,
  language: Language,
  options: BrowserContextOptions,
  use: (page: Page, said: string[]) => Promise<void>,
  file = 'report',
): Promise<void> {
  const visit = await chromium.newContext(options);
  const page = await visit.newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(pathToFileURL(join(folder, `${file}.${language}.html`)).href);
  await use(page, said).finally(() => visit.close());
}

const tooWide = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
const unfold = (page: Page): Promise<void> =>
  page.evaluate('document.querySelectorAll("details").forEach((each) => { each.open = true })');
const count = (page: Page, what: string): Promise<number> => page.evaluate(what);

describe.each(LANGUAGES)('the widest report in %s', (language) => {
  it('shows hostile names as text in every picture and table', () => {
    const page = pages.get(language) ?? '';
    expect(page.split('&#60;script&#62;').length).toBeGreaterThan(60);
    expect(page).not.toMatch(/<script|\son\w+=|javascript:| style=/i);
  });

  it('leads only to places that it has', () => {
    const page = pages.get(language) ?? '';
    const links = [...page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
    const ids = [...page.matchAll(/<section id="([^"]*)"/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(12);
    expect(links.filter((id) => !ids.includes(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  for (const [name, view] of [
    ['a phone', PHONE],
    ['a desktop', DESKTOP],
  ] as const)
    itInBrowser(`is accessible and fits on ${name}, folded and open`, (chromium) =>
      // The policy of the page would keep out the script that looks for faults.
      opened(chromium, language, { ...view, bypassCSP: true }, async (page) => {
        expect(await tooWide(page)).toBe(false);
        await unfold(page);
        expect({ faults: await accessibilityFaults(page), tooWide: await tooWide(page) }).toEqual({
          faults: [],
          tooWide: false,
        });
      }),
    );

  itInBrowser('has its style under its own policy, which lets in nothing else', (chromium) =>
    opened(chromium, language, DESKTOP, async (page, said) => {
      expect(await page.evaluate('getComputedStyle(document.querySelector("main")).maxWidth')).toBe('1080px');
      expect(said).toEqual([]);
      await page.addStyleTag({ content: 'main{max-width:1px}' }).catch(() => undefined);
      expect(await page.evaluate('getComputedStyle(document.querySelector("main")).maxWidth')).toBe('1080px');
    }),
  );

  itInBrowser('prints whole on A4: no table is cut off, and what is folded is open', (chromium) =>
    opened(chromium, language, PAPER, async (page) => {
      await page.emulateMedia({ media: 'print' });
      expect(await tooWide(page)).toBe(false);
      expect(await count(page, 'document.querySelectorAll("details table").length')).toBeGreaterThan(3);
      expect(
        await count(
          page,
          '[...document.querySelectorAll("details table")].filter((each) => !each.checkVisibility({ contentVisibilityAuto: true })).length',
        ),
      ).toBe(0);
    }),
  );
});

const SCROLLING =
  '[...document.querySelectorAll(".wide")].filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.getAttribute("aria-label"))';

describe.each(LANGUAGES)('an everyday report in %s', (language) => {
  for (const [name, view] of [
    ['a phone', PHONE],
    ['a desktop', DESKTOP],
  ] as const)
    itInBrowser(`has no table that must be scrolled sideways on ${name}`, (chromium) =>
      opened(
        chromium,
        language,
        view,
        async (page) => {
          await unfold(page);
          expect(await page.locator('.wide').count()).toBeGreaterThan(8);
          expect(await page.evaluate(SCROLLING)).toEqual([]);
        },
        'everyday',
      ),
    );
});

describe('what somebody should look at', () => {
  const odd = (trips: boolean): Report['anomalies'][number] =>
    ({ trips, say: { en: 'Odd.', 'zh-CN': '异常。' } }) as Report['anomalies'][number];
  it.each([
    [
      'a limit that was passed',
      [odd(true), odd(false)],
      'goes beyond a limit that the policy sets',
      '超出策略设定的 1 项限制',
    ],
    ['limits', [odd(true), odd(true)], 'goes beyond 2 limits', '超出策略设定的 2 项限制'],
    ['something odd', [odd(false)], 'One thing about this run is unusual', '有 1 处异常'],
    ['much that is odd', [odd(false), odd(false)], '2 things about this run are unusual', '有 2 处异常'],
    ['nothing odd', [], 'Nothing about this run is unusual', '本次运行没有异常'],
  ])('begins with a sentence about %s', async (_, anomalies, en, zh) => {
    const report = { ...(await everyday()), anomalies, overridden: 3 };
    expect(reportPage(report, 'en')).toContain(en);
    expect(reportPage(report, 'zh-CN')).toContain(zh);
  });
});

describe('the beginning of the report', () => {
  const textOf = async (over: Partial<Report>, language: Language) =>
    reportPage({ ...(await widest()), ...over }, language).replace(/<[^>]+>/g, '\n');

  it.each([
    ['en', '11 of 11,000,011 customers changed tier: 1 moved up, 10 down. 1 are new, 10 left.'],
    [
      'zh-CN',
      '11,000,011 位已有等级的客户中，11 位等级有变：1 位升级，10 位降级。另有 1 位新加入，10 位移出。',
    ],
  ] as const)('says in %s what changed', async (language, sentence) => {
    expect(await textOf({}, language)).toContain(sentence);
  });

  it.each([
    [
      'en',
      ['Rows of files that could not be read: 1', 'Mails of which nobody knows whether they went out: 2'],
    ],
    ['zh-CN', ['有 1 行无法读取', '有 2 封邮件不知道是否已发出']],
  ] as const)('says in %s what needs somebody', async (language, needs) => {
    for (const need of needs) expect(await textOf({}, language)).toContain(need);
  });

  it.each([
    ['en', '✓ Nothing needs anybody.'],
    ['zh-CN', '✓ 没有需要处理的事项。'],
  ] as const)('says in %s that nothing needs anybody where that is so', async (language, sentence) => {
    const { model } = await widest();
    const calm = {
      ...{ exports: [], unreadable: [], mails: [], anomalies: [], model: { ...model, criteria: [] } },
      doubts: { sharedAddresses: 0, sharedPhones: 0, refundOrphans: 0 },
    };
    expect(await textOf(calm, language)).toContain(sentence);
  });
});

describe('a run without scores, flags or moves', () => {
  it.each(LANGUAGES)('has neither a heat map nor a flow, in %s, and no empty picture', async (language) => {
    const report = { ...(await widest()), heat: null, risk: [], moves: [], mails: [], campaigns: [] };
    const page = reportPage(report, language);
    expect(page).not.toMatch(/class="flows"|class="cell/);
    expect(page).not.toMatch(/height="0"|NaN|undefined/);
  });
});
