/** What the documents, and all that is committed, may say. */
import { lineAt, type SourceFile } from "./code.ts";
import { isIn, type Rule } from "./rule.ts";

const documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];

/** Where somebody's checkout, home or scratch lies. */
const machinePath = /(?<![\w.~})])\/(?:work|root|tmp)\/\w+/g;
const registryHost = /\b(?:registry\.npmjs\.org|npmjs\.com|yarnpkg\.com|npmmirror\.com|ghcr\.io|gcr\.io|quay\.io|docker\.io)\b/g;

function found(file: SourceFile, pattern: RegExp, remedy: string): readonly string[] {
  return [...file.text.matchAll(pattern)].map(({ 0: text, index }) => `${file.path}:${lineAt(file.text, index)}: ${text}: ${remedy}`);
}

/** A recording tells of paths in its containers. */
function machinePaths(files: readonly SourceFile[]): readonly string[] {
  return files.filter(({ path }) => !isIn(path, "test/replay")).flatMap((file) => found(file, machinePath, "a path of one machine: start from the repository or from a temporary folder of the system"));
}

/** Tests may quote what a cluster says. */
function registryHosts(files: readonly SourceFile[]): readonly string[] {
  return files.filter(({ path }) => !isIn(path, "test")).flatMap((file) => found(file, registryHost, "which registry is used is the machine's affair"));
}

/** `core/rollout.ts` is short for `src/core/rollout.ts`; a folder ends with a slash. */
function missingPaths(files: readonly SourceFile[]): readonly string[] {
  const paths = files.map(({ path }) => path);
  const exists = (path: string) => paths.some((known) => [path, `src/${path}`].some((wanted) => known === wanted || (wanted.endsWith("/") && known.startsWith(wanted))));
  return files
    .filter(({ path }) => documents.includes(path))
    .flatMap((file) =>
      [...file.text.matchAll(/`(?<path>(?:[a-z-]+\/)*(?:[a-z-]+(?:\.test)?\.ts|(?<=\/)))`|\]\((?<link>[^)#:]+)(?:#[^)]*)?\)/g)]
        .map(({ groups = {}, index }) => ({ path: groups["path"] ?? groups["link"] ?? "", line: lineAt(file.text, index) }))
        .filter(({ path }) => path !== "" && !exists(path))
        .map(({ path, line }) => `${file.path}:${line}: ${path} does not exist: name what there is`),
    );
}

/** In a row "| `name`, `other` | `src/file.ts` |" the file declares the names. */
function missingNames(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => documents.includes(path))
    .flatMap((file) =>
      [...file.text.matchAll(/^\| (?<names>`\w+`(?:, `\w+`)*) \| `(?<path>src\/[^`]+)` \|/gm)].flatMap(({ groups = {}, index }) => {
        const text = files.find(({ path }) => path === groups["path"])?.text ?? "";
        const names = [...(groups["names"] ?? "").matchAll(/\w+/g)].map(([name]) => name);
        return names.filter((name) => !text.includes(`const ${name} `)).map((name) => `${file.path}:${lineAt(file.text, index)}: ${groups["path"]} has no ${name}: name what there is`);
      }),
    );
}

/** What users may set is told to them; what the build defines is not for them. */
function untoldVariables(files: readonly SourceFile[]): readonly string[] {
  const readme = files.find(({ path }) => path === "README.md")?.text ?? "";
  return files
    .filter(({ path }) => isIn(path, "src") && path.endsWith(".ts"))
    .flatMap((file) => [...file.text.matchAll(/\bKUBEDOG_(?!BUILD_)[A-Z0-9_]+/g)].map(({ 0: name, index }) => ({ name, at: `${file.path}:${lineAt(file.text, index)}` })))
    .filter(({ name }) => !readme.includes(name))
    .map(({ name, at }) => `${at}: ${name}: README.md does not tell of it`);
}

/** A folder of the program is a layer, and a layer has its row. */
function untoldFolders(files: readonly SourceFile[]): readonly string[] {
  const architecture = files.find(({ path }) => path === "ARCHITECTURE.md")?.text ?? "";
  const folders = new Set(files.flatMap(({ path }) => /^src\/[^/]+\//.exec(path)?.[0] ?? []));
  return [...folders].filter((folder) => !architecture.includes(`\`${folder}\``)).map((folder) => `ARCHITECTURE.md:1: ${folder} has no row: say what it does and what it may import`);
}

const scratch = ["", "root", "log"].join("/");
const registry = ["registry", "npmjs", "org"].join(".");

export const documentRules: readonly Rule[] = [
  {
    title: "nothing names a path of one machine",
    find: machinePaths,
    bad: { "test/a.ts": `write("${scratch}");\nread("src${scratch}");\n`, "test/replay/ok/text.txt": `test -f ${scratch}\n` },
    says: [`test/a.ts:1: ${scratch}: a path of one machine: start from the repository or from a temporary folder of the system`],
  },
  {
    title: "nothing names a registry",
    find: registryHosts,
    bad: { "package-lock.json": `{\n"resolved": "https://${registry}/yaml"\n}\n`, "test/kinds/a.ts": `"failed to pull ${registry}/x"` },
    says: [`package-lock.json:2: ${registry}: which registry is used is the machine's affair`],
  },
  {
    title: "the lock file says what is installed, not from where",
    find: (files) => files.filter(({ path }) => path === "package-lock.json").flatMap((file) => found(file, /"resolved"/g, "install with omit-lockfile-registry-resolved, see .npmrc")),
    bad: { "package-lock.json": '{\n"resolved": "https://somewhere.example/yaml"\n}\n' },
    says: ['package-lock.json:2: "resolved": install with omit-lockfile-registry-resolved, see .npmrc'],
  },
  {
    title: "files that the documents name exist",
    find: missingPaths,
    bad: { "README.md": "See [this](GONE.md), [that](README.md#top), `core/gone.ts`, `core/here.ts`, `src/core/`, `src/nowhere/` and `web/`.\n", "src/core/here.ts": "" },
    says: ["README.md:1: GONE.md does not exist: name what there is", "README.md:1: core/gone.ts does not exist: name what there is", "README.md:1: src/nowhere/ does not exist: name what there is", "README.md:1: web/ does not exist: name what there is"],
  },
  {
    title: "names that the documents give for a file are declared in it",
    find: missingNames,
    bad: { "ARCHITECTURE.md": "| bound | in |\n| `goneMax`, `hereMax` | `src/core/a.ts` | of |\n", "src/core/a.ts": "const hereMax = 1;\n" },
    says: ["ARCHITECTURE.md:2: src/core/a.ts has no goneMax: name what there is"],
  },
  {
    title: "README tells of every variable of the environment that is ours",
    find: untoldVariables,
    bad: { "README.md": "`KUBEDOG_KNOWN`", "src/a.ts": "env.KUBEDOG_KNOWN;\nenv.KUBEDOG_SECRET;\ntypeof KUBEDOG_BUILD_COMMIT;\n" },
    says: ["src/a.ts:2: KUBEDOG_SECRET: README.md does not tell of it"],
  },
  {
    title: "every folder of the program has its row in ARCHITECTURE.md",
    find: untoldFolders,
    bad: { "ARCHITECTURE.md": "| `src/core/` | decides |", "src/core/a.ts": "", "src/plugins/b.ts": "", "src/main.ts": "" },
    says: ["ARCHITECTURE.md:1: src/plugins/ has no row: say what it does and what it may import"],
  },
];
