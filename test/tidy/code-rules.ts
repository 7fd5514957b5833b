/** How the code is written, as far as a plain text search can tell. */
import { lineAt, type SourceFile } from "./code.ts";
import { code, each, isIn, places, type Rule } from "./rule.ts";

const functionLinesMax = 60;
const fileLinesMax = 250;

/** Files that may be longer, and why. */
const longFiles: { readonly [path: string]: string } = {
  "src/core/rollout.ts": "the one place that decides about the run; its parts lie beside it",
  "src/cluster/logs.ts": "one state machine, told in one piece",
  "src/simulator/simulator.ts": "the surface that tests steer",
};

type Accepted = { readonly [path: string]: { readonly count: number; readonly why: string } };

/** `as` and `!` that stand, and why. */
const casts: Accepted = {
  "src/kinds/kinds.ts": { count: 2, why: "an object is taken for its kind's type by its row in the table" },
  "src/cluster/wire.ts": { count: 1, why: "unknown JSON becomes an object once its four fields were checked" },
  "src/commands/track-in-cluster.ts": { count: 1, why: "a rejected promise's reason has no type of its own" },
};

/** Who catches, how often, and what becomes of it. */
const catches: Accepted = {
  "src/main.ts": { count: 2, why: "no such file, and no home, is an answer" },
  "src/program.ts": { count: 2, why: "every error is explained and gets its exit code here; a reader that has gone hears nothing" },
  "src/commands/discovered.ts": { count: 1, why: "a server that does not answer yet is asked again, until the UserError that says so" },
  "src/commands/input-text.ts": { count: 1, why: "a UserError that names the file" },
  "src/commands/replay.ts": { count: 1, why: "a UserError that names the recording" },
  "src/kinds/kinds.ts": { count: 1, why: "an object that cannot be understood is assessed as unknown, with the reason" },
  "src/input/json-document.ts": { count: 1, why: "the reader's own mistake becomes a problem with its place" },
  "src/input/objects.ts": { count: 3, why: "a syntax error is a UserError with its place, or a reason to read it as lines" },
  "src/input/pattern.ts": { count: 1, why: "a bad pattern is a problem of the spec" },
  "src/sources/open-sources.ts": { count: 1, why: "whoever takes from the queue throws it" },
  "src/sources/read-recording.ts": { count: 2, why: "a UserError that names the line; what makes an object malformed is part of it" },
  "src/sources/recording.ts": { count: 1, why: "a recording that fails is a warning, the run goes on" },
  "src/cluster/credentials.ts": { count: 1, why: "a token file that cannot be read this time leaves the token that works" },
  "src/cluster/exchange.ts": { count: 1, why: "a connection that had gone stale is replaced, once" },
  "src/cluster/exec-plugin.ts": { count: 1, why: "output that is no JSON is told by the caller" },
  "src/cluster/failure.ts": { count: 1, why: "an answer that is no JSON is shown as text" },
  "src/cluster/field-text.ts": { count: 2, why: "a UserError that names the field, at once or by the caller" },
  "src/cluster/get-json.ts": { count: 1, why: "an answer that is no JSON is a failure with its text" },
  "src/cluster/kubeconfig-file.ts": { count: 1, why: "a UserError that names the line" },
  "src/cluster/kubeconfig.ts": { count: 1, why: "a UserError that names the file" },
  "src/cluster/logs.ts": { count: 2, why: "a broken connection becomes a failure, which becomes a fact" },
  "src/cluster/response-body.ts": { count: 1, why: "a broken connection gets its name" },
  "src/cluster/verbose-transport.ts": { count: 1, why: "it is said and thrown on" },
  "src/cluster/watch.ts": { count: 2, why: "a broken connection becomes a failure, which becomes a fact" },
  "src/cluster/wire.ts": { count: 1, why: "what is no JSON is malformed" },
  "src/simulator/api-server.ts": { count: 1, why: "a bad request is answered with 400" },
};

/** Tests that wait for time to pass, because it is what they are about. */
const sleeps: Accepted = {
  "test/cluster/transport.test.ts": { count: 2, why: "real sockets: a pause longer than a timeout, and one in which nothing may be read" },
};

function kebabFindings({ path }: SourceFile): readonly string[] {
  const name = path.split("/").at(-1) ?? "";
  if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.ts$/.test(name)) return [`${path}:1: the name is not kebab-case`];
  return /^(utils?|helpers?|common|types?|index|constants?|misc)(\.test)?\.ts$/.test(name) ? [`${path}:1: a name that says nothing: put the code where it is used, or name the file after what it exports`] : [];
}

