import { both, type Language } from '../../shared/domain/bilingual.ts';
import { languageLinks } from '../../shared/web/answer.ts';
import type { Visit } from '../../shared/web/visit.ts';

/** Where the page of a plan leaves room for the decision. */
const ROOM = '<!--decision-->';

const OTHER_PAGES = /href="((plan|mails|report)\.(en|zh-CN)\.html)"/g;

/**
 * The page of a plan with the form that decides about it. Its own policy lets no form be sent, so that it is opened for
 * this one; links to what lies beside it lead to where that is shown.
 */
export const withForm = (plan: string, visit: Visit, link: (file: string) => string): string =>
  plan
    .replace("form-action 'none'", "form-action 'self'")
    .replace(OTHER_PAGES, (_, file: string, page: string, language: string) =>
      page === 'plan' ? `href="${languageLinks(visit)}${language}"` : `href="${link(file)}"`,
    )
    .replace(ROOM, () => formIn(visit.language));

const ASK = both('Approve this plan?', '是否批准此计划？');
const MEANS = both(
  'Approved, the tiers are written at once and the mails go out as planned. Rejected, nothing happens. Either holds for everybody who got this link.',
  '批准后将立即写入等级，并按计划发送邮件；驳回则不做任何变动。任何一位收到链接的人处理后即生效，其他人无法再改。',
);
const APPROVE = both('Approve', '批准');
const REJECT = both('Reject', '驳回');

const formIn = (
  language: Language,
): string => `<form method="post" class="decision" aria-labelledby="decision">
<h2 id="decision">${ASK[language]}</h2><p>${MEANS[language]}</p>
<button name="decision" value="approve" class="main">${APPROVE[language]}</button>
<button name="decision" value="reject">${REJECT[language]}</button></form>`;
