import { runKeys } from '../contract/keys.ts';
import { FrozenTemplatesSchema } from '../contract/templates.ts';
import type { Bucket } from './bucket.ts';
import { openTemplates } from './templates.ts';

/** Renders the templates that were frozen with a run; undefined where an earlier program froze none. */
export const lettersIn =
  (lake: Pick<Bucket, 'get'>) =>
  async (runId: string): Promise<ReturnType<typeof openTemplates>['render'] | undefined> => {
    const frozen = await lake.get(runKeys.templates(runId));
    if (frozen === undefined) return undefined;
    const { templates } = FrozenTemplatesSchema.parse(JSON.parse(frozen.toString('utf8')));
    return openTemplates(templates).render;
  };
