import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../infra/local/asl/schema.ts';
import { Bus, type Problem, type Rule } from '../../../infra/local/bus.ts';
import { parsePattern } from '../../../infra/local/deploy/pattern.ts';
import { transform } from '../../../infra/local/deploy/transform.ts';

const created = (key: string, bucket = 'uploads') => ({
  source: 'aws.s3',
  'detail-type': 'Object Created',
  time: '2026-10-01T00:00:00Z',
  detail: { bucket: { name: bucket }, object: { key, size: 3 }, tags: ['a', 'b'] },
});
const key = (...rules: unknown[]) => ({ detail: { object: { key: rules } } });

describe('patterns', () => {
  const cases: [string, unknown, boolean][] = [
    ['an exact value', { source: ['aws.s3'] }, true],
    ['another value', { source: ['aws.ses'] }, false],
    ['one of several', { source: ['aws.ses', 'aws.s3'] }, true],
    ['every field', { source: ['aws.s3'], 'detail-type': ['Other'] }, false],
    ['a nested field', { detail: { bucket: { name: ['uploads'] } } }, true],
    ['a field that is not there', { detail: { bucket: { owner: ['me'] } } }, false],
    ['a field below a value', { source: { deep: ['x'] } }, false],
    ['prefix', key({ prefix: 'orders/' }), true],
    ['another prefix', key({ prefix: 'customers/' }), false],
    ['several prefixes', key({ prefix: 'customers/' }, { prefix: 'orders/' }), true],
    ['suffix', key({ suffix: '.csv' }), true],
    ['wildcard', key({ wildcard: 'orders/*(1).c*' }), true],
    ['wildcard that does not fit', key({ wildcard: '*.txt' }), false],
    ['equals-ignore-case', key({ 'equals-ignore-case': 'ORDERS/订单 (1).CSV' }), true],
    ['anything-but another', key({ 'anything-but': ['x', 'y'] }), true],
    ['anything-but a prefix', key({ 'anything-but': { prefix: 'orders/' } }), false],
    ['anything-but a suffix', key({ 'anything-but': { suffix: ['.txt', '.csv'] } }), false],
    ['anything-but a wildcard', key({ 'anything-but': { wildcard: '*.mapping.yaml' } }), true],
    ['anything-but of nothing', { detail: { none: [{ 'anything-but': 'x' }] } }, false],
    ['exists', { detail: { object: { key: [{ exists: true }] } } }, true],
    ['does not exist', { detail: { none: [{ exists: false }] } }, true],
    ['numbers', { detail: { object: { size: [3] } } }, true],
    ['numbers are no texts', { detail: { object: { size: ['3'] } } }, false],
    ['any element of an array', { detail: { tags: ['b'] } }, true],
    ['$or', { $or: [{ source: ['x'] }, { 'detail-type': ['Object Created'] }] }, true],
  ];
  it.each(cases)('%s', (_name, pattern, matches) => {
    expect(parsePattern(pattern)(created('orders/订单 (1).csv'))).toBe(matches);
  });

  it('refuses what it does not know', () => {
    expect(() => parsePattern({ detail: { size: [{ numeric: ['>', 3] }] } })).toThrow();
    expect(() => parsePattern({ source: 'aws.s3' })).toThrow();
  });
});

describe('input transformers', () => {
  const paths = { time: '$.time', key: '$.detail.object.key', size: '$.detail.object.size' };
  const cases: [string, string, Json][] = [
    [
      'values',
      '{"cause":"intake","time":<time>,"n":<size>}',
      { cause: 'intake', time: '2026-10-01T00:00:00Z', n: 3 },
    ],
    ['parts of a text', '{"say":"<key> has <size> bytes"}', { say: 'a"b\\c has 3 bytes' }],
    ['a quote within a text', '{"say":"\\"<size>\\"","n":<size>}', { say: '"3"', n: 3 }],
  ];
  it.each(cases)('%s', (_name, InputTemplate, shaped) => {
    expect(transform({ InputPathsMap: paths, InputTemplate }, created('a"b\\c'))).toEqual(shaped);
  });

  it('refuses a placeholder without a path', () => {
    expect(() => transform({ InputPathsMap: {}, InputTemplate: '<time>' }, {})).toThrow(/no path/);
  });
});

