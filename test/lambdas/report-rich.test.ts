import { describe, expect, it } from 'vitest';
import { reportPage } from '../../lambdas/report/page.ts';
import { tiersRow } from '../../lambdas/report/rows.ts';
import { type Report, ReportSchema } from '../../shared/contract/report.ts';
import { LANGUAGES, type Language } from '../../shared/domain/bilingual.ts';
import { decide } from '../../shared/domain/decide.ts';
import { basisOf, buyer } from '../support/grading.ts';
import { reported } from '../support/report-run.ts';
import { LIFETIME, richly } from './report-rich.ts';

type Args = Parameters<typeof richly>;
const asReport = async (...args: Args): Promise<Report> =>
  ReportSchema.parse(JSON.parse((await richly(...args)).get('reports/r2/report.json') ?? ''));
const html = async (language: Language, ...args: Args) =>
  (await richly(...args)).get(`reports/r2/report.${language}.html`) ?? '';
/** Text of a page without its marks, cells apart by `|`. */
const textOf = (page: string): string =>
  page
    .replace(/<\/t[hd]><t[hd][^>]*>/g, '|')
    .replace(/<[^>]+>/g, '\n')
    .replace(/\n+/g, '\n');
const text = async (language: Language, ...args: Args) => textOf(await html(language, ...args));

describe('stages, flags, segments and value', () => {
  it('are counted from the receipts, in the policy’s order', async () => {
    const { marks, tiers, spendMultiple } = await asReport();
    expect(marks).toEqual({
      stages: [
        { id: 'due', name: { en: 'Renewal due', 'zh-CN': '即将续保' }, count: 1 },
        { id: 'active', name: { en: 'Active', 'zh-CN': '活跃' }, count: 4 },
      ],
      flags: [
        { id: 'leaving', name: { en: 'May leave', 'zh-CN': '可能流失' }, count: 1 },
        { id: 'worthy', name: { en: 'Worth a lot', 'zh-CN': '高价值' }, count: 2 },
      ],
      segments: [
        {
          list: 'size',
          parts: [
            { id: 'large', name: { en: 'Large orders', 'zh-CN': '大额客户' }, count: 0 },
            { id: 'small', name: { en: 'Small orders', 'zh-CN': '小额客户' }, count: 5 },
          ],
        },
      ],
    });
    // A year's spend × margin 0.5 × 2 years is the spend of the window itself.
    expect(tiers.map(({ id, value }) => [id, value.customers, value.total])).toEqual([
      ['top', 2, 150_000],
      ['never', 0, 0],
      ['mid', 1, 30_000],
      ['base', 2, 20_000],
    ]);
    expect(spendMultiple).toBe(7.5);
  });

  it.each([
    [
      'en',
      [
        'A customer of Core spends 7.5 times as much',
        'Core|2|1,500.00|750.00',
        'Renewal due|1|20.0%',
        'Small orders|5|100.0%',
      ],
    ],
    [
      'zh-CN',
      [
        '核心客户的人均消费是普通客户的 7.5 倍',
        '核心|2|1,500.00|750.00',
        '即将续保|1|20.0%',
        '小额客户|5|100.0%',
      ],
    ],
  ] as const)('stand on the page in %s', async (language, said) => {
    const page = await text(language);
    for (const each of said) expect(page).toContain(each);
  });
});

describe('the review of the criteria', () => {
  it.each([
    [
      'en',
      [
        'recency|steady|10 | 20 | 30 | 60 days|8 | 19 | 31 | 50 days|25.0%|–\n',
        'recency|days since the last order|less is better|470|471|470|473|473',
        'spend|consider the proposed cut points|200.00 | 500.00 CNY|200.00 | 500.00 CNY|0.0%|90.00 | 240.00 CNY\n',
        'trust · 华东|nobody can be in band 2: too many share one value; moved more than the policy allows|低 | 低|低 | 中|50.0%',
        'spend|amount spent in the window after refunds|more is better|1,900|300|157|–|–',
        'Nobody is in, or came from: Empty tier.',
        '1 of 1 customers (100.0%) took back within a year',
      ],
    ],
    [
      'zh-CN',
      [
        'recency|稳定|10 | 20 | 30 | 60 天|8 | 19 | 31 | 50 天|25.0%|–\n',
        'recency|距上次下单的天数|越小越好|470|471|470|473|473',
        'spend|可考虑采用建议的分档线|200.00 | 500.00 CNY|',
        '第 2 档不会有人：太多客户数值相同；变动超过策略设定的幅度',
        '本次和上次都没有客户的等级：空等级。',
        '1 位客户中有 1 位（100.0%）',
      ],
    ],
  ] as const)('says in %s how each score stands', async (language, said) => {
    const page = await text(language);
    for (const each of said) expect(page).toContain(each);
  });

  it('shows the bare cut points where the run reviewed nothing', async () => {
    const page = await text('en', { criteria: [] });
    expect(page).toContain(
      'spend|amount spent in the window after refunds|more is better|200.00 | 500.00 CNY',
    );
    expect(page).not.toContain('proposed');
  });
});

