import { describe, expect, it } from 'vitest';
import { endsOf } from '../../lambdas/report/ends.ts';
import { reportPage } from '../../lambdas/report/page.ts';
import { tiersRow } from '../../lambdas/report/rows.ts';
import { Tally } from '../../lambdas/report/tally.ts';
import { type Report, ReportSchema } from '../../shared/contract/report.ts';
import { LANGUAGES, type Language } from '../../shared/domain/bilingual.ts';
import { decide } from '../../shared/domain/decide.ts';
import { basisOf, buyer, gradingPolicy } from '../support/grading.ts';
import { reported } from '../support/report-run.ts';
import { LIFETIME, richly } from './report-rich.ts';

const words = (text: string) => ({ en: text, 'zh-CN': text });

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
        'recency|steady|10 | 20 | 30 | 60 days|8 | 19 | 31 | 50 days|8 days → 10 days (25.0%)|–|2,357',
        'recency|days since the last order|5|≤ 10 days|473|20.1%',
        'recency|days since the last order|4|11–20 days|473|20.1%',
        'recency|days since the last order|1|≥ 61 days|470|19.9%',
        'spend|consider the proposed cut points|200.00 | 500.00 CNY|200.00 | 500.00 CNY|0.0%|90.00 | 240.00 CNY|2,357',
        'trust · 华东|nobody can be in band 2: too many share one value; a cut point moved by more than 25%, the limit in the policy|低 | 低|低 | 中|中 → 低 (50.0%)|–|120',
        'trust · 华东|credit|3|中 / 高|20|16.7%',
        'trust · 华东|credit|2|–|0|0.0%',
        'trust · 华东|credit|1|低|100|83.3%',
        'spend|amount spent in the window after refunds|2|&#62; 200.00 CNY and ≤ 500.00 CNY|300|12.7%',
        'the share of those whose value is known',
        'Nobody is in, or came from: Empty tier.',
      ],
    ],
    [
      'zh-CN',
      [
        'recency|稳定|10 | 20 | 30 | 60 天|8 | 19 | 31 | 50 天|8 天 → 10 天 (25.0%)|–|2,357',
        'recency|距上次下单的天数|4|11–20 天|473|20.1%',
        'spend|可考虑采用建议的分档线|200.00 | 500.00 CNY|',
        '第 2 档不会有人：太多客户数值相同；有分档线变动超过策略设定的 25%',
        'spend|窗口期内净消费金额|2|&#62; 200.00 CNY 且 ≤ 500.00 CNY|300|12.7%',
        '在数值已知的客户中的占比',
        '本次和上次都没有客户的等级：空等级。',
      ],
    ],
  ] as const)('says in %s how each score stands', async (language, said) => {
    const page = await text(language);
    for (const each of said) expect(page).toContain(each);
  });

  it.each([
    ['duckdb', 'measured by DuckDB', '由 DuckDB 计算'],
    ['athena', 'measured by Athena', '由 Athena 计算'],
  ] as const)('says that %s measured it', async (engine, en, zh) => {
    const { engine: _, ...earlier } = await asReport();
    expect(textOf(reportPage({ ...earlier, engine }, 'en'))).toContain(en);
    expect(textOf(reportPage({ ...earlier, engine }, 'zh-CN'))).toContain(zh);
    expect(textOf(reportPage(earlier, 'en'))).not.toMatch(/measured by (DuckDB|Athena)/);
  });

  it('shows the bare cut points where the run reviewed nothing', async () => {
    const page = await text('en', { criteria: [] });
    expect(page).toContain('spend|amount spent in the window after refunds|3|&#62; 500.00 CNY\n');
    expect(page).not.toContain('proposed');
  });

  it('says of learnt cut points that drifted what can be done, and shows them in round numbers', async () => {
    const criteria = [
      {
        ...{ key: 'recency', score: 'recency', bands: [4, 3, 2, 1, 0], edges: [103, 204, 306, 607] },
        ...{ before: [60, 200, 306, 607], moved: 43 / 60, drifted: true, collapsed: [], proposed: null },
      },
    ];
    const page = await text('en', { criteria });
    expect(page).toContain('or leave the score learnt|103 | 204 | 306 | 607 days');
    expect(page).toContain('|60 days → 103 days (71.7%)|100 | 200 | 310 | 610 days|10');
    expect(await text('zh-CN', { criteria })).toContain('否则保持自动学习即可|');
  });

  it('tells how many went to and fro only once two moves were possible', async () => {
    const report = await asReport();
    const third = { ...report, run: { ...report.run, runSeq: 3 } };
    const shown = (one: Report) => textOf(reportPage(one, 'en')).includes('took back within a year');
    expect([shown(report), shown(third)]).toEqual([false, true]);
    expect(textOf(reportPage(third, 'en'))).toContain('1 of 1 customers of the run before (100.0%)');
    expect(textOf(reportPage(third, 'zh-CN'))).toContain('1 位客户中有 1 位（100.0%）');
  });

  it('has no columns for a run before where there was none', async () => {
    const criteria = (await asReport()).model.criteria.map((each) => ({
      ...each,
      before: null,
      moved: null,
    }));
    const page = await text('en', { criteria });
    expect(page).toContain('score|verdict|cut points now|proposed|customers with a value');
    expect(page).not.toContain('moved most');
  });

  it('writes out shares that one decimal would round away', async () => {
    const report = await asReport();
    const chance = {
      name: 'churn',
      of: 'churnProbability',
      unit: 'number',
      better: 'lower',
      bands: 'top',
    } as const;
    const model = { ...report.model, edges: { churn: [4, 2_500] }, criteria: [] };
    const page = textOf(reportPage({ ...report, scores: [chance], model }, 'en'));
    expect(page).toContain('|3|≤ 0.04%');
    expect(page).toContain('|2|&#62; 0.04% and ≤ 25.0%');
  });

  it('has no cut points where the policy has no scores', async () => {
    const report = await asReport();
    const model = { ...report.model, edges: {}, criteria: [] };
    const filled = report.tiers.filter(({ after }) => after > 0);
    expect(reportPage({ ...report, scores: [], model, tiers: filled }, 'en')).not.toContain(
      'Review of the criteria',
    );
  });
});

