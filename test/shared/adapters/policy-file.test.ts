import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { currentPolicy } from '../../../shared/adapters/current-policy.ts';
import { parsePolicy, policyHash, readPolicy } from '../../../shared/adapters/policy-file.ts';
import { SHIPPED_TEMPLATES } from '../../../shared/domain/policy/templates.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
import { defaultPolicyText } from '../../../shared/runtime/assets.ts';

const shipped = defaultPolicyText();

function faultsOf(text: string) {
  const read = readPolicy(text, SHIPPED_TEMPLATES);
  return 'faults' in read ? read.faults : [];
}

/** The line of the shipped policy that starts with `start`, 1 = first. */
const lineOf = (text: string, start: string): number =>
  text.split('\n').findIndex((line) => line.trimStart().startsWith(start)) + 1;

describe('the shipped policy', () => {
  const policy = parsePolicy(shipped, SHIPPED_TEMPLATES);

  it('grades by RFM quintiles of a year into five tiers, each quarter, without approval', () => {
    expect(policy).toMatchObject({
      window: { days: 365 },
      schedule: { every: 'quarter' },
      approval: 'never',
    });
    expect(policy.currency.code).toBeUndefined();
    expect(policy.tiers.map(({ id }) => id)).toEqual(['diamond', 'gold', 'silver', 'bronze', 'regular']);
    expect(Object.keys(policy.scores)).toEqual(['recency', 'frequency', 'monetary', 'rfm']);
  });

  it('has both kinds of campaign for every tier', () => {
    for (const { id } of policy.tiers) {
      const kinds = policy.campaigns.filter(({ tier }) => tier === id).map(({ kind }) => kind);
      expect(new Set(kinds)).toEqual(new Set(['membership', 'movement']));
    }
  });

  it('is explained in Chinese and English', () => {
    const comments = shipped.split('\n').filter((line) => line.startsWith('#'));
    expect(comments.filter((line) => /\p{Script=Han}/u.test(line)).length).toBeGreaterThan(10);
    expect(comments.filter((line) => !/\p{Script=Han}/u.test(line)).length).toBeGreaterThan(10);
  });
});

