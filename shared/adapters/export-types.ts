import type { ExportKind, Intake } from '../contract/intake.ts';
import type { Policy } from '../domain/policy/schema.ts';
import type { Layout } from '../formats/layout.ts';
import type { Profile } from '../formats/profile.ts';
import type { Text } from './decode.ts';
import type { ReadRow } from './export-rows.ts';

/** A file on disk, and what is known about it before it is opened. `hint` is the folder it was put into. */
export interface ExportFile {
  path: string;
  hint: ExportKind;
  /** Of its name, in lower case and without the dot; '' = it has none. */
  extension?: string | undefined;
  /** ISO 8601; nothing in the file may be dated more than a day later. */
  uploadedAt: string;
  /** The encoding and the sheet of a workbook that the uploader declared. */
  encoding?: string | undefined;
  sheet?: string | undefined;
  /** What somebody wrote down for this very file. */
  mapping?: Profile | undefined;
  /** Keyed hashes of the people who had themselves erased, and their key. */
  erased?: { key: Buffer; hashes: ReadonlySet<string> } | undefined;
  policy: Pick<Policy, 'timeZone' | 'currency' | 'identity' | 'shop' | 'intake'> &
    Partial<Pick<Policy, 'mappings'>>;
}

export interface Outputs {
  /** Stands in every lake row. */
  intakeId: string;
  /** Private folder for DuckDB, and for `rows.parquet` and `rejects.csv`. */
  dir: string;
  memoryMb: number;
  /** How many problems and mapped rows to give back. */
  problems: number;
  sample: number;
  /** Told now and then how many of the file's bytes are read; it may be read more than once. */
  onProgress?: ((progress: { read: number; total: number }) => void) | undefined;
}

/** What a file says. `refused`: a problem with an `F_` code is in `problems`, and nothing of it may be used. */
export type ExportRead = Pick<
  Intake,
  | 'kind'
  | 'format'
  | 'encoding'
  | 'counts'
  | 'amounts'
  | 'amountsElsewhere'
  | 'currency'
  | 'from'
  | 'to'
  | 'problems'
  | 'unmatched'
  | 'assumed'
> & { status: 'read' | 'refused'; sample: ReadRow[] };

export interface Reading {
  file: ExportFile;
  out: Outputs;
  text: Text;
  layout: Layout;
  /** How many lines were written above those that people know. */
  linesAbove: number;
  /** Written here of JSON Lines, where a line that is no object is written so that it fits no header. */
  isJson: boolean;
}
