import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withDuckDb } from '../../../shared/adapters/duckdb.ts';
import { engineFault } from '../../../shared/adapters/engine-faults.ts';
import { scratch } from '../../../shared/adapters/scratch.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';

const asked = (sql: string, limits: { memoryMb: number; spillMb?: number }): Promise<unknown> =>
  scratch((dir) => withDuckDb({ ...limits, dir, threads: 1 }, (db) => db.rows(sql))).then(
    () => 'answered',
    (error: unknown) => error,
  );

const SORTED = 'CREATE TABLE sorted AS SELECT hash(range) AS h FROM range(20000000) ORDER BY h';

describe('what DuckDB cannot do is told with its remedy', () => {
  it('a list that no disk can take over needs more memory than there is (F27)', async () => {
    const fault = await asked('SELECT list(range) FROM range(30000000)', { memoryMb: 60 });
    expect(fault).toBeInstanceOf(Refusal);
    expect(fault).toMatchObject({ name: 'E_ENGINE_MEMORY', what: { en: expect.stringContaining('60 MB') } });
    expect(await asked('SELECT 1', { memoryMb: 60 })).toBe('answered');
  });

  it('what is laid on disk may outgrow that too, and all of it is gone afterwards (F28)', async () => {
    let folder = '';
    const fault = await scratch((dir) => {
      folder = dir;
      return withDuckDb({ memoryMb: 60, spillMb: 10, dir }, (db) => db.run(SORTED));
    }).catch((error: unknown) => error);
    expect(fault).toMatchObject({ name: 'E_TMP_FULL' });
    expect(existsSync(folder)).toBe(false);
    expect(await asked('SELECT 1', { memoryMb: 60, spillMb: 10 })).toBe('answered');
  });

  it('a download that fills the disk is told alike (F28)', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const fault = await scratch(async (dir) => {
      await writeFile(join(dir, 'half'), 'x');
      expect(await readdir(dir)).toEqual(['half']);
      throw full;
    }).catch((error: unknown) => error);
    expect(fault).toMatchObject({ name: 'E_TMP_FULL' });
  });

  it.each([
    ['INTERNAL Error: Invalid unicode of 张三@mail.example', 'E_ENGINE_FATAL'],
    ['FATAL Error: database has been invalidated', 'E_ENGINE_FATAL'],
    ['IO Error: Could not write file "/tmp/x": No space left on device', 'E_TMP_FULL'],
  ])('%s (F30)', (message, code) => {
    const fault = engineFault(new Error(message), { memoryMb: 1 });
    expect(fault).toMatchObject({ name: code });
    expect(String(fault)).not.toContain('@');
  });

  it('any other error stays what it is', () => {
    const other = new Error('Conversion Error: Out of Memory Error');
    expect(engineFault(other, { memoryMb: 1 })).toBe(other);
  });
});
