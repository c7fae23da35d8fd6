import fc from 'fast-check';
import { generateSecret, randomPassword } from '../../../local/src/template/secrets';
import { Stack } from '../../../local/src/template/stack';
import { type JsonObject, readTemplate } from '../../../local/src/template/template';
import { cacheWith, template, templateOf } from '../support/fixtures';

describe('secrets are made as their resources ask for', () => {
  it('of the length, and without any character, that the recipe says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 200 }),
        fc.boolean(),
        fc.string({ maxLength: 20 }),
        (PasswordLength, ExcludePunctuation, ExcludeCharacters) => {
          const password = randomPassword({ PasswordLength, ExcludePunctuation, ExcludeCharacters });
          expect(password).toHaveLength(PasswordLength);
          expect([...password].filter((character) => ExcludeCharacters.includes(character))).toEqual([]);
          if (ExcludePunctuation) expect(password).toMatch(/^[a-zA-Z0-9]*$/);
        },
      ),
    );
  });

  it('with every kind of character, unless the recipe says otherwise', () => {
    for (let i = 0; i < 200; i++) {
      const password = randomPassword({ PasswordLength: 4 });
      expect([/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((kind) => !kind.test(password))).toEqual([]);
    }
    expect(randomPassword({ ExcludeLowercase: true, ExcludeUppercase: true, ExcludePunctuation: true })).toMatch(
      /^[0-9]{32}$/,
    );
  });

  it('as JSON with the generated key, where there is a template', () => {
    const text = generateSecret(
      { SecretStringTemplate: '{"username":"catalog"}', GenerateStringKey: 'password' },
      'here',
    );
    expect(JSON.parse(text)).toEqual({ username: 'catalog', password: expect.stringMatching(/^.{32}$/) });
  });

  it.each<[string, JsonObject]>([
    [
      'no character left',
      { ExcludeLowercase: true, ExcludeUppercase: true, ExcludeNumbers: true, ExcludePunctuation: true },
    ],
    ['too short for its kinds', { PasswordLength: 3 }],
    ['a template that is no JSON', { SecretStringTemplate: 'text', GenerateStringKey: 'password' }],
    ['a template without a key', { SecretStringTemplate: '{}' }],
  ])('SECRET_INVALID: %s', (_, recipe) => {
    expect(() => generateSecret(recipe, 'here')).toThrow(expect.objectContaining({ code: 'SECRET_INVALID' }));
  });
});

describe('references to secrets', () => {
  const tokenOf = (AuthToken: JsonObject | string, resources: JsonObject = {}): Stack =>
    new Stack(readTemplate(templateOf({ Cache: cacheWith({ AuthToken }), ...resources }), 'test'), 'Shop');

  it('give a user the password that the secrets file holds, and nothing but its hash goes further', () => {
    const stack = new Stack(readTemplate(template('sharded'), 'test'), 'Shop');
    const plan = stack.plan();
    const secrets = Object.values(stack.secrets.all()).map((text) => JSON.parse(text) as { password: string });
    expect(secrets).toHaveLength(2);
    for (const { password } of secrets) expect(JSON.stringify(plan)).not.toContain(password);
  });

  it('find a secret by its name as well as by its ARN', () => {
    const secret = {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { Name: 'shop/token', GenerateSecretString: { ExcludePunctuation: true } },
    };
    const stack = tokenOf('{{resolve:secretsmanager:shop/token}}', { Secret: secret });
    stack.plan();
    expect(stack.secrets.foreign).toEqual([]);
    expect(Object.keys(stack.secrets.all())).toEqual([
      expect.stringMatching(/^arn:aws:secretsmanager:us-east-1:000000000000:secret:shop\/token-[0-9a-f]{6}$/),
    ]);
  });

  it('to a secret of another stack get a random value, which is said', () => {
    const stack = tokenOf('{{resolve:secretsmanager:shared:SecretString:token::}}');
    expect(stack.plan().notHonoured).toContainEqual(expect.objectContaining({ property: 'shared' }));
    expect(JSON.parse(stack.secrets.all().shared ?? '')).toEqual({ token: expect.stringMatching(/^.{32}$/) });
  });

  it.each([
    ['DYNAMIC_REFERENCE_UNRESOLVED', '{{resolve:ssm:/token}}'],
    ['SECRET_INVALID', '{{resolve:secretsmanager:shop:SecretString:nothing::}}'],
  ])('%s: %s', (code, reference) => {
    const secret = { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'shop', SecretString: '{"token":"x"}' } };
    expect(() => tokenOf(reference, { Secret: secret }).plan()).toThrow(expect.objectContaining({ code }));
  });
});
