/** What is rolled out in a real cluster: several kinds at once, updates, Jobs, and what was there or was not when the run began. */
import { describe, expect, test } from "bun:test";
import type { Namespace } from "./api.ts";
import { kubedog, logOf, said, startKubedog, textOf } from "./kubedog.ts";
import { sharedCluster } from "./lab.ts";
import { daemonSet, deployment, forever, job, passing, pod, shell, statefulSet } from "./manifests.ts";
import { specOf } from "./scenario.ts";
import { isReady } from "./shown.ts";
import { takeSlot } from "./slots.ts";

const testMs = 120_000;
const limit = ["multitrack", "-t", "60"];

const cluster = await sharedCluster();
if (cluster !== undefined) {
  const { api, kubeconfig } = cluster;
  const inNamespace = (title: string, story: (namespace: Namespace) => Promise<void>) =>
    test(
      title,
      async () => {
        using _slot = await takeSlot();
        await using namespace = await api.makeNamespace("rollout");
        await story(namespace);
      },
      testMs,
    );

  describe.concurrent("rollouts", () => {
    inNamespace("all kinds are followed in one run to the ready of each", async (namespace) => {
      const main = { containers: [shell("main", `echo "$HOSTNAME is up"; ${forever}`, passing)] };
      const objects = [deployment("web", main), statefulSet("db", main), daemonSet("agent", main), pod("lone", main), job("migrate", { containers: [shell("main", "echo migrated")] })];
      await namespace.apply(...objects);
      const spec = Object.assign({}, ...objects.map((object) => specOf(object, namespace.name)));
      const run = await kubedog(limit, { kubeconfig, spec });
      expect(run.exitCode, said(run)).toBe(0);
      const rows = textOf(run, "out").split("\n").slice(-7, -2);
      expect(rows.map((row) => row.replace(/ +/g, " ").replace(/ \d+m?s?( .*)?$/, ""))).toEqual(["deploy/web ready", "sts/db ready", "ds/agent ready", "job/migrate ready", "po/lone ready"]);
      expect(textOf(run, "out")).toContain("job/migrate po/migrate-");
      expect(logOf(run, "main")).toContain("migrated");
    });

    inNamespace("a rolling update shows the logs of the new Pods only", async (namespace) => {
      const version = (number: number) => deployment("web", { containers: [shell("main", `while :; do echo "version ${number}"; sleep 0.2; done`, passing)] });
      await namespace.apply(version(1));
      await namespace.until(version(1), isReady);
      await namespace.apply(version(2));
      const run = await kubedog(limit, { kubeconfig, spec: specOf(version(2), namespace.name) });
      expect(run.exitCode, said(run)).toBe(0);
      expect([...new Set(logOf(run, "main"))]).toEqual(["version 2"]);
    });

    inNamespace("a Job that fails ends the run with 1 within seconds", async (namespace) => {
      const failing = job("migrate", { containers: [shell("main", "echo 'relation exists' >&2; exit 4")] });
      await namespace.apply(failing);
      const run = await kubedog(limit, { kubeconfig, spec: specOf(failing, namespace.name) });
      expect(run.exitCode, said(run)).toBe(1);
      expect(run.endedAt - run.startedAt).toBeLessThan(10_000);
      expect(textOf(run, "err")).toMatch(/job\/migrate failed: BackoffLimitExceeded: .*exits with 4/);
      expect(textOf(run, "out")).toContain("  │ relation exists\n");
    });

    inNamespace("a failed Job that the spec says to ignore is reported, and the run ends with 0", async (namespace) => {
      const failing = job("migrate", { containers: [shell("main", "exit 4")] });
      await namespace.apply(failing);
      const run = await kubedog(limit, { kubeconfig, spec: specOf(failing, namespace.name, { FailMode: "IgnoreAndContinueDeployProcess" }) });
      expect(run.exitCode, said(run)).toBe(0);
      expect(said(run)).toMatch(/job\/migrate ERROR: .*BackoffLimitExceeded/);
    });

    inNamespace("what does not exist yet is said, and followed once it is there", async (namespace) => {
      const web = deployment("web", { containers: [shell("main", `echo here; ${forever}`, passing)] });
      const running = await startKubedog(limit, { kubeconfig, spec: specOf(web, namespace.name) });
      await running.line(/deploy\/web: .*does not exist in namespace .* yet/);
      await namespace.apply(web);
      const run = await running.ended;
      expect(run.exitCode, said(run)).toBe(0);
      expect(logOf(run, "main")).toEqual(["here"]);
    });

    inNamespace("what is ready already ends the run at once, without its old logs", async (namespace) => {
      const web = deployment("web", { containers: [shell("main", `echo old; ${forever}`, passing)] });
      await namespace.apply(web);
      await namespace.until(web, isReady);
      const run = await kubedog(limit, { kubeconfig, spec: specOf(web, namespace.name) });
      expect(run.exitCode, said(run)).toBe(0);
      expect(logOf(run, "main")).toEqual([]);
      console.log(`  ready already: ${run.endedAt - run.startedAt} ms in all`);
      expect(run.endedAt - run.startedAt).toBeLessThan(1500);
    });

    for (const [end, exitCode, condition] of [["exit 0", 0, "Complete"], ["exit 1", 1, "Failed"]] as const) {
      inNamespace(`a Job that was ${condition} before the start has its logs shown and ends the run with ${exitCode} at once`, async (namespace) => {
        const done = job("migrate", { containers: [shell("main", `echo step 1; echo step 2; ${end}`)] });
        await namespace.apply(done);
        await namespace.until(done, ({ status }) => (status?.conditions ?? []).some(({ type, status: isTrue }) => type === condition && isTrue === "True"));
        const run = await kubedog(limit, { kubeconfig, spec: specOf(done, namespace.name) });
        expect(run.exitCode, said(run)).toBe(exitCode);
        expect(logOf(run, "main")).toEqual(["step 1", "step 2"]);
        expect(run.endedAt - run.startedAt).toBeLessThan(3000);
      });
    }
  });
}
