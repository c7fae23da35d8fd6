import { TwinError, type TwinErrorCode } from '../errors';
import { type Evaluated, type IntrinsicContext, INTRINSICS } from './intrinsics';
import { NO_VALUE, pseudoParameter } from './pseudo-parameters';
import { isList, isObject, type Json, type JsonObject, show, type Template, toText } from './template';

/** What a Ref to a resource, or one of its attributes, stands for. */
export interface ResourceValues {
  ref(logicalId: string, at: string): Json;
  attribute(logicalId: string, attribute: string, at: string): Json;
}

/** What the evaluator needs besides the template. */
export interface EvaluatorOptions {
  readonly stackName: string;
  /** Values of template parameters, by name; the rest take their defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly resources: ResourceValues;
}

/**
 * Evaluates the intrinsic functions of one template, lazily: only what is asked for is looked at, so that nothing the twin does
 * not use can stop it.
 */
export class Evaluator implements IntrinsicContext {
  readonly #underWay: string[] = [];

  public constructor(
    public readonly template: Template,
    private readonly options: EvaluatorOptions,
  ) {
    const unknown = Object.keys(options.parameters ?? {}).filter((name) => !(name in template.parameters));
    if (unknown.length > 0) {
      const known = Object.keys(template.parameters);
      throw new TwinError(
        'PARAMETER_UNKNOWN',
        `the template has no parameter ${unknown.join(', ')}; it has ${known.length === 0 ? 'none' : known.join(', ')}`,
      );
    }
  }

  /** A value without intrinsic functions, dynamic references left as they are; `undefined` where it is AWS::NoValue. */
  public value(value: Json, at: string): Json | undefined {
    const result = this.evaluate(value, at);
    return result === NO_VALUE ? undefined : result;
  }

  public evaluate(value: Json, at: string): Evaluated {
    if (isList(value)) return this.#list(value, at);
    if (!isObject(value)) return value;
    const [name, ...others] = Object.keys(value);
    const argument = name === undefined ? undefined : value[name];
    if (name === undefined || argument === undefined || others.length > 0 || !isIntrinsicName(name)) {
      return this.#record(value, at);
    }
    const intrinsic = INTRINSICS[name];
    if (intrinsic === undefined) {
      const known = Object.keys(INTRINSICS).join(', ');
      throw this.error('INTRINSIC_UNKNOWN', at, `${name} is not a function the twin knows; it knows ${known}`);
    }
    return intrinsic(this, argument, `${at}.${name}`);
  }

  public reference(name: string, at: string): Evaluated {
    const pseudo = pseudoParameter(name, this.options.stackName);
    if (pseudo !== undefined) return pseudo;
    if (name in this.template.parameters) return this.#parameter(name, at);
    if (!(name in this.template.resources)) throw this.#missing(name, at);
    return this.#guarded(`Ref ${name}`, at, () => this.options.resources.ref(name, at));
  }

  public attribute(logicalId: string, attribute: string, at: string): Json {
    if (!(logicalId in this.template.resources)) throw this.#missing(logicalId, at);
    return this.#guarded(`${logicalId}.${attribute}`, at, () =>
      this.options.resources.attribute(logicalId, attribute, at),
    );
  }

  public condition(name: string, at: string): boolean {
    const condition = this.template.conditions[name];
    if (condition === undefined) {
      throw this.error('REFERENCE_MISSING', at, `there is no condition ${name}; ${list(this.template.conditions)}`);
    }
    return this.#guarded(`Condition ${name}`, at, () => this.truth(condition, `Conditions.${name}`));
  }

  public truth(value: Json, at: string): boolean {
    const result = this.evaluate(value, at);
    if (typeof result === 'boolean') return result;
    if (result === 'true' || result === 'false') return result === 'true';
    throw this.error('INTRINSIC_INVALID', at, `a condition must be true or false, got ${show(result)}`);
  }

  public error(code: TwinErrorCode, at: string, message: string): TwinError {
    return new TwinError(code, `at ${at}: ${message}`);
  }

  #list(values: readonly Json[], at: string): readonly Json[] {
    return values.map((item, index) => this.value(item, `${at}[${index}]`)).filter((item) => item !== undefined);
  }

  #record(value: JsonObject, at: string): JsonObject {
    const entries = Object.entries(value).map(([key, item]) => [key, this.value(item, `${at}.${key}`)] as const);
    return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
  }

  #parameter(name: string, at: string): Json {
    const parameter = this.template.parameters[name];
    const type = typeof parameter?.Type === 'string' ? parameter.Type : 'String';
    // The default of an SSM parameter type is the name of a parameter in an account, not a value.
    const fallback = type.startsWith('AWS::SSM::') ? undefined : parameter?.Default;
    const value = this.options.parameters?.[name] ?? fallback;
    if (value === undefined) {
      throw this.error(
        'PARAMETER_NEEDS_VALUE',
        at,
        `parameter ${name} (${type}) has no default; give it a value (--parameters ${name}=..., or the option parameters)`,
      );
    }
    if (type !== 'CommaDelimitedList' && !type.startsWith('List<')) return toText(value);
    return toText(value)
      .split(',')
      .map((item) => item.trim());
  }

  #missing(name: string, at: string): TwinError {
    return this.error('REFERENCE_MISSING', at, `there is no resource or parameter ${name} in the template`);
  }

  #guarded<T>(name: string, at: string, evaluate: () => T): T {
    if (this.#underWay.includes(name)) {
      const path = [...this.#underWay.slice(this.#underWay.indexOf(name)), name];
      throw this.error('REFERENCE_CYCLE', at, `these depend on each other: ${path.join(' -> ')}`);
    }
    this.#underWay.push(name);
    try {
      return evaluate();
    } finally {
      this.#underWay.pop();
    }
  }
}

function isIntrinsicName(name: string): boolean {
  return name === 'Ref' || name === 'Condition' || name.startsWith('Fn::');
}

function list(section: object): string {
  const names = Object.keys(section);
  return names.length === 0 ? 'the template has none' : `the template has ${names.join(', ')}`;
}
