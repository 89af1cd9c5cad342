import { openOfferRoom } from '../../shared/adapters/offer-room.ts';
import { OffersAnswerSchema } from '../../shared/contract/content-answers.ts';
import { ObjectCreatedSchema } from '../../shared/contract/intake.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { offer } from './step.ts';

export const handler = step('offer', ObjectCreatedSchema, OffersAnswerSchema, (event) => {
  const names = settings('UPLOADS_BUCKET', 'LAKE_BUCKET', 'RESULTS_BUCKET', 'RUNS_TABLE');
  return offer(openOfferRoom(names))(event);
});