describe('the model check', () => {
  it.each([
    [
      'en',
      [
        'MBG/NBD with Gamma-Gamma, from 2,357 customers, 1,411 of whom bought again.',
        'Used: on the last stretch',
        'purchase days of all together|1,788|1,701.4|2,650.8',
        'mean absolute error of one customer|–|0.7511|1.0123',
        'root mean square error of one customer|–|1.4101|2.2034',
        'α|6.1829|0.4102|how often customers buy',
        'v|1,544.18 CNY|–|what a purchase day is worth',
        'Expected in the next 92 days: 1,650 purchase days of all customers together (95% interval of the expectation: 1,502 to 1,812).',
        'Fader, Hardie and Lee (2005)',
      ],
    ],
    [
      'zh-CN',
      ['已采用：', '全部客户的购买天数|1,788|1,701.4|2,650.8', '今后 92 天', '1,502 至 1,812', '公式出处'],
    ],
  ] as const)('tells in %s what was learnt and how it did', async (language, said) => {
    const page = await text(language);
    for (const each of said) expect(page).toContain(each);
  });

  it.each([
    ['loses', /Not used: on the last stretch/, /未采用：用最近一段/],
    ['too_little_data', /Not used: too few customers/, /未采用：复购的客户太少/],
    [
      'no_churn_signal',
      /Not used: the data show no sign of customers leaving/,
      /未采用：数据中看不出客户流失的迹象/,
    ],
    ['degenerate', /Not used: the figures do not settle/, /未采用：数据无法得出稳定的参数/],
  ] as const)(
    'says that a model of the verdict %s is not used, and foretells nothing by it',
    async (verdict, en, zh) => {
      const lifetime = { ...LIFETIME, verdict };
      expect(await text('en', { lifetime })).toMatch(en);
      expect(await text('zh-CN', { lifetime })).toMatch(zh);
      expect(await text('en', { lifetime })).not.toContain('Expected in the next');
    },
  );

  it('shows the earlier rate alone where the test could not be made', async () => {
    const backTest = {
      ...{ verdict: 'too_little_data' as const, holdoutDays: 92, customers: 40, actual: 10, naive: 50 },
      ...{ predicted: null, mae: { model: null, naive: 1 }, rmse: { model: null, naive: 1.5 } },
    };
    const page = await text('en', { lifetime: { ...LIFETIME, verdict: 'too_little_data', backTest } });
    expect(page).toContain('purchase days of all together|10|–|50.0');
    expect(page).toContain('mean absolute error of one customer|–|–|1.0000');
    expect(page).toContain('root mean square error of one customer|–|–|1.5000');
  });

  it('is left out where the policy asks for no model', async () => {
    expect(await text('en', { lifetime: null })).not.toContain('Model check');
  });
});

describe('what somebody should look at', () => {
  it.each([
    [
      'en',
      [
        'Tiers set by hand and in force: 3.',
        '信用等级|credit|12|Use one of the policy&#39;s levels: 低, 中, 高',
        '续保日|renewal|4|Write dates with the year first',
      ],
    ],
    [
      'zh-CN',
      [
        '人工设定且仍有效的等级：3 位客户',
        '信用等级|credit|12|请使用策略文件中 levels 所列的写法：低、中、高',
        '续保日|renewal|4|日期请把年份写在最前面',
      ],
    ],
  ] as const)('is said in %s', async (language, said) => {
    const page = await text(language);
    for (const each of said) expect(page).toContain(each);
  });

  it('is nothing where there is nothing', async () => {
    const page = textOf((await reported()).get('reports/r2/report.en.html') ?? '');
    expect(page).not.toContain('Please look at this');
    expect(page).not.toContain('Stages, flags and segments');
  });
});

describe('the page of a rich run', () => {
  it.each(LANGUAGES)('gives every table a caption and runs nothing, in %s', async (language) => {
    const page = await html(language);
    for (const table of page.match(/<table>.*?<\/table>/gs) ?? [])
      expect(table).toMatch(/^<table><caption>[^<]+<\/caption>/);
    expect(page).not.toMatch(/<script|\son\w+=|javascript:|https?:\/\//i);
  });

  it('shows a cause of its own for tiers set by hand', async () => {
    const report = await asReport();
    const moves: Report['moves'] = [
      { from: 'base', to: 'top', change: 'promoted', cause: 'manual', count: 1 },
    ];
    expect(reportPage({ ...report, moves }, 'zh-CN')).toContain('等级由人工设定，或人工设定已到期。');
    expect(reportPage({ ...report, moves }, 'en')).toContain('set by hand');
  });
});

describe('files for other programs', () => {
  it('tiers.csv has the lifetime value in major units and the chance as a decimal, empty where unknown', () => {
    const receipt = decide(buyer(1), null, basisOf());
    const seen = { aliveProbability: 8_531, lifetimeValue: 123_456 };
    expect(tiersRow({ ...receipt, seen }, [])).toMatch(/,0\.8531,1234\.56\r\n$/);
    expect(tiersRow({ ...receipt, seen: { aliveProbability: null, lifetimeValue: null } }, [])).toMatch(
      /,,\r\n$/,
    );
  });

  it('report.json of an earlier program still reads, with nothing where it knew nothing', async () => {
    const { scores, marks, overridden, flaps, unreadable, spendMultiple, ...old } = await asReport();
    const { lifetime, criteria, ...model } = old.model;
    const tiers = old.tiers.map(({ value, ...tier }) => tier);
    const read = ReportSchema.parse({ ...old, tiers, model });
    expect(read).toMatchObject({ overridden: 0, flaps: 0, unreadable: [], scores: [], spendMultiple: null });
    expect(read.model).toMatchObject({ lifetime: null, criteria: [] });
    expect(reportPage(read, 'en')).toContain('money in minor units');
  });
});
