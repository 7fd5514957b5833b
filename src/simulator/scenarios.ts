/** The stories that `kubedog demo` tells. */
import { cannotPull, exits, lines, runs } from "./behaviour.ts";
import { daemonSet, deployment, job, statefulSet } from "./manifest.ts";
import type { Simulator } from "./simulator.ts";

export type Scenario = {
  readonly name: string;
  /** What happens in it, for the list of scenarios. */
  readonly sentence: string;
  /** What is tracked: a multitrack spec. */
  readonly spec: object;
  /** Begins the story; it goes on by itself. Resolves when tracking may begin. */
  play(simulator: Simulator): void | Promise<void>;
};

const namespace = "shop";

function tracked(ResourceName: string, policy: object = {}): object {
  return { ResourceName, Namespace: namespace, ...policy };
}

/** The shop as it stood before: version 1 is up when tracking begins. */
async function standing(simulator: Simulator, name: string, replicas: number): Promise<void> {
  const old = { name, namespace, image: `registry.example/shop/${name}:v1`, replicas };
  simulator.apply(deployment(old), { main: runs({ lines: lines(0, `${name} v1 is old news`) }) });
  await simulator.until(() => isAvailable(simulator, name, replicas));
}

function isAvailable(simulator: Simulator, name: string, replicas: number): boolean {
  const status = simulator.get({ kind: "Deployment", namespace, name })?.status;
  return typeof status === "object" && status !== null && "availableReplicas" in status && status.availableReplicas === replicas;
}

const webLines = lines(
  450,
  "web v2: listening on :8080",
  "web v2: connecting to cache at redis:6379",
  "web v2: cache is warm, 1204 products",
  'GET /healthz 200 1ms "kube-probe/1.34"',
  'GET /products?sort=price 200 31ms "curl/8.5"',
  'GET /cart 200 12ms "Mozilla/5.0"',
);

const migrationLines = lines(
  500,
  "migrate: connected to db-0.db:5432/shop",
  "migrate: 3 migrations to apply",
  "migrate: 0041_add_discounts.sql ok (212 ms)",
  "migrate: 0042_index_orders.sql ok (498 ms)",
  "migrate: 0043_drop_legacy_carts.sql ok (87 ms)",
  "migrate: done",
);

/** Slow enough for the others to come to their end before it gives up. */
const crashing = exits(
  { code: 3, afterMs: 2000 },
  { readyAfterMs: 5000, lines: lines(600, "api v2: starting", "api v2: reading config from /etc/shop/api.yaml", "panic: no database") },
);

const shop: Scenario = {
  name: "shop",
  sentence: "a release of three parts: web is rolled out, the migration completes, the new api crashes",
  spec: {
    Deployments: [tracked("web"), tracked("api", { AllowFailuresCount: 0 })],
    Jobs: [tracked("migrate")],
  },
  async play(simulator) {
    await Promise.all([standing(simulator, "web", 2), standing(simulator, "api", 2)]);
    simulator.apply(job({ name: "migrate", namespace, image: "registry.example/shop/migrate:v2", backoffLimit: 1 }), { main: exits({ code: 0, afterMs: 3500 }, { lines: migrationLines }) });
    simulator.apply(deployment({ name: "web", namespace, image: "registry.example/shop/web:v2", replicas: 2 }), { main: runs({ readyAfterMs: 900, lines: webLines }) });
    simulator.apply(deployment({ name: "api", namespace, image: "registry.example/shop/api:v2", replicas: 2 }), { main: crashing });
  },
};

const rollout: Scenario = {
  name: "rollout",
  sentence: "a rolling update of three replicas from v1 to v2, Pod by Pod",
  spec: { Deployments: [tracked("web")] },
  async play(simulator) {
    await standing(simulator, "web", 3);
    const behaviour = runs({ image: { type: "pull", ms: 900 }, readyAfterMs: 1200, unhealthy: 'Get "http://10.244.0.9:8080/healthz": dial tcp 10.244.0.9:8080: connect: connection refused', lines: webLines });
    simulator.apply(deployment({ name: "web", namespace, image: "registry.example/shop/web:v2", replicas: 3 }), { main: behaviour });
  },
};

const crashLoop: Scenario = {
  name: "crash-loop",
  sentence: "a new version that panics at its start, again and again",
  spec: { Deployments: [tracked("api", { AllowFailuresCount: 0 })] },
  async play(simulator) {
    await standing(simulator, "api", 2);
    simulator.apply(deployment({ name: "api", namespace, image: "registry.example/shop/api:v2", replicas: 2 }), { main: crashing });
  },
};

const mistyped = "registry.example/shop/web:v2-rc1";

const imagePull: Scenario = {
  name: "image-pull",
  sentence: "a new version whose image was never pushed",
  spec: { Deployments: [tracked("web")] },
  async play(simulator) {
    await standing(simulator, "web", 2);
    simulator.apply(deployment({ name: "web", namespace, image: mistyped, replicas: 2 }), { main: cannotPull(mistyped) });
  },
};

const jobFailed: Scenario = {
  name: "job-failed",
  sentence: "a migration that fails, is tried once more and fails again",
  spec: { Jobs: [tracked("migrate")] },
  play(simulator) {
    const failing = lines(400, "migrate: connected to db-0.db:5432/shop", "migrate: 0041_add_discounts.sql", 'error: relation "orders" is locked by another session');
    simulator.apply(job({ name: "migrate", namespace, image: "registry.example/shop/migrate:v2", backoffLimit: 1 }), { main: exits({ code: 1, afterMs: 1500 }, { lines: failing }) });
  },
};

const mixed: Scenario = {
  name: "mixed",
  sentence: "a Deployment, a StatefulSet, a DaemonSet and a Job, all of which end well",
  spec: { Deployments: [tracked("web")], StatefulSets: [tracked("db")], DaemonSets: [tracked("logs")], Jobs: [tracked("migrate")] },
  play(simulator) {
    const dbLines = lines(300, "postgres: starting 16.3", "postgres: redo is not required", "postgres: ready to accept connections");
    const logLines = lines(300, "collector: 14 files under /var/log/containers", "collector: shipping to logs.shop.svc:3100");
    simulator.apply(deployment({ name: "web", namespace, image: "registry.example/shop/web:v2", replicas: 3 }), { main: runs({ readyAfterMs: 1000, lines: webLines }) });
    simulator.apply(statefulSet({ name: "db", namespace, image: "registry.example/shop/db:16", replicas: 2 }), { main: runs({ readyAfterMs: 1000, lines: dbLines }) });
    simulator.apply(daemonSet({ name: "logs", namespace, image: "registry.example/shop/collector:3" }), { main: runs({ readyAfterMs: 600, lines: logLines }) });
    simulator.apply(job({ name: "migrate", namespace, image: "registry.example/shop/migrate:v2", backoffLimit: 1 }), { main: exits({ code: 0, afterMs: 3500 }, { lines: migrationLines }) });
  },
};

/** The first is the default. */
export const scenarios: readonly Scenario[] = [shop, rollout, crashLoop, imagePull, jobFailed, mixed];
