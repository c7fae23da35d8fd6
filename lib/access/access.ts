import { Token } from 'aws-cdk-lib';
import { type CustomRights, customFindings, renderCustom } from '../model/access-builder';
import { accessCautions } from '../model/access-cautions';
import { accessFindings } from '../model/access-rules';
import { mixedRolesObjection, noAccess, renderRoleAccess } from '../model/access-string';
import type { AccessTarget } from '../model/access-target';
import { connectionNeeds } from '../model/connection-needs';
import type { Finding } from '../model/finding';
import type { AccessRole, RoleNeeds } from '../model/needs';
import type { Namespace } from '../vocabulary/namespace';

/** Rights that are written out by kind. What is not named is not allowed. */
export interface CustomAccessProps {
  /**
   * Commands that the user may run; a subcommand as `client|setname` or `CLIENT SETNAME`.
   *
   * @default - none
   */
  readonly commands?: string[];

  /**
   * Categories of commands that the user may run, such as `read`: https://valkey.io/topics/acl/
   *
   * @default - none
   */
  readonly categories?: string[];

  /**
   * Commands that the user may not run although a category holds them.
   *
   * @default - none
   */
  readonly except?: string[];

  /**
   * Patterns of keys that the user may read and write, such as `app:*`.
   *
   * @default - none
   */
  readonly keys?: string[];

  /**
   * Patterns of keys that the user may only read. Needs Redis 7.0 or Valkey.
   *
   * @default - none
   */
  readonly readKeys?: string[];

  /**
   * Patterns of keys that the user may only write. Needs Redis 7.0 or Valkey.
   *
   * @default - none
   */
  readonly writeKeys?: string[];

  /**
   * Patterns of pub/sub channels that the user may use. Needs Redis 6.2 or Valkey.
   *
   * @default - none
   */
  readonly channels?: string[];
}

/**
 * What a user may do: generated from namespaces, or written by hand and then checked against what the engine knows and what ElastiCache
 * takes. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 */
export class Access {
  /**
   * Just what the patterns of these namespaces need, and what every client asks when it connects.
   *
   * @param namespaces read and written
   * @param readOnly only read; before Redis 7.0, and with pub/sub channels, one user cannot have both
   */
  public static forNamespaces(namespaces: Namespace[], readOnly: Namespace[] = []): Access {
    return new Access(new NamespaceRights(namespaces, readOnly));
  }

  /**
   * The commands of these namespaces' patterns that only look, on keys that cannot be changed. Redis before 7.0 has no such keys; there the
   * commands alone keep the user from changing anything.
   */
  public static readOnly(namespaces: Namespace[]): Access {
    return new Access(new NamespaceRights([], namespaces));
  }

  /**
   * As `forNamespaces`, for one cache whose kind is known.
   *
   * @internal
   */
  public static _forCache(namespaces: readonly Namespace[], kind: AccessTarget['kind']): Access {
    return new Access(new NamespaceRights(namespaces, [], kind));
  }

  /** Rights that are written out by kind. */
  public static custom(props: CustomAccessProps): Access {
    return new Access(new WrittenOutRights(props));
  }

  /**
   * An access string, such as `on resetchannels -@all +@read ~app:*`. Checked in the same way; never with a password in it.
   */
  public static fromString(accessString: string): Access {
    return new Access(new TextRights(accessString));
  }

  /** Nothing at all: the user cannot log in. */
  public static none(): Access {
    return new Access({ render: noAccess, findings: () => [] });
  }

  private constructor(private readonly rights: WritableRights) {}

  /**
   * The access string for a cache of this kind.
   *
   * @internal
   */
  public _render(target: AccessTarget): string {
    return this.rights.render(target);
  }

  /**
   * What a cache of this kind would refuse.
   *
   * @internal
   */
  public _findings(target: AccessTarget): Finding[] {
    return this.rights.findings(target);
  }

  /**
   * What is legal and dangerous.
   *
   * @internal
   */
  public _cautions(target: AccessTarget): Finding[] {
    return accessCautions(this.rights.render(target));
  }
}

interface WritableRights {
  readonly render: (target: AccessTarget) => string;
  readonly findings: (target: AccessTarget) => Finding[];
}

class NamespaceRights implements WritableRights {
  public constructor(
    private readonly written: readonly Namespace[],
    private readonly read: readonly Namespace[],
    /** Kind of the one cache that the user is for; absent where it may be for several. */
    private readonly kind?: AccessTarget['kind'],
  ) {}

  public render(given: AccessTarget): string {
    const target = this.narrowed(given);
    return renderRoleAccess(this.parts(target), target);
  }

  public findings(given: AccessTarget): Finding[] {
    const target = this.narrowed(given);
    const objection = mixedRolesObjection(this.parts(target), target);
    return [
      ...(this.written.length + this.read.length > 0
        ? []
        : [
            {
              id: 'ACL_NAMESPACES_MISSING',
              given: 'rights on no namespace',
              allowed: 'at least one namespace',
              fix: 'Pass what addNamespace returned, or use Access.none()',
            },
          ]),
      ...(objection === undefined
        ? []
        : [
            {
              id: 'ACL_ROLES_MIXED',
              given: `one user that writes some namespaces and only reads others; ${objection}`,
              allowed: 'one role for each user',
              fix: 'Make two users',
            },
          ]),
    ];
  }

  private narrowed(target: AccessTarget): AccessTarget {
    return this.kind === undefined ? target : { ...target, kind: this.kind };
  }

  private parts(target: AccessTarget): readonly RoleNeeds[] {
    const withRole = (namespaces: readonly Namespace[], role: AccessRole): RoleNeeds[] =>
      namespaces.map(({ pattern, keyPrefix }) => ({ needs: pattern._needs(keyPrefix, target), role }));
    const connecting: AccessRole = this.read.length > 0 ? 'reader' : 'writer';
    return [
      { needs: connectionNeeds(target.kind, connecting), role: connecting },
      ...withRole(this.written, 'writer'),
      ...withRole(this.read, 'reader'),
    ];
  }
}

class WrittenOutRights implements WritableRights {
  private readonly rights: CustomRights;

  public constructor(props: CustomAccessProps) {
    this.rights = {
      commands: props.commands ?? [],
      categories: props.categories ?? [],
      except: props.except ?? [],
      keys: props.keys ?? [],
      readKeys: props.readKeys ?? [],
      writeKeys: props.writeKeys ?? [],
      channels: props.channels ?? [],
    };
  }

  public render(target: AccessTarget): string {
    return renderCustom(this.rights, target);
  }

  public findings(target: AccessTarget): Finding[] {
    const known = Object.fromEntries(
      Object.entries(this.rights).map(([kind, texts]: [string, readonly string[]]) => [kind, texts.map(withoutTokens)]),
    );
    return customFindings({ ...this.rights, ...known }, target);
  }
}

class TextRights implements WritableRights {
  public constructor(private readonly text: string) {}

  public render(): string {
    return this.text.trim();
  }

  public findings(target: AccessTarget): Finding[] {
    const known = withoutTokens(this.text);
    // A text that is one token says nothing that could be judged.
    return known === PLACEHOLDER && Token.isUnresolved(this.text) ? [] : accessFindings(known, target);
  }
}

const PLACEHOLDER = 'known-at-deployment';

/** Values that only the deployment knows stand for themselves: the words around them can still be judged. */
function withoutTokens(text: string): string {
  return text.replace(/\$\{Token\[[^\]]*\]\}/g, PLACEHOLDER);
}
