/** What a parameter may be set to. All values travel as text: CloudFormation takes a map of strings. */
export type ParameterType =
  | {
      readonly kind: 'integer';
      readonly min: number;
      readonly max: number;
      /** Values outside the range that mean something of their own: 0 for never, -1 for off. */
      readonly also?: readonly number[];
      readonly unit?: string;
    }
  | { readonly kind: 'decimal'; readonly above: number }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'text'; readonly fits: (value: string) => boolean; readonly allowed: string };

/** Largest whole number of a C `int`, which most of the engine's numbers are. */
export const INT_MAX = 2_147_483_647;

export function integer(min: number, max: number, unit?: string, also?: readonly number[]): ParameterType {
  return {
    kind: 'integer',
    min,
    max,
    ...(unit === undefined ? {} : { unit }),
    ...(also === undefined ? {} : { also }),
  };
}

/** Whole numbers without a documented end: as far as they can be told apart. */
export function atLeast(min: number, unit?: string, also?: readonly number[]): ParameterType {
  return integer(min, Number.MAX_SAFE_INTEGER, unit, also);
}

export function choice(...values: readonly string[]): ParameterType {
  return { kind: 'choice', values };
}

/** Switches of Valkey and Redis. */
export const YES_NO = choice('yes', 'no');

/** Switches of Memcached. */
export const ONE_ZERO = choice('0', '1');

export function valueFits(type: ParameterType, value: string): boolean {
  switch (type.kind) {
    case 'integer': {
      if (!/^(0|-?[1-9][0-9]*)$/.test(value)) return false;
      const number = Number(value);
      return type.also?.includes(number) === true || (number >= type.min && number <= type.max);
    }
    case 'decimal':
      return /^[0-9]+(\.[0-9]+)?$/.test(value) && Number(value) > type.above;
    case 'choice':
      return type.values.includes(value);
    case 'text':
      return type.fits(value);
  }
}

/** What a type takes, in words: `a whole number from 1 to 64`. */
export function describeType(type: ParameterType): string {
  switch (type.kind) {
    case 'integer': {
      const unit = type.unit === undefined ? '' : ` (${type.unit})`;
      const also = (type.also ?? []).map((value) => `${value} or `).join('');
      const range =
        type.max === Number.MAX_SAFE_INTEGER ? `of at least ${type.min}` : `from ${type.min} to ${type.max}`;
      return `${also}a whole number ${range}${unit}`;
    }
    case 'decimal':
      return `a number above ${type.above}`;
    case 'choice':
      return type.values.join(', ');
    case 'text':
      return type.allowed;
  }
}
