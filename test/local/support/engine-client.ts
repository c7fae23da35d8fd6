import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Twin, TwinNode } from '@elasticache-kit/local';

/** The password that the secrets file holds for a user. */
export function passwordOf(twin: Twin, userName: string): string {
  const secrets = Object.values(JSON.parse(readFileSync(twin.secretsFile, 'utf8')) as Record<string, string>);
  const found = secrets
    .map((text) => JSON.parse(text) as { username: string; password: string })
    .find(({ username }) => username === userName);
  if (found === undefined) throw new Error(`no secret for ${userName}`);
  return found.password;
}

/** Runs one command through valkey-cli: somebody else's client, with no knowledge of the twin. */
export async function valkeyCli(
  twin: Twin,
  node: TwinNode,
  userName: string | undefined,
  ...command: string[]
): Promise<string> {
  const tls = twin.caFile === undefined ? [] : ['--tls', '--cacert', twin.caFile, '--sni', node.host];
  const user = userName === undefined ? [] : ['--user', userName, '--no-auth-warning'];
  const env = userName === undefined ? {} : { REDISCLI_AUTH: passwordOf(twin, userName) };
  return new Promise((resolve, reject) => {
    execFile(
      'valkey-cli',
      ['-h', '127.0.0.1', '-p', String(node.port), ...tls, ...user, ...command],
      { env: { PATH: process.env.PATH, ...env } },
      (error, stdout, stderr) =>
        error !== null && stdout === ''
          ? reject(new Error(stderr || error.message))
          : resolve((stdout + stderr).trim()),
    );
  });
}
