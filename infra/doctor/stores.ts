import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { type Finding, notTold, ok, toDo, unnamed } from './finding.ts';

/** Each answers whether it is there, and throws where it cannot be asked. */
export interface Stores {
  bucket(name: string): Promise<boolean>;
  table(name: string): Promise<boolean>;
  /** Only what it is called, never its value. */
  secret(name: string): Promise<boolean>;
  /** Undefined = there is none of that name. */
  schedule(groupAndName: string): Promise<{ enabled: boolean } | undefined>;
}

type Kind = 'bucket' | 'table' | 'keys' | 'links';

/** By setting: what it names, and the stack’s output that tells the name. */
const STORES = {
  UPLOADS_BUCKET: ['bucket', 'UploadsBucket'],
  LAKE_BUCKET: ['bucket', 'LakeBucket'],
  RESULTS_BUCKET: ['bucket', 'ResultsBucket'],
  RUNS_TABLE: ['table', 'RunsTable'],
  CUSTOMERS_TABLE: ['table', 'CustomersTable'],
  LEDGER_TABLE: ['table', 'LedgerTable'],
  MAILBOXES_TABLE: ['table', 'MailboxesTable'],
  KEYS_SECRET: ['keys', 'KeysSecret'],
  PAGES_SECRET: ['links', 'PagesSecret'],
} as const satisfies Record<string, readonly [Kind, string]>;

type StoreSettings = Partial<Record<keyof typeof STORES | 'SCHEDULE_NAME', string | undefined>>;

const KINDS: Record<Kind, Bilingual> = {
  bucket: both('bucket', '存储桶'),
  table: both('table', '表'),
  keys: both('keys secret', '密钥'),
  links: both('secret of links to pages', '页面链接密钥'),
};

/** How each kind is asked for. */
const ASKS = { bucket: 'bucket', table: 'table', keys: 'secret', links: 'secret' } as const;

export const lookAtStores = (stores: Stores, settings: StoreSettings): Promise<Finding[]> =>
  Promise.all([
    ...Object.entries(STORES).map(([setting, [kind, output]]) =>
      there(stores, { setting, kind, output, name: settings[setting as keyof typeof STORES] }),
    ),
    scheduled(stores, settings.SCHEDULE_NAME),
  ]);

interface Store {
  setting: string;
  kind: Kind;
  output: string;
  name: string | undefined;
}

async function there(stores: Stores, { setting, kind, output, name }: Store): Promise<Finding> {
  if (name === undefined) return unnamed(setting, setting, output);
  const what = both(`the ${KINDS[kind].en} ${name}`, `${KINDS[kind]['zh-CN']} ${name}`);
  try {
    if (await stores[ASKS[kind]](name))
      return ok(setting, both(`${what.en} is there`, `${what['zh-CN']} 可以访问`));
    return kind === 'links'
      ? toDo({ id: setting, stopsMail: false }, REMADE)
      : toDo({ id: setting, stopsMail: true }, missing(what));
  } catch (error) {
    return notTold(setting, what, error);
  }
}

/** Making it anew would forget who was mailed, and who said no. */
const missing = (what: Bilingual): Bilingual =>
  both(
    `There is no ${what.en.replace(/^the /, '')}: check the name and the Region; if it was deleted, restore it from a backup.`,
    `没有${what['zh-CN']}：请核对名称和区域；如已被删除，请从备份恢复。`,
  );

/** Nothing is lost with it but links that are out. */
const REMADE = both(
  'There is no secret of links to pages, so plans and reports cannot be opened from mails: check the name and the Region; if it was deleted, restore it with `aws secretsmanager restore-secret`.',
  '没有页面链接密钥，邮件中的计划和报告链接无法打开：请核对名称和区域；如已被删除，请用 `aws secretsmanager restore-secret` 恢复。',
);

async function scheduled(stores: Stores, name: string | undefined): Promise<Finding> {
  const id = 'SCHEDULE_NAME';
  if (name === undefined) return unnamed(id, id, 'ScheduleName');
  const what = both('the schedule of periodic runs', '定期评级的定时任务');
  try {
    const found = await stores.schedule(name);
    if (found?.enabled) return ok(id, both(`${what.en} is on`, `${what['zh-CN']}已启用`));
    return toDo({ id, stopsMail: false }, found ? OFF : NONE);
  } catch (error) {
    return notTold(id, what, error);
  }
}

const OFF = both(
  'The schedule of periodic runs is switched off, so no period is graded: enable it in EventBridge Scheduler.',
  '定期评级的定时任务已停用，不会自动评级：请在 EventBridge Scheduler 中启用。',
);
const NONE = both(
  'There is no schedule of periodic runs, so no period is graded: deploy the pipeline stack again.',
  '没有定期评级的定时任务，不会自动评级：请重新部署 pipeline 堆栈。',
);
