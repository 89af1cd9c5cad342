/** Exports of a case study from short lists, one line for each row or burst of equal rows; blank lines do not count. */

const linesOf = (text: string): string[][] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split(/\s+/));

const DAY_MS = 86_400_000;

/** `x4` = four times on one day after the other, the last on `day`; `x4/7` = a week apart. */
function daysOf(day: string, times = 'x1'): string[] {
  const [, count = '1', step = '1'] = /^x(\d+)(?:\/(\d+))?$/.exec(times) ?? [];
  return Array.from({ length: Number(count) }, (_, i) =>
    new Date(Date.parse(day) - i * Number(step) * DAY_MS).toISOString().slice(0, 10),
  );
}

/** Lines `customer day amount [times] [category]`; yuan. `mark` keeps the order numbers of two files apart. */
export function orders(text: string, mark = 'o'): string {
  const rows = linesOf(text).flatMap(([customer, day = '', amount, ...rest]) => {
    const times = rest.find((word) => /^x\d/.test(word));
    const category = rest.find((word) => word !== times) ?? '';
    return daysOf(day, times).map((date) => [customer, date, amount, 'CNY', category].join(','));
  });
  return csv('order_id,customer_id,ordered_at,amount,currency,category', rows, mark);
}

/** Lines `customer activity day [quantity] [times]`. */
export function activity(text: string, mark = 'a'): string {
  const rows = linesOf(text).flatMap(([customer, what, day = '', ...rest]) => {
    const times = rest.find((word) => /^x\d/.test(word));
    const quantity = rest.find((word) => word !== times) ?? '';
    return daysOf(day, times).map((date) => [customer, what, date, quantity].join(','));
  });
  return csv('activity_id,customer_id,activity,occurred_at,quantity', rows, mark);
}

/** Lines `customer kind day [score or -] [closed on]`. */
export function feedback(text: string): string {
  const rows = linesOf(text).map(([customer, kind, day, score = '-', closed = '']) =>
    [customer, kind, day, score === '-' ? '' : score, closed].join(','),
  );
  return csv('feedback_id,customer_id,feedback,occurred_at,score,closed_at', rows, 'f');
}

const csv = (head: string, rows: readonly string[], mark: string): string =>
  `${[head, ...rows.map((row, i) => `${mark}${i + 1},${row}`)].join('\n')}\n`;

/**
 * Lines `customer consent [cells]`: consent is yes, no, or - for nothing said; cells are the further columns of `head`,
 * as CSV without blanks.
 */
export function customers(text: string, head = ''): string {
  const columns = head === '' ? 0 : head.split(',').length;
  const rows = linesOf(text).map(([id, consent = '-', cells = '']) => {
    const said = consent === '-' ? ',' : `${consent},2026-01-01`;
    const more = columns === 0 ? '' : `,${cells === '' ? ','.repeat(columns - 1) : cells}`;
    return `${id},${id}@example.com,${said}${more}`;
  });
  const names = `customer_id,email,consent,consent_at${head === '' ? '' : `,${head}`}`;
  return `${[names, ...rows].join('\n')}\n`;
}
