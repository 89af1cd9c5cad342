import { openTemplateStore } from '../../shared/adapters/template-store.ts';
import { SHIPPED_TEMPLATES } from '../../shared/domain/policy/templates.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { Shop } from './batch.ts';
import { type ConnectOptions, connect } from './connect.ts';

/** The mail templates that a policy of the shop may name. */
export const templatesOf = ({ table, lake }: Pick<Shop, 'table' | 'lake'>): Promise<string[]> =>
  openTemplateStore(table, lake).known();

/** Those of the shop that is up, else the shipped ones alone. */
export async function templatesAtHand(options: ConnectOptions): Promise<readonly string[]> {
  try {
    return await templatesOf(await connect(options));
  } catch (error) {
    if (error instanceof Refusal && error.code === 'E_NO_CLOUD') return SHIPPED_TEMPLATES;
    throw error;
  }
}
