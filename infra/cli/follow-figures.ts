import { openCampaigns } from '../../shared/adapters/campaign-store.ts';
import type { Run } from '../../shared/contract/runs.ts';
import type { Shop } from './batch.ts';
import { reportOf } from './results.ts';

export type FiguresShop = Pick<Shop, 'results' | 'table'>;

/** What a run came to; null where it has written no report, or sent no mails. */
export interface RunFigures {
  customers: { all: number; moved: number } | null;
  mails: { sent: number; pending: number } | null;
}

export const figuresOf = async (shop: FiguresShop, run: Run): Promise<RunFigures> => ({
  customers: await customersOf(shop, run),
  mails: await mailsOf(shop, run),
});

async function customersOf(shop: FiguresShop, { runId }: Run): Promise<RunFigures['customers']> {
  const report = await reportOf(shop, runId);
  if (!report) return null;
  const moves = report.moves.filter(({ change }) => change !== 'same');
  return { all: sum(report.tiers.map(({ after }) => after)), moved: sum(moves.map(({ count }) => count)) };
}

async function mailsOf(shop: FiguresShop, { runId }: Run): Promise<RunFigures['mails']> {
  const figures = (await openCampaigns(shop.table).all()).flatMap((one) =>
    one.runs.includes(runId) && one.figures ? [one.figures] : [],
  );
  if (figures.length === 0) return null;
  return { sent: sum(figures.map(({ sent }) => sent)), pending: sum(figures.map(({ pending }) => pending)) };
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
