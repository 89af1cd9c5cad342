import type { Erased, EraseInput } from '../../shared/contract/erasure.ts';
import { adopt } from './adopt.ts';
import type { EraseCall, EraseDependencies } from './dependencies.ts';
import { find } from './find.ts';
import { finish } from './finish.ts';
import { begin, mustStand, sweep } from './sweep.ts';

/** One act of an erasure. Each may be killed anywhere and called again: the person is gone either way, and the counts stand. */
export const erase =
  (deps: EraseDependencies) =>
  async (input: EraseInput, call: EraseCall): Promise<Erased> => {
    const { id, key, versionId } = input;
    return { id, key, versionId, status: await ACTS[input.act](deps, input, call) };
  };

type Act = (deps: EraseDependencies, input: EraseInput, call: EraseCall) => Promise<Erased['status']>;

const ACTS: Record<EraseInput['act'], Act> = {
  find,
  async bury(deps, { id }) {
    await deps.bury((await mustStand(deps.record, id)).person);
    await deps.at('erase.before_buried');
    return 'BURIED';
  },
  async lock(deps, input, call) {
    if (!(await deps.takeLock(input.executionArn ?? ''))) return 'BUSY';
    await begin(deps, input);
    await adopt(deps, input, call);
    return 'HELD';
  },
  sweep,
  async finish(deps, input) {
    await finish(deps, input);
    return 'DONE';
  },
};
