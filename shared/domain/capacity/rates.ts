/**
 * What one unit of work takes, in seconds of one core of the bench's machine, and what it takes of the disk. This file alone
 * holds such figures: whoever makes a step cheaper measures it anew and changes its line, with where the figure comes from.
 * `test/bench/RESULTS.md` names the machine and its load. A guess is called one.
 */
interface Rate {
  /** For each row of exports that count. */
  readonly row?: number;
  /** For each customer measured. */
  readonly customer?: number;
  /** For each customer whose item is written. */
  readonly change?: number;
  /** For each change of tier that other systems are told of. */
  readonly told?: number;
  /** For each planned mail. */
  readonly mail?: number;
  /** Cores that it keeps busy at most. */
  readonly threads: number;
  readonly from: string;
}

export const RATES = {
  intake: {
    ...{ row: 2.9e-6, threads: 1 },
    from: 'RESULTS.md, intake of large files: 27.7 to 29.6 s for 10 M rows, calm machine',
  },
  measure: {
    ...{ row: 1.2e-6, customer: 6e-6, threads: 2 },
    from: 'RESULTS.md, a run: 18.1 s for 10 M orders of 1 M customers, calm machine, laid on both by what its statements read',
  },
  calibrate: {
    ...{ customer: 0.8e-6, threads: 2 },
    from: 'RESULTS.md, a run: 0.8 s for 1 M customers, calm machine',
  },
  plan: {
    ...{ customer: 27.2e-6, threads: 1 },
    from: 'RESULTS.md, a run: 27.2 s for 1 M customers, calm machine',
  },
  compose: {
    ...{ mail: 2e-3, threads: 1 },
    from: 'RESULTS.md, the way of a mail: 5.2 ms less the 3.2 of sending, which is an upper bound',
  },
  effect: { ...{ customer: 2e-6, threads: 2 }, from: 'a guess' },
  apply: {
    ...{ change: 1e-3, threads: 1 },
    from: 'RESULTS.md, the way of a mail: 0.6 to 1.0 ms for a conditional write; reading what stood before is a guess',
  },
  announce: { ...{ told: 0.2e-3, threads: 1 }, from: 'a guess' },
  report: {
    ...{ customer: 80e-6, threads: 1 },
    from: 'RESULTS.md, the model of cost: 58 µs of small receipts, without the files for other systems',
  },
  /** Puts together what Athena wrote of a part. */
  collect: { ...{ customer: 10e-6, threads: 2 }, from: 'a guess: Athena was never asked' },
} satisfies Record<string, Rate>;

export type RatedStep = keyof typeof RATES;

/** Seconds until a function has started and read what every call needs. A guess on the safe side. */
export const START_SECONDS = 2;

/** A mail with its four requests takes a tenth of a second, and ten are on their way at once. A guess on the safe side. */
export const SECONDS_A_MAIL = 0.01;

/** Bytes of the lake for a row of exports: 400 MB for 10 M rows (RESULTS.md, what was tried for intake). */
export const LAKE_BYTES_A_ROW = 40;

/** What S3 gives one function in a second; read in aws-facts, of 2018. */
export const DOWNLOAD_BYTES_A_SECOND = 75e6;

/** Lake files and what DuckDB spills: 50 M orders near the 10 GB of a function's disk (`infra/config.ts`). */
export const DISK_BYTES_A_ROW = 200;

/** The report's longest files, a line: of `tiers.csv` for a customer, of `mails.csv` for a mail (the sample). */
export const TIERS_BYTES = 65;
export const MAILS_BYTES = 75;

/** What runs leave in the lake of a customer: features, receipts, what is held, changes, mails (the sample). */
export const RUN_BYTES_A_CUSTOMER = 650;

/** As in the second quarter of the sample under the default policy, of each customer. */
export const SAMPLE = {
  orders: 10,
  /** Share whose published item changes, and whose tier does. */
  changed: 0.91,
  told: 0.57,
  /** Mails that go out, and planned mails for each of them: who never agreed gets none. */
  due: 0.67,
  planned: 2.25,
} as const;

/** Athena. All guesses: it was never asked. Passes over all orders are counted in the statements, columns left out are not. */
export const ATHENA = {
  passes: 20,
  queries: 80,
  /** Of one query without rows, with the calls around it. */
  secondsAQuery: 8,
  /** Events in the history of the grading machine: of a query, and of everything else. */
  eventsAQuery: 12,
  otherEvents: 60,
  bytesASecond: 1e9,
} as const;
