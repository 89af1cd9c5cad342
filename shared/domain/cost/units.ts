/** Write units that a customer's item takes: with his history he is up to 2 KB. */
export const UNITS_A_CUSTOMER = 2;

/** Of a mail in the ledger: claimed, let through to its mailbox, settled; each is looked up as often. */
export const WRITES_A_MAIL = 3;
export const READS_A_MAIL = 3;
/** What SES tells of a mail is noted once: it went out, it arrived. */
export const NOTES_A_MAIL = 2;
