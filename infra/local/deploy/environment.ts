import type { FunctionSpec } from './functions.ts';

/** The functions run in one process, so their settings are laid together; two that disagree are an error. */
export function unionOfEnvironments(functions: readonly FunctionSpec[]): Record<string, string> {
  const union: Record<string, string> = {};
  for (const { name, environment } of functions) {
    for (const [key, value] of Object.entries(environment)) {
      if (union[key] !== undefined && union[key] !== value) {
        throw new Error(`function ${name} sets ${key} differently than another function`);
      }
      union[key] = value;
    }
  }
  return union;
}

export interface Endpoints {
  s3: string;
  dynamo: string;
  ses: string;
  secrets: string;
  schedules: string;
  events: string;
  states: string;
}

/** What makes unchanged SDK clients talk to the local servers. */
export const sdkEnvironment = (urls: Endpoints): Record<string, string> => ({
  AWS_ENDPOINT_URL_S3: urls.s3,
  AWS_ENDPOINT_URL_DYNAMODB: urls.dynamo,
  AWS_ENDPOINT_URL_SES: urls.ses,
  AWS_ENDPOINT_URL_SESV2: urls.ses,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: urls.secrets,
  AWS_ENDPOINT_URL_SCHEDULER: urls.schedules,
  AWS_ENDPOINT_URL_EVENTBRIDGE: urls.events,
  AWS_ENDPOINT_URL_SFN: urls.states,
  AWS_REGION: 'local',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
});

/** Real credentials and profiles of whoever sits here must not be picked up. */
const FORGOTTEN = ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_DEFAULT_REGION', 'AWS_ENDPOINT_URL'];

/** Sets this process's environment; gives back how to undo it. */
export function putOn(environment: Record<string, string>): () => void {
  const names = [...Object.keys(environment), ...FORGOTTEN];
  const before = names.map((name) => [name, process.env[name]] as const);
  for (const name of FORGOTTEN) delete process.env[name];
  Object.assign(process.env, environment);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
