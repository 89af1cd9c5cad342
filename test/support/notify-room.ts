import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { startSes } from '../../infra/local/servers/ses/server.ts';
import type { ContentAnswer } from '../../lambdas/notify/dependencies.ts';
import { notify } from '../../lambdas/notify/step.ts';
import { composeMime } from '../../shared/adapters/mime.ts';
import { staffTemplates } from '../../shared/adapters/notice-room.ts';
import { openNotices } from '../../shared/adapters/notices.ts';
import { openSes } from '../../shared/adapters/ses.ts';
import { type Answer, AnswerSchema, ObjectCreatedSchema } from '../../shared/contract/intake.ts';
import type { Mailbox } from '../../shared/contract/mailbox.ts';
import { NoticeSchema } from '../../shared/contract/notices.ts';
import type { Run } from '../../shared/contract/runs.ts';
import type { Language } from '../../shared/domain/bilingual.ts';
import { problemText } from '../../shared/formats/problems.ts';
import { keys } from './intake-shop.ts';
import { LOCAL_SDK, type Stores, startStores } from './local-stores.ts';

const templates = new URL('../../shared/templates/', import.meta.url);
export const LEAD = 'lead@example.com';
const SHOP = {
  ...{ name: { en: 'Tea & Paper', 'zh-CN': '茶与纸' }, postalAddress: { en: 'x', 'zh-CN': 'x' } },
  links: {},
};

export const problem = (line: number, code: string, column?: string) => ({
  ...{ line, code, ...(column ? { column } : {}) },
  ...problemText(code, column),
});

/** Where a test is about an upload. */
const NO_RUN = {
  run: async () => undefined,
  plan: async () => undefined,
  report: async () => undefined,
  news: async () => undefined,
  periodNews: async () => undefined,
  restNews: async () => undefined,
  showLink: async (runId: string, file: string) => `https://show.example.com/t/${runId}/${file}`,
  approveLink: async ({ runId }: Run) => `https://approve.example.com/t/${runId}`,
};

interface Given {
  answers?: string[];
  runs?: string[];
  language?: Language;
  answer?: Answer | ContentAnswer | undefined;
  committed?: boolean;
  box?: Partial<Mailbox>;
}

export const event = () =>
  ObjectCreatedSchema.parse({
    time: '2026-10-01T00:00:00Z',
    detail: { bucket: { name: 'results' }, object: { key: 'answers/x/answer.json', 'version-id': 'v' } },
  });

/** The notify step on a real SES and DynamoDB; every test of the file has an upload of its own. */
export function notifyRoom() {
  let stores: Stores;
  let ses: Awaited<ReturnType<typeof startSes>>;
  let client: ReturnType<typeof openSes>;
  let intakeId = '';
  let sentBefore = 0;
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
  beforeEach(() => {
    intakeId = randomUUID().replaceAll('-', '');
    sentBefore = ses.sentCount();
    ses.faults.clear();
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

  /** `change` replaces what a test wants otherwise. */
  function wired(given: Given = {}, change: Partial<Parameters<typeof notify>[0]> = {}) {
    const { answers = [LEAD], runs = [LEAD], language = 'en', committed = true, box = {} } = given;
    const answer = 'answer' in given ? given.answer : answerOf();
    return notify({
      answer: async () => answer,
      isCommitted: async () => committed,
      policy: async () => ({
        shop: { ...SHOP, language },
        notify: { answers, runs },
        timeZone: 'Asia/Shanghai',
      }),
      ...NO_RUN,
      mailbox: async (address) => keys.mailbox(address),
      mailboxes: { find: async (mailbox) => ({ mailbox, ...box }) },
      notices: openNotices(stores.runs),
      render: staffTemplates((file) => readFileSync(new URL(file, templates), 'utf8')),
      mime: composeMime,
      sendRaw: client.sendRaw,
      now: () => new Date(),
      newId: randomUUID,
      sleep: async () => undefined,
      settings: {
        sender: 'members@mail.example.com',
        configurationSet: 'tierwise',
        results: 'results-bucket',
      },
      ...change,
    });
  }

  const mails = () => ses.accepted().slice(sentBefore);
  return {
    answerOf,
    wired,
    mails,
    intakeId: () => intakeId,
    runs: () => stores.runs,
    faults: { set: (fault: Parameters<typeof ses.faults.set>[0]) => ses.faults.set(fault) },
    lastMail: async () => PostalMime.parse(ses.raw(mails().at(-1)?.messageId ?? '') ?? expect.fail()),
    notices: async () =>
      (await stores.runs.query('NOTICE'))
        .map((item) => NoticeSchema.parse(item))
        .filter((one) => one.about === intakeId),
  };
}
