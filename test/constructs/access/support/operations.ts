import { createHash } from 'node:crypto';

/** One thing that a pattern does to an engine, with the commands that it takes. */
export interface Operation {
  /** Every command that the engine checks, those inside a script too. */
  readonly takes: readonly string[];
  /** What an administrator has to do first for the operation to reach all of them. */
  readonly prepare: readonly (readonly string[])[];
  /** What the user itself has to do first on the same connection. */
  readonly first?: readonly string[];
  readonly call: readonly string[];
  readonly reply: string | RegExp;
}

/** Keys and channels of the namespace under test begin with this. */
export const PREFIX = 'shop:';

interface Context {
  readonly after?: readonly (readonly string[])[];
}

/** One command. */
export function command(call: readonly string[], reply: string | RegExp, { after = [] }: Context = {}): Operation {
  return { takes: [nameOf(call)], prepare: after, call, reply };
}

interface Script {
  readonly lua: string;
  readonly keys: readonly string[];
  readonly args?: readonly string[];
  readonly takes: readonly string[];
  readonly reply: string | RegExp;
}

/** A script the way a client runs it: by its digest, and by its text on a node that has not seen it. */
export function script({ lua, keys, args = [], takes, reply }: Script, { after = [] }: Context = {}): Operation[] {
  const rest = [String(keys.length), ...keys, ...args];
  const digest = createHash('sha1').update(lua).digest('hex');
  return [
    { takes: ['eval', ...takes], prepare: after, call: ['EVAL', lua, ...rest], reply },
    {
      takes: ['evalsha', ...takes],
      prepare: [...after, ['SCRIPT', 'LOAD', lua]],
      call: ['EVALSHA', digest, ...rest],
      reply,
    },
  ];
}

const CONTAINERS = ['XGROUP', 'CLUSTER', 'CLIENT'];

function nameOf([first = '', second = '']: readonly string[]): string {
  return (CONTAINERS.includes(first) ? `${first}|${second}` : first).toLowerCase();
}
