import { expect, test } from "bun:test";
import { Simulator } from "../../src/simulator/simulator.ts";
import { kubedog, Terminal, tracking } from "./terminal.ts";

const claim = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings", namespace: "shop" } };

test("wait --for present ends when the object is created, whatever its kind (checklist 93)", async () => {
  using simulator = await Simulator.start();
  const terminal = new Terminal(tracking(simulator, {}));
  const running = terminal.run(["wait", "--for", "present", "configmap/settings", "-n", "shop"]);
  await terminal.until(() => terminal.out.includes("configmap/settings: missing"));
  simulator.apply(claim);
  const { code, out, err } = await running;
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain("configmap/settings: ready, exists\n");
});

test("wait --for absent ends when all of a list are gone (checklist 95)", async () => {
  using simulator = await Simulator.start();
  simulator.apply(claim);
  const terminal = new Terminal(tracking(simulator, {}));
  const running = terminal.run(["wait", "--for=delete", "cm", "settings", "others", "-n", "shop"]);
  await terminal.until(() => terminal.out.includes("configmap/settings: progressing, still exists"));
  simulator.remove({ kind: "ConfigMap", namespace: "shop", name: "settings" });
  const { code, out } = await running;
  expect(code).toBe(0);
  expect(out).toContain("configmap/others: ready, is gone\n");
  expect(out).toContain("configmap/settings: ready, is gone\n");
});

test("what does not happen in time ends wait with exit code 3 (checklist 93)", async () => {
  using simulator = await Simulator.start();
  const { code, err } = await kubedog(["wait", "--for", "present", "configmap/settings", "-n", "shop", "-t", "1"], tracking(simulator, {}));
  expect(code).toBe(3);
  expect(err).toBe("configmap/settings track failed: context deadline exceeded: NotCreated: does not exist in namespace shop yet, waiting for it to be created\n");
});

test("only a CronJob can be waited for to run", async () => {
  using simulator = await Simulator.start();
  const { code, err } = await kubedog(["wait", "--for", "run", "deploy/web", "-n", "shop"], tracking(simulator, {}));
  expect({ code, err }).toEqual({ code: 2, err: "--for run: only a CronJob has a next run, and Deployment web is none\n" });
});

test.each([
  [["wait", "deploy/web"], "kubedog wait: for what? --for ready, --for present, --for absent or --for run\n"],
  [["wait", "--for", "there", "deploy/web"], "--for there: expected ready, present, absent, create, delete or run\n"],
  [["wait", "--for", "absent"], "kubedog wait: on what? KIND/NAME, such as deploy/web, or -f FILE\n"],
  [["wait", "--for", "absent", "-f", "spec", "deploy/web"], "kubedog wait: expected either KIND/NAME or -f FILE, found both\n"],
])("%p is a mistake", async (argv, message) => {
  const { code, err } = await kubedog(argv);
  expect({ code, err }).toEqual({ code: 2, err: message });
});
