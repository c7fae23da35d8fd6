import type { EnvironmentHolder } from './consumer';

/** What set the variables of each function and container: the path of the cache. */
const senders = new WeakMap<EnvironmentHolder, string>();

/** The cache that a consumer already finds by its variables; absent where there is none. */
export function environmentSender(holder: EnvironmentHolder | undefined): string | undefined {
  return holder && senders.get(holder);
}

/** Sets the variables of a consumer, once: other ones of the same names would silently take their place. */
export function setEnvironment(
  holder: EnvironmentHolder,
  environment: Readonly<Record<string, string>>,
  cachePath: string,
): void {
  senders.set(holder, cachePath);
  for (const [name, value] of Object.entries(environment)) holder.addEnvironment(name, value);
}
