/** Which log lines of real containers are shown: each one once, and in its container's order. */
import { describe, expect, test } from "bun:test";
import type { Namespace } from "./api.ts";
import { kubedog, logOf, said, textOf } from "./kubedog.ts";
import { sharedCluster } from "./lab.ts";
import { counting, numbers, twoCounters } from "./counters.ts";
import { deployment, forever, job, passing, pod, shell } from "./manifests.ts";
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
        await using namespace = await api.makeNamespace("logs");
        await story(namespace);
      },
      testMs,
    );

  describe.concurrent("logs", () => {
    inNamespace("500 lines of each of two containers arrive once and in order", async (namespace) => {
      await namespace.apply(twoCounters);
      const run = await kubedog(limit, { kubeconfig, spec: specOf(twoCounters, namespace.name) });
      expect(run.exitCode, said(run)).toBe(0);
      expect(logOf(run, "one")).toEqual(numbers("one"));
      expect(logOf(run, "two")).toEqual(numbers("two"));
    });

    inNamespace("500 lines of a container that prints them at once and ends arrive once and in order", async (namespace) => {
      const burst = job("burst", { containers: [shell("one", counting("one", 0))] });
      await namespace.apply(burst);
      const run = await kubedog(limit, { kubeconfig, spec: specOf(burst, namespace.name) });
      expect(run.exitCode, said(run)).toBe(0);
      expect(logOf(run, "one")).toEqual(numbers("one"));
    });

    inNamespace("a container that restarts has the logs of both runs shown once each", async (namespace) => {
      const script = `if [ -e /state/ran ]; then echo "second run"; touch /state/again; ${forever}; fi; touch /state/ran; echo "first run"; sleep 1; echo "it ends"; exit 1`;
      const volume = { volumes: [{ name: "state", emptyDir: {} }] };
      const main = { ...shell("main", script, ["test", "-e", "/state/again"]), volumeMounts: [{ name: "state", mountPath: "/state" }] };
      const web = deployment("web", { containers: [main], ...volume });
      await namespace.apply(web);
      const run = await kubedog(limit, { kubeconfig, spec: specOf(web, namespace.name, { AllowFailuresCount: 5 }) });
      expect(run.exitCode, said(run)).toBe(0);
      expect(logOf(run, "main")).toEqual(["first run", "it ends", "second run"]);
    });

    inNamespace("init containers' logs come before the main one's", async (namespace) => {
      const init = [shell("fetch", "echo fetched"), shell("unpack", "echo unpacked")];
      const web = deployment("web", { initContainers: init, containers: [shell("main", `echo serving; ${forever}`, passing)] });
      await namespace.apply(web);
      const run = await kubedog(limit, { kubeconfig, spec: specOf(web, namespace.name) });
      expect(run.exitCode, said(run)).toBe(0);
      expect(run.lines.flatMap(({ text }) => text.split(" │ ").slice(1))).toEqual(["fetched", "unpacked", "serving"]);
    });

    inNamespace("--logs-since all shows what a Pod that is ready already has said", async (namespace) => {
      const web = pod("web", { containers: [shell("main", `echo early; ${forever}`, passing)] });
      await namespace.apply(web);
      await namespace.until(web, isReady);
      const spec = specOf(web, namespace.name);
      const [all, recent, now] = await Promise.all([["--logs-since", "all"], ["--logs-since", "10m"], []].map((flags) => kubedog([...limit, ...flags], { kubeconfig, spec })));
      expect([all, recent, now].map((run) => run && logOf(run, "main"))).toEqual([["early"], ["early"], []]);
    });

    inNamespace("with SkipLogs a crash loop still shows the last lines with the cause", async (namespace) => {
      const web = deployment("web", { containers: [shell("main", "echo 'panic: no database' >&2; exit 3")] });
      await namespace.apply(web);
      const run = await kubedog(limit, { kubeconfig, spec: specOf(web, namespace.name, { SkipLogs: true, AllowFailuresCount: 0 }) });
      expect(run.exitCode, said(run)).toBe(1);
      expect(logOf(run, "main")).toEqual([]);
      expect(textOf(run, "out")).toMatch(/ {2}last lines of po\/web-\S+ container\/main:\n {2}│ panic: no database\n/);
    });
  });
}
