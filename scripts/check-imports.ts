/** `npm run check:imports`: holds every import of the code against the allow-list in `import-rules.ts`. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { bannedVersions, type ImportRule, importRules, testPackages } from './import-rules.ts';

/** One import as the code has it. */
export interface FoundImport {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const aliases: readonly (readonly [string, string])[] = [
  ['#shared/', 'shared/'],
  ['#core/', 'client/src/core/'],
  ['#client/', 'client/src/'],
  ['#server/', 'server/'],
];

// Statements begin a line in formatted code, and the formatter is part of the same check; so a pattern is enough here.
const STATEMENT = /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]/g;

/** The imports that `source` makes, static and dynamic. */
export function importsOf(source: string): FoundImport[] {
  const code = source.replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');
  const found: FoundImport[] = [];
  for (const match of code.matchAll(STATEMENT)) {
    found.push({ specifier: match[2] ?? '', typeOnly: match[1] !== undefined });
  }
  for (const match of code.matchAll(DYNAMIC)) found.push({ specifier: match[1] ?? '', typeOnly: false });
  return found;
}

function below(file: string, folder: string): boolean {
  return file === folder || file.startsWith(`${folder}/`);
}

/** The rule for `file`: the one with the longest `from`. */
export function ruleFor(file: string): ImportRule | undefined {
  return importRules
    .filter(({ from }) => below(file, from))
    .sort((left, right) => right.from.length - left.from.length)[0];
}

/** Why `file` may not make this import; undefined when it may. */
export function violation(file: string, { specifier, typeOnly }: FoundImport): string | undefined {
  const rule = ruleFor(file);
  if (rule === undefined) return 'no rule is for this file';
  const test = /\.test\.tsx?$/.test(file) || file.includes('/testing/') || file.endsWith('/testing.ts');
  const local = resolveLocal(file, specifier);
  if (local !== undefined) {
    if (below(local, rule.from) || rule.may.some((folder) => below(local, folder))) return featureCrossing(file, local);
    return test && below(local, 'shared') ? undefined : `${rule.from} may not import ${local}`;
  }
  const name = packageName(specifier);
  const allowed = test ? [...rule.packages, ...testPackages] : rule.packages;
  if (allowed.some((one) => one === name || (one === '@testing-library' && name.startsWith('@testing-library/'))))
    return undefined;
  if (typeOnly && allowed.includes(`${name}#types`)) return undefined;
  return `${rule.from} may not import the package ${name}`;
}

/** A feature that imports another feature makes both impossible to change alone; the same for the core's three drivers. */
function featureCrossing(file: string, local: string): string | undefined {
  const feature = (name: string) => /^client\/src\/features\/([^/]+)\//.exec(name)?.[1];
  if (feature(file) && feature(local) && feature(file) !== feature(local))
    return `features never import each other: ${local}`;
  const driver = (name: string) => /^client\/src\/core\/(outbox|inbox|membership)\//.exec(name)?.[1];
  if (driver(file) && driver(local) && driver(file) !== driver(local))
    return `drivers never import each other: ${local}`;
  return undefined;
}

function resolveLocal(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.'))
    return path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier.split('?')[0] ?? ''));
  const alias = aliases.find(([prefix]) => specifier.startsWith(prefix));
  return alias && alias[1] + specifier.slice(alias[0].length);
}

function packageName(specifier: string): string {
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return 'node';
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = `${folder}/${name}`;
    if (statSync(file).isDirectory()) return sourceFiles(file);
    return /\.tsx?$/.test(name) && !name.endsWith('.d.ts') ? [file] : [];
  });
}

/** Checks the whole tree below the working folder. */
export function checkTree(): { files: number; imports: number; violations: string[] } {
  const violations: string[] = [];
  const files = ['shared', 'client', 'server', 'e2e', 'bench', 'scripts'].flatMap((folder) => {
    try {
      return sourceFiles(folder);
    } catch {
      return [];
    }
  });
  let imports = 0;
  for (const file of files) {
    for (const found of importsOf(readFileSync(file, 'utf8'))) {
      imports += 1;
      const why = violation(file, found);
      if (why !== undefined) violations.push(`${file}: ${found.specifier}: ${why}`);
    }
  }
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { version?: string }>;
  };
  for (const { name, only, why } of bannedVersions) {
    for (const [place, { version }] of Object.entries(lock.packages)) {
      if (place.endsWith(`node_modules/${name}`) && version !== only)
        violations.push(`${place}@${version}: only ${only}: ${why}`);
    }
  }
  return { files: files.length, imports, violations };
}

if (process.argv[1]?.endsWith('check-imports.ts')) {
  const { files, imports, violations } = checkTree();
  for (const line of violations) console.error(line);
  // A checker that sees nothing would report success for ever.
  const blind = files < 20 || imports < 50;
  if (blind) console.error(`only ${files} files and ${imports} imports were seen: the check itself is broken`);
  console.log(`import rules: ${files} files, ${imports} imports, ${violations.length} violations`);
  process.exitCode = violations.length > 0 || blind ? 1 : 0;
}
