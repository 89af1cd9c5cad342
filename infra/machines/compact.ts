import { call, type Definition, giveUp, orElse, type State } from './asl.ts';

export interface CompactParts {
  readonly functions: Record<'compact' | 'release', string>;
}

const holder = { executionArn: '{% $states.context.Execution.Id %}' };
const answer = '{% $states.result.Payload %}';

/**
 * Machine 5, `compact`: gathers the lake's small objects under the run lock, one pack a call. Where there is nothing to do
 * it takes no lock, and where somebody else has it the next night will do.
 */
export const compactMachine = ({ functions }: CompactParts): Definition => ({
  QueryLanguage: 'JSONata',
  Comment: 'Gathers small objects of the lake into larger ones, and removes what they replaced weeks ago.',
  StartAt: 'Begin',
  States: {
    ...guarded({
      Begin: call(functions.compact, { act: 'begin', ...holder }, answer, 'Begun'),
      Gather: call(functions.compact, { act: 'gather', ...holder }, answer, 'Gathered'),
      Release: call(functions.release, holder, '{% $states.input %}', 'Ended'),
    }),
    Begun: choose('HELD', 'Gather', 'Ended'),
    Gathered: choose('MORE', 'Gather', 'Release'),
    Ended: { Type: 'Succeed' },
    ...giveUp(functions.release),
  },
});

const choose = (status: string, next: string, otherwise: string): State => ({
  Type: 'Choice',
  Choices: [{ Condition: `{% $states.input.status = '${status}' %}`, Next: next }],
  Default: otherwise,
});

/** The lock is given back whatever goes wrong; a lock that is another's stays his. */
const guarded = (states: Record<string, State>): Record<string, State> =>
  Object.fromEntries(Object.entries(states).map(([name, state]) => [name, orElse(state, 'ReleaseFailed')]));
