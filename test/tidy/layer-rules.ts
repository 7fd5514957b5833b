/** Who may import whom, and who may touch what is outside. */
import { importsOf, lineAt, resolved, type SourceFile } from "./code.ts";
import { code, each, isIn, places, type Rule } from "./rule.ts";

type Layer = { readonly values: readonly string[]; readonly types: readonly string[] };

/** What each folder, and each file at the top, may import; "types" stands for `import type` alone. */
const layers: { readonly [layer: string]: Layer } = {
  "src/kinds": { values: ["src/kinds"], types: [] },
  "src/core": { values: ["src/core", "src/kinds", "src/exit-codes.ts"], types: [] },
  "src/render": { values: ["src/render"], types: ["src/core", "src/kinds"] },
  "src/input": { values: ["src/input", "src/core/target.ts", "src/core/suggest.ts", "src/cluster/wire.ts", "src/kinds", "src/user-error.ts"], types: [] },
  "src/cluster": { values: ["src/cluster", "src/user-error.ts", "src/exit-codes.ts"], types: ["src/kinds/kubernetes.ts"] },
  "src/sources": { values: ["src/sources", "src/cluster", "src/core/fact.ts", "src/user-error.ts"], types: ["src/kinds"] },
  "src/simulator": { values: ["src/simulator"], types: ["src/kinds"] },
  "src/completion": { values: ["src/completion"], types: ["src/command-table.ts"] },
  "src/commands/demo.ts": { values: ["src"], types: [] },
  "src/commands/completion.ts": { values: ["src/completion", "src/command-table.ts", "src/simulator/scenarios.ts", "src/user-error.ts", "src/exit-codes.ts"], types: ["src/cli.ts", "src/edges.ts"] },
  "src/commands": {
    values: ["src/commands", "src/cluster", "src/core", "src/input", "src/kinds", "src/render", "src/sources", "src/schemas", "src/run.ts", "src/version.ts", "src/build-info.ts", "src/user-error.ts", "src/exit-codes.ts"],
    types: ["src/cli.ts", "src/edges.ts"],
  },
  "src/run.ts": { values: [], types: ["src/core", "src/render/renderer.ts", "src/edges.ts", "src/exit-codes.ts"] },
  "src/command-table.ts": { values: [], types: [] },
  "src/cli.ts": { values: ["src/command-table.ts", "src/core/suggest.ts", "src/exit-codes.ts", "src/user-error.ts"], types: [] },
  "src/edges.ts": { values: [], types: ["src/cluster/access.ts"] },
  "src/version.ts": { values: ["package.json"], types: [] },
  "src/build-info.ts": { values: [], types: [] },
  "src/exit-codes.ts": { values: [], types: [] },
  "src/user-error.ts": { values: ["src/exit-codes.ts"], types: [] },
  "src/program.ts": { values: ["src/cli.ts", "src/commands", "src/render/harmless.ts", "src/version.ts", "src/user-error.ts", "src/exit-codes.ts"], types: ["src/command-table.ts", "src/edges.ts"] },
  "src/main.ts": { values: ["src/program.ts", "src/exit-codes.ts"], types: ["src/command-table.ts", "src/edges.ts"] },
};

/** Packages, and who may import them; a type is free. */
const packages: { readonly [name: string]: readonly string[] } = {
  valibot: ["src/input", "src/cluster", "src/sources", "src/render", "src/commands"],
  yaml: ["src/input", "src/cluster/kubeconfig-file.ts"],
  re2js: ["src/input/pattern.ts"],
  kleur: ["src/render/style.ts"],
  // Not part of the program: scripts/schema.ts and the tests use the file.
  "@valibot/to-json-schema": ["src/input/spec-json-schema.ts"],
};

function layerOf(path: string): string | undefined {
  return Object.keys(layers).find((layer) => isIn(path, layer));
}

