import type { TemplateAnswer } from '../contract/content-answers.ts';
import type { Environment } from '../contract/environment.ts';
import { resultKeys } from '../contract/keys.ts';
import type { TemplateFault } from '../domain/mail/template-check.ts';
import { MOST_BYTES, TEMPLATE_FAULTS } from '../domain/mail/template-words.ts';
import { type Bucket, openBucket } from './bucket.ts';
import { currentPolicy } from './current-policy.ts';
import { intakeIdOf } from './intake-store.ts';
import { putJson } from './lines.ts';
import { openTable } from './table.ts';
import { openTemplateStore } from './template-store.ts';
import { attemptTemplate } from './template-trial.ts';

type Names = Pick<Environment, 'UPLOADS_BUCKET' | 'LAKE_BUCKET' | 'RESULTS_BUCKET' | 'RUNS_TABLE'>;

/** What ships with the program: the text of the default policy, and template files by name. */
export interface ShippedContent {
  policy: string;
  template: (file: string) => string;
}

/** Everything that taking in a mail template needs of the outside, opened for one call. */
export function openTemplateRoom(names: Names, shipped: ShippedContent) {
  const [uploads, results] = [openBucket(names.UPLOADS_BUCKET), openBucket(names.RESULTS_BUCKET)];
  const lake = openBucket(names.LAKE_BUCKET);
  const runs = openTable(names.RUNS_TABLE);
  const { adopt, known } = openTemplateStore(runs, lake);
  return {
    ...{ adopt, known, attempt: attemptTemplate(shipped.template) },
    answerId: (key: string, versionId: string) => intakeIdOf(names.UPLOADS_BUCKET, key, versionId),
    read: (key: string, versionId: string) => readTemplateFile(uploads, key, versionId),
    policy: async () => (await currentPolicy(runs, lake, shipped.policy)).policy,
    answer: (said: TemplateAnswer) => putJson(results, resultKeys.answer(said.answerId), said),
  };
}

/** One version of an uploaded template as text, or why it is none. */
export async function readTemplateFile(
  uploads: Pick<Bucket, 'head' | 'get'>,
  key: string,
  versionId: string,
): Promise<{ text: string } | { faults: TemplateFault[] }> {
  const size = (await uploads.head(key, versionId))?.size ?? 0;
  if (size > MOST_BYTES) return { faults: [{ line: 0, message: TEMPLATE_FAULTS.large }] };
  const bytes = await uploads.get(key, versionId);
  if (!bytes) throw new Error('the uploaded template is gone');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { faults: [{ line: 0, message: TEMPLATE_FAULTS.encoding }] };
  }
}
