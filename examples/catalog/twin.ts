import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const root = path.resolve(__dirname, '../..');
const STACK = 'ProductionCache';

interface Node {
  readonly name: string;
  readonly shard: number;
  readonly role: 'primary' | 'replica';
  readonly pid: number;
  readonly running: boolean;
}

interface Status {
  readonly outputsFile: string;
  readonly caches: readonly { readonly nodes: readonly Node[] }[];
}

/** The production stack's cache on this machine, driven by the same two commands that a user types: `cdk` and `elasticache-kit`. */
export class ProductionTwin {
  public static async synthesize(): Promise<void> {
    await run(require.resolve('aws-cdk/bin/cdk'), ['synth', '--quiet', '--no-notices']);
  }

  public static async up(): Promise<ProductionTwin> {
    const template = path.join(root, 'cdk.out', `${STACK}.template.json`);
    const { outputsFile } = JSON.parse(await elasticacheKit('up', template, '--json')) as Status;
    return new ProductionTwin(outputsFile);
  }

  private constructor(
    /** What `cdk deploy --outputs-file` would have written. */
    public readonly outputsFile: string,
  ) {}

  /** A node that takes writes at this moment. */
  public async primary(): Promise<Node> {
    const { caches } = JSON.parse(await elasticacheKit('status', STACK, '--json')) as Status;
    const primary = caches[0]?.nodes.find((node) => node.role === 'primary' && node.running);
    if (primary === undefined) throw new Error(`the twin of ${STACK} has no running primary`);
    return primary;
  }

  public async down(): Promise<void> {
    await elasticacheKit('down', STACK);
  }
}

function elasticacheKit(...args: string[]): Promise<string> {
  return run(path.join(root, 'local/bin/elasticache-kit.mjs'), args);
}

/** Runs a program of this repository with its own messages, should it fail. Resolves to what it printed. */
async function run(script: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await execute(process.execPath, [script, ...args], {
      cwd: root,
      env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: '1' },
    });
    return stdout;
  } catch (error) {
    const { stderr, stdout } = error as { stderr?: string; stdout?: string };
    throw new Error(stderr?.trim() || stdout?.trim() || String(error), { cause: error });
  }
}