function arrowFindings(file: SourceFile): readonly string[] {
  if (!isIn(file.path, "src")) return [];
  const layer = layerOf(file.path);
  const { values, types } = layers[layer ?? ""] ?? { values: [], types: [] };
  return importsOf(file)
    .filter(({ specifier }) => specifier.startsWith("."))
    .map((each) => ({ ...each, path: resolved(file.path, each.specifier) }))
    .filter(({ path, isTypeOnly }) => !isIn(path, ...values) && !(isTypeOnly && isIn(path, ...types)))
    .map(({ line, path, isTypeOnly }) => {
      const isType = !isTypeOnly && isIn(path, ...types);
      return `${file.path}:${line}: ${layer ?? file.path} may not import ${path}${isType ? " but with import type" : ""}: move the code to where it belongs, or give the arrow a row in test/tidy/layer-rules.ts and in ARCHITECTURE.md`;
    });
}

function packageFindings(file: SourceFile): readonly string[] {
  if (!isIn(file.path, "src")) return [];
  return importsOf(file)
    .filter(({ specifier, isTypeOnly }) => !/^(\.|node:)/.test(specifier) && !isTypeOnly && !isIn(file.path, ...(packages[specifier] ?? [])))
    .map(({ line, specifier }) => `${file.path}:${line}: ${specifier} may not be imported here: import type, or give it a row in test/tidy/layer-rules.ts and a reason in ARCHITECTURE.md`);
}

