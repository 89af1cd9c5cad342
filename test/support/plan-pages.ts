import { startFunctionUrls } from '../../infra/local/servers/functions.ts';
import { approve } from '../../lambdas/approve/step.ts';
import { show } from '../../lambdas/show/step.ts';
import { openPageKeys } from '../../shared/adapters/page-keys.ts';
import { approveLinks, readPage, readZone, showLinks } from '../../shared/adapters/run-pages.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { WebRequestSchema } from '../../shared/contract/functions.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { LANGUAGES, type Language } from '../../shared/domain/bilingual.ts';
import { pageRate } from '../../shared/domain/mail/page-rate.ts';
import { page } from '../../shared/domain/report/html.ts';
import { startStores } from './local-stores.ts';

const keys = openPageKeys({ seed: 'p'.repeat(43), current: 'k1', old: {} });
export const NOW = '2026-10-02T08:00:00.000Z';
export const UNTIL = '2026-10-08T08:00:00.000Z';

/** A page with everything that the functions look for in one: its own policy, neighbours, and room for the decision. */
const written = (language: Language, runId: string): string =>
  page(
    language,
    `Plan ${runId}`,
    `<h1>Plan ${runId}</h1><p><a href="plan.zh-CN.html" lang="zh-CN">中文</a> <a href="plan.en.html" lang="en">English</a></p>
<!--decision--><p><a href="mails.${language}.html">Mails</a></p>
<iframe title="A letter" sandbox srcdoc="&lt;p&gt;Dear customer&lt;/p&gt;"></iframe>`,
  );

/** The two pages for the shop's people behind their addresses, on a real table and a real bucket. */
export async function startPlanPages() {
  const stores = await startStores();
  const runs = openRuns(stores.runs);
  const clock = { now: Date.parse(NOW) };
  const started: string[] = [];
  const rate = pageRate();
  const shared = { page: readPage(stores.results), rate, now: () => clock.now };
  const zone = readZone(stores.results);
  const servers = await startFunctionUrls({
    has: (name) => name === 'approve' || name === 'show',
    invoke: async (name, event) => {
      const request = WebRequestSchema.parse(event);
      if (name === 'show') return show({ ...shared, readPageToken: keys.readPageToken })(request);
      return approve({
        ...{ ...shared, ...runs, zone, readPageToken: keys.readPageToken },
        showLink: showLinks(keys, `${servers.url}/show/`),
        startApply: async (runId) => void started.push(runId),
      })(request);
    },
  });
  let made = 0;

  /** A plan that waits, with its page in these languages. */
  async function plan(over: Partial<Run> = {}, languages: readonly Language[] = LANGUAGES) {
    made += 1;
    const runId = `2026-09-30-periodic-${String(made).padStart(4, '0')}`;
    const run: Run = {
      ...{
        runId,
        runSeq: made,
        mode: 'periodic',
        asOf: '2026-09-30',
        period: '2026-Q3',
        baseSeq: 0,
        parts: 1,
      },
      ...{ state: 'AWAITING_APPROVAL', executionArn: 'e', contentDigest: `digest-${made}`, expiresAt: UNTIL },
      ...over,
    };
    await runs.createRun(run);
    for (const language of languages)
      await stores.results.put(`reports/${runId}/plan.${language}.html`, written(language, runId));
    const told = JSON.stringify({ timeZone: 'Asia/Shanghai' });
    if (languages.length > 0) await stores.results.put(`reports/${runId}/plan.json`, told);
    const link = approveLinks(keys, `${servers.url}/approve/`)(run) ?? '';
    return { run, runId, link, state: async () => (await runs.run(runId))?.state };
  }

  const showLink = (runId: string, file: string) =>
    showLinks(keys, `${servers.url}/show/`)(runId, file, new Date(NOW));

  async function close(): Promise<void> {
    await servers.close();
    await stores.close();
  }
  return { stores, runs, keys, clock, started, plan, showLink, base: `${servers.url}/approve/`, close };
}

/** Presses a button, as a browser does. */
export const press = (link: string, decision: string): Promise<Response> =>
  fetch(link, { method: 'POST', body: new URLSearchParams({ decision }) });
