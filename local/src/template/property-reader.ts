import { TwinError, type TwinErrorCode } from '../errors';
import type { Evaluator } from './evaluator';
import type { Secrets } from './secrets';
import { isObject, type Json, type JsonObject, show } from './template';

/** Reads the properties of one resource: evaluates those that are asked for, and checks their types. */
export class PropertyReader {
  readonly #properties: JsonObject;

  public constructor(
    public readonly logicalId: string,
    private readonly evaluator: Evaluator,
    private readonly secrets: Secrets,
    private readonly code: TwinErrorCode,
  ) {
    this.#properties = evaluator.template.resources[logicalId]?.properties ?? {};
  }

  /** Names of the properties that the template gives this resource. */
  public get names(): readonly string[] {
    return Object.keys(this.#properties);
  }

  /** As it is written, intrinsic functions and all: for what the twin only tells of and must not fail on. */
  public written(name: string): Json | undefined {
    return this.#properties[name];
  }

  public at(name: string): string {
    return `Resources.${this.logicalId}.Properties.${name}`;
  }

  public value(name: string): Json | undefined {
    const written = this.#properties[name];
    return written === undefined ? undefined : this.evaluator.value(written, this.at(name));
  }

  public text(name: string): string | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (typeof value === 'string' || typeof value === 'number')
      return this.secrets.resolve(String(value), this.at(name));
    throw this.invalid(name, 'a text', value);
  }

  public flag(name: string): boolean | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw this.invalid(name, 'true or false', value);
  }

  public integer(name: string, min: number, max: number): number | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max) return number;
    throw this.invalid(name, `a whole number from ${min} to ${max}`, value);
  }

  public texts(name: string): readonly string[] | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    throw this.invalid(name, 'a list of texts', value);
  }

  public record(name: string): JsonObject | undefined {
    const value = this.value(name);
    if (value === undefined || isObject(value)) return value;
    throw this.invalid(name, 'an object', value);
  }

  public records(name: string): readonly JsonObject[] | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every(isObject)) return value;
    throw this.invalid(name, 'a list of objects', value);
  }

  public invalid(name: string, allowed: string, got: unknown): TwinError {
    return new TwinError(this.code, `${this.at(name)} must be ${allowed}, got ${show(got)}`);
  }
}
