import fc from 'fast-check';
import { Evaluator } from '../../../local/src/template/evaluator';
import { type Json, type JsonObject, readTemplate } from '../../../local/src/template/template';

function evaluator(sections: JsonObject = {}, parameters: Record<string, string> = {}): Evaluator {
  const template = readTemplate({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } }, ...sections }, 'test');
  const resources = {
    ref: (logicalId: string) => `ref-of-${logicalId}`,
    attribute: (logicalId: string, attribute: string) => `${attribute}-of-${logicalId}`,
  };
  return new Evaluator(template, { stackName: 'Shop', parameters, resources });
}

const evaluate = (value: Json, sections?: JsonObject, parameters?: Record<string, string>): Json | undefined =>
  evaluator(sections, parameters).value(value, 'Outputs.Test');

describe('a template’s functions give what CloudFormation gives', () => {
  const sections: JsonObject = {
    Parameters: { Size: { Type: 'Number', Default: 3 }, Zones: { Type: 'CommaDelimitedList', Default: 'a, b' } },
    Mappings: { Sizes: { large: { nodes: 5 } } },
    Conditions: {
      Here: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
      There: { 'Fn::Not': [{ Condition: 'Here' }] },
      Either: { 'Fn::Or': [{ Condition: 'There' }, { Condition: 'Here' }] },
      Both: { 'Fn::And': [{ Condition: 'There' }, { Condition: 'Here' }] },
    },
  };

  it.each<[string, Json, Json | undefined]>([
    ['a resource', { Ref: 'Topic' }, 'ref-of-Topic'],
    ['a parameter with its default', { Ref: 'Size' }, '3'],
    ['a list parameter', { Ref: 'Zones' }, ['a', 'b']],
    ['a pseudo parameter', { Ref: 'AWS::StackName' }, 'Shop'],
    ['an account that nobody has', { Ref: 'AWS::AccountId' }, '000000000000'],
    ['no value', { Ref: 'AWS::NoValue' }, undefined],
    ['no value inside an object', { a: { Ref: 'AWS::NoValue' }, b: 1 }, { b: 1 }],
    ['no value inside a list', [{ Ref: 'AWS::NoValue' }, 1], [1]],
    ['an attribute', { 'Fn::GetAtt': ['Topic', 'TopicName'] }, 'TopicName-of-Topic'],
    ['an attribute, short form', { 'Fn::GetAtt': 'Topic.A.B' }, 'A.B-of-Topic'],
    [
      'a substitution',
      { 'Fn::Sub': '${Topic}/${Topic.Arn}/${!Literal}/${AWS::Region}' },
      'ref-of-Topic/Arn-of-Topic/${Literal}/us-east-1',
    ],
    ['a substitution with variables', { 'Fn::Sub': ['${Name}-${Size}', { Name: { Ref: 'Topic' } }] }, 'ref-of-Topic-3'],
    ['a join', { 'Fn::Join': [':', ['a', { Ref: 'Topic' }, 1]] }, 'a:ref-of-Topic:1'],
    ['a selection', { 'Fn::Select': ['1', { 'Fn::Split': ['-', 'a-b-c'] }] }, 'b'],
    ['a choice', { 'Fn::If': ['Here', 'yes', { Ref: 'Nowhere' }] }, 'yes'],
    ['the other choice', { 'Fn::If': ['There', { Ref: 'Nowhere' }, 'no'] }, 'no'],
    ['conditions of conditions', [{ 'Fn::If': ['Either', 1, 0] }, { 'Fn::If': ['Both', 1, 0] }], [1, 0]],
    ['a mapping', { 'Fn::FindInMap': ['Sizes', 'large', 'nodes'] }, 5],
    ['a mapping’s default', { 'Fn::FindInMap': ['Sizes', 'small', 'nodes', { DefaultValue: 1 }] }, 1],
    ['zones', { 'Fn::Select': [2, { 'Fn::GetAZs': '' }] }, 'us-east-1c'],
    ['base 64', { 'Fn::Base64': 'hello' }, 'aGVsbG8='],
    ['a length', { 'Fn::Length': [1, 2, 3] }, 3],
    ['JSON text', { 'Fn::ToJsonString': { a: { Ref: 'Topic' } } }, '{"a":"ref-of-Topic"}'],
    ['an object whose only key merely looks like a function', { Fn: { Ref: 'Topic' } }, { Fn: 'ref-of-Topic' }],
  ])('%s', (_, value, expected) => {
    expect(evaluate(value, sections)).toEqual(expected);
  });

  it('takes a value given for a parameter before its default', () => {
    expect(evaluate({ Ref: 'Size' }, sections, { Size: '7' })).toBe('7');
  });

  it('splits what it joined, for any words and separator', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{0,5}$/), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.constantFrom(',', '--', '|'), (list, separator) => {
        expect(evaluate({ 'Fn::Split': [separator, { 'Fn::Join': [separator, list] }] })).toEqual(list);
      }),
    );
  });

  it('leaves every value without functions as it is', () => {
    // As a template has them: JSON knows no negative zero.
    const plain = fc
      .json()
      .filter((text) => !/"(Ref|Condition|Fn::[^"]*)":/.test(text))
      .map((text) => JSON.parse(text) as Json);
    fc.assert(
      fc.property(plain, (value) => {
        expect(evaluate(value)).toEqual(value);
      }),
    );
  });
});

