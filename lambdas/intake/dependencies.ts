import type { Bucket } from '../../shared/adapters/bucket.ts';
import type { NotedReading } from '../../shared/adapters/intake-store.ts';
import type { MappingReading } from '../../shared/adapters/mapping-file.ts';
import type { ExportFile, ExportRead, Outputs } from '../../shared/adapters/read-export.ts';
import type { Fetching } from '../../shared/adapters/upload-file.ts';
import type { Intake } from '../../shared/contract/intake.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import type { ProgressStore } from './progress.ts';
import type { Identifying } from './upload.ts';

export interface IntakeStore extends ProgressStore {
  find: (intakeId: string) => Promise<Intake | undefined>;
  commit: (intake: Intake) => Promise<boolean>;
  readingOf: (content: string) => Promise<NotedReading | undefined>;
  noteContent: (content: string, reading: NotedReading) => Promise<unknown>;
  markPending: () => Promise<void>;
  intakes: () => Promise<Intake[]>;
  /** Keyed hashes of the erased. */
  erased: () => Promise<string[]>;
}

/** How mappings are had and understood. */
export interface MappingDeps {
  mappingText: (key: string, versionId: string) => Promise<{ text: string; sha256: string } | undefined>;
  parseMapping: (text: string) => MappingReading;
}

export interface IntakeDeps extends MappingDeps {
  intakeId: Identifying['intakeId'];
  newest: Identifying['newest'];
  fetch: (upload: { key: string; versionId: string; maxBytes: number }, path: string) => Promise<Fetching>;
  read: (file: ExportFile, out: Outputs) => Promise<ExportRead>;
  paths: { rows: (dir: string) => string; rejects: (dir: string) => string };
  lake: Pick<Bucket, 'upload' | 'putIfAbsent' | 'head'>;
  results: Pick<Bucket, 'upload' | 'download' | 'head' | 'put'>;
  store: IntakeStore;
  policy: () => Promise<Policy>;
  /** Of the hashes of the erased. */
  erasureKey: () => Promise<Buffer>;
  scratch: <T>(work: (dir: string) => Promise<T>) => Promise<T>;
  memoryMb: number;
  now: () => Date;
}
