import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** In Lambda the files lie beside the bundle; elsewhere two folders above this one. */
const root = process.env.LAMBDA_TASK_ROOT ?? fileURLToPath(new URL('../..', import.meta.url));

/** The text of a file that ships with the code, by its path in the project, e.g. `shared/sql/features.sql`. */
export const readAsset = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The policy that counts until marketing uploads one. */
export const defaultPolicyText = (): string => readAsset('shared/presets/default.yaml');
