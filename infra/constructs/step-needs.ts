import type { SettingName } from '../../shared/contract/environment.ts';
import type { StepName } from './step-names.ts';

export type TableName = 'customers' | 'ledger' | 'mailboxes' | 'runs';
export type BucketName = 'uploads' | 'lake' | 'results';

/** Prefixes of keys. */
export interface ObjectAccess {
  readonly get?: readonly string[];
  readonly put?: readonly string[];
  /** Every version, for good; the lists of them too. */
  readonly erase?: readonly string[];
}

/**
 * `find` and `change` know an item by its key; `read` and `write` may list a partition too, and only `write` deletes.
 * `decide` reads and updates runs, and no other item of the runs table.
 */
export type TableAccess = 'find' | 'decide' | 'change' | 'read' | 'write';

/** What one step needs; its environment and its rights follow from it, and it gets nothing else. */
export interface Needs {
  /** Works through rows: large memory, and Lambda's longest time. */
  readonly heavy?: boolean;
  /** Reads or writes Parquet: DuckDB's binding goes into its bundle. */
  readonly duckDb?: boolean;
  readonly objects?: Partial<Record<BucketName, ObjectAccess>>;
  readonly tables?: Partial<Record<TableName, TableAccess>>;
  readonly keys?: boolean;
  /** Signs or reads links to pages of runs. */
  readonly pageKeys?: boolean;
  /** Settings besides the names of what it may reach. */
  readonly settings?: readonly SettingName[];
}

const RUNS = 'runs/';
/** What measure and Athena tell each other. */
const ATHENA = 'athena/';
/** All folders of the results bucket. */
const PUBLIC = ['answers/', 'exports/', 'reports/', 'tiers/'];
const inRuns = { lake: { get: [RUNS], put: [RUNS] } };

