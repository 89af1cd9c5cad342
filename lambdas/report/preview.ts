import { type Bilingual, both, LANGUAGES, type Language } from '../../shared/domain/bilingual.ts';
import type { LocalDate } from '../../shared/domain/dates.ts';
import { type LetterVariables, letterVariables } from '../../shared/domain/mail/letter.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { MailSamples, Typical } from './preview-samples.ts';

/** Renders a template of the run, or refuses it. */
export type Render = (
  template: string,
  language: Language,
  variables: LetterVariables,
) => Record<'subject' | 'html' | 'text', string>;

interface Letter {
  subject: string;
  /** What mail programs show after the subject, as it stands in the HTML, escaped; '' where there is none. */
  preheader: string;
  html: string;
  text: string;
}

/** One letter as it would be sent to a made-up customer. */
export type Preview = { language: Language; isNamed: boolean } & ({ letter: Letter } | { fault: Bilingual });

export interface TemplatePreviews {
  template: string;
  /** In both languages, with a name and without one. */
  previews: Preview[];
}

type Campaign = Policy['campaigns'][number];

/** What previews are made of; all of it is frozen with the run. */
export interface PreviewMakings {
  policy: Policy;
  asOf: LocalDate;
  /** Undefined where an earlier program kept no templates with the run. */
  render: Render | undefined;
  samples: MailSamples;
}

const NAME = both('Ann Miller', '王小明');
const LINK = 'https://unsubscribe.example/sample';
export const SAMPLE_CODE = 'SAMPLE-CODE';

/** The letters of every template of a campaign; none where the run kept no templates, or has no such mails. */
export function previewsOf(rule: string, makings: PreviewMakings): TemplatePreviews[] {
  const { policy, asOf, render, samples } = makings;
  const campaign = policy.campaigns.find((each) => each.rule === rule);
  if (!campaign || !render) return [];
  return templatesOf(campaign).flatMap((template) => {
    const typical = samples.typical(rule, template, asOf);
    return typical ? [{ template, previews: lettersOf(campaign, template, typical, makings, render) }] : [];
  });
}

const templatesOf = ({ template, variants }: Campaign): string[] => [
  ...new Set([template, ...variants.map((variant) => variant.template)]),
];

const lettersOf = (
  { offer }: Campaign,
  template: string,
  typical: Typical,
  { policy, asOf }: PreviewMakings,
  render: Render,
): Preview[] =>
  LANGUAGES.flatMap((language) =>
    [true, false].map((isNamed): Preview => {
      const mail = { ...typical, template, language, name: isNamed ? NAME[language] : null };
      const own = { unsubscribeUrl: LINK, offerCode: offer ? SAMPLE_CODE : null };
      const variables = letterVariables(mail, policy, asOf, own);
      return { language, isNamed, ...letterOr(() => render(template, language, variables)) };
    }),
  );

/** A letter that cannot be rendered says why in its place: the plan is still shown. */
function letterOr(rendered: () => ReturnType<Render>): { letter: Letter } | { fault: Bilingual } {
  try {
    const { subject, html, text } = rendered();
    return { letter: { subject, preheader: preheaderOf(html), html, text } };
  } catch (error) {
    if (error instanceof Refusal) return { fault: error.what };
    throw error;
  }
}

/** Layouts hide it in the first box of the body; it has no marks inside. */
const preheaderOf = (html: string): string => {
  const [, body = ''] = html.split(/<body[^>]*>/i);
  return /^\s*<div style="display:none[^"]*">([^<]*)<\/div>/.exec(body)?.[1]?.trim() ?? '';
};
