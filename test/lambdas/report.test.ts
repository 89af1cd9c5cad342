import { describe, expect, it } from 'vitest';
import { reportPage } from '../../lambdas/report/page.ts';
import { type Report, ReportSchema } from '../../shared/contract/report.ts';
import { LANGUAGES, type Language } from '../../shared/domain/bilingual.ts';
import { intake, NASTY, outcome, policy, reported } from '../support/report-run.ts';

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
    expect(csp).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; /);
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
    expect(page).toMatch(/<svg[^>]* role="img" aria-label="[^"]+"><title>[^<]+</);
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
    expect(page.split(holds)).toHaveLength(8);
    expect(page).not.toContain('✗');
  });

  it('speaks one language at a time', async () => {
    const [en, zh] = [await html('en'), await html('zh-CN')];
    expect(en.replace('>中文<', '')).not.toMatch(/\p{Script=Han}/u);
    for (const key of ['setAside', 'heldBefore', 'no_consent', 'suppressed', 'promoted', 'behaviour'])
      for (const page of [en, zh]) expect(page).not.toContain(key);
  });

  it('shows money with its currency, in groups of three', async () => {
    const page = reportPage(await asReport(), 'en', policy.scores);
    expect(page).toContain('spent in the window, CNY');
    expect(page).toContain('1,234.50 CNY');
    expect(page).toContain('2 | 5 orders');
    expect(page).toContain('90 days');
  });

  it('does not take a figure for money unless the policy says so', async () => {
    const page = reportPage(await asReport(), 'en');
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
