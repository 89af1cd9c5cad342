import { z } from 'zod';
import { both } from './bilingual.ts';
import { Refusal } from './refusal.ts';

/** The form of everything that is stored (DESIGN, rule 14); it rises when an older program would misread it. */
export const STATE_VERSION = 1;

/** In every stored record; one written before there were versions is of the first. Newer state ends the reading. */
export const StateVersionSchema = z
  .int()
  .refine((version) => version <= STATE_VERSION || refuse(version))
  .optional();

function refuse(version: number): never {
  throw new Refusal(
    'E_STATE_NEWER',
    both(
      `The stored state has version ${version}, and this program knows versions up to ${STATE_VERSION}.`,
      `已存储的状态为版本 ${version}，而本程序只认识到版本 ${STATE_VERSION}。`,
    ),
    both(
      'Deploy the newer program that wrote it; nothing was changed.',
      '请部署写入该状态的较新程序；数据未作任何改动。',
    ),
  );
}
