/** How a run against a real cluster ends when its user, and not the cluster, ends it. */
import { describe, expect, test } from "bun:test";
import { binaryPath, said, startKubedog, textOf } from "./kubedog.ts";
import { sharedCluster } from "./lab.ts";
import { deployment, shell } from "./manifests.ts";
import { specOf } from "./scenario.ts";
import { takeSlot } from "./slots.ts";

const testMs = 60_000;
const endedMaxMs = 1000;
const never = deployment("web", { containers: [shell("main", "while :; do echo tick; sleep 0.2; done", ["false"])] });

const cluster = await sharedCluster();
if (cluster !== undefined) {
  const { api, kubeconfig } = cluster;
  describe.concurrent("ends", () => {
    for (const [signal, exitCode] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
      test(
        `${signal} ends the run with a summary and ${exitCode}`,
        async () => {
          using _slot = await takeSlot();
          await using namespace = await api.makeNamespace("ends");
          await namespace.apply(never);
          const running = await startKubedog(["multitrack"], { kubeconfig, spec: specOf(never, namespace.name) });
          await running.line(/ main │ tick/);
          const askedAt = Date.now();
          running.signal(signal);
          const run = await running.ended;
          expect(run.exitCode, said(run)).toBe(exitCode);
          expect(run.endedAt - askedAt).toBeLessThan(endedMaxMs);
          expect(textOf(run, "out")).toMatch(new RegExp(`\ndeploy/web {2}unfinished [^]*\n1 unfinished in \\d+s: interrupted by ${signal}\n$`));
        },
        testMs,
      );
    }

    test(
      "a reader that goes away ends the run quietly with 141",
      async () => {
        using _slot = await takeSlot();
        await using namespace = await api.makeNamespace("ends");
        await namespace.apply(never);
        const script = '"$0" multitrack | head -n 1; exit ${PIPESTATUS[0]}';
        const child = Bun.spawn(["bash", "-c", script, await binaryPath()], {
          env: { PATH: process.env.PATH ?? "", KUBECONFIG: kubeconfig },
          stdin: new Blob([JSON.stringify(specOf(never, namespace.name))]),
          stdout: "pipe",
          stderr: "pipe",
        });
        const [out, err, exitCode] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
        expect(exitCode).toBe(141);
        expect(out.split("\n")).toHaveLength(2);
        expect(err).toBe("");
      },
      testMs,
    );
  });
}