describe('the bus', () => {
  let dir: string;
  let problems: Problem[];
  let got: [string, Json][];
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'bus-'));
    problems = [];
    got = [];
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const rule = (id: string, prefix: string, ...arns: string[]): Rule => ({
    id,
    matches: parsePattern(key({ prefix })),
    targets: arns.map((arn, i) => ({ id: `Target${i}`, arn })),
  });
  const busWith = (
    rules: Rule[],
    deliver: (arn: string, input: Json) => Promise<void> = async () => undefined,
  ) =>
    new Bus({
      dir,
      rules,
      onProblem: (problem) => void problems.push(problem),
      async deliver(arn, input) {
        await deliver(arn, input);
        got.push([arn, input]);
      },
    });
  const waiting = () => readdirSync(join(dir, 'events'));

  it('hands an event to every target of every rule that matches', async () => {
    const bus = busWith([
      rule('one', 'orders/', 'a', 'b'),
      rule('two', 'orders/x', 'c'),
      rule('three', 'z', 'd'),
    ]);
    bus.put(created('orders/x.csv'));
    await bus.idle();
    expect(got.map(([arn]) => arn).sort()).toEqual(['a', 'b', 'c']);
    expect(waiting()).toEqual([]);
  });

  it('tries again, and then puts the event aside and says so', async () => {
    let tries = 0;
    const bus = busWith([rule('one', 'orders/', 'a')], async () => {
      tries += 1;
      throw new Error('no');
    });
    bus.put(created('orders/x.csv'));
    await bus.idle();
    expect(tries).toBe(3);
    expect(problems).toMatchObject([{ what: 'deadLetter', rule: 'one', error: 'Error', cause: 'no' }]);
    expect(waiting()).toEqual([]);
    expect(JSON.parse(readFileSync(problems[0]?.file ?? '', 'utf8')).event).toEqual(created('orders/x.csv'));
  });

  it('succeeds when a later try does', async () => {
    let tries = 0;
    const bus = busWith([rule('one', 'orders/', 'a')], async () => {
      tries += 1;
      if (tries < 3) throw new Error('no');
    });
    bus.put(created('orders/x.csv'));
    await bus.idle();
    expect([got.length, problems.length]).toEqual([1, 0]);
  });

  it('loses nothing when the process dies', async () => {
    busWith([rule('one', 'orders/', 'a')], () => new Promise(() => undefined)).put(created('orders/x.csv'));
    expect(waiting()).toHaveLength(1);
    const next = busWith([rule('one', 'orders/', 'a')]);
    next.resume();
    await next.idle();
    expect(got).toEqual([['a', created('orders/x.csv')]]);
    expect(waiting()).toEqual([]);
  });

  it('puts aside what no rule takes any more', async () => {
    busWith([rule('one', 'orders/', 'a')], () => new Promise(() => undefined)).put(created('orders/x.csv'));
    const next = busWith([]);
    next.resume();
    await next.idle();
    expect(problems).toMatchObject([{ rule: 'one' }]);
  });

  it('keeps deliveries back, by rule, by target or by choice, until they are released', async () => {
    const rules = [rule('one', 'orders/', 'a'), rule('two', 'orders/', 'b'), rule('three', 'orders/', 'c')];
    const bus = busWith([...rules, rule('four', 'orders/', 'd')]);
    const releases = [bus.hold('one'), bus.hold('b'), bus.hold((_, { arn }) => arn === 'c')];
    bus.put(created('orders/x.csv'));
    await bus.idle();
    expect(got.map(([arn]) => arn)).toEqual(['d']);
    expect(waiting()).toHaveLength(3);
    for (const release of releases) release();
    await bus.idle();
    expect(got.map(([arn]) => arn).sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('leaves what it cannot finish for the next start', async () => {
    const bus = busWith([rule('one', 'orders/', 'a')], async () => {
      throw new Error('the server is gone');
    });
    bus.put(created('orders/x.csv'));
    await bus.halt(5);
    bus.put(created('orders/y.csv'));
    expect([waiting().length, problems.length]).toEqual([2, 0]);
  });
});
