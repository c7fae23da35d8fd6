/**
 * The process that owns the engines of one twin. `up` starts it detached and tells it what to start; it lives until it is told
 * to end (SIGTERM, as `down` sends) or until `up` goes away before the twin is ready. If it is killed, its guardian ends the engines.
 */
import type { StartRequest, SupervisorReport } from './cli/messages';
import { startTwin } from './twin/start';
import type { Twin } from './twin/twin';

const giveUp = new AbortController();
let twin: Twin | undefined;
let ready = false;

process.on('disconnect', () => {
  if (!ready) giveUp.abort(new Error('the command that asked for this twin has gone'));
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    giveUp.abort(new Error(`told to end by ${signal}`));
    if (twin !== undefined) void end(twin);
  });
}
process.once('message', (request: StartRequest) => void supervise(request));

async function supervise({ source, options }: StartRequest): Promise<void> {
  try {
    twin = await startTwin(source, {
      ...options,
      signal: giveUp.signal,
      onProgress: (progress) => report({ kind: 'progress', progress }),
    });
    giveUp.signal.throwIfAborted();
  } catch (error) {
    await twin?.stop();
    const code = (error as { readonly code?: unknown }).code;
    report({
      kind: 'failed',
      ...(typeof code === 'string' && { code }),
      message: error instanceof Error ? error.message : String(error),
    });
    process.exitCode = 1;
    if (process.connected) process.disconnect();
    return;
  }
  ready = true;
  report({ kind: 'ready', record: twin.record() });
  if (process.connected) process.disconnect();
  // The twin itself does not keep its process running.
  setInterval(() => undefined, 2 ** 30);
}

async function end(running: Twin): Promise<void> {
  await running.stop();
  process.exit(0);
}

function report(message: SupervisorReport): void {
  if (process.connected) process.send?.(message);
}
