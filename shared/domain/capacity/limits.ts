/** What AWS does not go beyond. Read in November 2026. */
export const LIMITS = {
  /** A Lambda function lives so long. */
  functionSeconds: 900,
  /** Its disk at the most. */
  diskBytes: 10 * 1024 ** 3,
  /** Of one execution of a Standard state machine. */
  historyEvents: 25_000,
  /** Parts that a run has at most; ours. */
  parts: 1000,
  /** Write units a second that a new table on demand takes at once; it learns to take more. */
  tableUnitsASecond: 4000,
  /** S3 takes no longer object in one piece. */
  objectBytes: 5 * 1024 ** 3,
} as const;
