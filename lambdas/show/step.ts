import type { WebAnswer, WebRequest } from '../../shared/contract/functions.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { isOver, type PageTicket, SHOWN_DAYS } from '../../shared/domain/page-ticket.ts';
import { answer, otherMethod, refuseFor, wholeAnswer } from '../../shared/web/answer.ts';
import { DAMAGED_LINK, TOO_MANY_LINKS } from '../../shared/web/link-pages.ts';
import type { PageContent } from '../../shared/web/page.ts';
import { readVisit, type Visit } from '../../shared/web/visit.ts';

export interface ShowDependencies {
  /** What a genuine token says, of whatever age. */
  readPageToken(token: string, wanted: 'show'): PageTicket | undefined;
  /** A page of the run, if it has been written. */
  page(runId: string, file: string): Promise<string | undefined>;
  /** Milliseconds to wait; 0 = go on. */
  rate: { damaged(address: string, now: number): number };
  now(): number;
}

const METHODS = ['GET', 'HEAD'];

/** The pages of a run that hold no customer. What lists people is read in the bucket, by who may read it. */
const FILE = /^(plan|report|mails)\.(en|zh-CN)\.html$/;

/** Shows a page of one run, `/<token>/<file>`, to whoever has the link; the pages link to each other by their names. */
export const show =
  (deps: ShowDependencies) =>
  async (request: WebRequest): Promise<WebAnswer> => {
    const visit = readVisit(request);
    if (!METHODS.includes(visit.method)) return otherMethod(METHODS, visit);
    const [token = '', file = ''] = request.rawPath.split('/').slice(-2);
    const ticket = deps.readPageToken(token, 'show');
    if (ticket === undefined || !FILE.test(file)) return damaged(deps, visit);
    if (isOver(ticket, new Date(deps.now()).toISOString())) return answer(410, tooOld(ticket), visit);
    const html = await deps.page(ticket.runId, file);
    return html === undefined ? answer(404, NOT_THERE, visit) : wholeAnswer(html, visit);
  };

function damaged(deps: ShowDependencies, visit: Visit): WebAnswer {
  const wait = deps.rate.damaged(visit.address, deps.now());
  return wait > 0 ? refuseFor(wait, TOO_MANY_LINKS, visit) : answer(400, DAMAGED_LINK, visit);
}

const tooOld = ({ runId }: PageTicket): PageContent => ({
  title: both('This link is too old', '链接已过期'),
  texts: [
    both(
      `Links in mails are good for ${SHOWN_DAYS} days. The page itself is kept: it lies in the results bucket under ${folderOf(runId)}.`,
      `邮件中的链接有效期为 ${SHOWN_DAYS} 天。页面本身仍保留在结果存储桶的 ${folderOf(runId)} 目录下。`,
    ),
  ],
});

const folderOf = (runId: string): string => resultKeys.report(runId, '');

const NOT_THERE: PageContent = {
  title: both('This page is not there', '页面不存在'),
  texts: [
    both(
      'It has not been written yet, or the run came to nothing. Please try again in a minute.',
      '页面尚未生成，或这次运行未完成。请一分钟后再试。',
    ),
  ],
};
