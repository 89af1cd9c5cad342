import { describe, expect, it } from 'vitest';
import { effectSection } from '../../lambdas/report/effect-section.ts';
import type { Effect, EffectLine } from '../../shared/contract/effect.ts';
import { type Report, ReportSchema } from '../../shared/contract/report.ts';
import { sayIn } from '../../shared/domain/report/html.ts';
import { NASTY, reported } from '../support/report-run.ts';
import { EFFECT, LINE } from './report-effect.ts';

const seen = (bought: EffectLine['bought']): Effect => ({ ...EFFECT, lines: [{ ...LINE, bought }] });

const sectionOf = (effect: Effect | null, language: 'en' | 'zh-CN' = 'en') =>
  effectSection({ effect } as Report, sayIn(language)).replace(/\s+/g, ' ');

describe('what people read first', () => {
  it.each([
    [
      'a difference that is told',
      EFFECT,
      'people who were to get it bought again 3.1 points more often (between 0.4 and 5.8) than those held out. The data tell that there is a difference.',
      '应收到这封邮件的客户与对照组相比，再次购买的比例高 3.1 个百分点（95% 区间 0.4 至 5.8）。数据足以表明存在差异。',
    ],
    [
      'one that takes more customers',
      seen({ value: -0.02, from: -0.05, to: 0.01, verdict: { kind: 'needs', customers: 1200 } }),
      'bought again 2.0 points less often (between −5.0 and 1.0) than those held out. That can still be chance: about 1,200 more customers would be needed',
      '再次购买的比例低 2.0 个百分点（95% 区间 −5.0 至 1.0）。这仍可能只是偶然：要确认这样的差异，大约还需要 1,200 位客户。',
    ],
    [
      'nothing',
      seen({ value: 0.001, from: -0.04, to: 0.042, verdict: { kind: 'nothing', smallest: 0.06 } }),
      'Nothing is seen beyond chance; groups of this size would show a difference of about 6.0 points or more.',
      '看不出超出偶然的差异；以目前的人数，大约 6.0 个百分点以上的差异才能看出来。',
    ],
  ])('%s', (_, effect, en, zh) => {
    expect(sectionOf(effect)).toContain(en);
    expect(sectionOf(effect, 'zh-CN')).toContain(zh);
  });

  it('all mail has words of its own', () => {
    const all = { ...EFFECT, lines: [{ ...LINE, campaign: null, name: null }] };
    expect(sectionOf(all)).toContain('People who may be mailed bought again 3.1 points more often');
    expect(sectionOf(all, 'zh-CN')).toContain('可以收信的客户与对照组相比，再次购买的比例高 3.1 个百分点');
  });
});

describe('the figures behind it', () => {
  const section = sectionOf(EFFECT);

  it.each([
    ['bought again in points', '+3.1 (+0.4 … +5.8)'],
    ['revenue a customer', '+15.00 (−2.50 … +32.50)'],
    ['margin after codes', '+3.50 (−1.75 … +8.75)'],
    ['change of churn', '−33.0% (−47.0% … −16.0%)'],
    ['the return', '+310.0% (+60.0% … +560.0%)'],
    ['what was spent', '1,095.00'],
    ['how far the horizon has come', '30–90'],
    ['whether −30 % churn is supported', 'the data leave it open'],
    ['whether +50 % return is supported', 'the data support it'],
    ['who shares a mailbox', '3 customers share a mailbox'],
    ['that intervals miss', 'Of 20 such intervals about one misses the truth'],
  ])('%s', (_, text) => {
    expect(section).toContain(text);
  });

  it('before and after are folded away, as what they are', () => {
    expect(section).toMatch(/<details><summary>Before and after, which proves nothing<\/summary>/);
    expect(section).toContain('40,000.00');
  });

  it('the picture says in words what it shows, and places the interval about the dashed 0', () => {
    const [, label] = /<svg[^>]* aria-label="([^"]+)"/.exec(section) ?? [];
    expect(label).toContain('treated less held out');
    expect(section).toMatch(/<desc>[^<]*\+3\.1 \(\+0\.4 … \+5\.8\)<\/desc>/);
    // From 0 at 3 % to the largest value, 5.8, at 97 %.
    expect(section).toContain('x1="3.00%" x2="3.00%"');
    expect(section).toMatch(/x1="9\.48%" x2="97\.00%"/);
    expect(section).toContain('cx="53.24%"');
  });

  it('names of campaigns are made safe', () => {
    expect(section).not.toContain(NASTY);
    expect(section).toContain('&#60;script&#62;');
  });
});

describe('where there is nothing to tell', () => {
  it.each([
    ['the step failed', null, 'was not measured in this run', '没有衡量邮件的效果'],
    ['there was no mail yet', { ...EFFECT, runs: [], lines: [] }, 'three days old', '发出满三天'],
    [
      'nobody was held out',
      {
        ...EFFECT,
        lines: [],
        unmeasured: [{ campaign: 'care', name: null, customers: 9, why: 'noHoldOut' as const }],
      },
      'mail: { holdOut: { share: 0.05 } }',
      'mail: { holdOut: { share: 0.05 } }',
    ],
  ])('because %s, it says so and shows no figure', (_, effect, en, zh) => {
    expect(sectionOf(effect)).toContain(en);
    expect(sectionOf(effect, 'zh-CN')).toContain(zh);
    expect(sectionOf(effect)).not.toContain('<svg');
  });
});

describe('the report', () => {
  it('holds the effect in all of its forms', async () => {
    const written = await reported({ effect: async () => EFFECT });
    const textOf = (file: string) => written.get(`reports/r2/${file}`) ?? '';
    expect(ReportSchema.parse(JSON.parse(textOf('report.json'))).effect).toEqual(EFFECT);
    expect(textOf('report.en.html')).toContain('What the mails changed');
    expect(textOf('report.zh-CN.html')).toContain('邮件带来的变化');
    const [head, row] = textOf('effect.csv').split('\r\n');
    expect(head?.split(',').slice(0, 12)).toEqual([
      ...['campaign', 'tier', 'treated', 'held_out', 'left_out', 'days_least', 'days_most', 'sent', 'cost'],
      ...['bought', 'bought_from', 'bought_to'],
    ]);
    expect(row).toBe(
      'care,,1000,200,7,30,90,950,1095.00,0.0310,0.0040,0.0580,-0.1000,-0.1700,-0.0300,15.00,-2.50,32.50,3.50,-1.75,8.75,3.1000,0.6000,5.6000,-0.3300,-0.4700,-0.1600',
    );
  });

  it('without a measurement there is no file of it', async () => {
    expect((await reported()).has('reports/r2/effect.csv')).toBe(false);
  });
});
