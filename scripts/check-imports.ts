/**
 * `npm run check:imports`: holds every import of the code against the tables in `import-rules.ts`. Imports are found by a
 * parser, not by a pattern, and one that cannot be read (a computed specifier) is refused like a wrong one.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { parseSync } from 'vite';
import {
  type ImportRule,
  importRules,
  isolatedParts,
  libraryDoors,
  pinnedPackages,
  testPackages,
} from './import-rules.ts';

/** One import as the code has it. */
export interface FoundImport {
  readonly specifier: string;
  /** Nothing of it is left when the code runs. */
  readonly typeOnly: boolean;
}

/** What stands for a specifier that only running the code would tell. */
export const UNREADABLE = '(computed)';

const aliases: readonly (readonly [string, string])[] = [
  ['#shared/', 'shared/'],
  ['#core/', 'client/src/core/'],
  ['#client/', 'client/src/'],
  ['#server/', 'server/'],
];

type Node = Readonly<Record<string, unknown>> & { readonly type: string };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/**
 * The imports that `source` makes: static, re-exporting, dynamic, of types, and files named to the bundler by
 * `new URL('…', import.meta.url)`.
 * @throws Error when `source` does not parse.
 */
export function importsOf(source: string, file = 'source.tsx'): FoundImport[] {
  const { program, errors } = parseSync(file, source);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${file}: ${error.message}`);
  const found: FoundImport[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) visit(one);
    if (!isNode(value)) return;
    const one = importIn(value);
    if (one !== undefined) found.push(one);
    for (const child of Object.values(value)) visit(child);
  };
  visit(program);
  return found;
}

function importIn(node: Node): FoundImport | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return {
        specifier: text(node.source),
        typeOnly: node.importKind === 'type' || allOfTypes(node.specifiers, 'importKind'),
      };
    case 'ExportNamedDeclaration':
      if (!isNode(node.source)) return undefined;
      return {
        specifier: text(node.source),
        typeOnly: node.exportKind === 'type' || allOfTypes(node.specifiers, 'exportKind'),
      };
    case 'ExportAllDeclaration':
      return { specifier: text(node.source), typeOnly: node.exportKind === 'type' };
    case 'ImportExpression':
      return { specifier: text(node.source), typeOnly: false };
    case 'TSImportType':
      return { specifier: text(node.source), typeOnly: true };
    case 'TSExternalModuleReference':
      return { specifier: text(node.expression), typeOnly: false };
    case 'CallExpression':
      // The only way to `require` in an ES module; what is loaded through it cannot be followed.
      return named(node.callee, 'createRequire') ? { specifier: UNREADABLE, typeOnly: false } : undefined;
    case 'NewExpression': {
      if (!named(node.callee, 'URL') || !isImportMetaUrl(second(node.arguments))) return undefined;
      const url = text(first(node.arguments));
      return isSource(url) ? { specifier: relative(url), typeOnly: false } : undefined;
    }
    default:
      return undefined;
  }
}

function allOfTypes(specifiers: unknown, kind: string): boolean {
  return (
    Array.isArray(specifiers) && specifiers.length > 0 && specifiers.every((one) => isNode(one) && one[kind] === 'type')
  );
}

const first = (list: unknown): unknown => (Array.isArray(list) ? list[0] : undefined);
const second = (list: unknown): unknown => (Array.isArray(list) ? list[1] : undefined);
const named = (node: unknown, name: string): boolean =>
  isNode(node) && node.type === 'Identifier' && node.name === name;
const isImportMetaUrl = (node: unknown): boolean =>
  isNode(node) && isNode(node.object) && node.object.type === 'MetaProperty' && named(node.property, 'url');
/** A source file named to the bundler, which follows literals only; any other URL names what is read or served. */
const isSource = (url: string): boolean => /^[^:]+\.[cm]?[jt]sx?(?:\?|$)/.test(url);
const relative = (url: string): string => (url.startsWith('.') ? url : `./${url}`);

function text(node: unknown): string {
  if (isNode(node) && node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (isNode(node) && node.type === 'TemplateLiteral' && Array.isArray(node.quasis) && node.quasis.length === 1) {
    const cooked: unknown = node.quasis[0]?.value?.cooked;
    if (typeof cooked === 'string') return cooked;
  }
  return UNREADABLE;
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

/** Whether `file` is a test or stands in a folder that only tests use. */
export function isTest(file: string): boolean {
  return /\.(?:test|bench)\.tsx?$/.test(file) || /\/testing(?:\/|\.tsx?$)/.test(file);
}

/** Why `file` may not make this import; undefined when it may. */
export function violation(file: string, { specifier, typeOnly }: FoundImport): string | undefined {
  const rule = ruleFor(file);
  if (rule === undefined) return 'no rule is for this file';
  if (specifier === UNREADABLE) return 'an import must name its module';
  const local = localTarget(file, specifier);
  if (local !== undefined) return localViolation(file, rule, local, typeOnly);
  const name = packageName(specifier);
  const door = libraryDoors.find((one) => one.library === name);
  if (door !== undefined && !mayPassDoor(door, file, typeOnly)) return `${name} has one door: ${door.doors.join(', ')}`;
  const allowed = isTest(file) ? [...rule.packages, ...testPackages, ...(rule.testPackages ?? [])] : rule.packages;
  if (allowed.includes(name) || (typeOnly && allowed.includes(`${name}#types`))) return undefined;
  return `${rule.from} may not import the package ${name}`;
}

