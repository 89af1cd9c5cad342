import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { uploadKeyOf } from '../../../infra/cli/batch.ts';
import { tellPassedOver } from '../../../infra/cli/folder.ts';
import { rejectsLines } from '../../../infra/cli/intake-lines.ts';
import { mustBeFile, ownBatch } from '../../../infra/cli/stages.ts';
import type { Terminal } from '../../../infra/cli/terminal.ts';
import { openBucket } from '../../../shared/adapters/bucket.ts';
import { scratchFolder } from '../../support/cli.ts';
import { intake } from '../../support/report-run.ts';

const folder = scratchFolder();
afterAll(folder.remove);

describe('somebody’s own files', () => {
  it('are taken with each mapping before its file', async () => {
    for (const name of ['a.csv', 'a.csv.mapping.yaml', 'b.csv']) folder.write(name, 'x');
    const { stages } = await ownBatch([folder.dir]);
    expect(stages[0]?.files.map((file) => basename(file))).toEqual(['a.csv.mapping.yaml', 'a.csv', 'b.csv']);
  });

  it('lie in folders named after their kind; the rest is passed over by name', async () => {
    const top = folder.path('shop');
    const lay = (name: string) => {
      mkdirSync(join(top, dirname(name)), { recursive: true });
      writeFileSync(join(top, name), 'x');
    };
    const taken = [
      'Customers/c.csv.mapping.yaml',
      'Customers/c.csv',
      'activity/c.csv',
      'feedback/f.csv',
      'orders/o.csv',
      'overrides/m.csv',
    ];
    for (const name of ['a.csv', ...taken]) lay(name);
    for (const name of ['orders/2025/old.csv', 'returns/r.csv', 'returns/deep/s.csv', '.git/x', 'a/.hidden'])
      lay(name);
    const { stages, passedOver } = await ownBatch([top]);
    expect(stages[0]?.files).toEqual(['a.csv', ...taken].map((name) => join(top, name)));
    expect(passedOver).toEqual(['orders/2025/old.csv', 'returns/deep/s.csv', 'returns/r.csv']);
    expect(stages[0]?.files.map(uploadKeyOf)).toEqual([
      'orders/a.csv',
      'customers/c.csv.mapping.yaml',
      'customers/c.csv',
      ...['activity/c.csv', 'feedback/f.csv', 'orders/o.csv', 'overrides/m.csv'],
    ]);
  });

  it('are files where one file is asked for', async () => {
    mkdirSync(folder.path('inner'));
    await expect(mustBeFile(folder.path('inner'))).rejects.toMatchObject({ code: 'E_NOT_A_FILE' });
    await expect(mustBeFile(folder.path('none'))).rejects.toMatchObject({ code: 'E_NO_FILE' });
  });
});

describe('what is passed over', () => {
  const said = (files: string[], language: 'en' | 'zh-CN') => {
    const told: string[] = [];
    tellPassedOver(files, {
      ...{ language, json: false, line: (text) => told.push(text), say: (text) => told.push(text[language]) },
      ...{ passing: () => undefined, result: () => undefined },
    });
    return told.join('\n');
  };
  const many = Array.from({ length: 12 }, (_, i) => `x/${i}.csv`);

  it('is named, and where such files are read', () => {
    expect(said(many, 'en')).toContain('x/8.csv, x/9.csv and 2 more; ');
    expect(said(many, 'zh-CN')).toContain('x/8.csv、x/9.csv 等，另有 2 个；');
    expect(said(['x/1.csv'], 'en')).toMatch(
      /x\/1\.csv; .*orders\/, customers\/, activity\/, feedback\/, overrides\//,
    );
    expect(said([], 'en')).toBe('');
  });
});

describe('where the rows to mend lie', () => {
  const terminal: Terminal = {
    ...{ language: 'zh-CN', json: false, line: () => undefined, say: () => undefined },
    ...{ passing: () => undefined, result: () => undefined },
  };
  const results = openBucket('shop-results');
  const bad = { ...intake, counts: { ...intake.counts, rejected: 1 } };
  const good = { ...intake, counts: { ...intake.counts, rejected: 0 } };

  it.each([
    ['here', 'http://localhost:1', 'http://localhost:1/shop-results/answers/'],
    ['in AWS', undefined, 's3://shop-results/answers/'],
  ])('is told %s', (_, s3, place) => {
    expect(rejectsLines(bad, { results, s3 }, terminal)).toEqual([
      `      问题行清单：${place}${intake.intakeId}/rejects.csv`,
    ]);
    expect(rejectsLines({ ...good, status: 'refused' }, { results, s3 }, terminal)).toHaveLength(1);
    expect(rejectsLines(good, { results, s3 }, terminal)).toEqual([]);
  });
});
