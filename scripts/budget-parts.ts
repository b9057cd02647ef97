/** Which built files a browser loads at the start, and whether they are small enough. */

/** Vite's manifest of the build: source file to what became of it. */
export type Manifest = Readonly<
  Record<
    string,
    {
      readonly file: string;
      readonly isEntry?: boolean;
      readonly imports?: readonly string[];
      readonly dynamicImports?: readonly string[];
      readonly css?: readonly string[];
      readonly assets?: readonly string[];
    }
  >
>;

/** Built files by name, with their sizes in bytes. */
export type BuiltFiles = ReadonlyMap<string, { readonly text: string; readonly raw: number; readonly gzip: number }>;

export interface Part {
  readonly name: string;
  readonly files: readonly string[];
  /** In bytes, gzipped. */
  readonly budget: number;
}

/** The words of a language that does not come with the app. Whoever speaks it loads them with the page, and no others. */
const CATALOG = /\bwords\/([a-z]{2,3})\/index\.ts$/;

/** What the words of each such language are built into. */
export function catalogLoad(manifest: Manifest): { readonly language: string; readonly files: readonly string[] }[] {
  return Object.entries(manifest).flatMap(([source, { file, isEntry }]) => {
    const language = CATALOG.exec(source)?.[1];
    return language === undefined || isEntry === true ? [] : [{ language, files: [file] }];
  });
}

/**
 * What the page pulls in at once: its entry, what that imports, and what the entry itself loads when it runs, in the language
 * that comes with it. The entry is a few lines that end with loading the app. What the app loads later is not counted.
 */
export function firstLoad(manifest: Manifest): string[] {
  const chunks = new Set<string>();
  const add = (source: string) => {
    const chunk = manifest[source];
    if (chunk === undefined) throw new Error(`the manifest lacks ${source}`);
    if (chunks.has(source)) return;
    chunks.add(source);
    const runs = chunk.isEntry ? (chunk.dynamicImports ?? []).filter((one) => !CATALOG.test(one)) : [];
    for (const imported of [...(chunk.imports ?? []), ...runs]) add(imported);
  };
  for (const [source, { isEntry }] of Object.entries(manifest)) if (isEntry) add(source);
  return [
    ...new Set([...chunks].flatMap((source) => [manifest[source]?.file ?? '', ...(manifest[source]?.css ?? [])])),
  ];
}

/** What a script loads when something happens. */
const LATER = /\bimport\(["'`][^"'`]+["'`]\)/g;

/** The worker's script and every file that it names, or that those name, but for scripts that it loads when something happens. */
export function workerLoad(manifest: Manifest, files: BuiltFiles): string[] {
  const found = new Set(
    Object.values(manifest).flatMap(({ assets = [] }) => assets.filter((name) => /\.worker-[^/]+\.js$/.test(name))),
  );
  for (const name of found) {
    for (const other of files.keys()) {
      if (
        files
          .get(name)
          ?.text.replaceAll(LATER, '')
          .includes(other.slice(other.lastIndexOf('/') + 1))
      )
        found.add(other);
    }
  }
  return [...found];
}

/** The table, and whether every part is within its budget. A part without files is a part that was not found. */
export function verdict(files: BuiltFiles, parts: readonly Part[]): { lines: string[]; holds: boolean } {
  const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  const row = (name: string, raw: string, gzip: string, budget: string) =>
    `${name.padEnd(44)}${raw.padStart(11)}${gzip.padStart(11)}${budget.padStart(11)}`;
  const lines = [row('part', 'raw', 'gzip', 'budget')];
  let holds = true;
  for (const part of parts) {
    const sizes = part.files.map((name) => {
      const size = files.get(name);
      if (size === undefined) throw new Error(`${name} was not built`);
      return { name, ...size };
    });
    const total = (of: 'raw' | 'gzip') => sizes.reduce((sum, size) => sum + size[of], 0);
    const fits = sizes.length > 0 && total('gzip') <= part.budget;
    holds &&= fits;
    lines.push(row(part.name, kB(total('raw')), kB(total('gzip')), kB(part.budget)) + (fits ? '' : '  exceeded'));
    for (const { name, raw, gzip } of sizes) lines.push(row(`  ${name}`, kB(raw), kB(gzip), ''));
  }
  return { lines, holds };
}
