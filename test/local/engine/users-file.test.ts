import { denyRestricted, renderUsers } from '../../../local/src/engine/users-file';

const internal = { name: 'internal', passwordHash: 'a'.repeat(64) };
const user = (accessString: string, userName = 'catalog') => ({
  logicalId: 'User',
  userName,
  accessString,
  passwordHashes: ['b'.repeat(64)],
  noPassword: false,
});

describe('the ACL file', () => {
  it('switches the default user off where the template’s group has none', () => {
    const text = renderUsers({ kind: 'users', users: [user('on ~products:* +get')] }, internal, internal);
    expect(text).toMatch(/^user default off /m);
    expect(text).toMatch(new RegExp(`^user catalog #${'b'.repeat(64)} on ~products:\\* \\+get `, 'm'));
  });

  it('keeps the default user that the template’s group has', () => {
    const text = renderUsers({ kind: 'users', users: [user('off -@all', 'default')] }, internal, internal);
    expect(text.match(/^user default .*/gm)).toEqual([expect.stringContaining(' off -@all ')]);
  });

  it('takes what ElastiCache does not offer away last, from the user and from every selector', () => {
    const rules = denyRestricted('on +@all (~a:* +@all) ( +@all ~b:* )'.split(' '));
    expect(rules.join(' ')).toMatch(
      /^on \+@all -psync .*-cluster\|setslot \(~a:\* \+@all -psync .*-cluster\|setslot\) \( \+@all ~b:\* +-psync .*-cluster\|setslot\)$/,
    );
    expect(denyRestricted(['on', '(+get', '~a)', 'clearselectors', '+get']).join(' ')).not.toContain('(');
  });

  it.each(['on >secret +@all', `on #${'c'.repeat(64)}`, 'on nopass', 'on RESET'])(
    'USER_INVALID: %s',
    (accessString) => {
      expect(() => renderUsers({ kind: 'users', users: [user(accessString)] }, internal, internal)).toThrow(
        expect.objectContaining({ code: 'USER_INVALID', message: expect.not.stringMatching(/secret|ccc/) }),
      );
    },
  );
});
