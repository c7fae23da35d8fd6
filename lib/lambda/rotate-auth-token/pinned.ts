import { RotationError } from '../rotation-steps/rotation-error';

/** The one cache and the one secret that this function is for. */
export interface Pinned {
  readonly secretArn: string;
  readonly replicationGroupId: string;
}

/** Read from the environment, not from the secret or the event: whoever may write these must not choose what is rotated. */
export function pinnedFrom(environment: Readonly<Record<string, string | undefined>>): Pinned {
  const { SECRET_ARN: secretArn, REPLICATION_GROUP_ID: replicationGroupId } = environment;
  if (!secretArn || !replicationGroupId) {
    throw new RotationError('ENVIRONMENT_INCOMPLETE', 'SECRET_ARN and REPLICATION_GROUP_ID must be set');
  }
  return { secretArn, replicationGroupId };
}

/** Throws unless a request is about the pinned secret. An imported secret may be pinned without the six characters that end its ARN. */
export function refuseForeign({ secretArn }: Pinned, requested: string): void {
  const isPinned =
    requested === secretArn ||
    (requested.startsWith(secretArn) && /^-[A-Za-z0-9]{6}$/.test(requested.slice(secretArn.length)));
  if (!isPinned) throw new RotationError('SECRET_FOREIGN', `this function rotates ${secretArn}, not ${requested}`);
}