describe('what cannot be evaluated is named by its place in the template', () => {
  it.each<[string, string, Json, RegExp]>([
    [
      'INTRINSIC_UNKNOWN',
      'a function nobody knows',
      { a: [{ 'Fn::Magic': 1 }] },
      /at Outputs\.Test\.a\[0\]: Fn::Magic is not .* it knows Ref/,
    ],
    ['REFERENCE_MISSING', 'a Ref to nothing', { Ref: 'Nowhere' }, /no resource or parameter Nowhere/],
    [
      'REFERENCE_MISSING',
      'a Ref to what every object has',
      { Ref: 'constructor' },
      /no resource or parameter constructor/,
    ],
    ['REFERENCE_MISSING', 'an attribute of nothing', { 'Fn::GetAtt': ['Nowhere', 'Arn'] }, /Nowhere/],
    ['REFERENCE_MISSING', 'an unknown condition', { 'Fn::If': ['Nowhere', 1, 2] }, /no condition Nowhere/],
    ['REFERENCE_MISSING', 'an unknown mapping', { 'Fn::FindInMap': ['A', 'B', 'C'] }, /no mapping A\.B\.C/],
    [
      'REFERENCE_CYCLE',
      'conditions that need each other',
      { 'Fn::If': ['Left', 1, 2] },
      /Condition Left -> Condition Right -> Condition Left/,
    ],
    ['INTRINSIC_INVALID', 'a join of no list', { 'Fn::Join': [',', 'text'] }, /must be a list, got "text"/],
    ['INTRINSIC_INVALID', 'a join with too little', { 'Fn::Join': [','] }, /must be given 2 values, got 1/],
    [
      'INTRINSIC_INVALID',
      'a selection outside of the list',
      { 'Fn::Select': [3, ['a']] },
      /outside of the list's 1 items/,
    ],
    ['INTRINSIC_INVALID', 'a Ref that is computed', { Ref: { Ref: 'Topic' } }, /must be a string/],
    ['INTRINSIC_INVALID', 'a text that is no text', { 'Fn::Base64': { a: 1 } }, /must be a text/],
    [
      'PARAMETER_NEEDS_VALUE',
      'a parameter without a value',
      { Ref: 'Name' },
      /parameter Name \(String\).*--parameters Name=/,
    ],
    [
      'PARAMETER_NEEDS_VALUE',
      'a parameter that lives in SSM',
      { Ref: 'Version' },
      /AWS::SSM::Parameter::Value<String>/,
    ],
    ['IMPORT_UNRESOLVED', 'an import', { 'Fn::ImportValue': 'Network:Vpc' }, /Network:Vpc.*another stack/],
  ])('%s: %s', (code, _, value, message) => {
    const sections: JsonObject = {
      Parameters: {
        Name: { Type: 'String' },
        Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/name' },
      },
      Conditions: { Left: { Condition: 'Right' }, Right: { 'Fn::Not': [{ Condition: 'Left' }] } },
    };
    expect(() => evaluate(value, sections)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  it('PARAMETER_UNKNOWN: a value for a parameter that the template does not have', () => {
    expect(() => evaluate(1, {}, { Typo: '1' })).toThrow(expect.objectContaining({ code: 'PARAMETER_UNKNOWN' }));
  });
});
