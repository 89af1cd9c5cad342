import { mkdirSync } from 'node:fs';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getJson } from '../../../shared/adapters/lines.ts';
import { openOffers } from '../../../shared/adapters/offers.ts';
import { runKeys } from '../../../shared/contract/keys.ts';
import { FrozenTemplatesSchema } from '../../../shared/contract/templates.ts';
import { defaultPolicyText } from '../../../shared/runtime/assets.ts';
import { scratchFolder, tierwise } from '../../support/cli.ts';
import { runningCloud } from '../../support/running-cloud.ts';
import { ordersCsv } from '../../support/small-shop.ts';
import { SOUND } from '../../support/uploaded-template.ts';

const folder = scratchFolder();
const state = folder.path('state');
const PAGE = 'https://www.shop.example/';
const policy = folder.write(
  'policy.yaml',
  defaultPolicyText()
    .replace(/^ {2}postalAddress:/m, `  links: { home: "${PAGE}", offers: "${PAGE}sale" }\n  postalAddress:`)
    .replace(/^notify:.*$/m, 'notify: { answers: [lead@example.com] }')
    .replace(/^mail:/m, 'mail:\n  linkHosts: [files.shop.example]'),
);

let here: Awaited<ReturnType<typeof runningCloud>>;
beforeAll(async () => {
  here = await runningCloud(state, '2026-06-30');
  await here.shop.uploads.upload(policy, 'policy/policy.yaml');
  await here.cloud.idle();
}, 120_000);
afterAll(async () => {
  await here.cloud.close();
  folder.remove();
});

const run = (args: string[], env = {}) => tierwise([...args, '--state', state], env);
const put = async (key: string, text: string) => {
  await here.shop.uploads.put(key, text);
  await here.cloud.idle();
};

describe('a mail template', () => {
  it('is uploaded by its end, and names the language that is still missing', async () => {
    const { code, stdout } = await run(['upload', folder.write('news.en.liquid', SOUND)]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('news (en) is in use from the next run on')]);
    expect(stdout).toContain('templates/news.zh-CN.liquid');
    await here.cloud.idle();
    const told = here.cloud.ses
      .accepted()
      .filter(({ destinations }) => destinations.includes('lead@example.com'));
    const mails = await Promise.all(
      told.map(({ messageId }) => here.cloud.ses.raw(messageId) ?? '').map((raw) => PostalMime.parse(raw)),
    );
    const subjects = mails.map(({ subject }) => subject);
    expect(subjects).toEqual([
      expect.stringContaining('policy.yaml'),
      expect.stringContaining('news.en.liquid'),
    ]);
  }, 60_000);

  it('that shows what may be missing is in use, and its line is told with how to mend it', async () => {
    const file = folder.write('bare.en.liquid', SOUND.replace('<h1>', '<h1>{{ name }} '));
    const { code, stdout } = await run(['upload', file]);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/look at this:\n +line 5: \{\{ name \}\} may be/),
    ]);
  }, 60_000);

  it('with faults names all of them in the reader’s language, and ends with 1', async () => {
    const faulty = SOUND.replaceAll('{{ tier }}', '{{ teir }}').replace('<h1>', '<script></script><h1>');
    const { code, stdout } = await run(['upload', folder.write('bad.en.liquid', faulty)], {
      LC_ALL: 'zh_CN.UTF-8',
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /第 5 行：邮件中不得使用 <script>[\s\S]*第 6 行：没有名为 \{\{ teir \}\}[\s\S]*第 10 行/,
    );
  }, 60_000);

  it('may be named by a policy as soon as it is there in both languages', async () => {
    const named = folder.write(
      'named.yaml',
      defaultPolicyText().replace(/template: gold\b/, 'template: news'),
    );
    const before = await run(['check', named]);
    expect([before.code, before.stderr]).toEqual([1, expect.stringContaining('templates/news.zh-CN.liquid')]);
    await put('templates/news.zh-CN.liquid', SOUND);
    expect(await run(['check', named])).toMatchObject({ code: 0 });
  }, 60_000);

  it('is sent to oneself with made-up values, marked as a test, with a link that does nothing', async () => {
    const args = ['news', 'reader@example.com', '--language', 'zh-CN', '--tier', 'gold'];
    const { code, stdout, stderr } = await run(['send-test', ...args, '--json']);
    expect([code, stderr]).toEqual([0, '']);
    const { messageId, ...said } = JSON.parse(stdout);
    expect(said).toEqual({ sent: true, template: 'news', language: 'zh-CN', tier: 'gold' });
    const mail = await PostalMime.parse(here.cloud.ses.raw(messageId) ?? expect.fail('no mail arrived'));
    expect(mail.subject).toMatch(/^【测试】.*小安, good news$/);
    expect(mail.to?.map(({ address }) => address)).toEqual(['reader@example.com']);
    expect(mail.text).toContain('TEST-CODE');
    const link = mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value.replace(/[<>]/g, '') ?? '';
    expect(link).toMatch(/\/test$/);
    expect(mail.html).toContain(`href="${link}"`);
    expect(await (await fetch(link, { method: 'POST' })).text()).toMatch(/test|测试/);
  }, 60_000);

  it('is not sent to what is no address, nor of a template that there is not', async () => {
    const wrong = [
      ['gold', 'nobody'],
      ['gladness', 'reader@example.com'],
    ];
    const ended = await Promise.all(wrong.map((args) => run(['send-test', ...args])));
    const codes = ended.map(({ code, stderr }) => [code, /^E_\w+/.exec(stderr)?.[0]]);
    expect(codes).toEqual([
      [1, 'E_ADDRESS'],
      [1, 'E_TEMPLATE_MISSING'],
    ]);
    expect(ended[1]?.stderr).toContain('on the command line');
    expect(ended.map(({ stderr }) => stderr).join()).not.toContain('reader@example.com');
  }, 60_000);
});

