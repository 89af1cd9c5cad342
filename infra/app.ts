import { pathToFileURL } from 'node:url';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { SETTINGS, type Stage, stageOf } from './config.ts';
import { DataStack } from './data-stack.ts';
import { PipelineStack } from './pipeline-stack.ts';

export interface AppOptions {
  /** Without it the context's `-c stage=`, else staging. */
  readonly stage?: Stage;
  /** Whether the functions' code is built; a template alone does not need it. */
  readonly bundling?: boolean;
  readonly outdir?: string;
}

const FLAGS = {
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  '@aws-cdk/core:checkSecretUsage': true,
  // What the pipeline uses cannot be taken out of the data stack under it.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
};

/** Both stacks of one stage, not yet synthesised. */
export function buildApp({ stage, bundling = true, outdir }: AppOptions = {}): App {
  const context = bundling ? FLAGS : { ...FLAGS, 'aws:cdk:bundling-stacks': [] };
  const app = new App({ context, ...(outdir === undefined ? {} : { outdir }) });
  const chosen = stage ?? stageOf(app.node.tryGetContext('stage') ?? 'staging');
  const props = { stage: chosen, settings: SETTINGS[chosen] };
  const data = new DataStack(app, `tierwise-${chosen}-data`, props);
  new PipelineStack(app, `tierwise-${chosen}-pipeline`, { ...props, data });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) buildApp().synth();
