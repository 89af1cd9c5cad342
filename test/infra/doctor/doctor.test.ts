import { describe, expect, it } from 'vitest';
import { lookAtAlarms } from '../../../infra/doctor/alarms.ts';
import type { Finding } from '../../../infra/doctor/finding.ts';
import { lookAtAccount } from '../../../infra/doctor/mail-account.ts';
import { lookAtNames, type MailNames } from '../../../infra/doctor/mail-names.ts';
import { lookAtPolicy } from '../../../infra/doctor/policy.ts';
import { lookAtStores, type Stores } from '../../../infra/doctor/stores.ts';
import { parsePolicy } from '../../../shared/adapters/policy-file.ts';
import type { AccountState } from '../../../shared/domain/mail/account.ts';
import { defaultPolicyText } from '../../../shared/runtime/assets.ts';

const WELL: AccountState = {
  ...{ sendingEnabled: true, production: true, identityVerified: true, dkim: true, configurationSet: true },
  ...{ destinations: { eventBridge: true, queue: true }, suppression: ['BOUNCE', 'COMPLAINT'] },
  ...{ perSecond: 14, perDay: 50_000, sentLast24Hours: 0, denied: [] },
};
const MAIL = { SENDER: 'members@mail.shop.example', CONFIGURATION_SET: 'shop' };

const notOk = (findings: readonly Finding[]) =>
  findings
    .filter(({ outcome }) => outcome !== 'ok')
    .map(({ id, outcome, stopsMail }) => [id, outcome, stopsMail]);
