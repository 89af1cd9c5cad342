import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../shared/adapters/policy-file.ts';
import { changeBack, mustBeReversible } from '../../../shared/domain/roll-back.ts';
import { defaultPolicyText } from '../../../shared/runtime/assets.ts';

const policy = parsePolicy(defaultPolicyText());
const of = (state: string) => ({ runId: 'r2', state });

describe('whether a run can be rolled back', () => {
  it.each(['COMMITTED', 'CLOSED'])('the newest commit can, when it is %s', (state) => {
    expect(mustBeReversible('r2', { run: of(state), newest: 'r2', hasWayBack: true })).toBeUndefined();
  });

  it.each([
    ['nobody knows it', undefined, 'r2', true, 'E_NO_RUN'],
    ['it was rolled back already', of('ROLLED_BACK'), 'r1', true, 'E_ROLLED_BACK'],
    ['another is newer', of('CLOSED'), 'r3', true, 'E_NOT_NEWEST'],
    ['nothing is committed', of('FAILED'), undefined, true, 'E_NOT_NEWEST'],
    ['it is still being written', of('APPLYING'), 'r2', true, 'E_NOT_COMMITTED'],
    ['an earlier program wrote it', of('CLOSED'), 'r2', false, 'E_NO_WAY_BACK'],
  ])('it cannot where %s', (_, run, newest, hasWayBack, code) => {
    const refused = () => mustBeReversible('r2', { run, newest, hasWayBack });
    expect(refused).toThrow(expect.objectContaining({ code }));
  });

  it('names the newest in both languages', () => {
    const refused = () => mustBeReversible('r2', { run: of('CLOSED'), newest: 'r3', hasWayBack: true });
    expect(refused).toThrow(/Roll back r3 first.*请先回滚 r3/);
  });
});

describe('how putting back moves somebody', () => {
  it.each([
    ['gold', 'gold', 'same'],
    ['gold', 'silver', 'demoted'],
    ['silver', 'gold', 'promoted'],
    [null, 'gold', 'joined'],
    ['gold', null, 'left'],
    [null, null, 'same'],
    ['a tier of another ladder', 'gold', 'sideways'],
  ])('from %s to %s: %s', (from, to, change) => {
    expect(changeBack(from, to, policy)).toBe(change);
  });
});
