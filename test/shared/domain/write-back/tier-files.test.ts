import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BYTE_ORDER_MARK } from '../../../../shared/domain/csv.ts';
import type { Policy } from '../../../../shared/domain/policy/schema.ts';
import {
  EVERYWHERE,
  type WriteBack,
  WriteBackSchema,
  type WriteBackSystem,
} from '../../../../shared/domain/policy/write-back-schema.ts';
import type { Standing } from '../../../../shared/domain/write-back/standing.ts';
import { originsOf, TIER_FILES } from '../../../../shared/domain/write-back/systems.ts';
import { tierLine } from '../../../../shared/domain/write-back/tier-file.ts';
import { gradingPolicy } from '../../../support/grading.ts';

const words = (en: string, zh: string) => ({ en, 'zh-CN': zh });
const graded = gradingPolicy({
  tiers: [
    { id: 'high', name: words('High', '高'), when: { orders: '= 3' } },
    { id: 'low', name: words('Low', '低') },
  ],
  campaigns: [],
});
const policyWith = (writeBack: WriteBack = EVERYWHERE): Policy => ({
  ...graded,
  shop: { ...graded.shop, language: 'zh-CN' },
  writeBack,
});

const standing = (more: Partial<Standing> = {}): Standing => ({
  ...{ customerId: 'c1', email: 'li@example.com', name: '李雷', tier: 'high', previousTier: 'low' },
  ...{ since: '2026-09-30', change: 'promoted', tags: null },
  ...more,
});

const lineOf = (
  system: WriteBackSystem,
  more: Partial<Standing> = {},
  origins: WriteBackSystem[] = [],
  policy = policyWith(),
) => {
  const row = TIER_FILES[system].row(standing(more), { policy, origins: new Set(origins) });
  return row && tierLine(row);
};

describe('Zoho CRM', () => {
  it('gets the heads that its wizard knows, then those of the policy', () => {
    const heads = (policy: Policy) => TIER_FILES.zoho.heads({ policy, origins: new Set() });
    expect(heads(policyWith())).toEqual([
      ...['Record Id', 'Email', 'Customer Id', 'Tier', 'Previous Tier', 'Tier Since', 'Tier Change'],
    ]);
    const named = WriteBackSchema.parse({ zoho: { tier: '客户等级', customerId: 'ERP No.' } });
    expect(heads(policyWith(named))).toEqual([
      ...['Record Id', 'Email', 'ERP No.', '客户等级', 'Previous Tier', 'Tier Since', 'Tier Change'],
    ]);
  });

  it.each<[string, Partial<Standing>, WriteBackSystem[], string]>([
    ['by address and id', {}, [], ',li@example.com,c1,高,低,2026-09-30,升级'],
    [
      'by the id of its own export',
      { customerId: '4000000000300' },
      ['zoho'],
      '4000000000300,li@example.com,4000000000300,高,低,2026-09-30,升级',
    ],
    [
      'by no id of another system that looks like one',
      { customerId: '4000000000300' },
      [],
      ',li@example.com,4000000000300,高,低,2026-09-30,升级',
    ],
    [
      'by an address that is all he is known by',
      { customerId: 'li@example.com', email: null },
      ['zoho'],
      ',li@example.com,li@example.com,高,低,2026-09-30,升级',
    ],
    [
      'and who left has no tier',
      { tier: null, previousTier: 'high', change: 'left' },
      [],
      ',li@example.com,c1,,高,2026-09-30,已移出',
    ],
  ])('finds a customer %s', (_how, more, origins, line) => {
    expect(lineOf('zoho', more, origins)).toBe(`${line}\r\n`);
  });

  it('speaks the language of the shop', () => {
    const english: Policy = { ...policyWith(), shop: { ...graded.shop, language: 'en' } };
    expect(lineOf('zoho', {}, [], english)).toBe(',li@example.com,c1,High,Low,2026-09-30,moved up\r\n');
  });

  it('gets a tier that the policy no longer has by its id', () => {
    expect(lineOf('zoho', { previousTier: 'gone' })).toContain(',高,gone,');
  });
});

describe('纷享销客', () => {
  it('gets Chinese heads, in a file that a spreadsheet reads as UTF-8', () => {
    const { heads, opening } = TIER_FILES.fxiaoke;
    expect(opening).toBe(BYTE_ORDER_MARK);
    expect(heads({ policy: policyWith(), origins: new Set() })).toEqual([
      ...['客户名称', '客户编号', '客户等级', '原等级', '等级生效日期', '等级变动'],
    ]);
  });

  it.each<[string, Partial<Standing>, WriteBackSystem[], string]>([
    ['name and number', {}, [], '李雷,c1,高,低,2026-09-30,升级'],
    ['number alone', { name: null }, [], ',c1,高,低,2026-09-30,升级'],
    [
      'name, which its own orders know him by',
      { customerId: '杭州某某贸易有限公司', name: null },
      ['fxiaoke'],
      '杭州某某贸易有限公司,,高,低,2026-09-30,升级',
    ],
    [
      'number, where an address stands for a missing name',
      { customerId: 'li@example.com' },
      ['fxiaoke'],
      '李雷,li@example.com,高,低,2026-09-30,升级',
    ],
  ])('finds a customer by %s', (_how, more, origins, line) => {
    expect(lineOf('fxiaoke', more, origins)).toBe(`${line}\r\n`);
  });
});

