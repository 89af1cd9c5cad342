import { describe, expect, it } from 'vitest';
import { toldLines } from '../../../infra/cli/erase-told.ts';

const TOLD = {
  ...{
    rows: 3,
    identifiers: 4,
    shared: 0,
    passes: 2,
    rewritten: 9,
    versions: 12,
    items: 1,
    searched: 80,
    files: [],
  },
};
const said = (more: Partial<Parameters<typeof toldLines>[0]>) => {
  const lines = toldLines({ ...TOLD, ...more });
  return { en: lines.map(({ en }) => en).join('\n'), zh: lines.map((line) => line['zh-CN']).join('\n') };
};

describe('what is told of an erasure', () => {
  it('says what was done and what proves it, and nothing of what is not there', () => {
    const { en, zh } = said({});
    expect(en).toMatch(/^erased: 3 rows .*\nproved: pass 2 looked for 4 identifiers in 80 objects/);
    expect(zh).toContain('均未找到');
    expect(en).not.toMatch(/still there|others’ as well/);
  });

  it('names the raw uploads whose names give the person away, in both languages', () => {
    const { en, zh } = said({ files: ['orders/—.csv', 'customers/for_—.xlsx'] });
    expect(en).toContain('still there: 2 raw uploads have this person in the file name');
    expect(en).toContain('orders/—.csv, customers/for_—.xlsx');
    expect(zh).toContain('有 2 个原始上传文件的文件名中含有此人信息');
    expect(zh).toContain('orders/—.csv、customers/for_—.xlsx');
  });

  it('shows ten names and counts them all', () => {
    const files = Array.from({ length: 12 }, (_, i) => `orders/—-${i}.csv`);
    const { en } = said({ files });
    expect(en).toContain('12 raw uploads');
    expect(en).toContain('orders/—-9.csv');
    expect(en).not.toContain('orders/—-10.csv');
  });
});
