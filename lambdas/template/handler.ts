import { openTemplateRoom } from '../../shared/adapters/template-room.ts';
import { TemplateAnswerSchema } from '../../shared/contract/content-answers.ts';
import { ObjectCreatedSchema } from '../../shared/contract/intake.ts';
import { defaultPolicyText, readAsset } from '../../shared/runtime/assets.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { template } from './step.ts';

export const handler = step('template', ObjectCreatedSchema, TemplateAnswerSchema, (event) => {
  const names = settings('UPLOADS_BUCKET', 'LAKE_BUCKET', 'RESULTS_BUCKET', 'RUNS_TABLE');
  const shipped = {
    policy: defaultPolicyText(),
    template: (file: string) => readAsset(`shared/templates/${file}`),
  };
  return template(openTemplateRoom(names, shipped))(event);
});