export const STEP_NEEDS: Record<StepName, Needs> = {
  intake: {
    heavy: true,
    duckDb: true,
    objects: {
      uploads: { get: ['orders/', 'customers/', 'activity/', 'feedback/'] },
      lake: { get: ['policies/', 'intakes/'], put: ['lake/', 'intakes/'] },
      // Bytes that come again are answered with the rejects of their first reading.
      results: { get: ['answers/'], put: ['answers/'] },
    },
    tables: { runs: 'write' },
    // Erased people are known by keyed hashes.
    keys: true,
  },
  policy: {
    objects: {
      uploads: { get: ['policy/'] },
      lake: { get: ['policies/'], put: ['policies/'] },
      results: { put: ['answers/'] },
    },
    tables: { runs: 'write' },
    settings: ['SCHEDULE_NAME'],
  },
  override: {
    objects: {
      uploads: { get: ['overrides/'] },
      lake: { get: ['policies/'], put: ['wakes/'] },
      results: { put: ['answers/'] },
    },
    tables: { runs: 'write', customers: 'find' },
    // Nobody who was erased comes back by hand: tombstones are keyed hashes.
    keys: true,
  },
  template: {
    objects: {
      uploads: { get: ['templates/'] },
      lake: { get: ['policies/'], put: ['templates/'] },
      results: { put: ['answers/'] },
    },
    tables: { runs: 'write' },
  },
  offer: {
    objects: {
      uploads: { get: ['offers/'] },
      // A list grows by what it lacks.
      lake: { get: ['offers/'], put: ['offers/'] },
      results: { put: ['answers/'] },
    },
    tables: { runs: 'write' },
  },
  request: {
    objects: {
      uploads: { get: ['requests/'] },
      // A policy that is tried out is kept beside those in use.
      lake: { get: ['policies/', RUNS], put: ['wakes/', 'policies/'] },
      results: { put: ['answers/'] },
    },
    tables: { runs: 'write' },
    settings: ['GRADE_MACHINE_ARN', 'APPLY_MACHINE_ARN', 'MAIL_MACHINE_ARN', 'ERASE_MACHINE_ARN'],
  },
  // Whether a run can be rolled back, its folder says.
  claim: {
    objects: { lake: { get: ['policies/', RUNS] }, results: { put: ['reports/'] } },
    tables: { runs: 'write' },
    settings: ['APPLY_MACHINE_ARN'],
  },
  reclaim: { tables: { runs: 'write' } },
  undo: { heavy: true, objects: inRuns, tables: { runs: 'write', customers: 'find' } },
  inventory: {
    objects: { lake: { get: ['policies/', 'templates/', RUNS], put: [RUNS] } },
    tables: { runs: 'read' },
    settings: ['ATHENA_FROM_ROWS'],
  },
  measure: {
    heavy: true,
    duckDb: true,
    objects: { lake: { get: ['lake/', RUNS, ATHENA], put: [RUNS, ATHENA] } },
    settings: ['CUSTOMERS_PER_PART', 'DATABASE_PREFIX'],
  },
  collect: {
    heavy: true,
    duckDb: true,
    objects: { lake: { get: [RUNS, ATHENA], put: [RUNS, ATHENA] } },
  },
  calibrate: { heavy: true, duckDb: true, objects: inRuns },
  plan: { heavy: true, duckDb: true, objects: inRuns },
  compose: {
    heavy: true,
    objects: inRuns,
    // Whom an earlier run of a campaign has mailed, so that a plan does not promise him again.
    tables: { runs: 'find', ledger: 'find' },
    keys: true,
    settings: ['SENDER'],
  },
  preflight: {
    heavy: true,
    objects: inRuns,
    // The first look ever begins the ledger and notes the keys.
    tables: { runs: 'write', ledger: 'change' },
    keys: true,
    settings: ['SENDER', 'CONFIGURATION_SET', 'REDIRECT_TO'],
  },
  // Mails of earlier runs, and what was bought since.
  effect: { heavy: true, duckDb: true, objects: inRuns, tables: { runs: 'read' } },
  review: { objects: inRuns, tables: { runs: 'write' } },
  release: {
    objects: { lake: { put: ['wakes/'] }, results: { put: ['reports/'] } },
    tables: { runs: 'write' },
  },
  // Nobody who was erased is published: tombstones are keyed hashes.
  apply: {
    heavy: true,
    objects: inRuns,
    tables: { customers: 'change', runs: 'read' },
    keys: true,
    settings: ['WRITES_AT_ONCE'],
  },
  commit: { objects: { lake: { get: [RUNS] } }, tables: { runs: 'write' } },
  announce: { heavy: true, objects: inRuns, settings: ['EVENT_BUS'] },
  send: {
    heavy: true,
    duckDb: true,
    objects: { lake: { get: ['lake/', 'offers/', RUNS], put: [RUNS] } },
    tables: { ledger: 'change', mailboxes: 'change', runs: 'write' },
    keys: true,
    settings: ['SENDER', 'CONFIGURATION_SET', 'UNSUBSCRIBE_URL', 'SENDING_LEASE_SECONDS', 'REDIRECT_TO'],
  },
  close: {
    objects: { lake: { get: [RUNS] }, results: { put: ['reports/'] } },
    tables: { runs: 'write' },
  },
  report: {
    heavy: true,
    // Tier files carry addresses, which only the features have.
    duckDb: true,
    objects: { lake: { get: [RUNS] }, results: { put: ['reports/', 'tiers/'] } },
    tables: { runs: 'read' },
  },
  unsubscribe: { tables: { mailboxes: 'change' }, keys: true },
  approve: {
    objects: { results: { get: ['reports/'] } },
    tables: { runs: 'decide' },
    pageKeys: true,
    settings: ['APPLY_MACHINE_ARN', 'SHOW_URL'],
  },
  show: { objects: { results: { get: ['reports/'] } }, pageKeys: true },
  feedback: { tables: { ledger: 'change', mailboxes: 'change', runs: 'write' } },
  notify: {
    objects: { lake: { get: ['policies/'] }, results: { get: ['answers/', 'reports/'] } },
    tables: { runs: 'write', mailboxes: 'find' },
    keys: true,
    pageKeys: true,
    settings: ['SENDER', 'CONFIGURATION_SET', 'APPROVE_URL', 'SHOW_URL'],
  },
  // Takes away a person, from every version of whatever names him.
  erase: {
    heavy: true,
    duckDb: true,
    objects: {
      uploads: { get: ['requests/'], erase: ['requests/'] },
      // The commit marker of an intake has the name of the file.
      lake: {
        get: ['lake/', 'intakes/', 'policies/', 'erasures/', RUNS, ATHENA],
        put: ['lake/', 'erasures/', RUNS],
        erase: ['lake/', 'intakes/', 'erasures/', RUNS, ATHENA],
      },
      results: { get: PUBLIC, put: PUBLIC.filter((prefix) => prefix !== 'exports/'), erase: PUBLIC },
    },
    // Ledger rows of an earlier program call a customer by the id itself.
    tables: { runs: 'write', customers: 'write', mailboxes: 'change', ledger: 'change' },
    keys: true,
  },
  person: {
    heavy: true,
    duckDb: true,
    objects: {
      uploads: { get: ['requests/'] },
      lake: { get: ['lake/', 'policies/', RUNS] },
      // Rows of his that could not be taken in lie with the answers.
      results: { get: ['answers/'], put: ['answers/', 'exports/'] },
    },
    tables: { runs: 'read', customers: 'find', mailboxes: 'find', ledger: 'find' },
    keys: true,
  },
  // Takes away what packs replaced weeks ago.
  compact: {
    heavy: true,
    duckDb: true,
    objects: { lake: { get: ['lake/'], put: ['lake/'], erase: ['lake/'] } },
    tables: { runs: 'write' },
  },
};
