import { describe, expect, it } from 'vitest';
import type { Answer } from '../../shared/contract/intake.ts';
import type { Bilingual, Language } from '../../shared/domain/bilingual.ts';
import { event, LEAD, notifyRoom, problem } from '../support/notify-room.ts';

const { answerOf, wired, mails, lastMail, intakeId } = notifyRoom();

const CLEAN = { rows: 200, kept: 155, rejected: 0, repeated: 45, setAside: 0, blank: 0 };

/** An answer with everything that a mail can tell of a file that was taken in. */
const full = (): Answer & { formatName: Bilingual } => ({
  ...answerOf({
    unmatched: ['Tags', 'Notes'],
    assumed: { dates: 'DMY', timeZone: 'Asia/Shanghai' },
    amountsElsewhere: { rejected: { CNY: 5000 }, repeated: {}, setAside: { CNY: 700 } },
  }),
  formatName: { en: 'Shopify orders', 'zh-CN': 'Shopify 订单' },
});

describe('what a mail about an upload says', () => {
  it('counts that balance, amounts in major units, period, assumptions, problems and where the rejects lie', async () => {
    expect(await wired({ answer: full() })(event())).toMatchObject({ status: 'told', sent: 1 });
    const { subject, text = '', html = '', to } = await lastMail();
    expect(to).toEqual([{ name: '', address: LEAD }]);
    expect(subject).toBe('三月.csv: imported, 4 rows have faults');
    for (const said of [
      '1,240 rows = 1,230 imported + 4 with faults + 3 repeated + 2 not counted + 1 blank',
      '1,234,567.89 CNY',
      '1,000 JPY',
      '1.500 KWD',
      '50.00 CNY with faults',
      '7.00 CNY not counted',
      '1 July 2026 – 30 September 2026',
      'read as Shopify orders, encoding utf-8, dates are day/month/year, times are of Asia/Shanghai',
      'Columns that are not used: Tags, Notes',
      'Times without a zone',
      `results-bucket/answers/${intakeId()}/rejects.csv`,
    ])
      for (const part of [text, html]) expect(part).toContain(said);
    expect(text).toContain(
      'Line 44: "Paid at" is not a date that exists. Write it as 2025-04-03. (R_DATE_INVALID)',
    );
    expect(text.indexOf('Times without')).toBeLessThan(text.indexOf('What to mend'));
    expect(`${text}${html}`).not.toMatch(/\{\{|\{%|\[\[|undefined|null/);
  });

  const unmatched = ['plan', 'colour'];
  it.each<[Language, string]>([
    ['en', 'Head a column attr_ and a name to keep it for the policy, for instance attr_plan.'],
    ['zh-CN', '如需保留某列供策略使用，请将列名改为 attr_ 加名称，例如 attr_plan。'],
  ])('%s: how to keep a column of a plain customers file', async (language, said) => {
    await wired({ language, answer: answerOf({ format: 'canonical-customers', unmatched }) })(event());
    expect((await lastMail()).text).toContain(said);
  });

  it('nothing of the kind of another file', async () => {
    await wired({ answer: answerOf({ format: 'canonical-orders', unmatched }) })(event());
    const { text } = await lastMail();
    expect(text).toContain('plan, colour');
    expect(text).not.toContain('attr_');
  });

  it('in the language of the shop', async () => {
    await wired({ language: 'zh-CN', answer: full() })(event());
    const { subject, text = '' } = await lastMail();
    expect(subject).toBe('“三月.csv”已导入，4 行有误');
    for (const said of [
      '1,240 行 = 1,230 导入 + 4 有误 + 3 重复 + 2 不计入 + 1 空行',
      '有误：50.00 CNY',
      '不计入：7.00 CNY',
      '识别为 Shopify 订单，编码 utf-8，日期为日/月/年，时间按 Asia/Shanghai 时区',
      '未使用的列：Tags、Notes',
      '从下一次评级起计入',
      '问题行清单',
      '第 44 行：“Paid at”不是有效日期。',
      '……另有 3 条',
    ])
      expect(text).toContain(said);
    for (const said of ['2026年7月1日至2026年9月30日', '（R_DATE_INVALID）', '茶与纸'])
      expect(text).toContain(said);
    expect(text).not.toMatch(/收下|退回|拒收|搁置|列映射/);
  });

  it.each<[string, object, RegExp, RegExp]>([
    [
      'a refused file',
      { status: 'refused', amounts: {}, problems: [problem(3, 'F_MALFORMED_CSV')] },
      /not used$/,
      /what was imported before stays as it is[\s\S]*Line 3: A quote is not closed[\s\S]*rejects\.csv/,
    ],
    [
      'a refused mapping',
      {
        status: 'refused',
        problems: [problem(0, 'F_MAPPING_INVALID')],
        mappingFaults: [
          { line: 4, column: 3, message: { en: 'there is no field who', 'zh-CN': '没有字段 who' } },
        ],
      },
      /not used$/,
      /Faults of the mapping\nLine 4, column 3: there is no field who/,
    ],
    [
      'a mapping that waits',
      { status: 'waiting', key: 'orders/三月.csv.mapping.yaml', problems: [] },
      /^三月\.csv\.mapping\.yaml: waits for its file$/,
      /as soon as the file that it is for lies beside it/,
    ],
  ])('of %s', async (_, other, subject, text) => {
    await wired({ answer: answerOf(other) })(event());
    const mail = await lastMail();
    expect(mail.subject).toMatch(subject);
    expect(mail.text).toMatch(text);
    expect(mail.text).not.toContain('CNY');
  });

  it.each<[string, string, object]>([
    ['of which no row has a fault', 'committed', { counts: CLEAN, problems: [] }],
    ['that was refused before a row was read', 'refused', { counts: { ...CLEAN, rows: 0, kept: 0 } }],
  ])('names no rejects file of a file %s', async (_, status, other) => {
    await wired({ answer: answerOf({ status, ...other }) })(event());
    expect((await lastMail()).text).not.toMatch(/rejects\.csv|and .* more rows/);
  });

  it.each<[Language, string]>([
    ['zh-CN', '“三月.csv”已导入'],
    ['en', '三月.csv: imported'],
  ])('%s: alarms nobody about repeated rows', async (language, said) => {
    await wired({ language, answer: answerOf({ counts: CLEAN, problems: [] }) })(event());
    const { subject, text } = await lastMail();
    expect(subject).toBe(said);
    expect(text).not.toMatch(/What to mend|需要修正之处/);
  });

  it('one faulty row is one', async () => {
    await wired({ answer: answerOf({ counts: { ...CLEAN, kept: 154, rejected: 1 } }) })(event());
    expect((await lastMail()).subject).toBe('三月.csv: imported, 1 row has a fault');
  });

  it.each<[Language, string, string]>([
    ['zh-CN', '“三月.csv.mapping.yaml”有错误：列对照表需修正后重新上传', '在此之前不会生效'],
    ['en', '三月.csv.mapping.yaml: the mapping has faults', 'until then it has no effect'],
  ])('%s: a faulty mapping that waits is not fine', async (language, subject, said) => {
    const mappingFaults = [{ line: 4, column: 3, message: { en: 'no field who', 'zh-CN': '没有字段 who' } }];
    const key = 'orders/三月.csv.mapping.yaml';
    await wired({ language, answer: answerOf({ status: 'waiting', key, mappingFaults }) })(event());
    const mail = await lastMail();
    expect(mail.subject).toBe(subject);
    expect(mail.text).toContain(said);
    expect(mail.text).not.toMatch(/就会生效|as soon as/);
  });

  it('a refused upload takes nothing back', async () => {
    await wired({ language: 'zh-CN', answer: answerOf({ status: 'refused' }) })(event());
    const { subject, text } = await lastMail();
    expect(subject).toBe('“三月.csv”未被采用');
    expect(text).toContain('本次上传未被采用；此前已导入的数据不变。');
  });

  it('one line for each kind of problem and column, and how many rows are not listed', async () => {
    const counts = { rows: 100, kept: 60, rejected: 40, repeated: 0, setAside: 0, blank: 0 };
    const amounts = Array.from({ length: 18 }, (_, i) => problem(i + 2, 'R_AMOUNT_INVALID', '实付金额'));
    const problems = [...amounts, problem(30, 'R_AMOUNT_INVALID', '退款'), problem(31, 'R_DATE_MISSING')];
    await wired({ language: 'zh-CN', answer: answerOf({ counts, problems }) })(event());
    const { text = '', html = '' } = await lastMail();
    const expected = [
      '第 2、3、4、5、6 行等：“实付金额”不是有效金额。请写成 1234.50 的形式。（R_AMOUNT_INVALID，18 行）',
      '第 31 行：缺少日期。请填写日期。（R_DATE_MISSING）',
      '第 30 行：“退款”不是有效金额。请写成 1234.50 的形式。（R_AMOUNT_INVALID）',
      '……另有 20 条',
    ];
    expect(text.split('需要修正之处\n')[1]?.split('\n').slice(0, 4)).toEqual(expected);
    for (const line of expected) expect(html).toContain(`${line}</li>`);
  });

  it.each<[Language, string, string]>([
    ['zh-CN', '不会发信的邮箱', '需要修正之处'],
    ['en', 'Mailboxes that are not written to', 'What to mend'],
  ])('%s: mailboxes that get no mail are nothing to mend', async (language, head, mend) => {
    const problems = [problem(7, 'M_EMAIL_PLACEHOLDER', 'Email')];
    await wired({ language, answer: answerOf({ problems, counts: CLEAN }) })(event());
    const { text = '', html = '' } = await lastMail();
    for (const part of [text, html]) expect(part).not.toContain(mend);
    expect(text).toMatch(new RegExp(`${head}\\n.*7.*M_EMAIL_PLACEHOLDER`));
    expect(html).toContain(head);
  });

  it('B68 B79 with names and columns of users as text: no header, no markup, no template', async () => {
    const column = '<img src=x>\r\n{{ shop }}';
    await wired({
      answer: answerOf({
        key: 'orders/a\r\nBcc: x@example.com\u202e{{ 7 | times: 7 }}<script>.csv',
        problems: [problem(2, 'R_DATE_INVALID', column)],
      }),
    })(event());
    const { subject = '', html = '', text = '', bcc, headers } = await lastMail();
    expect(bcc ?? []).toEqual([]);
    expect(headers.map(({ key }) => key)).not.toContain('bcc');
    expect(subject).toContain('a Bcc: x@example.com{{ 7 | times: 7 }}<script>.csv');
    expect(html).not.toMatch(/<script|<img/);
    expect(html).toContain('&lt;img src=x&gt; {{ shop }}');
    expect(text).toContain('<img src=x> {{ shop }}');
  });

  it('is no advertising: nothing to unsubscribe from, and nothing that out-of-office replies answer', async () => {
    await wired()(event());
    const header = async (name: string) => (await lastMail()).headers.find(({ key }) => key === name)?.value;
    expect(await header('auto-submitted')).toBe('auto-generated');
    expect(await header('list-unsubscribe')).toBeUndefined();
    expect(mails()[0]?.tags).toEqual({ notice: 'answer' });
  });
});
