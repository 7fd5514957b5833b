/** `rollout track` and `follow` against a simulated cluster. */
import { expect, test } from "bun:test";
import { cannotPull, exits, lines, runs } from "../../src/simulator/behaviour.ts";
import { deployment, job } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { kubedog, Terminal, tracking } from "./terminal.ts";

const image = "registry.example/shop/web:v1";
const web = { name: "web", namespace: "shop", image, replicas: 1 };

for (const words of [["deployment", "web"], ["deploy/web"], ["Deployment", "web"], ["deployments.apps", "web"]]) {
  test(`rollout track ${words.join(" ")} ends when it is ready`, async () => {
    using simulator = await Simulator.start({ speed: 20 });
    simulator.apply(deployment(web), { main: runs() });
    const { code, out, err } = await kubedog(["rollout", "track", ...words, "-n", "shop", "--settle", "0"], tracking(simulator, {}));
    expect(code).toBe(0);
    expect(out).toContain("deploy/web: ready\n");
    expect(err).toBe("kubedog multitrack follows many resources at once, with budgets and causes: it is the common way\n");
  });
}

test("rollout track ends with the first failure", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  simulator.apply(deployment(web), { main: exits({ code: 3, afterMs: 900 }, { readyAfterMs: 5000, lines: lines(100, "panic: no database") }) });
  const { code, out, err } = await kubedog(["rollout", "track", "deploy", "web", "-n", "shop"], tracking(simulator, {}));
  expect(code).toBe(1);
  expect(out).toContain("Allowed failures count for deploy/web exceeded 0 errors: stop tracking immediately!\n");
  expect(err).toContain("deploy/web failed: CrashLoopBackOff: exits with 3 ");
});

test("follow outlives failures and new rollouts, until the user ends it", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  simulator.apply(deployment(web), { main: cannotPull(image) });
  const terminal = new Terminal(tracking(simulator, {}));
  const run = terminal.run(["follow", "deploy/web", "-n", "shop", "--settle", "0"]);
  await terminal.until(() => terminal.out.includes("2 errors occurred for deploy/web\n"));
  simulator.apply(deployment({ ...web, image: "registry.example/shop/web:v2" }), { main: runs({ lines: lines(100, "v2 is up") }) });
  await terminal.until(() => terminal.out.includes("main │ v2 is up\n") && terminal.out.includes("deploy/web: ready\n"));
  terminal.send("SIGINT");
  const { code, out } = await run;
  expect(code).toBe(130);
  expect(out).toMatch(/^deploy\/web {2}ready {2}/m);
});

test("follow takes a whole spec, and ends by -t with exit code 3", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  simulator.apply(deployment(web), { main: runs() });
  simulator.apply(job({ name: "migrate", namespace: "shop", image, backoffLimit: 0 }), { main: exits({ code: 1, afterMs: 200 }) });
  const spec = { Deployments: [{ ResourceName: "web", Namespace: "shop" }], Jobs: [{ ResourceName: "migrate", Namespace: "shop" }] };
  const { code, out } = await kubedog(["follow", "-t", "2", "--settle", "0"], tracking(simulator, spec));
  expect(code).toBe(3);
  expect(out).toContain("deploy/web: ready\n");
  expect(out).toContain("1 errors occurred for job/migrate\n");
});

const mistakes: readonly (readonly [argv: string, said: string])[] = [
  ["rollout", "kubedog rollout: usage is kubedog rollout track KIND NAME"],
  ["rollout track", "kubedog rollout track: expected KIND NAME or KIND/NAME, such as deployment web"],
  ["rollout track deploy", "kubedog rollout track deploy: expected KIND NAME or KIND/NAME, such as deployment web"],
  ["rollout track deploy web api", 'unexpected argument "api": usage is kubedog rollout [FLAGS] track KIND NAME'],
  ["follow deploy Web", 'kubedog follow: "Web" is no name of an object in Kubernetes'],
  ["follow deploy web -f spec.json", "kubedog follow: expected either KIND NAME or -f FILE, found both"],
  ["rollout track deplyment web", 'the server does not know the kind "deplyment" — did you mean deployment?'],
];

for (const [argv, said] of mistakes) {
  test(`kubedog ${argv} is a mistake: exit code 2`, async () => {
    using simulator = await Simulator.start({ speed: 20 });
    const { code, err } = await kubedog(argv.split(" "), tracking(simulator, {}));
    expect([code, err.split("\n").at(-2)]).toEqual([2, said]);
  });
}
