import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Glob } from "bun";
import * as v from "valibot";
import manifest from "../../package.json";
import { scenarios } from "../../src/simulator/scenarios.ts";
import { targets } from "../../scripts/release/targets.ts";

const root = new URL("../..", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "kubedog-workflow-"));
afterAll(() => rmSync(folder, { recursive: true }));

const Step = v.object({ id: v.optional(v.string()), uses: v.optional(v.string()), run: v.optional(v.string()) });
const Job = v.object({
  needs: v.optional(v.union([v.string(), v.array(v.string())])),
  permissions: v.optional(v.record(v.string(), v.string())),
  strategy: v.optional(v.object({ matrix: v.object({ include: v.optional(v.array(v.object({ binary: v.string() }))) }) })),
  steps: v.array(Step),
});
const Workflow = v.object({ on: v.unknown(), permissions: v.record(v.string(), v.string()), jobs: v.record(v.string(), Job) });

const paths = [...new Glob(".github/workflows/*").scanSync({ cwd: root, dot: true })];
const workflows = new Map(await Promise.all(paths.map(async (path) => [path, v.parse(Workflow, Bun.YAML.parse(await Bun.file(join(root, path)).text()))] as const)));
const { on, permissions, jobs } = v.parse(Workflow, workflows.get(".github/workflows/release.yml"));
const steps = Object.values(jobs).flatMap((job) => job.steps);
const commands = steps.map(({ run = "" }) => run).join("\n");

/** What a step runs, as the runner does. */
async function ran(id: string, { cwd, tag, path = "" }: { readonly cwd: string; readonly tag: string; readonly path?: string }): Promise<number> {
  const { run = "exit 99" } = steps.find((step) => step.id === id) ?? {};
  const env = { ...process.env, PATH: `${path}:${process.env["PATH"]}`, GITHUB_REF_NAME: tag };
  return await Bun.spawn(["bash", "-eo", "pipefail", "-c", run], { cwd, env, stdout: "ignore", stderr: "ignore" }).exited;
}

test("a tag of a version starts it, and nothing else does", () => {
  expect(on).toEqual({ push: { tags: ["v*"] } });
});

test("no other job of a workflow builds or publishes a release", () => {
  const found = [...workflows].flatMap(([path, { jobs }]) => Object.entries(jobs).flatMap(([name, job]) => job.steps.flatMap(({ run = "" }) => [...run.matchAll(/npm run .*release\b|gh release create|build --compile/g)].map(([command]) => `${path} ${name}: ${command}`))));
  expect(found).toEqual([".github/workflows/release.yml build: npm run --silent release", ".github/workflows/release.yml publish: gh release create"]);
});

test("only the job that publishes may write, and it runs nothing of the packages that build", () => {
  expect([permissions, Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, job.permissions]))]).toEqual([
    {},
    { build: { contents: "read" }, try: undefined, image: { contents: "read" }, publish: { contents: "write", "id-token": "write", attestations: "write" } },
  ]);
  const { publish } = jobs;
  expect([publish?.needs, publish?.steps.filter(({ uses = "", run = "" }) => /checkout|setup-node/.test(uses) || /npm|node|bun/.test(run))]).toEqual([["build", "try", "image"], []]);
});

test("every action is GitHub's own, of a major version", () => {
  expect(steps.flatMap(({ uses }) => uses ?? []).filter((uses) => !/^actions\/[a-z-]+@v\d+$/.test(uses))).toEqual([]);
});

test("every binary is tried before it is published: those for musl as images, the rest on their systems", () => {
  const tried = jobs["try"]?.strategy?.matrix.include?.map(({ binary }) => binary);
  expect(tried).toEqual(targets.map(({ name }) => name).filter((name) => !name.endsWith("-musl")));
  expect([...commands.matchAll(/demo (\S+)$/gm)].map(([, name]) => scenarios.some((scenario) => scenario.name === name))).toEqual([true, true]);
});

test.each([
  [`v${manifest.version}`, 0],
  [manifest.version, 1],
  [`v${manifest.version}0`, 1],
])("the tag %s ends the version check with %d", async (tag, code) => {
  expect(await ran("version", { cwd: root, tag })).toBe(code);
});

test("the notes are the version's part of the changelog, and what the release says of itself; a release that fails ends the job", async () => {
  await Bun.write(join(folder, "CHANGELOG.md"), "# Changelog\n\n## 1.2.0 (today)\n\n### Added\n\n- New.\n\n## 1.2.0-rc.1\n\n- Old.\n");
  await Bun.write(join(folder, "good/npm"), '#!/bin/sh\necho "release: $*"\n');
  await Bun.write(join(folder, "bad/npm"), "#!/bin/sh\nexit 7\n");
  await Bun.$`chmod +x ${join(folder, "good/npm")} ${join(folder, "bad/npm")}`;
  expect(await ran("notes", { cwd: folder, tag: "v1.2.0", path: join(folder, "good") })).toBe(0);
  expect(await Bun.file(join(folder, "dist/notes.md")).text()).toBe("\n### Added\n\n- New.\n\nrelease: run --silent release\n");
  expect(await ran("notes", { cwd: folder, tag: "v1.2.0", path: join(folder, "bad") })).toBe(7);
});
