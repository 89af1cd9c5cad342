import { describe, expect, it } from 'vitest';
import { PlanPageSchema } from '../../shared/contract/plan-page.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { LANGUAGES } from '../../shared/domain/bilingual.ts';
import { variableUnknown } from '../../shared/domain/mail/template-refusals.ts';
import { PLAN_MAILS, PLAN_POLICY, PLANNED, planned } from '../support/plan-run.ts';
import { NASTY, outcome, reported } from '../support/report-run.ts';
import { shipped } from '../support/shipped-letters.ts';

const planOf = async (over = {}) =>
  PlanPageSchema.parse(JSON.parse((await planned(over)).get('plan.json') ?? ''));
const pageOf = async (file: string, over = {}) => (await planned(over)).get(file) ?? '';
const { inventory, review } = PLANNED;

describe('plan.json', () => {
  it('is written last, so that whoever is told of it finds the pages', async () => {
    expect([...(await planned()).keys()]).toEqual([
      ...['mails.zh-CN.html', 'mails.en.html', 'plan.zh-CN.html', 'plan.en.html', 'plan.html', 'plan.json'],
    ]);
  });

  it('says how many customers each tier has before and after, highest first', async () => {
    const { tiers, customers } = await planOf();
    expect(tiers.map(({ id, before, after }) => [id, before, after])).toEqual([
      ['high', 97, 100],
      ['mid', 313, 299],
      ['low', 1238, 1318],
    ]);
    expect(customers).toBe(tiers.reduce((sum, { after }) => sum + after, 0));
  });

  it('has every campaign of the run in the order of the policy, with who is skipped and why', async () => {
    const { campaigns } = await planOf();
    expect(campaigns.map(({ rule, due, heldOut, skips }) => [rule, due, heldOut, skips])).toEqual([
      ['risen', 12, 0, []],
      [
        ...['every-low', 20, 2],
        [
          { reason: 'no_consent', count: 3 },
          { reason: 'no_address', count: 2 },
        ],
      ],
      ['quiet', 5, 0, []],
    ]);
  });

  it('keeps the name of a tier that the policy has lost', async () => {
    const moves = [{ from: 'gone', to: 'low', change: 'demoted', cause: 'policy', count: 3 } as const];
    const { tiers } = await planOf({ review: async () => ({ ...review, moves }) });
    expect(tiers.at(-1)).toEqual({ id: 'gone', name: { en: 'gone', 'zh-CN': 'gone' }, before: 3, after: 0 });
  });

  const caution = { code: 'G_CAUTION', say: { en: 'Rolled back.', 'zh-CN': '已回滚。' }, trips: true };
  it.each([
    ['guarded', ['9 % of customers move.']],
    ['always', ['The policy asks for approval of every plan (`approval: always`).']],
    ['never', []],
  ] as const)('tells why a plan waits where approval is %s', async (approval, wanted) => {
    const policy = async () => ({ ...PLAN_POLICY, approval });
    const why = async (over = {}) => (await planOf({ policy, ...over })).why.map(({ en }) => en);
    expect(await why()).toEqual(wanted);
    const cautious = { ...review, anomalies: [caution] };
    expect(await why({ review: async () => cautious })).toContain('Rolled back.');
  });

  it('of a plan that nothing holds up neither waits nor expires', async () => {
    const plan = await planOf({ run: async () => ({ state: 'APPROVED' }) as Run });
    expect([plan.decision, plan.expiresAt, plan.why]).toEqual(['APPROVED', undefined, []]);
  });

  it('is not written of a simulation, of which nobody is mailed', async () => {
    const simulated = async () => ({ ...inventory, simulated: true });
    expect([...(await planned({ inventory: simulated })).keys()]).toEqual([]);
  });
});

