import type { Report } from '../../shared/contract/report.ts';
import type { Bilingual } from '../../shared/domain/bilingual.ts';
import type { LocalDate } from '../../shared/domain/dates.ts';
import { type PreviewMakings, previewsOf, type TemplatePreviews } from './preview.ts';

/** One campaign of a run: what became of its mails so far, and its letters. */
export interface GalleryCampaign {
  rule: string;
  name: Bilingual | null;
  mails: Report['mails'];
  templates: TemplatePreviews[];
}

/** Every campaign of a run with its letters. */
export interface Gallery {
  runId: string;
  asOf: LocalDate;
  shop: Bilingual;
  /** Whether the run kept the templates that its letters are made of. */
  isKept: boolean;
  campaigns: GalleryCampaign[];
}

/** In the order of the policy, which is the order that its people know. */
export function galleryOf(runId: string, mails: Report['mails'], makings: PreviewMakings): Gallery {
  const { policy, asOf, render, samples } = makings;
  const rules = new Set([...samples.rules(), ...mails.map(({ campaign }) => campaign)]);
  const known = policy.campaigns.map(({ rule }) => rule);
  const inOrder = [...rules].sort((a, b) => known.indexOf(a) - known.indexOf(b));
  return {
    ...{ runId, asOf, shop: policy.shop.name, isKept: render !== undefined },
    campaigns: inOrder.map((rule) => ({
      rule,
      name: policy.campaigns.find((each) => each.rule === rule)?.name ?? null,
      mails: mails.filter(({ campaign }) => campaign === rule),
      templates: previewsOf(rule, makings),
    })),
  };
}
