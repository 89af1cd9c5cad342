import { describe, expect, test } from 'vitest';
import type { Row } from '../../../shared/adapters/duckdb.ts';
import { measured, order, person } from '../../support/measured.ts';

describe('consent', () => {
  const on = (day: string, consent: boolean | null) =>
    person({ consent, consent_at: `2026-${day}T04:00:00Z` });
  const cases: [string, Row[], Row[], object][] = [
    ['nobody said anything', [person()], [], { consent: null, consentOn: null }],
    [
      'the newest dated statement',
      [on('03-01', true), on('04-01', false)],
      [],
      { consent: false, consentOn: '2026-04-01' },
    ],
    [
      'a yes after a no',
      [on('04-01', true), on('03-01', false)],
      [],
      { consent: true, consentOn: '2026-04-01' },
    ],
    ['a yes and a no equally new', [on('03-01', true), on('03-01', false)], [], { consent: false }],
    [
      'an undated no is as new as its upload',
      [person({ consent: false }), on('04-01', true)],
      [],
      { consent: false, consentOn: '2026-10-01' },
    ],
    [
      'silence of a newer row',
      [on('03-01', true), on('04-01', null)],
      [],
      { consent: true, consentOn: '2026-03-01' },
    ],
    [
      'an undated yes on an old order does not undo a later no',
      [on('09-20', false)],
      [order({ consent: true })],
      { consent: false },
    ],
    [
      'an undated yes on a newer order',
      [on('08-20', false)],
      [order({ consent: true })],
      { consent: true, consentOn: '2026-09-01' },
    ],
    [
      'an undated no on an old order is as new as its upload',
      [on('09-20', true)],
      [order({ consent: false })],
      { consent: false },
    ],
  ];
  test.each(cases)('%s', async (_, people, orders, expected) => {
    const exports = [
      { kind: 'customers', rows: people },
      { kind: 'orders', rows: orders },
    ] as const;
    expect((await measured({ exports: [...exports] })).features).toMatchObject([expected]);
  });
});

describe('consent of one person under two keys', () => {
  const address = 'li@example.com';
  const [early, late] = ['2026-08-01T04:00:00Z', '2026-09-20T04:00:00Z'];
  /** By its address in the orders export, by number 17 in the customers export. */
  const byMail = (over: Row) => order({ customer_id: address, email: address, ...over });
  const byNumber = (over: Row) => person({ customer_id: '17', email: 'Li@Example.com ', ...over });
  const none = { consent: null, consentOn: null };
  const no = { consent: false, consentOn: '2026-09-20' };
  const yes = { consent: true, consentOn: '2026-09-20' };

  test.each<[string, Row, Row[], object, object]>([
    [
      'the newer no',
      { consent: true, consent_at: early },
      [byNumber({ consent: false, consent_at: late })],
      no,
      no,
    ],
    [
      'the newer yes',
      { consent: false, consent_at: early },
      [byNumber({ consent: true, consent_at: late })],
      yes,
      yes,
    ],
    [
      'the no, when both are equally new',
      { consent: true, consent_at: late },
      [byNumber({ consent: false, consent_at: late })],
      no,
      no,
    ],
    [
      'a no beside which no address stands',
      { consent: true, consent_at: early },
      [byNumber({}), byNumber({ email: null, consent: false, consent_at: late })],
      no,
      no,
    ],
    [
      'a no of somebody without a key',
      { consent: true, consent_at: early },
      [byNumber({ customer_id: null, consent: false, consent_at: late }), byNumber({})],
      no,
      no,
    ],
    [
      'not what was said of another address',
      {},
      [byNumber({ email: 'wu@example.com', consent: false, consent_at: late })],
      none,
      no,
    ],
  ])('%s counts for both', async (_, said, people, ofMail, ofNumber) => {
    const exports = [
      { kind: 'orders' as const, rows: [byMail(said)] },
      { kind: 'customers' as const, rows: people },
    ];
    const { features } = await measured({ exports });
    expect(features).toMatchObject([
      { customerId: '17', ...ofNumber },
      { customerId: address, ...ofMail },
    ]);
  });
});