describe('faults of a policy file', () => {
  it.each<[string, string, string, string]>([
    ['a misspelt setting', 'approval: never', 'aproval: never', 'aproval:'],
    ['a wrong type', '{ days: 365 }', '{ days: a year }', 'window:'],
    ['a band rule of no kind', '{ quantile: 5 } }\n  freq', '{ quantil: 5 } }\n  freq', 'recency:'],
    ['a bad condition', "'>= 4.4'", "'=> 4.4'", '- { id: diamond'],
    ['a fine weight', 'recency: 0.3,', 'recency: 0.33333,', 'rfm:'],
    ['a bad name', 'rule: quarterly-gold', 'rule: Quarterly Gold', '- { rule: Quarterly Gold'],
    [
      'an unknown kind of campaign',
      'rule: quarterly-gold, kind: membership',
      'rule: quarterly-gold, kind: mail',
      '- { rule: quarterly-gold',
    ],
    [
      'an unknown template',
      'tier: silver, template: silver',
      'tier: silver, template: sliver',
      '- { rule: quarterly-silver',
    ],
    ['an unknown zone', 'Asia/Shanghai', 'Asia/Shangai', 'timeZone:'],
    ['a time without quotes that is none', "at: '06:00'", "at: '6 am'", "at: '6 am'"],
    ['a setting twice', 'zeroCounts: false', 'zeroCounts: false\nzeroCounts: true', 'zeroCounts: true'],
    ['a tab', 'zeroCounts: false', 'zeroCounts:\n\tfalse', 'false'],
  ])('%s is named with its line, in both languages', (_, good, bad, start) => {
    expect(shipped).toContain(good);
    const text = shipped.replace(good, bad);
    const fault = faultsOf(text).find(({ line }) => line === lineOf(text, start));
    expect(fault?.message['zh-CN']).toMatch(/\p{Script=Han}/u);
    expect(fault?.message.en).not.toBe('');
  });

  it('are all named at once, and what is missing too', () => {
    const text = shipped
      .replace('version: 1', '')
      .replace('identity: [customer_id, email, phone]', 'identity: [name]');
    expect(faultsOf(text).map(({ message }) => message.en)).toEqual([
      'version is missing',
      'must be one of: customer_id, email, phone',
    ]);
  });

  it.each([
    ['nothing', ''],
    ['a list', '- a'],
    ['a tag', 'a: !!js/function x'],
    ['two documents', `${shipped}\n---\na: 1`],
    ['bytes that are no text', '\uFFFD\uFFFD'],
    ['a flood', 'a'.repeat(300_000)],
    [
      'a bomb of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((n, i) => `${n}: &${n} [${`*${'abcdefg'[i]},`.repeat(9)}]`).join('\n')}`,
    ],
    ['a prototype', '__proto__: { a: 1 }\nconstructor: 1'],
  ])('of %s do not throw', (_, text) => {
    expect(faultsOf(text).length).toBeGreaterThan(0);
  });

  it('tell of a condition that would vanish', () => {
    const text = shipped.replace('when: {', "when: { __proto__: '>= 9',");
    expect(text).not.toBe(shipped);
    expect(faultsOf(text)).toEqual([
      expect.objectContaining({
        line: text.slice(0, text.indexOf('__proto__')).split('\n').length,
        message: {
          en: '__proto__ is a word that programs use themselves; choose another name',
          'zh-CN': '__proto__ 是程序自身使用的词，请换一个名称',
        },
      }),
    ]);
  });

  it('are thrown as a refusal that lists every line', () => {
    const text = shipped.replace('approval: never', 'approval: maybe').replace('Asia/Shanghai', '[]');
    expect(() => parsePolicy(text)).toThrow(Refusal);
    const [zone, approval] = [lineOf(text, 'timeZone:'), lineOf(text, 'approval:')];
    expect(() => parsePolicy(text)).toThrow(
      new RegExp(`E_POLICY.*line ${zone}, .*\\n.*line ${approval}, `, 's'),
    );
  });
});

describe('the hash of a policy', () => {
  const hashOf = (text: string) => policyHash(parsePolicy(text));

  it('does not see comments, layout, the order of settings or values that go without saying', () => {
    const moved = shipped
      .replace('zeroCounts: false\n', '')
      .replace('version: 1', 'approval: never\nversion: 1');
    const text = moved.replace(/\napproval: never\n(?!version)/, '\n').replaceAll(/^#.*$/gm, '');
    expect(hashOf(text)).toBe(hashOf(shipped));
    expect(hashOf(shipped)).toMatch(/^[0-9a-f]{16}$/);
  });

  it('sees every value', () => {
    expect(hashOf(shipped.replace('365', '364'))).not.toBe(hashOf(shipped));
  });
});

describe('the policy in use', () => {
  const lake = {
    must: async (key: string) => Buffer.from(key === 'policies/x.yaml' ? shipped.replace('365', '90') : ''),
  };

  it('is the shipped one until somebody uploads another', async () => {
    const runs = { get: async () => undefined };
    expect((await currentPolicy(runs, lake, shipped)).policy.window.days).toBe(365);
  });

  it('is the one that the item names', async () => {
    const runs = {
      get: async () => ({ pk: 'POLICY', sk: 'CURRENT', hash: 'x', key: 'policies/x.yaml', order: '1' }),
    };
    expect((await currentPolicy(runs, lake, shipped)).policy.window.days).toBe(90);
  });
});

it('every shipped template is there in both languages', () => {
  const files = readdirSync(new URL('../../../shared/templates/', import.meta.url));
  for (const template of SHIPPED_TEMPLATES)
    for (const language of ['zh-CN', 'en'])
      expect(files.some((f) => f.startsWith(`${template}.${language}`))).toBe(true);
});
