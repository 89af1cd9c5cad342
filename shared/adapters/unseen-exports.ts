import { rm } from 'node:fs/promises';
import type { Intake } from '../contract/intake.ts';
import type { Bucket } from './bucket.ts';

/** An export that was committed after the run looked, and where its rows lie at present. */
export type Unseen = Pick<Intake, 'kind' | 'contentId' | 'uploadedAt'> & { lakeKey: string };

const inZone = (utc: string): string => `timezone($1, timezone('UTC', ${utc}))`;

/** SQL of a moment of a row as local time, where $1 is the time zone. */
export const zoned = (at: string, hasZone: string): string =>
  `CASE WHEN ${hasZone} THEN ${inZone(at)} ELSE ${at} END`;

/** SQL of the upload as local time, where $1 is the time zone and $2 the instant. */
export const UPLOADED: string = inZone('CAST($2 AS TIMESTAMP)');

/** SQL of those rows of an object that are of one export: in a pack lie others' as well. Both are numbers of parameters. */
export const rowsOfExport = (path: number, contentId: number): string =>
  `(SELECT * FROM read_parquet($${path}) WHERE intake_id = $${contentId})`;

/** Reads one export after the other, so that only one of them lies on the disk. */
export const eachExport =
  (lake: Pick<Bucket, 'download'>, path: string) =>
  async (lakeKey: string, read: (path: string) => Promise<void>): Promise<void> => {
    await lake.download(lakeKey, path);
    await read(path);
    await rm(path);
  };
