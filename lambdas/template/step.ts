import type { TemplateAnswer } from '../../shared/contract/content-answers.ts';
import type { ObjectCreated } from '../../shared/contract/intake.ts';
import type { StoredTemplate, TemplateSource } from '../../shared/contract/templates.ts';
import { LANGUAGES, type Language } from '../../shared/domain/bilingual.ts';
import { type LocalDate, localDateOf } from '../../shared/domain/dates.ts';
import { type TemplateFault, templateOf } from '../../shared/domain/mail/template-check.ts';
import { TEMPLATE_FAULTS } from '../../shared/domain/mail/template-words.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { comparable } from '../../shared/domain/upload-order.ts';

export interface NamedTemplate {
  name: string;
  language: Language;
}

export interface TemplateDependencies {
  answerId(key: string, versionId: string): string;
  read(key: string, versionId: string): Promise<{ text: string } | { faults: TemplateFault[] }>;
  /** The policy in use. */
  policy(): Promise<Policy>;
  /** Renders it as every customer might get it. */
  attempt(
    template: NamedTemplate & { text: string },
    policy: Policy,
    today: LocalDate,
  ): { source: TemplateSource; remarks: TemplateFault[] } | { faults: TemplateFault[] };
  /** `false` = a newer upload of it is in use already. */
  adopt(stored: StoredTemplate, source: TemplateSource): Promise<boolean>;
  /** `<name>` of what is there in every language, `<name>.<language>` of what is there in that one alone. */
  known(): Promise<readonly string[]>;
  answer(answer: TemplateAnswer): Promise<void>;
}

type Outcome = Pick<TemplateAnswer, 'status' | 'template' | 'missing' | 'faults' | 'remarks'>;

/** Takes an uploaded mail template into use if it is valid, and answers in any case. One with faults changes nothing. */
export const template =
  (deps: TemplateDependencies) =>
  async (event: ObjectCreated): Promise<TemplateAnswer> => {
    const { key, 'version-id': versionId } = event.detail.object;
    const upload = { answerId: deps.answerId(key, versionId), key, versionId, uploadedAt: event.time };
    const answer: TemplateAnswer = { ...upload, kind: 'template', ...(await judged(deps, event)) };
    await deps.answer(answer);
    return answer;
  };

async function judged(deps: TemplateDependencies, event: ObjectCreated): Promise<Outcome> {
  const { key, 'version-id': versionId } = event.detail.object;
  const named = templateOf(key);
  if (!named) return refusedFor([{ line: 0, message: TEMPLATE_FAULTS.name }]);
  const read = await deps.read(key, versionId);
  if ('faults' in read) return refusedFor(read.faults);
  const policy = await deps.policy();
  const tried = deps.attempt({ ...named, ...read }, policy, localDateOf(event.time, policy.timeZone));
  return 'faults' in tried ? refusedFor(tried.faults) : takenIntoUse(deps, named, tried, event);
}

async function takenIntoUse(
  { adopt, known }: TemplateDependencies,
  { name, language }: NamedTemplate,
  { source, remarks }: { source: TemplateSource; remarks: TemplateFault[] },
  { time, detail }: ObjectCreated,
): Promise<Outcome> {
  const { key, 'version-id': versionId, sequencer } = detail.object;
  const { digest } = source;
  const origin = { key, versionId, sequencer: comparable(sequencer), uploadedAt: time };
  const adopted = await adopt({ name: `${name}.${language}`, digest, ...origin }, source);
  const files = await known();
  const missing = files.includes(name) ? [] : LANGUAGES.filter((one) => !files.includes(`${name}.${one}`));
  const status = adopted ? 'accepted' : 'superseded';
  return { status, template: { name, language, digest }, missing, faults: [], remarks };
}

const refusedFor = (faults: TemplateFault[]): Outcome => ({
  status: 'refused',
  template: null,
  missing: [],
  faults,
  remarks: [],
});
