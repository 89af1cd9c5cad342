import { pathToFileURL } from 'node:url';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { SETTINGS, type Settings, type Stage, stageOf } from './config.ts';
import { DataStack } from './data-stack.ts';
import { PipelineStack } from './pipeline-stack.ts';

export interface AppOptions {
  /** Without it the context's `-c stage=`, else staging. */
  readonly stage?: Stage;
  /** Instead of the stage's own. */
  readonly settings?: Settings;
  /** Whether the functions' code is built; a template alone does not need it. */
  readonly bundling?: boolean;
  /** Whether AwsSolutions and CloudFormation's own rules are proved; a violation ends the synthesis. Not for `local`. */
  readonly checks?: boolean;
  readonly outdir?: string;
}

const FLAGS = {
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  '@aws-cdk/core:checkSecretUsage': true,
  // What the pipeline uses cannot be taken out of the data stack under it.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  '@aws-cdk/core:strictCfnValidateErrors': true,
};

/** Both stacks of one stage, not yet synthesised. */
export function buildApp(options: AppOptions = {}): App {
  const { bundling = true, checks = options.stage !== 'local', outdir } = options;
  const app = new App({
    context: bundling ? FLAGS : { ...FLAGS, 'aws:cdk:bundling-stacks': [] },
    builtinCloudFormationValidation: checks,
    treeMetadata: checks,
    ...(outdir === undefined ? {} : { outdir }),
  });
  const stage = options.stage ?? stageOf(app.node.tryGetContext('stage') ?? 'staging');
  addStacks(app, stage, options.settings ?? SETTINGS[stage]);
  if (checks) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

function addStacks(app: App, stage: Stage, settings: Settings): void {
  const props = { stage, settings };
  const data = new DataStack(app, `tierwise-${stage}-data`, props);
  new PipelineStack(app, `tierwise-${stage}-pipeline`, { ...props, data });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) buildApp().synth();
