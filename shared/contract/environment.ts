import { z } from 'zod';

/** Every setting that a function may get from its environment; names of things and numbers, never secrets. */
export const EnvironmentSchema = z.object({
  UPLOADS_BUCKET: z.string().min(1),
  LAKE_BUCKET: z.string().min(1),
  RESULTS_BUCKET: z.string().min(1),
  CUSTOMERS_TABLE: z.string().min(1),
  LEDGER_TABLE: z.string().min(1),
  MAILBOXES_TABLE: z.string().min(1),
  RUNS_TABLE: z.string().min(1),
  /** Secrets Manager id of the keys (see `KeysSchema`). */
  KEYS_SECRET: z.string().min(1),
  /** Secrets Manager id of what signs links to pages of runs (see `PageSeedsSchema`). */
  PAGES_SECRET: z.string().min(1),
  APPLY_MACHINE_ARN: z.string().min(1),
  GRADE_MACHINE_ARN: z.string().min(1),
  /** Name of the EventBridge schedule that starts periodic runs, `group/name`. */
  SCHEDULE_NAME: z.string().min(1),
  SENDER: z.string().min(3),
  CONFIGURATION_SET: z.string().min(1),
  /** Shadow mode: every mail goes to this address instead; empty = to the customers. */
  REDIRECT_TO: z.string().default(''),
  MAIL_MACHINE_ARN: z.string().min(1),
  ERASE_MACHINE_ARN: z.string().min(1),
  /** Base address of the unsubscribe function. */
  UNSUBSCRIBE_URL: z.url(),
  /** Base addresses of the functions on whose pages plans are decided about, and runs are shown. */
  APPROVE_URL: z.url(),
  SHOW_URL: z.url(),
  /** Name of the event bus that other systems listen to. */
  EVENT_BUS: z.string().min(1),
  /** What DuckDB may use of the function's memory, in MB. */
  DUCKDB_MEMORY_MB: z.coerce.number().int().positive(),
  /** Rows of the lake from which a run is measured by Athena. */
  ATHENA_FROM_ROWS: z.coerce.number().int().positive(),
  /** What the names of the databases begin with that Athena lays its tables in, one for each run. */
  DATABASE_PREFIX: z.string().regex(/^[a-z][a-z0-9_]{0,60}$/),
  /** Customers that one plan, apply or send child handles. */
  CUSTOMERS_PER_PART: z.coerce.number().int().positive(),
  /** How many items a part of apply tries to write at once before the table has said anything. */
  WRITES_AT_ONCE: z.coerce.number().int().positive(),
  /** Seconds after which a mail still `sending` belongs to a dead worker. */
  SENDING_LEASE_SECONDS: z.coerce.number().int().positive(),
});
export type Environment = z.infer<typeof EnvironmentSchema>;
export type SettingName = keyof Environment;
