import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import { attemptTemplate } from '../../shared/adapters/template-trial.ts';
import type { Language } from '../../shared/domain/bilingual.ts';
import type { TemplateFault } from '../../shared/domain/mail/template-check.ts';
import { PolicySchema } from '../../shared/domain/policy/schema.ts';
import { defaultPolicyText, readAsset } from '../../shared/runtime/assets.ts';

const DEFAULT = parsePolicy(defaultPolicyText());

/** Of a shop whose pages are at www.shop.example, and whose letters may also lead to files.shop.example. */
export const POLICY = PolicySchema.parse({
  ...DEFAULT,
  shop: {
    ...DEFAULT.shop,
    links: { home: 'https://www.shop.example/', offers: 'https://www.shop.example/sale' },
  },
  mail: { ...DEFAULT.mail, linkHosts: ['files.shop.example'] },
});

export const readTemplate = (file: string): string => readAsset(`shared/templates/${file}`);

/** A template that holds; a test changes one line of it. */
export const SOUND = `subject: {% if name %}{{ name }}, good{% else %}Good{% endif %} news
heading: News of {{ shop }}
accent: #3c8d5a
---
<h1>News</h1>
<p>You are {{ tier }}{% if previousTier %}, and were {{ previousTier }}{% endif %}.</p>
{% if links.offers %}<p><a href="{{ links.offers }}?from=mail">All offers</a></p>{% endif %}
<p><a href="mailto:help@shop.example">Write to us</a> <img src="https://files.shop.example/a.png" alt=""></p>
---
You are {{ tier }}.
{% if offerCode %}Your code: {{ offerCode }}{% endif %}
`;

/** A whole document of one's own. */
export const OWN = `subject: News
layout: own
---
<!doctype html><html lang="en"><head><title>News</title></head><body>
<p>News of {{ shop }}</p>
<p><a href="{{ unsubscribeUrl }}">Unsubscribe</a><br>{{ postalAddress }}</p>
</body></html>
---
News
`;

/** The answer to an upload of this text, its faults as lines of text. */
export function attempted(text: string, language: Language = 'en', policy = POLICY) {
  const tried = attemptTemplate(readTemplate)({ name: 'news', language, text }, policy, '2026-10-01');
  const worded = (said: TemplateFault[]) => said.map(({ line, message }) => `${line}: ${message[language]}`);
  if ('source' in tried) return { source: tried.source, faults: [], remarks: worded(tried.remarks) };
  return { faults: worded(tried.faults), remarks: [] };
}
