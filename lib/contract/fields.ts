export type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads typed members out of parsed JSON and collects everything that is wrong with them, so that one error names it all.
 */
export class FieldReader {
  public readonly findings: string[] = [];

  public finding(at: string, allowed: string, got: unknown): void {
    this.findings.push(`${at} must be ${allowed}, got ${show(got)}`);
  }

  public text(v: Fields, field: string, at: string): string {
    const value = v[field];
    if (typeof value === 'string' && value !== '') return value;
    this.finding(`${at}.${field}`, 'a non-empty string', value);
    return '';
  }

  public flag(v: Fields, field: string, at: string): boolean {
    const value = v[field];
    if (typeof value !== 'boolean') this.finding(`${at}.${field}`, 'true or false', value);
    return value === true;
  }

  public number(v: Fields, field: string, at: string, min: number, max: number): number {
    const value = v[field];
    if (typeof value === 'number' && value >= min && value <= max) return value;
    this.finding(`${at}.${field}`, `a number from ${min} to ${max}`, value);
    return min;
  }

  /** CloudFormation's port attributes are strings, so both forms are read. */
  public port(v: Fields, field: string, at: string): number {
    const value = Number(v[field]);
    if (Number.isInteger(value) && value > 0 && value < 65536) return value;
    this.finding(`${at}.${field}`, 'a port from 1 to 65535', v[field]);
    return 1;
  }

  public oneOf<T extends string>(v: Fields, field: string, at: string, allowed: readonly T[]): T {
    const value = v[field];
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) this.finding(`${at}.${field}`, `one of ${allowed.join(', ')}`, value);
    return found ?? (allowed[0] as T);
  }

  public record(v: Fields, field: string, at: string): Fields {
    const value = v[field];
    if (isRecord(value)) return value;
    this.finding(`${at}.${field}`, 'an object', value);
    return {};
  }

  public list(v: Fields, field: string, at: string): Fields[] {
    const value = v[field];
    if (Array.isArray(value) && value.every(isRecord)) return value;
    this.finding(`${at}.${field}`, 'a list of objects', value);
    return [];
  }

  public strings(v: Fields, field: string, at: string): string[] {
    const value = v[field];
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    this.finding(`${at}.${field}`, 'a list of strings', value);
    return [];
  }
}

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as an error message shows it: short, and never `[object Object]`. */
export function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? typeof value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
