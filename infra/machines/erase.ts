import { call, type Definition, giveUp, orElse, type State } from './asl.ts';

export interface EraseParts {
  readonly functions: Record<'erase' | 'person' | 'release', string>;
  /** Longer than any function lives. */
  readonly readersSeconds: number;
}

/** The request lies in the uploads bucket and says whom it is about: no state does. */
const ref = {
  id: '{% $states.input.id %}',
  key: '{% $states.input.key %}',
  versionId: '{% $states.input.versionId %}',
};
const holder = { executionArn: '{% $states.context.Execution.Id %}' };
const answer = '{% $states.result.Payload %}';
const asItWas = '{% $states.input %}';

const when = (status: string, next: string) => ({
  Condition: `{% $states.input.status = '${status}' %}`,
  Next: next,
});

/**
 * Machine 4, `erase`: takes a person out of everything, or gathers all that is held of one. Passes over everything follow
 * each other until one finds nothing; between them, and before the first, whatever read before the tombstones has ended.
 * Nothing waits while it holds the lock.
 */
export const eraseMachine = (parts: EraseParts): Definition => ({
  QueryLanguage: 'JSONata',
  Comment: 'Erases a person until a whole pass finds nothing, or gathers all that is held of one.',
  StartAt: 'Wanted',
  States: {
    ...gather(parts),
    ...guarded(acts(parts)),
    ...between(parts),
    ...giveUp(parts.functions.release),
  },
});

const gather = ({ functions }: EraseParts): Record<string, State> => ({
  Wanted: {
    Type: 'Choice',
    Choices: [{ Condition: "{% $states.input.want = 'export' %}", Next: 'Gather' }],
    Default: 'Find',
  },
  Gather: call(functions.person, ref, answer, 'Ended'),
});

function acts({ functions }: EraseParts): Record<string, State> {
  const act = (name: string, next: string, more = {}): State =>
    call(functions.erase, { ...ref, act: name, ...more }, answer, next);
  return {
    Find: act('find', 'Found'),
    Bury: act('bury', 'WaitForReaders'),
    Lock: act('lock', 'Locked', holder),
    Sweep: act('sweep', 'Swept'),
    Release: call(functions.release, holder, asItWas, 'Clean'),
    Finish: act('finish', 'Ended'),
  };
}

/** The lock is given back whatever goes wrong; a lock that is another's stays his. */
const guarded = (states: Record<string, State>): Record<string, State> =>
  Object.fromEntries(Object.entries(states).map(([name, state]) => [name, orElse(state, 'ReleaseFailed')]));

const between = ({ readersSeconds }: EraseParts): Record<string, State> => ({
  Found: {
    Type: 'Choice',
    Choices: [when('MORE', 'Find'), when('FOUND', 'Bury')],
    Default: 'Ended',
  },
  WaitForReaders: { Type: 'Wait', Seconds: readersSeconds, Next: 'Lock' },
  Locked: { Type: 'Choice', Choices: [when('HELD', 'Sweep')], Default: 'WaitForTheLock' },
  WaitForTheLock: { Type: 'Wait', Seconds: 30, Next: 'Lock' },
  Swept: { Type: 'Choice', Choices: [when('MORE', 'Sweep')], Default: 'Release' },
  Clean: { Type: 'Choice', Choices: [when('CLEAN', 'Finish')], Default: 'WaitForReaders' },
  Ended: { Type: 'Succeed' },
});
