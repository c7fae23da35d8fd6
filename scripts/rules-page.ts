/**
 * Writes `docs/rules.md` from the catalogue of rules.
 *
 *   npx tsx scripts/rules-page.ts
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { RULE_FAMILIES, type RuleEntry, type RuleFamily } from '../lib/model/rule-catalog';

export const RULES_PAGE = path.resolve(__dirname, '../docs/rules.md');

const INTRODUCTION = `# Rules of the constructs

Made from \`lib/model/rule-catalog\` by \`npx tsx scripts/rules-page.ts\`; a test keeps page and code the same. Do not edit it by hand.

An **error** stops the synthesis. All that a construct finds wrong is in one \`CacheConfigurationError\`, each finding with what was given, what is
allowed and how to fix it. A **warning** is about what is legal and dangerous; it can be acknowledged with a reason:

<!-- given: group -->
\`\`\`ts
import { Annotations } from 'aws-cdk-lib';

Annotations.of(group).acknowledgeWarning('@elasticache-kit/constructs:RG_NO_REPLICAS', 'a cache for development');
\`\`\`

Values that only the deployment knows are not judged. Ids are stable.
`;

/** The whole page, as Prettier would leave it. */
export function rulesPage(): string {
  return [INTRODUCTION, ...RULE_FAMILIES.map(section)].join('\n');
}

function section({ title, introduction, rules }: RuleFamily): string {
  const head = ['id', 'kind', 'refused or warned of', 'allowed', 'fix'];
  const rows = [head, head.map(() => '---'), ...rules.map(cells)].map((row) => `| ${row.join(' | ')} |`);
  return [`## ${title}`, ...(introduction === '' ? [] : [introduction]), rows.join('\n'), '']
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function cells({ id, severity, refused, allowed, fix, source }: RuleEntry): string[] {
  const origin = source === undefined ? '' : ` ([AWS](${source}))`;
  return [`\`${id}\``, severity, escaped(refused), `${escaped(allowed)}${origin}`, escaped(fix)];
}

const escaped = (text: string): string => text.replace(/\|/g, '\\|');

if (require.main === module) writeFileSync(RULES_PAGE, rulesPage());
