/**
 * What AWS asks in us-east-1, in US dollars, before taxes and free tiers; other Regions ask for more or less. Whoever
 * changes a price changes the date.
 */
export const PRICES = {
  /** The month in which the lists were read. */
  of: '2026-11-01',
  /**
   * SES, plan Essentials, the one that new accounts get since 2026-07-21, up to 10 M mails; à la carte asks 0.10. Price
   * list of 2026-07-22. What is asked for the size of attachments does not arise: the letters have none.
   */
  mail: 0.16 / 1000,
  /** DynamoDB on demand, since November 2024: a write of up to 1 KB, a consistent read of up to 4 KB. */
  tableWrite: 0.625 / 1e6,
  tableRead: 0.125 / 1e6,
  /** Lambda on x86; ours run on arm64, which asks about a fifth less. */
  gigabyteSecond: 0.000_016_666_7,
  invocation: 0.2 / 1e6,
  /** Athena, for 1e12 bytes that its queries scan; what a query scans is rounded up to 10 MB, which is left out. */
  scannedTerabyte: 5,
  /** Step Functions, Standard. */
  transition: 0.025 / 1000,
  /** S3 Standard: PUT, COPY, POST and LIST; GET and HEAD. */
  objectWrite: 0.005 / 1000,
  objectRead: 0.0004 / 1000,
  /** EventBridge asks for what S3 tells it, not for what SES does. */
  objectEvent: 1 / 1e6,
  /** An event of our own, of up to 64 KB, on the EventBridge bus; price list of 2026-11-01. */
  customEvent: 1 / 1e6,
  /** SNS, which delivers to Lambda for nothing. */
  topicMessage: 0.5 / 1e6,
} as const;