const denied = () => Promise.reject(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
const offline = () => Promise.reject(Object.assign(new Error(), { name: 'ETIMEOUT' }));

describe('the account of SES', () => {
  const looked = async (changes: Partial<AccountState>, settings: object = MAIL, due?: number) =>
    notOk(await lookAtAccount({ readiness: async () => ({ ...WELL, ...changes }) }, settings, due));

  it.each<[string, Partial<AccountState>, unknown[]]>([
    ['all well', {}, []],
    ['sending switched off', { sendingEnabled: false }, [['E_SES_PAUSED', 'toDo', true]]],
    ['the sandbox', { production: false }, [['E_SES_SANDBOX', 'toDo', true]]],
    ['an identity without records', { identityVerified: false }, [['E_SES_IDENTITY', 'toDo', true]]],
    ['no DKIM', { dkim: false }, [['E_SES_DKIM', 'toDo', true]]],
    ['no configuration set', { configurationSet: false }, [['E_SES_CONFIGURATION_SET', 'toDo', true]]],
    [
      'no events at all',
      { destinations: { eventBridge: false, queue: false } },
      [
        ['E_SES_EVENTS_BUS', 'toDo', true],
        ['E_SES_EVENTS_QUEUE', 'toDo', true],
      ],
    ],
    ['no suppression of complaints', { suppression: ['BOUNCE'] }, [['E_SES_SUPPRESSION', 'toDo', true]]],
    [
      'a read that is denied tells nothing, neither good nor bad',
      { denied: ['ses:GetAccount'] },
      [
        ['E_SES_PAUSED', 'unseen', false],
        ['E_SES_SANDBOX', 'unseen', false],
        ['quota', 'unseen', false],
      ],
    ],
  ])('%s', async (_, changes, expected) => {
    expect(await looked(changes)).toEqual(expected);
  });

  it('in shadow mode the sandbox stops nothing', async () => {
    expect(await looked({ production: false }, { ...MAIL, REDIRECT_TO: 'us@shop.example' })).toEqual([]);
  });

  it.each([
    ['a plan within the quota', 50_000, []],
    ['a plan beyond it is spread, which stops nothing', 50_001, [['quota', 'toDo', false]]],
  ])('%s', async (_, due, expected) => {
    expect(await looked({}, MAIL, due)).toEqual(expected);
  });

  it('a quota without limit holds any plan', async () => {
    expect(await looked({ perDay: -1 }, MAIL, 9_000_000)).toEqual([]);
  });

  it('SES out of reach, and no settings, cannot be seen', async () => {
    expect(notOk(await lookAtAccount({ readiness: offline }, MAIL, 1))).toEqual([['ses', 'unseen', false]]);
    expect(await looked({}, {})).toEqual([['ses', 'unseen', false]]);
  });
});

describe('names that receivers look up', () => {
  const SPF = 'v=spf1 include:amazonses.com ~all';
  const names = (mailFrom: string | undefined, zone: Record<string, string[]>): MailNames => ({
    mailFrom: async () => mailFrom,
    texts: async (name) => zone[name] ?? [],
  });

  it.each<[string, MailNames, unknown[]]>([
    [
      'all well',
      names('bounce.shop.example', {
        'bounce.shop.example': [SPF],
        '_dmarc.mail.shop.example': ['v=DMARC1; p=none'],
      }),
      [],
    ],
    [
      'the record of the organisation above counts',
      names('b.example', { 'b.example': [SPF], '_dmarc.shop.example': ['v=DMARC1; p=reject'] }),
      [],
    ],
    [
      'nothing at all',
      names(undefined, {}),
      [
        ['mail-from', 'toDo', false],
        ['dmarc', 'toDo', false],
      ],
    ],
    [
      'an SPF record of somebody else',
      names('b.example', {
        'b.example': ['v=spf1 include:other.example -all'],
        '_dmarc.shop.example': ['v=DMARC1; p=none'],
      }),
      [['mail-from', 'toDo', false]],
    ],
    [
      'offline',
      { mailFrom: async () => 'b.example', texts: offline },
      [
        ['mail-from', 'unseen', false],
        ['dmarc', 'unseen', false],
      ],
    ],
  ])('%s', async (_, given, expected) => {
    expect(notOk(await lookAtNames(given, MAIL.SENDER, false))).toEqual(expected);
  });

  it('the local cloud has none', async () => {
    const found = await lookAtNames({ mailFrom: offline, texts: offline }, MAIL.SENDER, true);
    expect(found.map(({ outcome }) => outcome)).toEqual(['notHere', 'notHere']);
  });
});

describe('buckets, tables, keys and schedule', () => {
  const SETTINGS = {
    ...{ UPLOADS_BUCKET: 'u', LAKE_BUCKET: 'l', RESULTS_BUCKET: 'r', RUNS_TABLE: 't', CUSTOMERS_TABLE: 'c' },
    ...{
      LEDGER_TABLE: 'g',
      MAILBOXES_TABLE: 'm',
      KEYS_SECRET: 'k',
      PAGES_SECRET: 'p',
      SCHEDULE_NAME: 'default/p',
    },
  };
  const yes = async () => true;
  const all: Stores = { bucket: yes, table: yes, secret: yes, schedule: async () => ({ enabled: true }) };

  it.each<[string, Partial<Stores>, unknown[]]>([
    ['all there', {}, []],
    ['no ledger', { table: async (name) => name !== 'g' }, [['LEDGER_TABLE', 'toDo', true]]],
    ['no bucket of the lake', { bucket: async (name) => name !== 'l' }, [['LAKE_BUCKET', 'toDo', true]]],
    ['no keys', { secret: async (name) => name !== 'k' }, [['KEYS_SECRET', 'toDo', true]]],
    [
      'nothing that signs links to pages',
      { secret: async (name) => name !== 'p' },
      [['PAGES_SECRET', 'toDo', false]],
    ],
    [
      'keys that may not be described',
      { secret: denied },
      [
        ['KEYS_SECRET', 'unseen', false],
        ['PAGES_SECRET', 'unseen', false],
      ],
    ],
    [
      'a schedule that is off',
      { schedule: async () => ({ enabled: false }) },
      [['SCHEDULE_NAME', 'toDo', false]],
    ],
    ['no schedule', { schedule: async () => undefined }, [['SCHEDULE_NAME', 'toDo', false]]],
  ])('%s', async (_, changes, expected) => {
    expect(notOk(await lookAtStores({ ...all, ...changes }, SETTINGS))).toEqual(expected);
  });

  it('what is not named cannot be seen, and it is said which output names it', async () => {
    const found = await lookAtStores(all, {});
    expect(new Set(found.map(({ outcome }) => outcome))).toEqual(new Set(['unseen']));
    expect(found.find(({ id }) => id === 'LEDGER_TABLE')?.say.en).toContain('output LedgerTable');
  });
});

describe('who gets alarms', () => {
  it.each<[string, boolean[], unknown[]]>([
    ['all confirmed', [true, true], []],
    ['somebody has not confirmed', [true, false], [['alarms', 'toDo', false]]],
    ['nobody', [], [['alarms', 'toDo', false]]],
  ])('%s', async (_, confirmed, expected) => {
    const found = await lookAtAlarms('arn:topic', false, async () =>
      confirmed.map((one) => ({ confirmed: one })),
    );
    expect(notOk([found])).toEqual(expected);
  });

  it('a topic that may not be read cannot be seen; one without a name neither; here there is none', async () => {
    expect((await lookAtAlarms('arn:topic', false, denied)).outcome).toBe('unseen');
    expect((await lookAtAlarms(undefined, false, denied)).outcome).toBe('unseen');
    expect((await lookAtAlarms('arn:topic', true, denied)).outcome).toBe('notHere');
  });
});

describe('the policy', () => {
  const text = defaultPolicyText();
  const told = text.replace('notify: { answers: [] }', 'notify: { answers: [], runs: [li@shop.example] }');

  it.each<[string, string, unknown[]]>([
    ['somebody hears of runs', told, []],
    ['nobody does', text, [['notify', 'toDo', false]]],
    [
      'a faulty one stops mail',
      text.replace('approval: never', 'approval: perhaps'),
      [['policy', 'toDo', true]],
    ],
  ])('%s', async (_, given, expected) => {
    expect(notOk(await lookAtPolicy(async () => parsePolicy(given)))).toEqual(expected);
  });

  it('one out of reach cannot be seen', async () => {
    expect(notOk(await lookAtPolicy(denied))).toEqual([['policy', 'unseen', false]]);
  });
});