function mayPassDoor(door: (typeof libraryDoors)[number], file: string, typeOnly: boolean): boolean {
  const near = (folders: readonly string[] = []) => folders.some((folder) => below(file, folder));
  return near(door.doors) || near(door.exempt) || (typeOnly && near(door.types)) || (isTest(file) && near(door.tests));
}

function localViolation(file: string, rule: ImportRule, local: string, typeOnly: boolean): string | undefined {
  for (const { parts, why } of isolatedParts) {
    const mine = parts.exec(file)?.[0];
    const other = parts.exec(local)?.[0];
    if (mine !== undefined && other !== undefined && mine !== other) return why;
  }
  if (isTest(local) && !isTest(file) && rule.tools !== true) return 'only tests import what was made for tests';
  const may = isTest(file) ? [...rule.may, ...(rule.testMay ?? []), 'shared'] : rule.may;
  if (below(local, rule.from) || may.some((folder) => below(local, folder))) return undefined;
  if (typeOnly && may.some((folder) => folder.endsWith('#types') && below(local, folder.slice(0, -'#types'.length))))
    return undefined;
  return `${rule.from} may not import ${local}`;
}

function localTarget(file: string, specifier: string): string | undefined {
  const [plain = ''] = specifier.split('?');
  if (plain.startsWith('.')) return path.posix.join(path.posix.dirname(file), plain);
  const alias = aliases.find(([prefix]) => plain.startsWith(prefix));
  return alias && path.posix.normalize(alias[1] + plain.slice(alias[0].length));
}

function packageName(specifier: string): string {
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return 'node';
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Packages that are there in another version than the pinned one, by `package.json` or by the lockfile. */
export function pinViolations(manifest: string, lockfile: string): string[] {
  const wanted: Record<string, Record<string, string> | undefined> = JSON.parse(manifest);
  const { packages }: { packages: Record<string, { version?: string; name?: string }> } = JSON.parse(lockfile);
  return pinnedPackages.flatMap(({ name, version, why }) => [
    ...['dependencies', 'devDependencies', 'optionalDependencies', 'overrides']
      .map((section) => wanted[section]?.[name])
      .filter((range) => range !== undefined && range !== version)
      .map((range) => `package.json asks for ${name} ${range}, not exactly ${version}: ${why}`),
    ...Object.entries(packages)
      // An alias hides the real name in the folder's; the entry's own `name` tells it.
      .filter(
        ([place, entry]) =>
          (place.endsWith(`node_modules/${name}`) || entry.name === name) && entry.version !== version,
      )
      .map(([place, entry]) => `${place} is ${name} ${entry.version}, not ${version}: ${why}`),
  ]);
}

const roots = ['shared', 'client', 'server', 'e2e', 'bench', 'scripts'];

function sourceFiles(): string[] {
  const inFolders = roots.flatMap((root) =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.posix.join(entry.parentPath.replaceAll(path.sep, '/'), entry.name)),
  );
  return [...inFolders, ...readdirSync('.')]
    .filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !file.endsWith('.d.ts'))
    .sort();
}

/** Checks the tree below the working folder. */
export function checkTree(): { files: number; imports: number; violations: string[] } {
  const violations = pinViolations(readFileSync('package.json', 'utf8'), readFileSync('package-lock.json', 'utf8'));
  const files = sourceFiles();
  let imports = 0;
  for (const file of files) {
    for (const found of importsOf(readFileSync(file, 'utf8'), file)) {
      imports += 1;
      const why = violation(file, found);
      if (why !== undefined) violations.push(`${file}: ${found.specifier}: ${why}`);
    }
  }
  return { files: files.length, imports, violations };
}

if (process.argv[1]?.endsWith('check-imports.ts')) {
  const { files, imports, violations } = checkTree();
  for (const line of violations) console.error(line);
  // A checker that sees nothing would report success for ever.
  const blind = files < 100 || imports < 400;
  if (blind) console.error(`only ${files} files and ${imports} imports were seen: the check itself is broken`);
  console.log(`import rules: ${files} files, ${imports} imports, ${violations.length} violations`);
  process.exitCode = violations.length > 0 || blind ? 1 : 0;
}
