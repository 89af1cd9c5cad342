import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
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

  it('are files where one file is asked for', async () => {
    mkdirSync(folder.path('inner'));
    await expect(mustBeFile(folder.path('inner'))).rejects.toMatchObject({ code: 'E_NOT_A_FILE' });
    await expect(mustBeFile(folder.path('none'))).rejects.toMatchObject({ code: 'E_NO_FILE' });
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
