import { drawsFrom } from './draws.ts';
import { changedSince, customersCsv, ordersCsv } from './exports.ts';
import { ordersOf } from './orders.ts';
import { personOf } from './people.ts';
import { firstStatement, laterStatement, type Statement } from './statements.ts';

const CUSTOMERS = 3000;
const SEED = 20_260_930;

/** Shop time (Asia/Shanghai) as if it were UTC. */
const shopMoment = (text: string): number => Date.parse(`${text}Z`);
const NEW_YEAR = shopMoment('2026-01-01T00:00:00');
const FIRST_UPLOAD = shopMoment('2026-07-01T05:00:00');
const SECOND_UPLOAD = shopMoment('2026-10-01T05:00:00');
/** The second export reaches back a month, as exports do. */
const OVERLAP_FROM = shopMoment('2026-06-01T00:00:00');

const ABOUT = {
  today: '2026-10-01',
  timeZone: 'Asia/Shanghai',
  stages: [
    {
      uploadAt: '2026-07-01T05:00:00+08:00',
      asOf: '2026-06-30',
      files: ['2026-07-01/orders-2025.csv', '2026-07-01/orders-2026.csv', '2026-07-01/customers.csv'],
    },
    {
      uploadAt: '2026-10-01T05:00:00+08:00',
      asOf: '2026-09-30',
      files: ['2026-10-01/orders-since-june.csv', '2026-10-01/customers.csv'],
    },
  ],
};

/** Every file of the sample by its path: what marketing uploaded after two quarters. */
export function sampleFiles(): Map<string, string> {
  const draws = drawsFrom(SEED);
  const people = Array.from({ length: CUSTOMERS }, (_, i) => personOf(draws, i + 1));
  const orders = ordersOf(draws, people);
  const first = people.map((person) => firstStatement(draws, person));
  const later = first.map((statement) => laterStatement(draws, statement, FIRST_UPLOAD, SECOND_UPLOAD));
  const known = (statements: Statement[], moment: number) =>
    statements.filter(({ updatedAt }) => updatedAt <= moment);
  const old = orders.filter(({ at }) => at < NEW_YEAR);
  const recent = orders.filter(({ at }) => at >= NEW_YEAR);
  const changed = changedSince(orders, OVERLAP_FROM, SECOND_UPLOAD);
  const news = known(later, SECOND_UPLOAD).filter(({ updatedAt }) => updatedAt >= OVERLAP_FROM);
  return new Map([
    ['sample.json', `${JSON.stringify(ABOUT, null, 2)}\n`],
    ['2026-07-01/orders-2025.csv', ordersCsv(draws, old, FIRST_UPLOAD)],
    ['2026-07-01/orders-2026.csv', ordersCsv(draws, recent, FIRST_UPLOAD)],
    ['2026-07-01/customers.csv', customersCsv(known(first, FIRST_UPLOAD))],
    ['2026-10-01/orders-since-june.csv', ordersCsv(draws, changed, SECOND_UPLOAD)],
    ['2026-10-01/customers.csv', customersCsv(news)],
  ]);
}
