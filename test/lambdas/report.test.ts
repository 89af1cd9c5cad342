import { describe, expect, it } from 'vitest';
import { reportPage } from '../../lambdas/report/page.ts';
import { type Report, ReportSchema } from '../../shared/contract/report.ts';
import { LANGUAGES, type Language } from '../../shared/domain/bilingual.ts';
import { intake, NASTY, outcome, reported, STATEMENTS } from '../support/report-run.ts';

const read = async (file: string, over = {}): Promise<string> => (await reported(over)).get(file) ?? '';
const html = (language: Language) => read(`reports/r2/report.${language}.html`);
const asReport = async (over = {}): Promise<Report> =>
  ReportSchema.parse(JSON.parse(await read('reports/r2/report.json', over)));
const linesOf = (csv: string): string[] => csv.replace('\uFEFF', '').trimEnd().split('\r\n');
const ESCAPED = '&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;&#39;&#38;';

describe.each(LANGUAGES)('the report page in %s', (language) => {
  it('shows a name and a key as text, whatever they hold', async () => {
    const page = await html(language);
    expect(page).toContain(`High${ESCAPED}`);
    expect(page).toContain(`orders/${ESCAPED}.csv`);
    expect(page).not.toContain(NASTY);
    expect(page).not.toMatch(/<script|\son\w+=|javascript:/i);
  });

  it('names its language, and a policy under which nothing runs or loads', async () => {
    const page = await html(language);
    expect(page).toContain(`<html lang="${language}">`);
    const [, csp = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    expect(csp).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; /);
    expect(csp).not.toMatch(/script-src|https?:|\*/);
    expect(page).not.toMatch(/src=|url\(|@import|https?:\/\//);
  });

  it('gives every table a caption and heads, and every chart a text', async () => {
    const page = await html(language);
    const tables = page.match(/<table>.*?<\/table>/gs) ?? [];
    expect(tables.length).toBeGreaterThan(6);
    for (const table of tables) {
      expect(table).toMatch(/^<table><caption>[^<]+<\/caption>/);
      expect(table).toMatch(/<th scope="col"/);
      expect(table).toMatch(/<tbody><tr><th scope="row"/);
    }
    expect(page).toMatch(
      /<svg[^>]* role="img" aria-label="[^"]+"><title>[^<]+<\/title><desc>[^<]*Mid: [^<]*\d|<desc>[^<]*Mid：[^<]*\d/,
    );
  });

  it('leads to the other language', async () => {
    const other = language === 'en' ? 'zh-CN' : 'en';
    expect(await html(language)).toContain(`href="report.${other}.html" hreflang="${other}" lang="${other}"`);
  });
});

describe('what the report page says', () => {
  it.each([
    ['en', 'rows 10 = kept 6 + rejected 1 + repeated 1 + set aside 2 + blank 0', '✓ yes'],
    ['zh-CN', '总行数 10 = 收下 6 + 退回 1 + 重复 1 + 搁置 2 + 空行 0', '✓ 相等'],
  ] as const)('shows the equations in %s words', async (language, intake, holds) => {
    const page = await html(language);
    expect(page).toContain(intake);
    expect(page.split(holds)).toHaveLength(9);
    expect(page).not.toContain('✗');
  });

  it('speaks one language at a time', async () => {
    const [en, zh] = [await html('en'), await html('zh-CN')];
    expect(en.replace('>中文<', '')).not.toMatch(/\p{Script=Han}/u);
    for (const key of ['setAside', 'heldBefore', 'no_consent', 'suppressed', 'promoted', 'behaviour'])
      for (const page of [en, zh]) expect(page).not.toContain(key);
  });

  it('shows money with its currency, in groups of three', async () => {
    const page = reportPage(await asReport(), 'en');
    expect(page).toContain('spent in the window, CNY');
    expect(page).toContain('1,234.50 CNY');
    expect(page).toContain('3–5 orders');
    expect(page).toContain('≤ 90 days');
  });

  it('shows the cut points of a weighted score as people read it', async () => {
    const weighted = { name: 'spent', of: 'index', unit: 'number', weighted: true } as const;
    const scores = [{ ...weighted, better: 'higher', bands: 'edges' } as const];
    const page = reportPage({ ...(await asReport()), scores }, 'en');
    expect(page).toContain('weighted score index');
    expect(page).toContain('12.345');
  });

  it('does not take a figure for money unless the policy says so', async () => {
    const page = reportPage({ ...(await asReport()), scores: [] }, 'en');
    expect(page).toContain('123,450');
    expect(page).toContain('money in minor units');
  });

  it('says why mails were not sent, and keeps a code of the mail service as it came', async () => {
    const sentOutcomes = async (_: string, part: number) =>
      part > 0 ? [] : [outcome({}), outcome({ outcome: 'refused', reason: 'MessageRejected' })];
    const page = reportPage(await asReport({ sentOutcomes }), 'zh-CN');
    expect(page).toContain('被邮件服务拒绝');
    expect(page).toContain('MessageRejected');
    expect(reportPage(await asReport(), 'zh-CN')).toContain('邮箱写法有误');
  });
});

describe('what newer files replaced', () => {
  const doubtful = { sharedAddresses: 1200, sharedPhones: 2, refundOrphans: 3 };
  const withDoubts = async (): Promise<Report> => ({ ...(await asReport()), doubts: doubtful });

  it('stands in report.json with the day of the upload in the shop’s zone', async () => {
    const late = { ...intake, uploadedAt: '2026-09-30T20:00:00Z' };
    const [file] = (await asReport({ intakes: async () => [late] })).exports;
    expect(file).toMatchObject({
      uploaded: '2026-10-01',
      statements: {
        current: 5,
        replaced: 3,
        changed: 2,
        moved: 1,
        replacedBy: [{ key: intake.key, rows: 3 }],
      },
    });
  });

  it.each([
    ['en', 'replaced', 'rows of files 8 = current 5 + replaced 3'],
    ['zh-CN', '已被取代', '文件中的行 8 = 现行 5 + 已被取代 3'],
  ] as const)('is a table in %s, each file by its name alone', async (language, replaced, equation) => {
    const report = await asReport({ intakes: async () => [{ ...intake, key: 'orders/2026/q3.csv' }] });
    const page = reportPage(report, language);
    const table = page.match(/<table[^>]*>.*?<\/table>/gs)?.find((each) => each.includes('q3.csv (3)')) ?? '';
    expect(table).toContain(`>${replaced}</th>`);
    const plain = table.replace(/ (role|data-head)="[^"]*"/g, '');
    expect(plain).toMatch(/<th scope="row" class="s">q3\.csv<\/th><td>2026-09-30<\/td>/);
    expect(plain).toContain(
      '<td class="n">8</td><td class="n">5</td><td class="n">3</td><td class="n">2</td>',
    );
    expect(page).toContain(equation);
  });

  it('lists the newest upload first, of one day the later one', async () => {
    const report = await asReport();
    const [file] = report.exports;
    const made = ['b 2026-09-01', 'c 2026-09-02', 'a 2026-09-02'].flatMap((each) => {
      const [name, uploaded = ''] = each.split(' ');
      return file ? [{ ...file, uploaded, key: `orders/${name}-file.csv` }] : [];
    });
    const page = reportPage({ ...report, exports: made }, 'en');
    const [, table = ''] = page.split('newest upload first</caption>');
    expect(table.match(/[abc]-file/g)).toEqual(['a-file', 'c-file', 'b-file']);
  });

  it('is left out where an earlier program measured the run', async () => {
    const statements = async () => undefined;
    const report = await asReport({ statements });
    expect(report.exports[0]).not.toHaveProperty('statements');
    expect(reportPage(report, 'zh-CN')).toContain('最近上传的在前：无');
  });

  it.each([
    ['en', [/1,200 stand under more than one customer/, /put phone first/, /no file holds: 3/]],
    ['zh-CN', [/有 1,200 个邮箱对应了不止一位客户/, /把 phone 排在最前/, /有 3 笔退款/]],
  ] as const)(
    'says in %s what somebody should look at, and nothing where there is nothing',
    async (language, words) => {
      const [page, quiet] = [reportPage(await withDoubts(), language), await html(language)];
      for (const each of words) {
        expect(page).toMatch(each);
        expect(quiet).not.toMatch(each);
      }
    },
  );

  it('lost rows end the step', async () => {
    const lost = { exports: [{ ...STATEMENTS, rows: 9 }] };
    const statements = async () => Buffer.from(JSON.stringify(lost));
    await expect(reported({ statements })).rejects.toMatchObject({ name: 'E_UNBALANCED' });
  });
});

describe('the files beside it', () => {
  it('tiers.csv holds no formula; amounts in major units and negative ones stay numbers', async () => {
    const [head, ...rows] = linesOf(await read('tiers/r2/tiers.csv'));
    expect(head).toMatch(
      /^customer_id,tier,previous_tier,change,cause,.*,score_orders,score_fresh,score_spent,p_alive,clv$/,
    );
    expect(rows).toContain('c2,low,,joined,behaviour,2026-08-31,1,-5.00,1,2,1,,');
    expect(rows.find((row) => row.includes('cmd'))).toMatch(/^'=cmd\|calc,low,/);
    expect(rows.find((row) => row.startsWith('-5,'))).toMatch(
      /^-5,low,,joined,behaviour,2026-08-31,1,100\.00,/,
    );
  });

  it('mails.csv holds no formula, and names a campaign alike before and after the sending', async () => {
    const rows = linesOf(await read('reports/r2/mails.csv'));
    expect(rows[0]).toBe('customer_id,email,campaign,template,outcome,reason');
    expect(rows).toContain("c2,'-5@example.com,every-low,regular,pending,");
    expect(rows.find((row) => row.startsWith('-5,'))).toMatch(/^-5,'@sum,every-low,regular,suppressed,/);
    expect(rows.find((row) => row.includes('cmd'))).toMatch(/^'=cmd\|calc,/);
    const sentOutcomes = async () => [outcome({ email: '=1+1' })];
    expect(linesOf(await read('reports/r2/mails.csv', { sentOutcomes }))[1]).toBe(
      "c2,'=1+1,every-low,regular,sent,",
    );
  });
});

describe('counts that do not balance', () => {
  const lost = { ...intake, counts: { ...intake.counts, rows: 11 } };

  it.each([
    [
      'a change was not written',
      { applied: async () => [{ changes: 4, written: 3 }] },
      /^apply: changes 4 ≠/,
    ],
    ['a row of a file is nowhere', { intakes: async () => [lost] }, /^intake: rows 11 ≠/],
  ])('end the step where %s, before anything is written', async (_, over, message) => {
    const keys: string[] = [];
    const step = reported({ ...over, put: async (key) => void keys.push(key) });
    await expect(step).rejects.toMatchObject({
      name: 'E_UNBALANCED',
      message: expect.stringMatching(message),
    });
    expect(keys).toEqual([]);
  });
});