describe('a campaign', () => {
  it.each([
    ['nosuch', 'There is no campaign nosuch'],
    ['all', 'can only be paused and resumed'],
  ])(
    'whose name says nothing is not weighed for a release: %s',
    async (name, words) => {
      const { code, stderr } = await run(['campaign', 'release', name]);
      expect([code, stderr]).toEqual([1, expect.stringContaining(words)]);
    },
    60_000,
  );
});

describe('a batch', () => {
  it('may bring the templates that its policy names, and its run freezes them', async () => {
    const letter = SOUND.replace(/<p><a href="mailto.*\n/, '');
    mkdirSync(folder.path('templates'));
    const files = ['en', 'zh-CN'].map((language) =>
      folder.write(`templates/spring.${language}.liquid`, letter),
    );
    const naming = defaultPolicyText().replace(/template: gold\b/, 'template: spring');
    const { runId } = await here.quarter(
      [folder.write('orders.csv', ordersCsv()), ...files],
      '2026-06-30',
      folder.write('spring.yaml', naming),
    );
    const frozen = await getJson(here.shop.lake, runKeys.templates(runId), FrozenTemplatesSchema);
    expect(frozen.templates['spring.en']?.html).toContain('<h1>News</h1>');
    expect(Object.keys(frozen.templates)).toContain('silver.zh-CN');
  }, 120_000);
});

describe('a policy whose list of offer codes is not there', () => {
  const offering = () =>
    folder.write(
      'winter.yaml',
      defaultPolicyText().replace(/template: gold\b/, 'template: gold, offer: { list: winter }'),
    );

  it('holds, with a remark on its campaign, before its upload and after', async () => {
    const ended = [await run(['check', offering()]), await run(['upload', offering()])];
    for (const { code, stdout } of ended)
      expect([code, stdout]).toEqual([0, expect.stringMatching(/line \d+.*upload offers\/winter\.csv/)]);
  }, 60_000);

  it('is not said to lack it where no shop is up', async () => {
    const { code, stdout } = await tierwise(['check', offering(), '--state', folder.path('nowhere')]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('not known whether these lists')]);
    expect(stdout).not.toContain('offers/winter.csv');
  }, 60_000);
});

describe('offer codes', () => {
  it('are uploaded into their list, counted and never told', async () => {
    const file = folder.write('spring.csv', '优惠码\nWXY1\nWXY2\nWXY1\n');
    const { code, stdout, stderr } = await run(['upload', file, '--as', 'offers', '--json']);
    expect([code, JSON.parse(stdout)]).toMatchObject([
      0,
      {
        uploaded: 'offers/spring.csv',
        answer: { status: 'accepted', lines: 3, fresh: 2, repeated: 1, left: 2 },
      },
    ]);
    expect(stdout + stderr).not.toContain('WXY');
    expect(await openOffers(here.shop.table, here.shop.lake).left('spring')).toBe(2);
  }, 60_000);
});