/** Functions, methods and arrows with a block, each from its head to the line that closes its indentation. */
function functionsOf(file: SourceFile): readonly { readonly name: string; readonly line: number; readonly lines: number }[] {
  const lines = code(file).split("\n");
  return lines.flatMap((line, index) => {
    const { indent = "", name = "" } = functionHead.exec(line)?.groups ?? {};
    if (name === "" || /^(if|for|while|switch|catch)$/.test(name)) return [];
    const end = lines.findIndex((other, at) => at > index && other.startsWith(`${indent}}`));
    return [{ name, line: index + 1, lines: end - index + 1 }];
  });
}

const functionHead = /^(?<indent>\s*)(?:export )?(?:(?:async )?function\*? (?<name>\w+)|(?:static |async |get |private )*(?<name>#?\w+)\(.*\{$|const (?<name>\w+) = (?:async )?\(.*=> \{$)/;

function longFunctions(file: SourceFile): readonly string[] {
  if (!isIn(file.path, "src", "scripts")) return [];
  return functionsOf(file)
    .filter(({ lines }) => lines > functionLinesMax)
    .map(({ name, line, lines }) => `${file.path}:${line}: ${name} has ${lines} lines, more than ${functionLinesMax}: give its parts names`);
}

function longFile(file: SourceFile): readonly string[] {
  const lines = file.text.trimEnd().split("\n").length;
  if (!isIn(file.path, "src", "scripts") || lines <= fileLinesMax || file.path in longFiles) return [];
  return [`${file.path}:1: ${lines} lines, more than ${fileLinesMax}: it holds more than one idea, move one into a file of its own`];
}

/** The places of a pattern, where a file has another number of them than its row says. */
function uncounted(folder: string, pattern: RegExp, accepted: Accepted, remedy: string): Rule["find"] {
  return (files) =>
    files.flatMap((file) => {
      if (!isIn(file.path, folder)) return [];
      const lines = code(file).split("\n");
      const found = [...code(file).matchAll(pattern)].map(({ index }) => lineAt(file.text, index)).filter((line) => !isImportLine(lines[line - 1] ?? ""));
      const expected = accepted[file.path]?.count ?? 0;
      return found.length === expected ? [] : [`${file.path}:${found.join(",") || 1}: ${found.length} found, ${expected} known: ${remedy}`];
    });
}

const castRemedy = "narrow it, or parse it at the edge; what must stand gets a row with its reason in test/tidy/code-rules.ts";
const catchRemedy = "let it rise; at an edge make it a fact or a UserError, and write its row with the reason in test/tidy/code-rules.ts";

function isImportLine(line: string): boolean {
  return /^(import|export)\b/.test(line);
}

function everywhere(pattern: RegExp, remedy: string, ...folders: readonly string[]): Rule["find"] {
  return (files) => files.filter(({ path }) => isIn(path, ...folders)).flatMap((file) => places(file, pattern, remedy));
}

const anyRemedy = "say what it is, or unknown";
const voidRemedy = "whoever starts something owns its end: await it";
const skipRemedy = "a test runs or is deleted";
const weakRemedy = "expect the very value";
const sleepRemedy = "await a condition; time comes from test/cluster/virtual-time.ts";
const defaultRemedy = "exports have names";

export const codeRules: readonly Rule[] = [
  {
    title: "a file is named in kebab-case, after what it holds",
    find: each(kebabFindings),
    bad: { "src/core/podWatch.ts": "", "src/core/utils.ts": "", "src/core/pod-watch.ts": "", "test/core/index.ts": "" },
    says: [
      "src/core/podWatch.ts:1: the name is not kebab-case",
      "src/core/utils.ts:1: a name that says nothing: put the code where it is used, or name the file after what it exports",
      "test/core/index.ts:1: a name that says nothing: put the code where it is used, or name the file after what it exports",
    ],
  },
  {
    title: "exports have names",
    find: everywhere(/^export default\b/gm, defaultRemedy, "src", "test", "scripts"),
    bad: { "src/run.ts": "export default function run() {}\n" },
    says: [`src/run.ts:1: export default: ${defaultRemedy}`],
  },
  {
    title: `no function of the program is longer than ${functionLinesMax} lines`,
    find: each(longFunctions),
    bad: {
      "src/a.ts": `export async function long() {\n${"  step();\n".repeat(59)}}\n\nfunction short() {\n${"  step();\n".repeat(58)}}\n`,
      "src/b.ts": `class B {\n  async #long(a: string): Promise<void> {\n${"    step();\n".repeat(60)}  }\n}\n\nconst fine = () => {\n};\n`,
    },
    says: ["src/a.ts:1: long has 61 lines, more than 60: give its parts names", "src/b.ts:2: #long has 62 lines, more than 60: give its parts names"],
  },
  {
    title: `no file of the program is longer than ${fileLinesMax} lines`,
    find: each(longFile),
    bad: { "src/a.ts": "x\n".repeat(251), "src/b.ts": "x\n".repeat(250) },
    says: ["src/a.ts:1: 251 lines, more than 250: it holds more than one idea, move one into a file of its own"],
  },
  {
    title: "nothing is any",
    find: everywhere(/(?<![.\w])any\b(?!\()/g, anyRemedy, "src", "test", "scripts"),
    bad: { "src/a.ts": "const a: any = 1;\nconst b = AbortSignal.any([]); // any\nconst c = b as any[];\n" },
    says: [`src/a.ts:1: any: ${anyRemedy}`, `src/a.ts:3: any: ${anyRemedy}`],
  },
  {
    title: "no type is asserted with as or ! but where a row says why",
    find: uncounted("src", /(?<=[\w)\]}"`] )as (?!const\b)|(?<=[\w)\]])!(?![=\w])/g, casts, castRemedy),
    bad: { "src/a.ts": 'import * as v from "valibot";\nconst a = b as Pod;\nconst c = ["x"] as const;\nconst d = c[0]!;\nif (!d || d !== c) e();\n', "src/cluster/wire.ts": "const none = 1;\n" },
    says: [`src/a.ts:2,4: 2 found, 0 known: ${castRemedy}`, `src/cluster/wire.ts:1: 0 found, 1 known: ${castRemedy}`],
  },
  {
    title: "every catch has a row that says what becomes of the error",
    find: uncounted("src", /(?<!\w)catch\b/g, catches, catchRemedy),
    bad: { "src/a.ts": "try {\n  b();\n} catch {\n}\nc().catch(d); // catch\n", "src/input/pattern.ts": "try {\n} catch (error) {\n  throw error;\n}\n" },
    says: [`src/a.ts:3,5: 2 found, 0 known: ${catchRemedy}`],
  },
  {
    title: "no promise is left to itself",
    find: everywhere(/\bvoid (?=[\w#.]+\()/g, voidRemedy, "src", "test", "scripts"),
    bad: { "src/a.ts": "void start();\nfunction b(): void {}\n" },
    says: [`src/a.ts:1: void: ${voidRemedy}`],
  },
  {
    title: "no test is skipped, singled out or put off",
    find: everywhere(/\.(?:skip|only|todo|skipIf|todoIf|failing)\b(?=\()|\bx(?:it|test|describe)\(/g, skipRemedy, "test"),
    bad: { "test/a.test.ts": 'test.skip("a", () => {});\ndescribe.only("b", () => {});\ntest("skip", () => {});\n' },
    says: [`test/a.test.ts:1: .skip: ${skipRemedy}`, `test/a.test.ts:2: .only: ${skipRemedy}`],
  },
  {
    title: "no test is content with there being something",
    find: everywhere(/\.(?:toBeDefined|toBeTruthy|toBeFalsy)\(/g, weakRemedy, "test"),
    bad: { "test/a.test.ts": "expect(a).toBeDefined();\nexpect(a).toBe(1);\n" },
    says: [`test/a.test.ts:1: .toBeDefined(: ${weakRemedy}`],
  },
  {
    title: "no test but the real cluster's waits for time to pass, where no row says why",
    find: (files) => uncounted("test", /\bset(?:Timeout|Interval)\(|\bBun\.sleep\(/g, sleeps, sleepRemedy)(files.filter(({ path }) => !isIn(path, "test/e2e"))),
    bad: { "test/core/a.test.ts": "await Bun.sleep(10);\n", "test/e2e/until.ts": "await Bun.sleep(10);\n" },
    says: [`test/core/a.test.ts:1: 1 found, 0 known: ${sleepRemedy}`],
  },
];