describe('tiers by their rank', () => {
  const tier = (id: string, rank: number | null, after: number, net: number): Report['tiers'][number] => ({
    ...{ id, name: { en: id, 'zh-CN': `${id}客户` }, rank, before: 1, after, net },
    value: { customers: 0, total: 0 },
  });

  it('the multiple compares the highest with the lowest rank, of equal ones the first', () => {
    const found = endsOf([
      tier('a', 2, 1, 1),
      tier('b', 3, 1, 1),
      tier('c', 1, 1, 1),
      tier('d', 1, 1, 1),
      tier('gone', null, 0, 0),
    ]);
    expect([found?.top.id, found?.base.id]).toEqual(['b', 'c']);
    expect(endsOf([tier('a', 1, 1, 1), tier('b', 1, 1, 1)])).toBeUndefined();
  });

  it('are sorted so, and those that the policy no longer has come last', async () => {
    const tally = new Tally();
    tally.left('gone');
    const policy = gradingPolicy({
      tiers: [
        { id: 'risky', name: words('Risky'), rank: 1, when: { orderCount: '> 5' } },
        { id: 'safe', name: words('Safe'), rank: 3, when: { orderCount: '> 2' } },
        { id: 'fair', name: words('Fair'), rank: 2 },
      ],
    });
    expect(tally.tiers(policy).map(({ id, rank }) => [id, rank])).toEqual([
      ['safe', 3],
      ['fair', 2],
      ['risky', 1],
      ['gone', null],
    ]);
  });

  it('a tier that is called customers already is not called so twice', async () => {
    const report = await asReport();
    const tiers = [tier('高价值', 2, 1, 20_000), tier('普通', 1, 1, 10_000)];
    const page = textOf(reportPage({ ...report, tiers, spendMultiple: 2 }, 'zh-CN'));
    expect(page).toContain('高价值客户的人均消费是普通客户的 2.0 倍');
  });
});

