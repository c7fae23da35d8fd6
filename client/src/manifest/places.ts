import { join } from 'node:path';
import { DEFAULT_OUTPUTS_FILE, ENVIRONMENT, PARAMETER_REFERENCE_PREFIX } from '../../../lib/contract';
import { CacheError } from '../errors';
import type { FindOptions, ManifestServices, Place } from './options';
import { lookInOutputs, lookInOutputsFile } from './outputs';

/**
 * Looks at one place after the other, in the documented order: what was given explicitly, the manifest variable, the outputs file, the
 * SSM parameter, the stack. A place is only looked at when the ones before it did not satisfy the caller.
 */
export async function* places(options: FindOptions, services: ManifestServices): AsyncGenerator<Place> {
  const environment = options.environment ?? process.env;
  // An empty variable counts as absent: that is how shells and container definitions unset one.
  const variable = (name: string): string | undefined => environment[name] || undefined;

  if (options.manifest !== undefined) yield holding('option manifest', options.manifest);
  if (options.outputsFile !== undefined)
    yield await outputsFile(options.outputsFile, `option outputsFile=${options.outputsFile}`);
  if (options.parameter !== undefined)
    yield await parameter(services, options.parameter, `option parameter=${options.parameter}`);
  if (options.stack !== undefined) yield await stack(services, options.stack, `option stack=${options.stack}`);

  const inline = variable(ENVIRONMENT.manifest);
  if (inline === undefined) {
    yield nothing(ENVIRONMENT.manifest, 'not set');
  } else if (inline.startsWith(PARAMETER_REFERENCE_PREFIX)) {
    const name = inline.slice(PARAMETER_REFERENCE_PREFIX.length);
    yield await parameter(services, name, `${ENVIRONMENT.manifest}=${inline}`);
  } else {
    yield holding(ENVIRONMENT.manifest, inline);
  }

  const file = variable(ENVIRONMENT.outputs);
  if (file === undefined) {
    yield nothing(ENVIRONMENT.outputs, 'not set');
    const path = join(options.directory ?? process.cwd(), DEFAULT_OUTPUTS_FILE);
    yield (await lookInOutputsFile(path, path)) ?? nothing(path, 'no such file');
  } else {
    yield await outputsFile(file, `${ENVIRONMENT.outputs}=${file}`);
  }

  const parameterName = variable(ENVIRONMENT.parameter);
  yield parameterName === undefined
    ? nothing(ENVIRONMENT.parameter, 'not set')
    : await parameter(services, parameterName, `${ENVIRONMENT.parameter}=${parameterName}`);

  const stackName = variable(ENVIRONMENT.stack);
  yield stackName === undefined
    ? nothing(ENVIRONMENT.stack, 'not set')
    : await stack(services, stackName, `${ENVIRONMENT.stack}=${stackName}`);
}

function nothing(name: string, saw: string): Place {
  return { name, saw, found: [] };
}

function holding(name: string, source: string | object): Place {
  return { name, saw: 'a manifest', found: [{ where: name, source }] };
}

/** A file that was named on purpose has to be there. */
async function outputsFile(path: string, name: string): Promise<Place> {
  const place = await lookInOutputsFile(path, name);
  if (place !== undefined) return place;
  throw new CacheError(
    'MANIFEST_UNREADABLE',
    `${name}: there is no such file; write it with cdk deploy --outputs-file, or start the local twin`,
  );
}

async function parameter(services: ManifestServices, name: string, place: string): Promise<Place> {
  return holding(place, await services.parameter(name));
}

async function stack(services: ManifestServices, name: string, place: string): Promise<Place> {
  return lookInOutputs({ [name]: await services.stackOutputs(name) }, place);
}
