import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { type Finding, ok, toDo, unnamed } from './finding.ts';

/** Pages that people open from a mail, by the setting that names them; who cannot unsubscribe must not be written to. */
const PAGES = {
  UNSUBSCRIBE_URL: [both('the unsubscribe page', '退订页面'), 'UnsubscribeUrl', true],
  APPROVE_URL: [both('the approval page', '批准页面'), 'ApproveUrl', false],
  SHOW_URL: [both('the pages of plans and reports', '计划和报告页面'), 'ShowUrl', false],
} as const satisfies Record<string, readonly [Bilingual, string, boolean]>;

type PageSettings = Partial<Record<keyof typeof PAGES, string | undefined>>;

const PATIENCE_MS = 10_000;

export const lookAtPages = (settings: PageSettings): Promise<Finding[]> =>
  Promise.all((Object.keys(PAGES) as (keyof typeof PAGES)[]).map((id) => answers(id, settings[id])));

/** A page without a token says what is wrong, which is an answer; only a fault of its own, or silence, is none. */
async function answers(id: keyof typeof PAGES, url: string | undefined): Promise<Finding> {
  const [what, output, stopsMail] = PAGES[id];
  if (url === undefined) return unnamed(id, id, output);
  const status = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
    (answer) => answer.status,
    () => undefined,
  );
  if (status !== undefined && status < 500)
    return ok(id, both(`${what.en} answers`, `${what['zh-CN']}可以打开`));
  return toDo(
    { id, stopsMail },
    both(
      `${capital(what.en)} at ${url} does not answer${status === undefined ? '' : ` (${status})`}: see the runbook, or the host in front of it.`,
      `${what['zh-CN']} ${url} 打不开${status === undefined ? '' : `（${status}）`}：请查看运维手册，或检查前置的域名。`,
    ),
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