/** Each circle once, from the first of its files that is met. */
function cycles(files: readonly SourceFile[]): readonly string[] {
  const known = new Map(files.map((file) => [file.path, valuesOf(file)]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) found.push(`${path}:1: imports itself in a circle, ${[...trail.slice(trail.indexOf(path)), path].join(" → ")}: move what both need into a file of its own`);
    if (trail.includes(path) || done.has(path)) return;
    for (const next of known.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of known.keys()) visit(path, []);
  return found;
}

/** Types may name each other in a circle: nothing of it is left when the program runs. */
function valuesOf(file: SourceFile): readonly string[] {
  return importsOf(file).filter(({ specifier, isTypeOnly }) => specifier.startsWith(".") && !isTypeOnly).map(({ specifier }) => resolved(file.path, specifier));
}

type Fence = { readonly pattern: RegExp; readonly inside: readonly string[]; readonly except: readonly string[]; readonly remedy: string };

const pure = ["src/kinds", "src/core", "src/render", "src/input", "src/run.ts", "src/cli.ts"];
const timers = ["src/main.ts", "src/cluster/timing.ts", "src/cluster/exchange.ts", "src/simulator"];
const network = ["src/cluster", "src/simulator"];

const fences = {
  pure: { pattern: /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\b|\bcrypto\b|\bBun\b|\bset(?:Timeout|Interval|Immediate)\b|\bqueueMicrotask\b/g, inside: pure, except: [], remedy: "this part has no clock, no chance and no I/O; take it as an argument or as a fact" },
  timers: { pattern: /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\b|\bset(?:Timeout|Interval|Immediate)\b/g, inside: ["src"], except: timers, remedy: "take a Timing (src/cluster/timing.ts) or Edges" },
  process: { pattern: /(?<![.#\w])process\b/g, inside: ["src"], except: ["src/main.ts"], remedy: "only main.ts touches the process; take what you need from Edges" },
  console: { pattern: /(?<![.#\w])console\b/g, inside: ["src"], except: [], remedy: "say it as a report, or through Edges.write" },
  network: { pattern: /(?<![.#\w])fetch\(|\bWebSocket\b|\bBun\.(?:serve|connect|listen|udpSocket)\b/g, inside: ["src"], except: network, remedy: "only cluster/ and simulator/ open sockets" },
  spawn: { pattern: /\bBun\.spawn(?:Sync)?\b/g, inside: ["src"], except: ["src/cluster/exec-plugin.ts"], remedy: "only credential plugins are run" },
  files: { pattern: /\bBun\.(?:file|write)\b/g, inside: ["src"], except: ["src/main.ts"], remedy: "take Edges.readFile or Edges.openFile" },
  methods: { pattern: /\bmethod\b/g, inside: ["src/cluster"], except: [], remedy: "every request is a GET: kubedog never changes a cluster" },
  emitters: { pattern: /\bEventEmitter\b/g, inside: ["src", "test", "scripts"], except: [], remedy: "use the queue of facts, or a promise" },
} as const satisfies Record<string, Fence>;

function outside({ pattern, inside, except, remedy }: Fence): Rule["find"] {
  return (files) => files.filter(({ path }) => isIn(path, ...inside) && !isIn(path, ...except)).flatMap((file) => places(file, pattern, remedy));
}

/** Modules of the runtime, and who may import them. */
const nodeModules: readonly { readonly pattern: RegExp; readonly allowed: readonly string[] }[] = [
  { pattern: /^node:(http|https|http2|net|tls|dgram|dns)$/, allowed: network },
  { pattern: /^node:(path|zlib|stream)$/, allowed: ["src/cluster"] },
  { pattern: /^node:stream\/promises$/, allowed: ["src/simulator"] },
  { pattern: /^node:(fs|os|tty)$/, allowed: ["src/main.ts"] },
];

function nodeFindings(file: SourceFile): readonly string[] {
  if (!isIn(file.path, "src")) return [];
  return importsOf(file)
    .filter(({ specifier }) => specifier.startsWith("node:") && !isIn(file.path, ...(nodeModules.find(({ pattern }) => pattern.test(specifier))?.allowed ?? [])))
    .map(({ line, specifier }) => `${file.path}:${line}: ${specifier} may not be imported here: cluster/ speaks to the network, main.ts to the machine, the rest to them`);
}

function streamFindings(file: SourceFile): readonly string[] {
  if (!isIn(file.path, "src") || isIn(file.path, "src/cluster", "src/sources/open-sources.ts")) return [];
  return places(file, /\b(?:watchCollection|followLog)\b/g, "only sources/open-sources.ts opens and closes streams; name the source in core/wanted-sources.ts");
}

/** Whoever listens does so on loopback alone. */
function listenFindings(file: SourceFile): readonly string[] {
  if (!isIn(file.path, "src/simulator")) return [];
  return [...code(file).matchAll(/server\.listen\((?!\))/g)]
    .filter(({ index }) => !/^server\.listen\([^,)]+, "127\.0\.0\.1"/.test(file.text.slice(index)))
    .map(({ index }) => `${file.path}:${lineAt(file.text, index)}: listen( without "127.0.0.1": the simulator listens on loopback alone`);
}

const row = "move the code to where it belongs, or give the arrow a row in test/tidy/layer-rules.ts and in ARCHITECTURE.md";

export const layerRules: readonly Rule[] = [
  {
    title: "a folder imports only what its row allows",
    find: each(arrowFindings),
    bad: {
      "src/kinds/pod.ts": 'import { exitCodes } from "../exit-codes.ts";\n',
      "src/render/text.ts": 'import type { Report } from "../core/report.ts";\nimport { World } from "../core/world.ts";\n',
      "src/commands/track.ts": 'const load = async () => await import("../simulator/simulator.ts");\n',
      "src/new.ts": 'import { run } from "./run.ts";\n',
    },
    says: [
      `src/kinds/pod.ts:1: src/kinds may not import src/exit-codes.ts: ${row}`,
      `src/render/text.ts:2: src/render may not import src/core/world.ts but with import type: ${row}`,
      `src/commands/track.ts:1: src/commands may not import src/simulator/simulator.ts: ${row}`,
      `src/new.ts:1: src/new.ts may not import src/run.ts: ${row}`,
    ],
  },
  {
    title: "no file imports itself in a circle",
    find: (files) => cycles(files.filter(({ path }) => isIn(path, "src"))),
    bad: { "src/core/a.ts": 'import { b } from "./b.ts";\n', "src/core/b.ts": 'import { type A, a } from "./a.ts";\nimport type { C } from "./c.ts";\n', "src/core/c.ts": 'import { b } from "./b.ts";\n' },
    says: ["src/core/a.ts:1: imports itself in a circle, src/core/a.ts → src/core/b.ts → src/core/a.ts: move what both need into a file of its own"],
  },
  {
    title: "a package is imported where its row allows, and of @kubernetes/client-node types alone",
    find: each(packageFindings),
    bad: { "src/cluster/wire.ts": 'import type { V1Pod } from "@kubernetes/client-node";\nimport { KubeConfig } from "@kubernetes/client-node";\nimport { a } from "left-pad";\n' },
    says: [
      "src/cluster/wire.ts:2: @kubernetes/client-node may not be imported here: import type, or give it a row in test/tidy/layer-rules.ts and a reason in ARCHITECTURE.md",
      "src/cluster/wire.ts:3: left-pad may not be imported here: import type, or give it a row in test/tidy/layer-rules.ts and a reason in ARCHITECTURE.md",
    ],
  },
  {
    title: "a module of the runtime is imported where its row allows",
    find: each(nodeFindings),
    bad: { "src/core/world.ts": 'import { readFileSync } from "node:fs";\n', "src/sources/queue.ts": 'import { EventEmitter } from "node:events";\n' },
    says: [
      "src/core/world.ts:1: node:fs may not be imported here: cluster/ speaks to the network, main.ts to the machine, the rest to them",
      "src/sources/queue.ts:1: node:events may not be imported here: cluster/ speaks to the network, main.ts to the machine, the rest to them",
    ],
  },
  {
    title: "core, kinds, render and input have no clock, no chance and no I/O",
    find: outside(fences.pure),
    bad: { "src/core/world.ts": "/** Date.now() in a comment. */\nconst at = Date.now();\nconst text = `Math.random ${Math.random()}`;\nconst day = new Date(0);\n" },
    says: [`src/core/world.ts:2: Date.now: ${fences.pure.remedy}`, `src/core/world.ts:3: Math.random: ${fences.pure.remedy}`],
  },
  {
    title: "only the edges set timers and read the clock",
    find: outside(fences.timers),
    bad: { "src/sources/clock.ts": "setTimeout(() => 1, 5);\n", "src/cluster/timing.ts": "setTimeout(() => 1, 5);\n" },
    says: [`src/sources/clock.ts:1: setTimeout: ${fences.timers.remedy}`],
  },
  {
    title: "only main.ts touches the process",
    find: outside(fences.process),
    bad: { "src/cluster/proxy.ts": "const proxy = process.env.HTTPS_PROXY;\n", "src/main.ts": "process.exit(0);\n" },
    says: [`src/cluster/proxy.ts:1: process: ${fences.process.remedy}`],
  },
  {
    title: "nobody writes to the console",
    find: outside(fences.console),
    bad: { "src/commands/demo.ts": 'console.log("here");\n' },
    says: [`src/commands/demo.ts:1: console: ${fences.console.remedy}`],
  },
  {
    title: "only cluster/ and simulator/ open sockets",
    find: outside(fences.network),
    bad: { "src/sources/queue.ts": "await fetch(url);\n", "src/commands/demo.ts": "Bun.serve({});\n" },
    says: [`src/sources/queue.ts:1: fetch(: ${fences.network.remedy}`, `src/commands/demo.ts:1: Bun.serve: ${fences.network.remedy}`],
  },
  {
    title: "the simulator listens on loopback alone",
    find: each(listenFindings),
    bad: { "src/simulator/api-server.ts": 'server.listen(0, "127.0.0.1", done);\nserver.listen(0);\n' },
    says: ['src/simulator/api-server.ts:2: listen( without "127.0.0.1": the simulator listens on loopback alone'],
  },
  {
    title: "only credential plugins are run as programs",
    find: outside(fences.spawn),
    bad: { "src/cluster/proxy.ts": 'Bun.spawn(["true"]);\n' },
    says: [`src/cluster/proxy.ts:1: Bun.spawn: ${fences.spawn.remedy}`],
  },
  {
    title: "only main.ts reads and writes files",
    find: outside(fences.files),
    bad: { "src/commands/replay.ts": "await Bun.file(path).text();\n" },
    says: [`src/commands/replay.ts:1: Bun.file: ${fences.files.remedy}`],
  },
  {
    title: "every request is a GET",
    find: outside(fences.methods),
    bad: { "src/cluster/exchange.ts": 'request({ method: "PATCH", path });\n' },
    says: [`src/cluster/exchange.ts:1: method: ${fences.methods.remedy}`],
  },
  {
    title: "there are no event emitters",
    find: outside(fences.emitters),
    bad: { "src/sources/queue.ts": "class Queue extends EventEmitter {}\n" },
    says: [`src/sources/queue.ts:1: EventEmitter: ${fences.emitters.remedy}`],
  },
  {
    title: "only one file opens and closes streams",
    find: each(streamFindings),
    bad: { "src/core/tracked.ts": "followLog(source);\n", "src/sources/open-sources.ts": "followLog(source);\n" },
    says: ["src/core/tracked.ts:1: followLog: only sources/open-sources.ts opens and closes streams; name the source in core/wanted-sources.ts"],
  },
];
