/** `bun scripts/release/try-out.ts OUT`: runs each binary of a release that this machine can run, and says of the others why it cannot. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import manifest from "../../package.json";
import { runs } from "../../src/simulator/behaviour.ts";
import { deployment } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { UserError } from "../../src/user-error.ts";
import { type Target, targets } from "./targets.ts";
import { enterRoot, thisMachine } from "./this-machine.ts";
import { type CopiedFile, type Machine, type Way, wayOf } from "./ways.ts";

/** An emulator takes 20 s for one, and Wine as long for its first start. */
const trialMaxMs = 180_000;

/** `says`: what it must print beside its exit code 0. */
type Trial = { readonly args: readonly string[]; readonly says: string };

/** Lies in the folder that a binary is started in. */
const specFile = "spec.json";
const spec = { Deployments: [{ ResourceName: "web", Namespace: "shop" }] };

const trials: readonly Trial[] = [
  { args: ["version"], says: manifest.version },
  { args: ["demo", "rollout"], says: "1 ready" },
  { args: ["multitrack", "-f", specFile], says: "1 ready" },
];

type Runnable = Exclude<Way, { how: "none" }>;

/** What goes before a binary's arguments, where, and the variables that it gets. */
type Start = { readonly command: readonly string[]; readonly cwd: string; readonly env: { readonly [name: string]: string } };

if (import.meta.main) await main(process.argv[2]);

async function main(out: string | undefined): Promise<void> {
  const chosen = targets.filter(({ name }) => existsSync(join(out ?? "", name)));
  try {
    if (out === undefined || chosen.length === 0) throw new UserError("usage: bun scripts/release/try-out.ts OUT, where OUT is what npm run release made");
    console.log((await triedOut(out, chosen, await thisMachine())).join("\n"));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/**
 * One sentence for each of `chosen`, which lie in `folder`.
 * @throws UserError with all that was tried and failed
 */
export async function triedOut(folder: string, chosen: readonly Target[], machine: Machine): Promise<readonly string[]> {
  const sentences: string[] = [];
  const failures: string[] = [];
  for (const target of chosen) {
    const { failed, sentence } = await tried(join(folder, target.name), wayOf(target, machine));
    (failed ? failures : sentences).push(`${target.name}: ${sentence}`);
  }
  if (failures.length > 0) throw new UserError(`${failures.join("\n")}\nsee why before you publish`);
  return sentences;
}

type Outcome = { readonly failed: boolean; readonly sentence: string };

async function tried(binary: string, way: Way): Promise<Outcome> {
  if (way.how === "none") return { failed: false, sentence: `not tried, ${way.reason}` };
  const place = mkdtempSync(join(tmpdir(), "kubedog-try-out-"));
  try {
    writeFileSync(join(place, specFile), JSON.stringify(spec));
    return await outcome(way, way.how === "root" ? startInRoot(binary, way.files, place) : startBy(binary, way.command, place));
  } finally {
    leave(place);
  }
}

async function outcome(way: Runnable, start: Start): Promise<Outcome> {
  for (const trial of trials) {
    const { code, out, err } = await ended(start, trial);
    const lack = way.how === "program" ? way.lacking?.exec(err)?.[0] : undefined;
    if (lack !== undefined) return { failed: false, sentence: `not tried, no ${lack} ${way.said}` };
    if (code !== 0 || !out.includes(trial.says)) return { failed: true, sentence: `${trial.args.join(" ")} ${way.said} ended with ${code}, expected 0 and "${trial.says}"\n${out}${err}`.trimEnd() };
  }
  return { failed: false, sentence: `${trials.map(({ args }) => args[0]).join(", ")} ${way.said}` };
}

/** A cluster is there for each trial, with a Deployment that becomes ready. */
async function ended({ command, cwd, env }: Start, { args }: Trial): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  using simulator = await Simulator.start({ speed: 20 });
  simulator.apply(deployment({ name: "web", namespace: "shop", image: "registry.example/shop/web:v1" }), { main: runs() });
  const child = Bun.spawn([...command, ...args], {
    cwd,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    timeout: trialMaxMs,
    env: { ...env, PATH: process.env["PATH"] ?? "", KUBEDOG_KUBE_CONFIG_BASE64: btoa(simulator.kubeconfig()) },
  });
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  return { code, out, err };
}

function startInRoot(binary: string, files: readonly CopiedFile[], root: string): Start {
  mkdirSync(join(root, "proc"));
  for (const { from, to } of [...files, { from: binary, to: "/kubedog" }]) {
    mkdirSync(dirname(join(root, to)), { recursive: true });
    copyFileSync(from, join(root, to));
    chmodSync(join(root, to), 0o755);
  }
  return { command: [...enterRoot(root), "/kubedog"], cwd: root, env: { HOME: "/" } };
}

function startBy(binary: string, command: readonly string[], home: string): Start {
  return { command: [...command, binary], cwd: home, env: { HOME: home, WINEPREFIX: join(home, "wine"), WINEDEBUG: "fixme-all" } };
}

/** Wine leaves a server behind, which holds files. */
function leave(place: string): void {
  const server = existsSync(join(place, "wine")) ? Bun.which("wineserver") : null;
  if (server !== null) Bun.spawnSync([server, "--kill"], { env: { WINEPREFIX: join(place, "wine") } });
  rmSync(place, { recursive: true });
}
