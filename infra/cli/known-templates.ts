import { openTemplateStore } from '../../shared/adapters/template-store.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { Shop } from './batch.ts';
import { type ConnectOptions, connect } from './connect.ts';

/** The mail templates that a policy of the shop may name. */
export const templatesOf = ({ table, lake }: Pick<Shop, 'table' | 'lake'>): Promise<string[]> =>
  openTemplateStore(table, lake).known();

/** The shop that is up, or `undefined`: what a policy says by itself can be told without one. */
export async function shopAtHand(options: ConnectOptions): Promise<Shop | undefined> {
  try {
    return await connect(options);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'E_NO_CLOUD') return undefined;
    throw error;
  }
}
