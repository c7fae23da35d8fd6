import ora from 'ora';

/** Shows what is going on and for how long, and hands the result on. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const elapsed = () => `${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`;
  const spinner = ora({ text: title, discardStdin: false }).start();
  const clock = setInterval(() => (spinner.text = elapsed()), 100);
  try {
    const result = await work();
    spinner.succeed(elapsed());
    return result;
  } catch (error) {
    spinner.fail(elapsed());
    throw error;
  } finally {
    clearInterval(clock);
  }
}
