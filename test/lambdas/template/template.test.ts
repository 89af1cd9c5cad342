import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { template } from '../../../lambdas/template/step.ts';
import { intakeIdOf } from '../../../shared/adapters/intake-store.ts';
import { getJson, putJson } from '../../../shared/adapters/lines.ts';
import { readPolicy } from '../../../shared/adapters/policy-file.ts';
import { readTemplateFile } from '../../../shared/adapters/template-room.ts';
import { openTemplateStore } from '../../../shared/adapters/template-store.ts';
import { attemptTemplate } from '../../../shared/adapters/template-trial.ts';
import { TemplateAnswerSchema } from '../../../shared/contract/content-answers.ts';
import { lakeKeys, resultKeys } from '../../../shared/contract/keys.ts';
import { StoredTemplateSchema } from '../../../shared/contract/templates.ts';
import { defaultPolicyText } from '../../../shared/runtime/assets.ts';
import { gb18030 } from '../../support/gb18030.ts';
import { type Stores, startStores } from '../../support/local-stores.ts';
import { POLICY, readTemplate, SOUND } from '../../support/uploaded-template.ts';

let stores: Stores;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());
beforeEach(async () => {
  for (const { sk } of await stores.runs.query('TEMPLATE')) await stores.runs.remove({ pk: 'TEMPLATE', sk });
});

const store = () => openTemplateStore(stores.runs, stores.lake);

const wired = () =>
  template({
    ...{ adopt: store().adopt, known: store().known },
    answerId: (key, version) => intakeIdOf('uploads', key, version),
    read: (key, version) => readTemplateFile(stores.uploads, key, version),
    policy: async () => POLICY,
    attempt: attemptTemplate(readTemplate),
    answer: (said) => putJson(stores.results, resultKeys.answer(said.answerId), said),
  });

async function uploaded(key: string, body: string | Buffer, sequencer = '1') {
  const put = new PutObjectCommand({ Bucket: 'uploads', Key: key, Body: body });
  const { VersionId = '' } = await stores.objects.send(put);
  const object = { key, 'version-id': VersionId, sequencer };
  return { time: '2026-10-01T00:00:00Z', detail: { bucket: { name: 'uploads' }, object } };
}

const EN = 'templates/news.en.liquid';
const inUse = async () =>
  StoredTemplateSchema.parse(await stores.runs.get({ pk: 'TEMPLATE', sk: 'news.en' })).digest;

describe('an uploaded template', () => {
  it('comes into use and is answered, with the language that is missing', async () => {
    const answer = await wired()(await uploaded(EN, SOUND));
    expect(answer).toMatchObject({
      ...{ kind: 'template', status: 'accepted', faults: [], missing: ['zh-CN'] },
      template: { name: 'news', language: 'en' },
    });
    expect(await getJson(stores.results, resultKeys.answer(answer.answerId), TemplateAnswerSchema)).toEqual(
      answer,
    );
    const other = await wired()(await uploaded('templates/news.zh-CN.liquid', SOUND));
    expect(other).toMatchObject({ status: 'accepted', missing: [] });
    expect(await inUse()).toBe(answer.template?.digest);
    expect((await stores.lake.must(lakeKeys.template(await inUse()))).toString()).toContain('<h1>News</h1>');
  });

  it('may be named by a policy as soon as it is there in both languages', async () => {
    const policy = defaultPolicyText().replace(/template: gold\b/, 'template: news');
    const faultsOf = async () => {
      const read = readPolicy(policy, await store().known());
      return 'faults' in read ? read.faults.map(({ message }) => message.en).join() : '';
    };
    expect(await faultsOf()).toMatch(/there is no mail template news/);
    await wired()(await uploaded(EN, SOUND));
    expect(await faultsOf()).toMatch(/one language only; upload templates\/news\.zh-CN\.liquid/);
    await wired()(await uploaded('templates/news.zh-CN.liquid', SOUND));
    expect(await faultsOf()).toBe('');
  });

  it('takes the place of a shipped one in its language alone', async () => {
    const answer = await wired()(await uploaded('templates/gold.en.liquid', SOUND));
    expect(answer).toMatchObject({ status: 'accepted', missing: [] });
    const found = await store().sources(['gold'], readTemplate);
    expect(found['gold.en']?.digest).toBe(answer.template?.digest);
    expect(found['gold.zh-CN']?.html).toContain('{{ shop }}');
  });

  it('that is uploaded again takes the place of the one before, in whatever order the events arrive', async () => {
    const first = await uploaded(EN, SOUND.replace('<h1>', '<h1>First '), '1');
    const second = await uploaded(EN, SOUND, '1a');
    const late = await wired()(second);
    expect(await wired()(first)).toMatchObject({ status: 'superseded', faults: [] });
    expect(await inUse()).toBe(late.template?.digest);
    expect(await wired()(second)).toEqual(late);
  });

  it('that shows a name which not everybody has comes into use all the same, and is told so', async () => {
    const answer = await wired()(await uploaded(EN, SOUND.replace('<h1>', '<h1>{{ name }} ')));
    expect(answer).toMatchObject({ status: 'accepted', faults: [], remarks: [{ line: 5 }] });
    expect(answer.remarks[0]?.message.en).toContain('{% if name %}');
    expect(answer.remarks[0]?.message['zh-CN']).toContain('{{ name }} 可能没有内容');
  });

  it('with faults changes nothing', async () => {
    const good = await wired()(await uploaded(EN, SOUND, '1'));
    const bad = await wired()(await uploaded(EN, SOUND.replaceAll('{{ tier }}', '{{ teir }}'), '2'));
    expect(bad).toMatchObject({ status: 'refused', template: null });
    expect(bad.faults.map(({ line }) => line)).toEqual([6, 10]);
    expect(await inUse()).toBe(good.template?.digest);
  });

  it.each([
    ['in a sub-folder', 'templates/2027/news.en.liquid', SOUND, /sub-folders/],
    ['in a language that we do not write', 'templates/news.fr.liquid', SOUND, /zh-CN\.liquid/],
    ['without a language', 'templates/news.liquid', SOUND, /zh-CN\.liquid/],
    ['with a name that no policy can write', 'templates/Neu es.en.liquid', SOUND, /small letter/],
    ['in another encoding', EN, gb18030(SOUND.replace('News', '新闻')), /UTF-8/],
    ['that is a film', EN, Buffer.alloc(200_000), /longer than 100 kB/],
    ['that is empty', EN, '', /three parts/],
  ])('%s is refused in both languages', async (_, key, body, words) => {
    const { status, faults } = await wired()(await uploaded(key, body));
    expect(status).toBe('refused');
    expect(faults.map(({ message }) => message.en).join()).toMatch(words);
    for (const { message } of faults) expect(message['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
  });

  it('begun by a byte order mark is read as if it had none', async () => {
    expect(await wired()(await uploaded(EN, `\ufeff${SOUND}`))).toMatchObject({ status: 'accepted' });
  });
});

describe('the templates of a run', () => {
  it('are there in both languages, or the run is refused', async () => {
    expect(Object.keys(await store().sources(['gold', 'gold', 'silver'], readTemplate)).sort()).toEqual(
      ['gold.en', 'gold.zh-CN', 'silver.en', 'silver.zh-CN'].sort(),
    );
    await wired()(await uploaded(EN, SOUND));
    await expect(store().sources(['news'], readTemplate)).rejects.toThrow('E_TEMPLATE_MISSING');
  });
});