describe.each(LANGUAGES)('the page of a plan in %s', (language) => {
  const page = (over = {}) => pageOf(`plan.${language}.html`, over);

  it('has one comment, where the decision goes', async () => {
    const html = (await page()).replace(/srcdoc="[^"]*"/g, '');
    expect(html.match(/<!--.*?-->/gs)).toEqual(['<!--decision-->']);
  });

  it('shows hostile names as text, and holds no customer', async () => {
    for (const file of [`plan.${language}.html`, `mails.${language}.html`]) {
      const html = await pageOf(file);
      expect(html).toContain('&#60;script&#62;alert');
      expect(html).not.toContain(NASTY);
      expect(html).not.toMatch(/<script|\son\w+=|javascript:/i);
      expect(html).not.toMatch(/secret/i);
    }
    expect(await pageOf('plan.json')).not.toMatch(/secret/i);
  });

  it('lets in the styles of its letters one by one, and nothing else', async () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(await page()) ?? [];
    expect(policy).toMatch(
      /^default-src 'none'; style-src ('sha256-[\w+/=]+' ?|'unsafe-hashes' ?)+; base-uri/,
    );
    const [, bare = ''] =
      /Content-Security-Policy" content="([^"]*)"/.exec(await page({ letters: async () => undefined })) ?? [];
    expect(bare.match(/sha256-/g)).toHaveLength(1);
  });

  it('shows four letters of every template of every campaign', async () => {
    for (const file of [`plan.${language}.html`, `mails.${language}.html`]) {
      const titles = [...(await pageOf(file)).matchAll(/<iframe title="([^"]*)"/g)].map(([, title]) => title);
      expect(new Set(titles).size).toBe(16);
      for (const of of ['moved-up', 'regular', 'first-purchase', 'exclusive-offer'])
        expect(titles.filter((title) => title?.includes(`, ${of}:`))).toHaveLength(4);
    }
  });

  it('shows a plan without mails', async () => {
    const none = { letters: async () => undefined, outbox: async () => [], preflight: async () => undefined };
    const html = await page(none);
    expect(html).toContain(language === 'en' ? 'This run has no mails.' : '本次运行没有邮件。');
    expect(html).not.toContain('<iframe');
    expect(await pageOf(`mails.${language}.html`, none)).toContain(
      language === 'en' ? 'This run has no mails.' : '本次运行没有邮件。',
    );
  });

  it('shows a first run, in which everybody is new', async () => {
    const moves = [{ from: null, to: 'low', change: 'joined', cause: 'behaviour', count: 1717 } as const];
    const html = await page({ review: async () => ({ ...review, moves, cost: null }) });
    expect(html).toContain(
      language === 'en' ? '1,717 customers are graded for the first time' : '将为 1,717 位客户首次评定等级',
    );
    expect(html).not.toContain('class="flows"');
  });

  it('says where an earlier program kept no templates with the run', async () => {
    const html = await page({ letters: async () => undefined });
    expect(html).toContain(language === 'en' ? 'were not kept with it' : '未保存邮件模板');
    expect(html).not.toContain('<iframe');
  });

  it('says in the place of a letter why it cannot be shown', async () => {
    const broken = () => {
      throw variableUnknown('moved-up.en.liquid', 'colour');
    };
    const html = await page({ letters: async () => broken });
    expect(html).toContain('colour');
    expect(html).not.toContain('<iframe');
  });
});

describe('the letters of a plan', () => {
  const letters = async (over = {}) =>
    [...(await pageOf('mails.en.html', over)).matchAll(/<iframe title="([^"]*)"[^>]*srcdoc="([^"]*)"/g)].map(
      ([, title = '', html = '']) => ({ title, html: read(html) }),
    );
  const read = (html: string) =>
    html.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

  it('are to somebody with a name and without, in both languages', async () => {
    const offers = (await letters()).filter(({ title }) => title.startsWith('Come back'));
    const begins = offers.map(({ html }) => /<p>([^<]*[,！!])<\/p>/.exec(html)?.[1]);
    expect(begins).toEqual(['Dear Ann Miller,', 'Hello,', '王小明，您好！', '您好！']);
    for (const { html } of offers) expect(html).toContain('SAMPLE-CODE');
  });

  it('name the tiers that most of the campaign have, and the middle of their days', async () => {
    const days = ['2026-02-01', '2026-02-11', '2026-02-21'];
    const outbox = PLAN_MAILS.flatMap((mail) => days.map((consentOn) => ({ ...mail, consentOn })));
    const [first] = await letters({ outbox: async () => outbox });
    expect(first?.html).toContain('11 February 2026');
    expect(first?.html).toContain('Silver');
  });

  it('name the day of the run where a day would be that of a few people', async () => {
    const outbox = PLAN_MAILS.slice(0, 3).map((mail) => ({ ...mail, consentOn: '2026-02-11' }));
    const [first] = await letters({ outbox: async () => outbox });
    expect(first?.html).toContain('agreed to hear from us on 30 September 2026');
  });
});

describe('the gallery of a run that is over', () => {
  it('shows the letters of every campaign with what became of its mails, and leads to the report and back', async () => {
    const sent = async (_: string, part: number) =>
      part === 0 ? [outcome({}), outcome({ customerId: 'c3' })] : [];
    const written = await reported({ letters: async () => shipped.render, sentOutcomes: sent });
    const [gallery, page] = ['mails.en.html', 'report.en.html'].map((file) =>
      written.get(`reports/r2/${file}`),
    );
    expect(gallery?.match(/<iframe/g)).toHaveLength(4);
    expect(gallery).toContain('<p>sent 2</p>');
    expect(gallery).toContain('href="report.en.html"');
    expect(page).toContain('href="mails.en.html"');
  });

  it('shows the figures alone where an earlier program kept no templates', async () => {
    const gallery = (await reported()).get('reports/r2/mails.zh-CN.html');
    expect(gallery).toContain('未保存邮件模板');
    expect(gallery).not.toContain('<iframe');
  });
});