describe('Shopify', () => {
  const keeping = WriteBackSchema.parse({ shopify: { tagPrefix: '等级-', keep: 'tags' } });

  it.each<[string, Partial<Standing>, WriteBack, string | undefined]>([
    ['the tag of the tier', {}, EVERYWHERE, 'li@example.com,tier:high\r\n'],
    ['no tag when he left', { tier: null, change: 'left' }, EVERYWHERE, 'li@example.com,\r\n'],
    ['nothing, without an address', { email: null }, EVERYWHERE, undefined],
    [
      'the tag beside the shop’s own, in the place of every earlier tier’s',
      { tags: 'newsletter, 等级-low ,等级-mid,, VIP' },
      keeping,
      'li@example.com,"newsletter, VIP, 等级-high"\r\n',
    ],
    [
      'the shop’s own alone when he left',
      { tags: '等级-low, b2b', tier: null, change: 'left' },
      keeping,
      'li@example.com,b2b\r\n',
    ],
  ])('gets %s', (_what, more, writeBack, line) => {
    expect(lineOf('shopify', more, [], policyWith(writeBack))).toBe(line);
  });

  it('gets no head that it does not know', () => {
    expect(TIER_FILES.shopify.heads({ policy: policyWith(keeping), origins: new Set() })).toEqual([
      ...['Email', 'Tags'],
    ]);
  });
});

describe('cells', () => {
  it.each([
    ['a phone number with its country', '+8613800005678', true],
    ['one that people part', '+86 138-0000-5678', true],
    ['a negative number', '-5', true],
    ['a formula', '=cmd|calc', false],
    ['a sum', '+A1+A2', false],
    ['a function of old programs', '@SUM(A1)', false],
    ['a formula in full-width signs', '＝1+1', false],
    ['a tab', '\tx', false],
  ])('%s as a key stands letter by letter or nowhere', (_what, key, stands) => {
    expect(tierLine({ keys: [key], words: [] })).toBe(stands ? `${key}\r\n` : undefined);
  });

  it('a word that a spreadsheet would execute is disarmed', () => {
    expect(tierLine({ keys: ['c1'], words: ['=1+1', '-2'] })).toBe("c1,'=1+1,-2\r\n");
  });

  it('every key and word is read back as it was', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab,"\r\n \'|;李1') });
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 5 }), (cells) => {
        const line = tierLine({ keys: cells.slice(1), words: cells.slice(0, 1) });
        if (line === undefined) expect(cells.slice(1).some((cell) => cell.startsWith('\r'))).toBe(true);
        else {
          const [read = []] = parse(line, { recordDelimiter: '\r\n' }) as string[][];
          expect(read.slice(0, -1)).toEqual(cells.slice(1));
          const [word = ''] = cells;
          expect(read.at(-1)).toBe(word.startsWith('\r') ? `'${word}` : word);
        }
      }),
    );
  });
});

describe('whose ids customers go by', () => {
  const policy = policyWith();
  it.each<[string, Policy['identity'], (string | undefined)[], WriteBackSystem[]]>([
    ['plain files', ['customer_id'], ['canonical-orders', undefined], []],
    ['deals of Zoho', ['customer_id', 'email'], ['zoho-crm-deals', 'canonical-orders'], ['zoho']],
    ['invoices of Zoho Books, whose ids are its own', ['customer_id'], ['zoho-books-invoices'], []],
    ['both systems', ['customer_id'], ['fxiaoke-orders', 'zoho-crm-contacts'], ['zoho', 'fxiaoke']],
    ['exports of Zoho, but the address first', ['email', 'customer_id'], ['zoho-crm-deals'], []],
  ])('%s', (_what, identity, formats, origins) => {
    expect([...originsOf({ ...policy, identity }, formats)]).toEqual(origins);
  });
});

describe('the policy', () => {
  it.each([
    ['an unknown system', { files: ['hubspot'] }],
    ['a head that a spreadsheet would execute', { zoho: { tier: '=1+1' } }],
    ['a head with a comma', { fxiaoke: { since: 'a,b' } }],
    ['a tag with a comma', { shopify: { tagPrefix: 'tier,' } }],
    ['no tag at all', { shopify: { tagPrefix: '' } }],
  ])('refuses %s', (_what, writeBack) => {
    expect(WriteBackSchema.safeParse(writeBack).success).toBe(false);
  });
});
