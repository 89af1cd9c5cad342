import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Row, withDuckDb } from '../../shared/adapters/duckdb.ts';
import {
  type ExportFile,
  type ExportRead,
  readExport,
  rejectsPath,
  rowsPath,
} from '../../shared/adapters/read-export.ts';
import { scratch } from '../../shared/adapters/scratch.ts';

export const READING_POLICY: ExportFile['policy'] = {
  timeZone: 'Asia/Shanghai',
  currency: {
    code: 'CNY',
    rates: {
      USD: 7,
      EUR: 8,
      GBP: 9,
      JPY: 0.05,
      AUD: 5,
      CAD: 5,
      SGD: 5,
      NZD: 4,
      INR: 0.08,
      HKD: 0.9,
      KWD: 23,
    },
  },
  identity: ['customer_id', 'email'],
  shop: {
    ...{ name: { en: 'Shop', 'zh-CN': '店' }, language: 'en', links: {} },
    postalAddress: { en: 'A', 'zh-CN': '甲' },
  },
  intake: { maxRejectShare: 1 },
};

export const NOW = '2026-10-01T04:00:00Z';

export interface Inspected extends ExportRead {
  /** Rows of the Parquet, by row; empty for a refused file. */
  lake: Row[];
  rejects: string;
}

/**
 * Reads a text or bytes as intake would, with the real DuckDB, and shows what went into the lake. Without a `sample`
 * plain rows take the fast lane from the first on.
 */
export const inspectText = (
  body: string | Buffer,
  change: Partial<Omit<ExportFile, 'path'>> = {},
  sample = 20,
): Promise<Inspected> =>
  scratch(async (dir) => {
    const path = join(dir, 'upload');
    await writeFile(path, body);
    const file = { path, hint: 'orders' as const, uploadedAt: NOW, policy: READING_POLICY, ...change };
    const read = await readExport(file, { intakeId: 'i1', dir, memoryMb: 200, problems: 100, sample });
    const rejects = await readFile(rejectsPath(dir), 'utf8');
    if (read.status === 'refused') return { ...read, lake: [], rejects };
    const sql = `SELECT * FROM read_parquet('${rowsPath(dir)}') ORDER BY "row"`;
    return { ...read, lake: await withDuckDb({ memoryMb: 200, dir }, (db) => db.rows(sql)), rejects };
  });

export const codes = (read: ExportRead): string[] => read.problems.map(({ code }) => code);

/** As `inspectText`, but brings no row back into memory. */
export const readCounts = (body: Buffer): Promise<ExportRead> =>
  scratch(async (dir) => {
    const path = join(dir, 'upload');
    await writeFile(path, body);
    const file = { path, hint: 'orders' as const, uploadedAt: NOW, policy: READING_POLICY };
    return readExport(file, { intakeId: 'i1', dir, memoryMb: 200, problems: 20, sample: 0 });
  });
