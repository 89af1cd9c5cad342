import { describe, expect, it, test } from 'vitest';
import { answer } from '../../lambdas/intake/answer.ts';
import { type Taken, TakenSchema } from '../../shared/contract/intake.ts';
import { assumedWords } from '../../shared/domain/assumed-words.ts';
import { ALL_PROFILES } from '../../shared/formats/profiles.ts';

test('what was assumed, in words', () => {
  const said = { dates: 'MDY', epoch: 'ms', amounts: 'comma', timeZone: 'UTC', currency: 'EUR' } as const;
  expect(assumedWords(said, 'zh-CN')).toEqual([
    '日期为月/日/年',
    '日期为 1970 年以来的毫秒数',
    '小数点是逗号',
    '时间按 UTC 时区',
    '金额币种为 EUR',
  ]);
  expect(assumedWords({}, 'en')).toEqual([]);
});

describe('the answer names the format as people do', () => {
  const taken = (format?: string): Taken =>
    TakenSchema.parse({
      ...{ version: 1, intakeId: 'i', kind: 'orders', status: 'committed', key: 'orders/a.csv' },
      ...{ versionId: 'v', uploadedAt: 'x', sequencer: '0', sha256: 'x', contentId: 'i', format },
      counts: { rows: 0, kept: 0, rejected: 0, repeated: 0, setAside: 0, blank: 0 },
      ...{ amounts: {}, problems: [], unmatched: [] },
    });
  const written = async (format?: string): Promise<unknown> => {
    const texts: string[] = [];
    const put = async (_: string, text: unknown) => void texts.push(String(text));
    await answer({ results: { put } }, taken(format));
    return JSON.parse(texts[0] ?? '{}').formatName;
  };

  it.each(ALL_PROFILES.map(({ id, name }) => ({ id, name })))('$id', async ({ id, name }) => {
    expect(await written(id)).toEqual(name);
  });

  it('that of a mapping, and none of a file that was not read', async () => {
    expect(await written('mine')).toEqual({ en: 'a mapping', 'zh-CN': '列对照表（mapping）' });
    expect(await written()).toBeUndefined();
  });
});
