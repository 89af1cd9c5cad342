import { describe, expect, it } from 'vitest';
import { comparedOf, farOff, type UsedUp } from '../../../../shared/domain/capacity/compared.ts';
import { USUAL } from '../../../../shared/domain/capacity/machine.ts';
import { stepsOf } from '../../../../shared/domain/capacity/steps.ts';
import type { RunVolume } from '../../../../shared/domain/cost/volume.ts';

const VOLUME: RunVolume = {
  ...{ engine: 'duckdb', rows: 30_000, customers: 3000, changes: 2700, told: 1700, parts: 2 },
  ...{ mails: 4500, due: 2000, days: 1, perSecond: 14 },
};
const PLAN = { step: 'plan', ms: 1000, memoryMb: 3008 } as const;
const compared = (over: Partial<UsedUp>, volume: Partial<RunVolume> = {}) =>
  comparedOf({ ...VOLUME, ...volume }, { calls: [PLAN], written: 2700, sent: 1990, ...over });
const lineOf = (id: string, ...args: Parameters<typeof compared>) =>
  compared(...args).find((line) => line.id === id);

describe('the model against a run', () => {
  it('sums the calls of a step up, and sets the seconds of the model against them', () => {
    const calls = [
      { ...PLAN, ms: 1500 },
      { ...PLAN, step: 'apply', ms: 70 },
      { ...PLAN, ms: 2250 },
    ] as const;
    const foreseen = stepsOf(VOLUME, USUAL).find(({ step }) => step === 'plan')?.seconds;
    expect(lineOf('plan', { calls })).toMatchObject({ unit: 'seconds', used: 3.75, foreseen });
    expect(lineOf('apply', { calls })?.used).toBe(0.07);
  });

  it('sums all of them up by the memory that each had, and foresees no others', () => {
    const calls = [
      { ...PLAN, ms: 2000, memoryMb: 2048 },
      { ...PLAN, ms: 4000, memoryMb: 512 },
    ];
    const [plan, computing] = compared({ calls });
    expect(computing).toMatchObject({ id: 'computing', used: 6 });
    expect(computing?.foreseen).toBeCloseTo(((plan?.foreseen ?? 0) * USUAL.memoryMb) / 1024, 9);
  });

  it('sets what was written and sent against what the plan foresaw', () => {
    expect(lineOf('written', { written: 2600 })).toMatchObject({ foreseen: 2700, used: 2600 });
    expect(lineOf('sent', { sent: 1990 })).toMatchObject({ foreseen: 2000, used: 1990 });
  });

  it('says nothing of mails as long as some may still go out', () => {
    expect(lineOf('sent', { sent: undefined })).toBeUndefined();
    expect(lineOf('sent', { sent: 0 })?.used).toBe(0);
  });

  it('adds up what Athena scanned, where it was asked', () => {
    const calls = [
      { ...PLAN, step: 'measure', scannedBytes: 10_000_000 },
      { ...PLAN, step: 'measure' },
      { ...PLAN, step: 'measure', scannedBytes: 2_500_000 },
    ] as const;
    expect(lineOf('scanned', { calls }, { engine: 'athena' })).toMatchObject({ foreseen: 24, used: 12.5 });
    expect(lineOf('scanned', { calls })).toBeUndefined();
  });

  it('leaves out steps that noted nothing, and says nothing of a run that noted none', () => {
    expect(compared({}).map(({ id }) => id)).toEqual(['plan', 'computing', 'written', 'sent']);
    expect(compared({ calls: [] })).toEqual([]);
  });
});

describe('what is far off', () => {
  const line = (id: string, foreseen: number, used: number) => ({
    ...{ id, foreseen, used, unit: 'count' as const },
    say: { en: id, 'zh-CN': id },
  });
  it.each([
    [10, 20, [], []],
    [10, 20.1, ['a'], []],
    [10, 5, [], []],
    [10, 4.9, [], ['a']],
    [0, 0, [], []],
    [0, 1, ['a'], []],
  ])('foreseen %d and used %d', (foreseen, used, more, less) => {
    const found = farOff([line('a', foreseen, used)]);
    expect([found.more.map(({ id }) => id), found.less.map(({ id }) => id)]).toEqual([more, less]);
  });
});
