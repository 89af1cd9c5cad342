import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offer } from '../../../lambdas/offer/step.ts';
import { intakeIdOf } from '../../../shared/adapters/intake-store.ts';
import { getJson } from '../../../shared/adapters/lines.ts';
import { openOffers } from '../../../shared/adapters/offers.ts';
import { readSheet } from '../../../shared/adapters/sheet-file.ts';
import { OffersAnswerSchema } from '../../../shared/contract/content-answers.ts';
import { resultKeys } from '../../../shared/contract/keys.ts';
import { gb18030 } from '../../support/gb18030.ts';
import { type Stores, startStores } from '../../support/local-stores.ts';

let stores: Stores;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());

/** The n-th write of the name `dies` fails as if the process had died before it. */
function wired(dies?: 'append' | 'answer') {
  const { uploads, lake, results, runs } = stores;
  const alive = (name: string) => {
    if (name === dies) throw new Error('killed');
  };
  const { append } = openOffers(runs, lake);
  return offer({
    answerId: (key, version) => intakeIdOf('uploads', key, version),
    read: (key, versionId) => readSheet(uploads, { key, versionId, maxBytes: 10_000 }),
    async append(...args) {
      alive('append');
      return append(...args);
    },
    async answer(said) {
      alive('answer');
      return results.putIfAbsent(resultKeys.answer(said.answerId), JSON.stringify(said));
    },
  });
}

async function uploaded(key: string, body: string | Buffer) {
  const put = new PutObjectCommand({ Bucket: 'uploads', Key: key, Body: body });
  const { VersionId = '' } = await stores.objects.send(put);
  const object = { key, 'version-id': VersionId, sequencer: '1' };
  return { time: '2026-10-01T00:00:00Z', detail: { bucket: { name: 'uploads' }, object } };
}

const left = (list: string) => openOffers(stores.runs, stores.lake).left(list);

describe('uploaded offer codes', () => {
  it('are put into their list and answered with every sum', async () => {
    const event = await uploaded('offers/spring.csv', 'code,note\nWXY1,x\nWXY2,y\n\nWXY1,z\nWXY3\u0007,\n');
    const answer = await wired()(event);
    expect(answer).toMatchObject({
      ...{ kind: 'offers', status: 'accepted', list: 'spring' },
      ...{ lines: 4, fresh: 2, repeated: 1, known: 0, refused: 1, left: 2 },
      faults: [{ line: 6 }],
    });
    const kept = await getJson(stores.results, resultKeys.answer(answer.answerId), OffersAnswerSchema);
    expect(kept).toEqual(answer);
    expect(JSON.stringify(kept)).not.toMatch(/WXY/);
  });

  it('are added to what the list has, as a text file or in the encoding of a Chinese spreadsheet', async () => {
    await wired()(await uploaded('offers/added.csv', 'A1\nB2\n'));
    const second = await uploaded('offers/added.txt', gb18030('优惠码\nB2\n春节大礼包优惠\n'));
    expect(await wired()(second)).toMatchObject({ lines: 2, fresh: 1, known: 1, left: 3 });
  });

  it.each([
    ['in a sub-folder', 'offers/2027/spring.csv', 'A1', /sub-folders/],
    ['with a name that no policy can write', 'offers/Frühling.csv', 'A1', /small letter/],
    ['of a workbook', 'offers/spring.xlsx', 'A1', /\.csv or \.txt/],
    ['without a code', 'offers/empty.csv', 'code\n\n', /no code/],
    ['without a byte', 'offers/nothing.csv', '', /empty/i],
    ['too large', 'offers/large.csv', 'A1\n'.repeat(4_000), /large/],
    ['that are no text', 'offers/film.csv', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0]), /./],
  ])('%s are refused as a whole, and the list stays', async (_, key, body, words) => {
    const answer = await wired()(await uploaded(key, body));
    expect(answer).toMatchObject({ status: 'refused', fresh: 0 });
    expect(answer.faults.map(({ message }) => message.en).join()).toMatch(words);
    for (const { message } of answer.faults) expect(message['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
  });

  it('are answered once, whatever came between two deliveries of one event', async () => {
    const first = await uploaded('offers/late.csv', 'A1\nB2\n');
    const { answerId } = await wired()(first);
    await wired()(await uploaded('offers/late.csv', 'A1\nC3\n'));
    await wired()(first);
    const kept = await getJson(stores.results, resultKeys.answer(answerId), OffersAnswerSchema);
    expect(kept).toMatchObject({ fresh: 2, known: 0, left: 2 });
    expect(await left('late')).toBe(3);
  });

  it.each(['append', 'answer'] as const)(
    'killed before its %s are taken in once by the next try',
    async (write) => {
      const list = `killed-${write}`;
      const event = await uploaded(`offers/${list}.csv`, 'A1\nB2\n');
      await expect(wired(write)(event)).rejects.toThrow('killed');
      expect(await wired()(event)).toMatchObject({ fresh: 2, known: 0, left: 2 });
      expect(await wired()(event)).toMatchObject({ fresh: 2, known: 0, left: 2 });
      expect(await left(list)).toBe(2);
    },
  );
});
