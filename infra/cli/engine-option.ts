import { type Engine, EngineSchema } from '../../shared/domain/engine.ts';
import { WRONG, wrongValue } from './help/wrong-words.ts';

/** The value of `--engine`. */
export function engineNamed(text: string): Engine {
  const engine = EngineSchema.safeParse(text);
  if (!engine.success) throw wrongValue(WRONG.engine);
  return engine.data;
}

/** What a request says of the engine; nothing where nobody asked for one. */
export const engineIn = (engine: Engine | undefined): { engine?: Engine } =>
  engine === undefined ? {} : { engine };
