import { describe, expect, it } from 'vitest';
import { pace } from '../../../../shared/domain/mail/pace.ts';

describe('the pace of a worker', () => {
  it('spreads its slots evenly', () => {
    const p = pace(10);
    expect([p.take(0), p.take(0), p.take(0), p.take(1000)]).toEqual([0, 100, 200, 0]);
  });

  it('halves once for all calls that are throttled together, and wins the rate back', () => {
    const p = pace(16);
    for (let i = 0; i < 10; i += 1) p.throttled(i);
    expect(p.rate()).toBe(8);
    p.throttled(2000);
    expect(p.rate()).toBe(4);
    for (let i = 0; i < 200; i += 1) p.succeeded();
    expect(p.rate()).toBe(16);
  });

  it('takes a new share of the account’s rate, and keeps what throttling has taught', () => {
    const p = pace(16);
    p.throttled(0);
    p.share(8);
    expect(p.rate()).toBe(4);
    for (let i = 0; i < 200; i += 1) p.succeeded();
    expect(p.rate()).toBe(8);
    p.share(0.1);
    expect(p.rate()).toBe(1);
  });

  it('never stands still', () => {
    const p = pace(2);
    for (let i = 0; i < 50; i += 1) p.throttled(i * 5000);
    expect(p.rate()).toBe(1);
  });

  it('breaks after five failures in a row only', () => {
    const p = pace(10);
    for (let i = 0; i < 4; i += 1) p.failed();
    p.succeeded();
    for (let i = 0; i < 4; i += 1) p.failed();
    expect(p.broken()).toBe(false);
    p.failed();
    expect(p.broken()).toBe(true);
  });
});
