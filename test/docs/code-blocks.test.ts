import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { type Block, blocksOf, documents } from './blocks';

const root = path.resolve(__dirname, '../..');
const blocks = documents().flatMap(blocksOf);
const inLanguage = (...languages: string[]): Block[] => blocks.filter(({ language }) => languages.includes(language));

/** What a `given` name stands for in a block; the block is compiled as if the text before it had declared this. */
const GIVEN: Record<string, string> = {
  app: "declare const app: import('aws-cdk-lib').App;",
  stack: "declare const stack: import('aws-cdk-lib').Stack;",
  vpc: "declare const vpc: import('aws-cdk-lib/aws-ec2').IVpc;",
  catalogFunction: "declare const catalogFunction: import('aws-cdk-lib/aws-lambda').Function;",
  group: "declare const group: import('@elasticache-kit/constructs').ReplicationGroup;",
  replicated: "declare const replicated: import('@elasticache-kit/constructs').ReplicationGroup;",
  serverless: "declare const serverless: import('@elasticache-kit/constructs').ServerlessCache;",
  service: "declare const service: import('aws-cdk-lib/aws-ecs').FargateService;",
  taskRole: "declare const taskRole: import('aws-cdk-lib/aws-iam').IRole;",
  webServers: "declare const webServers: import('aws-cdk-lib/aws-ec2').SecurityGroup;",
  reporting: "declare const reporting: import('aws-cdk-lib/aws-ec2').SecurityGroup;",
  alarmTopic: "declare const alarmTopic: import('aws-cdk-lib/aws-sns').Topic;",
  db: 'interface Product { readonly id: string; readonly name: string }\ndeclare const db: { product(id: string): Promise<Product | null> };',
};

it('every TypeScript block of the documentation compiles against the packages as they are', () => {
  const files = new Map(
    inLanguage('ts', 'typescript').map(({ at, code, given }) => {
      const declarations = given.map((name) => GIVEN[name] ?? `throw new Error('${at}: nothing is known of ${name}');`);
      return [
        path.join(root, 'test/docs', `${at.replace(/[/:]/g, '_')}.ts`),
        { at, text: `${code}\nexport {};\n${declarations.join('\n')}` },
      ];
    }),
  );
  expect(files.size).toBeGreaterThan(0);
  const parsed = ts.parseJsonConfigFileContent(
    ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) => readFileSync(file, 'utf8')).config,
    ts.sys,
    root,
  );
  // Examples may name a result without using it.
  const options = { ...parsed.options, noUnusedLocals: false, noUnusedParameters: false, module: ts.ModuleKind.ESNext };
  const host = ts.createCompilerHost(options);
  const [readFile, fileExists, getSourceFile] = [host.readFile, host.fileExists, host.getSourceFile].map((f) =>
    f.bind(host),
  ) as [typeof host.readFile, typeof host.fileExists, typeof host.getSourceFile];
  host.readFile = (file) => files.get(file)?.text ?? readFile(file);
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.getSourceFile = (file, version) => {
    const block = files.get(file);
    return block === undefined ? getSourceFile(file, version) : ts.createSourceFile(file, block.text, version);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const problems = [...files].flatMap(([file, { at }]) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText, start }) =>
        `${at} +${source?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
  });
  expect(problems).toEqual([]);
}, 120_000);

it('every shell block names commands that exist here', () => {
  const scripts: string[] = Object.keys(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).scripts);
  const verbs = readCliVerbs();
  const unknown = inLanguage('sh', 'bash').flatMap(({ at, code }) =>
    code
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .flatMap((line) => line.split(/\s*&&\s*/))
      .filter((command) => !isKnown(command, scripts, verbs))
      .map((command) => `${at}: ${command}`),
  );
  expect(unknown).toEqual([]);
});

it('every JSON block parses', () => {
  for (const { at, code } of inLanguage('json')) expect({ at, value: JSON.parse(code) }).toMatchObject({ at });
});

it('every block says its language, and only languages that are checked or plain output', () => {
  const strange = blocks.filter(
    ({ language }) => !['ts', 'typescript', 'sh', 'bash', 'json', 'text', 'lua'].includes(language),
  );
  expect(strange.map(({ at, language }) => `${at} ${language}`)).toEqual([]);
});

it('no block shows what nobody should copy: full rights, all keys, certificate checks switched off, a password', () => {
  const bad = /\+@all|~\*|allkeys\b(?!-)|rejectUnauthorized|checkServerIdentity|NODE_TLS_REJECT|password:\s*['"]/;
  expect(blocks.filter(({ code }) => bad.test(code)).map(({ at }) => at)).toEqual([]);
});

function isKnown(command: string, scripts: readonly string[], verbs: readonly string[]): boolean {
  const words = command.trim().split(/\s+/);
  const script = words[0] === 'npm' ? (words[1] === 'run' ? words[2] : words[1]) : undefined;
  if (script !== undefined) return ['ci', 'install'].includes(script) || scripts.includes(script);
  if (words[0] === 'npx' && words[1] === 'elasticache-kit') return verbs.includes(words[2] ?? '');
  if (words[0] === 'npx') return ['cdk', 'jest', 'tsx', 'jsii'].includes(words[1] ?? '');
  return ['git', 'cd', 'bash', 'valkey-cli', 'UPDATE_GOLDEN=1', 'eval', 'aws'].includes(words[0] ?? '');
}

/** The verbs as the command line itself declares them. */
function readCliVerbs(): string[] {
  const source = readFileSync(path.join(root, 'local/src/cli/program.ts'), 'utf8');
  return [...source.matchAll(/\bcommand\('([a-z-]+)'/g)].map(([, verb]) => verb ?? '');
}
