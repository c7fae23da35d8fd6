import { randomInt } from 'node:crypto';
import { TwinError } from '../errors';
import type { Evaluator } from './evaluator';
import { ACCOUNT, PARTITION, REGION } from './pseudo-parameters';
import { shortHash } from './names';
import { isObject, type Json, type JsonObject, show, toText } from './template';

const SECRET = 'AWS::SecretsManager::Secret';

/**
 * The twin's Secrets Manager: makes up each secret as its resource asks for, once, when it is first needed.
 */
export class Secrets {
  readonly #values = new Map<string, string>();
  readonly #foreign = new Set<string>();

  public constructor(
    private readonly evaluator: Evaluator,
    private readonly stackName: string,
  ) {}

  /** What Ref gives for a secret's logical id: its ARN, which ends in six characters of the service's own. */
  public arn(logicalId: string): string {
    const name = this.evaluator.value(this.#properties(logicalId).Name ?? '', `Resources.${logicalId}.Properties.Name`);
    const readable = typeof name === 'string' && name !== '' ? name : logicalId;
    return `arn:${PARTITION}:secretsmanager:${REGION}:${ACCOUNT}:secret:${readable}-${shortHash(this.stackName, logicalId)}`;
  }

  /** Every secret of the template and those it refers to, by ARN (or by what it was called). */
  public all(): Readonly<Record<string, string>> {
    for (const logicalId of this.#logicalIds()) this.#valueOf(logicalId);
    return Object.fromEntries(this.#values);
  }

  /** Secrets that were referred to but that the template does not define: random values stand in. */
  public get foreign(): readonly string[] {
    return [...this.#foreign];
  }

  /**
   * Replaces dynamic references (`{{resolve:secretsmanager:<secret>:SecretString:<key>}}`) by the values they stand for.
   * Syntax: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
   */
  public resolve(text: string, at: string): string {
    return text.replace(/\{\{resolve:([a-z-]+):([^}]*)\}\}/g, (whole: string, service: string, reference: string) => {
      if (service !== 'secretsmanager') {
        throw new TwinError(
          'DYNAMIC_REFERENCE_UNRESOLVED',
          `at ${at}: ${whole} names a value outside of the template; the twin resolves secretsmanager references only: ` +
            'put the value into the template, a template parameter or a secret',
        );
      }
      return this.#lookUp(reference, at);
    });
  }

  #lookUp(reference: string, at: string): string {
    const match = /^(.*?)(?::SecretString(?::([^:]*)(?::[^:]*){0,2})?)?$/.exec(reference);
    const [id = reference, key = ''] = [match?.[1], match?.[2]];
    const value = this.#find(id, key);
    if (key === '') return value;
    const found = jsonMember(value, key);
    if (found !== undefined) return found;
    throw new TwinError(
      'SECRET_INVALID',
      `at ${at}: the secret ${id} has no text under the key ${show(key)}; give its GenerateSecretString that ` +
        'GenerateStringKey, or put the key into its SecretStringTemplate',
    );
  }

  #find(id: string, key: string): string {
    for (const logicalId of this.#logicalIds()) {
      const arn = this.arn(logicalId);
      if (
        id === arn ||
        id ===
          arn
            .split(':')
            .pop()
            ?.replace(/-[^-]*$/, '')
      )
        return this.#valueOf(logicalId);
    }
    const known = this.#values.get(id);
    if (known !== undefined && (key === '' || jsonMember(known, key) !== undefined)) return known;
    this.#foreign.add(id);
    const fresh = randomPassword({});
    const value = key === '' ? fresh : JSON.stringify({ ...parseRecord(known ?? '{}'), [key]: fresh });
    this.#values.set(id, value);
    return value;
  }

  #logicalIds(): string[] {
    return Object.entries(this.evaluator.template.resources)
      .filter(([, resource]) => resource.type === SECRET)
      .map(([id]) => id);
  }

  #properties(logicalId: string): JsonObject {
    return this.evaluator.template.resources[logicalId]?.properties ?? {};
  }

  #valueOf(logicalId: string): string {
    const arn = this.arn(logicalId);
    const known = this.#values.get(arn);
    if (known !== undefined) return known;
    const at = `Resources.${logicalId}.Properties`;
    const properties = this.#properties(logicalId);
    const fixed = this.evaluator.value(properties.SecretString ?? '', `${at}.SecretString`);
    const recipe = this.evaluator.value(properties.GenerateSecretString ?? {}, `${at}.GenerateSecretString`);
    const value =
      properties.SecretString !== undefined && properties.GenerateSecretString === undefined
        ? toText(fixed)
        : generateSecret(isObject(recipe) ? recipe : {}, `${at}.GenerateSecretString`);
    this.#values.set(arn, value);
    return value;
  }
}

/** A secret string as GenerateSecretString describes it, with its template and key where it has them. */
export function generateSecret(recipe: JsonObject, at: string): string {
  const password = randomPassword(recipe);
  const { SecretStringTemplate: template, GenerateStringKey: key } = recipe;
  if (template === undefined && key === undefined) return password;
  const fields = typeof template === 'string' ? parseRecord(template) : undefined;
  if (fields !== undefined && typeof key === 'string') return JSON.stringify({ ...fields, [key]: password });
  throw new TwinError(
    'SECRET_INVALID',
    `at ${at}: SecretStringTemplate must be JSON text of an object, with a GenerateStringKey`,
  );
}

/** Punctuation of Secrets Manager's GetRandomPassword. */
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** A password by the rules of https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html */
export function randomPassword(recipe: JsonObject): string {
  const excluded = typeof recipe.ExcludeCharacters === 'string' ? recipe.ExcludeCharacters : '';
  const on = (flag: Json | undefined): boolean => flag === true || flag === 'true';
  const kinds = [
    on(recipe.ExcludeLowercase) ? '' : 'abcdefghijklmnopqrstuvwxyz',
    on(recipe.ExcludeUppercase) ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    on(recipe.ExcludeNumbers) ? '' : '0123456789',
    on(recipe.ExcludePunctuation) ? '' : PUNCTUATION,
    on(recipe.IncludeSpace) ? ' ' : '',
  ]
    .map((kind) => [...kind].filter((character) => !excluded.includes(character)))
    .filter((kind) => kind.length > 0);
  const length = recipe.PasswordLength === undefined ? 32 : Number(recipe.PasswordLength);
  const eachKind = recipe.RequireEachIncludedType === undefined || on(recipe.RequireEachIncludedType);
  if (kinds.length === 0 || !Number.isInteger(length) || length < (eachKind ? kinds.length : 1) || length > 4096) {
    throw new TwinError(
      'SECRET_INVALID',
      `GenerateSecretString leaves ${kinds.length} kinds of characters for a password of ${show(recipe.PasswordLength ?? 32)}; ` +
        'leave at least one, and a length from that number to 4096',
    );
  }
  const pick = (from: readonly string[]): string => from[randomInt(from.length)] ?? '';
  const required = eachKind ? kinds.map(pick) : [];
  const rest = Array.from({ length: length - required.length }, () => pick(kinds.flat()));
  return shuffle([...required, ...rest]).join('');
}

function shuffle(items: string[]): string[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [items[i], items[j]] = [items[j] ?? '', items[i] ?? ''];
  }
  return items;
}

function jsonMember(text: string, key: string): string | undefined {
  const value = parseRecord(text)?.[key];
  return typeof value === 'string' ? value : undefined;
}

function parseRecord(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // not JSON: the secret is a plain text, and has no members
  }
}