describe('causes', () => {
  const pageOf = async (move: Partial<Report['moves'][number]>, language: Language) => {
    const moves = [{ from: 'top', to: 'base', change: 'demoted', cause: 'time', count: 1, ...move } as const];
    return textOf(reportPage({ ...(await asReport()), moves }, language));
  };

  it('of time and of others say what was decided, which is true of buyers as well', async () => {
    expect(await pageOf({}, 'en')).toContain(
      'would have happened without the rows since the last run as well',
    );
    expect(await pageOf({}, 'zh-CN')).toContain('即使不算上次评级以来的新订单和新记录，也会如此');
    expect(await pageOf({ cause: 'others' }, 'en')).toContain(
      'On the earlier cut points the customer would have kept',
    );
    for (const cause of ['time', 'others'] as const)
      expect(await pageOf({ cause }, 'en')).not.toMatch(/No new orders|own orders are as before/);
  });

  it('of somebody new are one and the same, whether or not there was a run before', async () => {
    for (const cause of ['', 'behaviour'] as const)
      expect(await pageOf({ from: null, change: 'joined', cause }, 'en')).toMatch(
        /All 1 customers are graded for the first time/,
      );
    const moves: Report['moves'] = [
      { from: null, to: 'base', change: 'joined', cause: 'behaviour', count: 1 },
      { from: null, to: 'base', change: 'joined', cause: 'identity', count: 1 },
      { from: 'top', to: 'base', change: 'demoted', cause: 'policy', count: 1 },
    ];
    const page = textOf(reportPage({ ...(await asReport()), moves }, 'en'));
    expect(page).toContain('new|1|first grading|Graded for the first time.');
    expect(page).toContain('new|1|customers were matched anew|Orders are now matched');
  });
});

describe('what lifetime value means', () => {
  const settings = { margin: 0.4, years: 3, months: 12, monthlyDiscount: 0.01 };
  it.each([
    ['historic', 'average order × orders a year × margin 40% × 3 years', '毛利率 40% × 3 年'],
    [
      'model',
      'predicted by the model over the next 12 months at a margin of 40%, discounted by 1% a month',
      '今后 12 个月的模型预测值',
    ],
    ['naive', 'by the customer’s rate so far, not by the model, over the next 12 months', '简单推算值'],
  ] as const)('by %s stands under the table and at the model', async (by, en, zh) => {
    const report = { ...(await asReport()), valuation: { by, ...settings } };
    expect(textOf(reportPage(report, 'en')).split(en)).toHaveLength(3);
    expect(textOf(reportPage(report, 'zh-CN'))).toContain(zh);
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

  it.each([
    [
      'too_little_data',
      { behaviour: null },
      'not learn',
      /buy and leave\. Not used: too few.* It could not be fitted\./,
    ],
    ['degenerate', {}, '', /buy and leave\. Not used: the figures.* on the shorter stretch/],
    [
      'used',
      { spendVerdict: 'degenerate', spend: null },
      '',
      /Gamma-Gamma\)\. Not used: the figures do not settle on one answer\. It could not/,
    ],
  ] as const)('tells of the verdict %s which model it was', async (verdict, over, _, said) => {
    expect(await text('en', { lifetime: { ...LIFETIME, verdict, ...over } })).toMatch(said);
  });

  it('tells what counts where a model is not used', async () => {
    const report = await asReport();
    const page = (over: object, valuation: Report['valuation']) =>
      textOf(
        reportPage(
          { ...report, valuation, model: { ...report.model, lifetime: { ...LIFETIME, ...over } } },
          'en',
        ),
      );
    const naive = { by: 'naive', margin: 1, years: 3, months: 12, monthlyDiscount: 0.01 } as const;
    expect(page({ verdict: 'loses' }, naive)).toContain('every customer goes on at the rate so far');
    expect(page({ verdict: 'loses' }, null)).toContain('lifetime value and all chances are unknown');
    expect(page({ spendVerdict: 'loses' }, naive)).toContain(
      'only the lifetime value takes the policy’s fallback',
    );
    expect(page({}, naive)).not.toContain('fallback');
  });

  it('shows the test of the amounts in money, and says what the interval is of', async () => {
    const spendTest = {
      ...{
        verdict: 'wins' as const,
        holdoutDays: 92,
        customers: 2100,
        actual: 7_097_639,
        predicted: 5_993_163.4,
      },
      ...{ naive: 9_000_000, mae: { model: 3_040.79, naive: 4_000 }, rmse: { model: 8_000, naive: 9_000 } },
    };
    const page = await text('en', { lifetime: { ...LIFETIME, spendTest } });
    expect(page).toContain('spent by all together, CNY|70,976.39|59,931.63|90,000.00');
    expect(page).toContain('mean absolute error of one customer|–|30.41|40.00');
    expect(page).toContain('not the chance of each purchase');
  });

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
