/**
 * An application in a process of its own: `tsx loading-process.ts <port> <gets> <load ms>`. Announces each load, runs its gets when it is
 * told to on standard input, and prints what they returned. A load that takes 0 ms never ends.
 */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { rawDriver } from './raw-driver';
import { namespaceOver } from './world';

async function main(): Promise<void> {
  const [port = '', gets = '', loadMs = ''] = process.argv.slice(2);
  const driver = await rawDriver(Number(port));
  const { cache, reported } = namespaceOver<{ loadedBy: number; at: Date }>(driver, {
    load: async () => {
      process.stdout.write('load\n');
      if (loadMs === '0') await once(process, 'SIGUSR2');
      await pause(Number(loadMs));
      return { loadedBy: process.pid, at: new Date(0) };
    },
    // The test's machine may be slow to schedule five processes; what is counted here is loads, not milliseconds.
    cacheDeadline: { soft: '2s', hard: '4s' },
  });
  process.stdout.write('ready\n');
  await once(process.stdin, 'data');
  const values = await Promise.all(Array.from({ length: Number(gets) }, () => cache.get('7')));
  const loadedBy = [...new Set(values.map((value) => value.loadedBy))];
  process.stdout.write(
    `${JSON.stringify({ answers: values.length, loadedBy, trouble: reported.map((r) => String(r.error)) })}\n`,
  );
  process.stdin.unref();
  await driver.close();
}

void main();
