import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_STATE_ROOT } from '../state/twins';
import { DEFAULTS } from '../twin/options';
import { down } from './down';
import { exec } from './exec';
import { describeError, describeStatus, describeUp } from './render';
import { status } from './status';
import { up, upInForeground, type UpOptions } from './up';

/** What the command ends with. */
export const EXIT = { ok: 0, failed: 1, usage: 2, notRunning: 3 } as const;

interface CommonOptions {
  readonly state: string;
  readonly json?: boolean;
}

/**
 * Runs the command `elasticache-kit`. Resolves to its exit status; never rejects.
 *
 * @param supervisor path of the script that `up` starts as the twin's supervisor
 */
export async function run(args: readonly string[], supervisor: string): Promise<number> {
  let code: number = EXIT.ok;
  const program = build(supervisor, (result) => (code = result));
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has already said what is wrong with the usage.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const said = describeError(error);
    if (args.includes('--json')) print(JSON.stringify({ error: { code: said.code, message: said.message } }));
    else process.stderr.write(`${said.text}\n`);
    return said.code === 'TWIN_NOT_RUNNING' ? EXIT.notRunning : EXIT.failed;
  }
}

function build(supervisor: string, finish: (code: number) => void): Command {
  const program = new Command('elasticache-kit')
    .description(
      'Starts the caches of a synthesized CloudFormation template as real Valkey and Memcached processes on this machine.',
    )
    .enablePositionalOptions()
    .exitOverride();
  const command = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .exitOverride()
      .option('--state <folder>', 'folder that holds the twins, one folder for each stack', DEFAULT_STATE_ROOT);

  command('up', 'start the caches of a stack')
    .argument('<template>', 'a *.template.json, or the folder cdk.out')
    .option('--stack <name>', 'which stack of cdk.out; needed where several have caches')
    .option('--outputs-file <file>', 'also write the stack outputs here, as cdk deploy does')
    .option('--parameters <name=value>', 'value of a template parameter; may be repeated', parameter)
    .addOption(
      new Option('--base-port <port>', "first of the nodes' ports (default: any free ports)").argParser(wholeNumber),
    )
    .addOption(
      new Option('--max-memory <MiB>', `memory of each node (default: ${DEFAULTS.maxMemoryMiB})`).argParser(
        wholeNumber,
      ),
    )
    .option('--foreground', 'keep running until Ctrl-C instead of returning')
    .option('--json', 'print the result as JSON')
    .action(async (source: string, options: UpOptions & CommonOptions & { readonly foreground?: boolean }) => {
      const progress = ({ text }: { readonly text: string }): void => void process.stderr.write(`${text}\n`);
      if (options.foreground !== true) {
        const record = await up(source, options, supervisor, progress);
        print(options.json === true ? JSON.stringify(record) : await describeUp(record, options.state));
        return;
      }
      const stop = new AbortController();
      for (const signal of ['SIGINT', 'SIGTERM'] as const)
        process.once(signal, () => stop.abort(new Error(`stopped by ${signal}`)));
      await upInForeground(
        source,
        options,
        progress,
        (record) =>
          void describeUp(record, options.state).then((text) =>
            print(options.json === true ? JSON.stringify(record) : text),
          ),
        stop.signal,
      );
    });

  command('down', 'stop the caches of a stack, and remove their files')
    .argument('[stack]', 'needed where several twins are running')
    .option('--all', 'stop every twin')
    .option('--json', 'print the result as JSON')
    .action(async (stack: string | undefined, options: CommonOptions & { readonly all?: boolean }) => {
      const stopped = await down(options.state, stack, options.all === true);
      if (options.json === true) print(JSON.stringify({ stopped }));
      else print(stopped.length === 0 ? 'no twin is running' : `stopped: ${stopped.join(', ')}`);
    });

  command('status', 'show the running caches of a stack')
    .argument('[stack]', 'needed where several twins are running')
    .option('--json', 'print the result as JSON')
    .action(async (stack: string | undefined, options: CommonOptions) => {
      const found = await status(options.state, stack);
      print(options.json === true ? JSON.stringify(found) : describeStatus(found));
    });

  command('exec', 'run a program that finds its caches in the running twin: exec -- node app.js')
    .argument('<program...>', 'the program and its arguments, after --')
    .option('--stack <name>', 'needed where several twins are running')
    .passThroughOptions()
    .action(async (words: string[], options: CommonOptions & { readonly stack?: string }) => {
      finish(await exec(options.state, options.stack, words));
    });
  return program;
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`It must be a whole number, got ${text}.`);
}

function parameter(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError(`It must be name=value, got ${text}.`);
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
