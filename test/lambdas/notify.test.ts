import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSes } from '../../infra/local/servers/ses/server.ts';
import { notify } from '../../lambdas/notify/step.ts';
import { openIntakes } from '../../shared/adapters/intake-store.ts';
import { composeMime } from '../../shared/adapters/mime.ts';
import { answerTemplate } from '../../shared/adapters/notice-room.ts';
import { openNotices } from '../../shared/adapters/notices.ts';
import { openSes } from '../../shared/adapters/ses.ts';
import { type Answer, AnswerSchema, ObjectCreatedSchema } from '../../shared/contract/intake.ts';
import type { Mailbox } from '../../shared/contract/mails.ts';
import { NoticeSchema } from '../../shared/contract/notices.ts';
import type { Language } from '../../shared/domain/bilingual.ts';
import { problemText } from '../../shared/formats/problems.ts';
import { keys } from '../support/intake-shop.ts';
import { LOCAL_SDK, type Stores, startStores } from '../support/local-stores.ts';

const templates = new URL('../../shared/templates/', import.meta.url);
const LEAD = 'lead@example.com';
const SHOP = { name: { en: 'Tea & Paper', 'zh-CN': '茶与纸' }, postalAddress: { en: 'x', 'zh-CN': 'x' } };

let stores: Stores;
let ses: Awaited<ReturnType<typeof startSes>>;
let client: ReturnType<typeof openSes>;
beforeAll(async () => {
  stores = await startStores();
  ses = await startSes({
    dir: join(stores.dir, 'ses'),
    clock: () => new Date(),
    onEvent: async () => undefined,
  });
  client = openSes({ endpoint: ses.url, ...LOCAL_SDK });
});
afterAll(async () => {
  client.close();
  await ses.close();
  await stores.close();
});

let intakeId = '';
let sentBefore = 0;
beforeEach(() => {
  intakeId = randomUUID().replaceAll('-', '');
  sentBefore = ses.sentCount();
  ses.faults.clear();
});

const problem = (line: number, code: string, column?: string) => ({
  ...{ line, code, ...(column ? { column } : {}) },
  ...problemText(code, column),
});

const answerOf = (other: object = {}): Answer =>
  AnswerSchema.parse({
    ...{ intakeId, kind: 'orders', status: 'committed', key: 'orders/三月.csv', versionId: 'v1' },
    ...{ uploadedAt: '2026-10-01T00:00:00.000Z', sequencer: '1', sha256: 'x', contentId: intakeId },
    ...{ format: 'shopify-orders', encoding: 'utf-8', from: '2026-07-01', to: '2026-09-30', unmatched: [] },
    counts: { rows: 1240, kept: 1230, rejected: 4, repeated: 3, setAside: 2, blank: 1 },
    amounts: { CNY: 123_456_789, JPY: 1000, KWD: 1500 },
    problems: [problem(0, 'W_TZ_ASSUMED'), problem(44, 'R_DATE_INVALID', 'Paid at')],
    ...other,
  });

interface Given {
  answers?: string[];
  language?: Language;
  answer?: Answer | undefined;
  committed?: boolean;
  box?: Partial<Mailbox>;
}

const event = () =>
  ObjectCreatedSchema.parse({
    time: '2026-10-01T00:00:00Z',
    detail: { bucket: { name: 'results' }, object: { key: 'answers/x/answer.json', 'version-id': 'v' } },
  });

/** The step on a real SES and DynamoDB; `change` replaces what a test wants otherwise. */
function wired(given: Given = {}, change: Partial<Parameters<typeof notify>[0]> = {}) {
  const { answers = [LEAD], language = 'en', committed = true, box = {} } = given;
  const answer = 'answer' in given ? given.answer : answerOf();
  return notify({
    answer: async () => answer,
    isCommitted: async () => committed,
    policy: async () => ({ shop: { ...SHOP, language }, notify: { answers } }),
    mailbox: async (address) => keys.mailbox(address),
    mailboxes: { find: async (mailbox) => ({ mailbox, ...box }) },
    notices: openNotices(stores.runs),
    render: answerTemplate((file) => readFileSync(new URL(file, templates), 'utf8')),
    mime: composeMime,
    sendRaw: client.sendRaw,
    now: () => new Date(),
    newId: randomUUID,
    sleep: async () => undefined,
    settings: { sender: 'members@mail.example.com', configurationSet: 'tierwise', results: 'results-bucket' },
    ...change,
  });
}

