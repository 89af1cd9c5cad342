export const STAGES = ['local', 'staging', 'production'] as const;
export type Stage = (typeof STAGES)[number];

export interface Settings {
  /** Memory of the steps that work through rows, in MB. New accounts cap at 3,008. */
  readonly memoryMb: number;
  /** What DuckDB may take of it, in MB; it peaks well above its own limit. */
  readonly duckDbMemoryMb: number;
  /** Rows of the lake, of all kinds together, from which a run is measured by Athena and no more by DuckDB. */
  readonly athenaFromRows: number;
  /** GB that one query of Athena may scan before it is ended. A GB costs about half a cent. */
  readonly scanLimitGb: number;
  /** Days after which the working files of Athena go. More than 14: so long a run that failed may be taken up again. */
  readonly athenaDays: number;
  /** Customers that one plan, apply or send child handles. */
  readonly customersPerPart: number;
  /** How many plan or apply children run at once. */
  readonly partsAtOnce: number;
  /** How many send children run at once, over all runs. With the two below it is taken off the account's concurrency. */
  readonly sendersAtOnce: number;
  readonly unsubscribesAtOnce: number;
  /** Of each page for the shop's own people: the approval of plans, and the pages of runs. */
  readonly pagesAtOnce: number;
  /** Uploads made together within these seconds become one run. */
  readonly gatherSeconds: number;
  /** Longer than a function lives: a mail still `sending` then belongs to a dead worker. */
  readonly sendingLeaseSeconds: number;
  /** The domain that SES signs for; the sender's address lies in it. */
  readonly mailDomain: string;
  readonly sender: string;
  /** Shadow mode: every mail of this stage goes to this address instead; empty = to the customers. */
  readonly redirectTo: string;
  /**
   * Base address of unsubscribe links, which must work for as long as anybody keeps a mail: a host of one's own that
   * passes every request on to the function. Empty = the function's own address, which is lost with the pipeline stack.
   */
  readonly unsubscribeUrl: string;
  /** Whether the report counts opened mails; an unreliable figure, and SES puts a picture into each mail for it. */
  readonly countOpens: boolean;
  /** Days after which a raw export goes for good, with its personal data; what the lake took from it stays. */
  readonly rawExportDays: number;
  /** Who gets the alarms by e-mail. */
  readonly alarmRecipients: readonly string[];
  /** When it is looked each day whether a run is due, until a policy says otherwise; never between 1 and 3 o'clock, where a clock may jump over it. */
  readonly schedule: { readonly cron: string; readonly timeZone: string };
  /** When small objects of the lake are gathered, in the same time zone; a quarter of an hour in which no run need begin. */
  readonly compactCron: string;
}

/**
 * 50 million orders of 5 million customers were measured within a limit of 1,600 MB, spilling the rest, and took 2,959 MB
 * in all: so many rows for each MB that DuckDB may take stay below a function's memory and its 10 GB of disk.
 */
const ROWS_PER_MB = 25_000;

const DUCKDB_MB = 1600;
const LOCAL_DUCKDB_MB = 800;

const SHARED: Settings = {
  memoryMb: 3008,
  duckDbMemoryMb: DUCKDB_MB,
  athenaFromRows: ROWS_PER_MB * DUCKDB_MB,
  scanLimitGb: 100,
  athenaDays: 30,
  customersPerPart: 10_000,
  partsAtOnce: 20,
  sendersAtOnce: 4,
  unsubscribesAtOnce: 10,
  pagesAtOnce: 5,
  gatherSeconds: 60,
  sendingLeaseSeconds: 960,
  mailDomain: 'mail.example.com',
  sender: 'members@mail.example.com',
  redirectTo: '',
  unsubscribeUrl: '',
  countOpens: true,
  rawExportDays: 400,
  alarmRecipients: ['operations@example.com'],
  schedule: { cron: '0 6 * * ? *', timeZone: 'Asia/Shanghai' },
  compactCron: '30 3 * * ? *',
};

export const SETTINGS: Record<Stage, Settings> = {
  // Here a dead sender died with everything else, so its mails need not wait for a function's time limit.
  local: {
    ...SHARED,
    duckDbMemoryMb: LOCAL_DUCKDB_MB,
    athenaFromRows: ROWS_PER_MB * LOCAL_DUCKDB_MB,
    customersPerPart: 2000,
    partsAtOnce: 4,
    sendingLeaseSeconds: 12,
  },
  staging: SHARED,
  production: SHARED,
};

export const stageOf = (name: unknown): Stage => {
  const stage = STAGES.find((known) => known === name);
  if (stage === undefined) throw new Error(`Unknown stage ${String(name)}; known are ${STAGES.join(', ')}.`);
  return stage;
};