const mails = () => ses.accepted().slice(sentBefore);
const lastMail = async () => PostalMime.parse(ses.raw(mails().at(-1)?.messageId ?? '') ?? expect.fail());
const notices = async () =>
  (await stores.runs.query('NOTICE'))
    .map((item) => NoticeSchema.parse(item))
    .filter((one) => one.intakeId === intakeId);

describe('what a mail about an upload says', () => {
  it('counts that balance, amounts in major units, period, assumptions, problems and where the rejects lie', async () => {
    expect(await wired()(event())).toMatchObject({ status: 'told', sent: 1 });
    const { subject, text = '', html = '', to } = await lastMail();
    expect(to).toEqual([{ name: '', address: LEAD }]);
    expect(subject).toBe('三月.csv: taken in, 1,230 of 1,240 rows');
    for (const said of [
      '1,240 rows = 1,230 taken in + 4 rejected + 3 repeated + 2 set aside + 1 blank',
      '1,234,567.89 CNY',
      '1,000 JPY',
      '1.500 KWD',
      '1 July 2026 – 30 September 2026',
      'read as shopify-orders, encoding utf-8',
      'Times without a zone',
      'Line 44: Paid at is not a date that exists. Write it as 2025-04-03. (R_DATE_INVALID)',
      `results-bucket/answers/${intakeId}/rejects.csv`,
    ])
      for (const part of [text, html]) expect(part).toContain(said);
    expect(text.indexOf('Times without')).toBeLessThan(text.indexOf('What to mend'));
    expect(`${text}${html}`).not.toMatch(/\{\{|\{%|\[\[|undefined|null/);
  });

  it('in the language of the shop', async () => {
    await wired({ language: 'zh-CN' })(event());
    const { subject, text = '' } = await lastMail();
    expect(subject).toBe('《三月.csv》已收下，1,240 行中收下 1,230 行');
    for (const said of ['2026年7月1日至2026年9月30日', '第 44 行：', '（R_DATE_INVALID）', '茶与纸'])
      expect(text).toContain(said);
  });

  it.each<[string, object, RegExp, RegExp]>([
    [
      'a refused file',
      { status: 'refused', amounts: {}, problems: [problem(3, 'F_MALFORMED_CSV')] },
      /not taken in$/,
      /Line 3: A quote is not closed[\s\S]*rejects\.csv/,
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
      /not taken in$/,
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

  it('names no rejects file where no row was rejected', async () => {
    const counts = { rows: 1, kept: 1, rejected: 0, repeated: 0, setAside: 0, blank: 0 };
    await wired({ answer: answerOf({ counts, problems: [] }) })(event());
    expect((await lastMail()).text).not.toMatch(/rejects|What to mend/);
  });

  it('says the first ten problems of many', async () => {
    const many = Array.from({ length: 20 }, (_, i) => problem(i + 2, 'R_AMOUNT_INVALID', 'amount'));
    await wired({ answer: answerOf({ problems: many }) })(event());
    expect((await lastMail()).text?.match(/R_AMOUNT_INVALID/g)).toHaveLength(10);
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

describe('who is told', () => {
  it('nobody, where the policy names nobody; then nothing else is looked at', async () => {
    const answer = () => expect.fail('the answer was read');
    expect(await wired({ answers: [] }, { answer })(event())).toMatchObject({ status: 'nobody', sent: 0 });
  });

  it('nobody of an answer to a policy', async () => {
    expect(await wired({ answer: undefined })(event())).toMatchObject({ status: 'ignored' });
    expect(mails()).toEqual([]);
  });

  it('each address once, however it is written', async () => {
    const answers = [LEAD, 'Lead@Example.com', 'boss@example.com'];
    expect(await wired({ answers })(event())).toMatchObject({ sent: 2 });
    expect(mails().flatMap(({ destinations }) => destinations)).toEqual([LEAD, 'boss@example.com']);
  });

  it.each(['bounce', 'complaint'] as const)('not an address with a %s', async (suppressed) => {
    expect(await wired({ box: { suppressed } })(event())).toMatchObject({ sent: 0, suppressed: 1 });
    expect(await notices()).toMatchObject([{ state: 'suppressed', reason: suppressed }]);
    expect(mails()).toEqual([]);
  });

  it('also somebody who unsubscribed from the shop’s mails to customers', async () => {
    expect(await wired({ box: { unsubscribedAt: '2026-01-01' } })(event())).toMatchObject({ sent: 1 });
  });
});

describe('at most once', () => {
  it('event twice, and twice at once', async () => {
    const two = await Promise.all([wired()(event()), wired()(event())]);
    expect(two.map(({ sent, before }) => [sent, before]).sort()).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(await wired()(event())).toMatchObject({ sent: 0, before: 1 });
    expect(mails()).toHaveLength(1);
  });

  it('killed between claim and mail: nobody is told, and nobody told twice', async () => {
    const sendRaw = () => Promise.reject(new Error('killed'));
    await expect(wired({}, { sendRaw })(event())).rejects.toThrow('killed');
    expect(await wired()(event())).toMatchObject({ sent: 0, before: 1 });
    expect(mails()).toEqual([]);
  });

  it.each([
    ['SES took it and its answer was lost', 'resetAfter' as const, 1],
    ['SES broke off before', 'resetBefore' as const, 0],
    ['SES failed', 'http500' as const, 0],
  ])('%s: the outcome is unknown and not repeated', async (_, kind, accepted) => {
    ses.faults.set({ kind });
    expect(await wired()(event())).toMatchObject({ unknown: 1 });
    expect(await wired()(event())).toMatchObject({ sent: 0, before: 1 });
    expect(mails()).toHaveLength(accepted);
    expect(await notices()).toMatchObject([{ state: 'unknown' }]);
  });

  it('refused for good: noted, and not repeated', async () => {
    ses.faults.set({ kind: 'reject' });
    expect(await wired()(event())).toMatchObject({ refused: 1 });
    expect(await wired()(event())).toMatchObject({ sent: 0, before: 1 });
  });

  it('turned away by the quota: it certainly did not go out, so it is tried again, and the others are told', async () => {
    const answers = [LEAD, 'boss@example.com'];
    ses.faults.set({ kind: 'throttleDaily', to: LEAD });
    await expect(wired({ answers })(event())).rejects.toMatchObject({ name: 'E_NOTICE_NOT_SENT' });
    expect(await notices()).toMatchObject([{ mailbox: keys.mailbox('boss@example.com'), state: 'sent' }]);
    expect(await wired({ answers })(event())).toMatchObject({ sent: 1, before: 1 });
    expect(mails()).toHaveLength(2);
  });

  it('mailboxes that cannot be asked let nobody through, and the mail is free again', async () => {
    const mailboxes = { find: () => Promise.reject(new Error('throttled')) };
    await expect(wired({}, { mailboxes })(event())).rejects.toThrow('throttled');
    expect(await notices()).toEqual([]);
    expect(await wired()(event())).toMatchObject({ sent: 1 });
  });

  it('a template that cannot be rendered claims nothing', async () => {
    const render = () => {
      throw new TypeError('a fault of ours');
    };
    await expect(wired({}, { render })(event())).rejects.toThrow('a fault of ours');
    expect(await notices()).toEqual([]);
  });
});

describe('an answer whose intake is not committed', () => {
  it('waits for the commit', async () => {
    let asked = 0;
    const isCommitted = async () => {
      asked += 1;
      return asked === 3;
    };
    expect(await wired({}, { isCommitted })(event())).toMatchObject({ sent: 1 });
    expect(asked).toBe(3);
  });

  it('is told to nobody when the commit never comes', async () => {
    await expect(wired({ committed: false })(event())).rejects.toMatchObject({
      name: 'E_NOTICE_BEFORE_COMMIT',
    });
    expect([await notices(), mails()]).toEqual([[], []]);
  });

  it('is not waited for where there is none: a mapping without its file', async () => {
    const answer = answerOf({ status: 'waiting', problems: [] });
    expect(await wired({ committed: false, answer })(event())).toMatchObject({ sent: 1 });
  });
});

it('notices hold no address and no name', async () => {
  await wired()(event());
  const items = await stores.runs.query('NOTICE');
  expect(JSON.stringify(items)).not.toMatch(/@|三月/);
  expect(await openIntakes(stores.runs).intakes()).toEqual([]);
});
