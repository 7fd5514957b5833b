import type { FactBody } from "../../src/core/fact.ts";
import { ownWatchOf } from "../../src/core/wanted-sources.ts";
import type { KubeObject } from "../../src/kinds/kubernetes.ts";
import { applied, story, target } from "./story.ts";

const quiet = { heartbeatMs: -1 };
const ingress = target("Pod", "web", { apiVersion: "networking.k8s.io/v1", kind: "Ingress", plural: "ingresses" });

let version = 0;
function web(...addresses: readonly object[]): KubeObject {
  version += 1;
  return { apiVersion: "networking.k8s.io/v1", kind: "Ingress", metadata: { name: "web", namespace: "shop", uid: "uid-web", resourceVersion: `i${version}` }, status: { loadBalancer: { ingress: addresses } } };
}

function first(object: KubeObject): FactBody {
  return { type: "listed", source: ownWatchOf(ingress), objects: [object] };
}

const pending = "ingress/web: progressing, no controller has published an address yet";

story("an Ingress for which no controller publishes an address is assumed to be ready after 2 min (checklist 48)", {
  targets: [ingress],
  steps: [[0, first(web())], [119], [120]],
  policy: quiet,
  lines: [
    pending,
    "ingress/web: ready, assumed ready: no controller has published an address yet",
    "ingress/web  ready  2m  assumed ready: no controller has published an address yet",
    "1 ready in 2m",
  ],
  exitCode: 0,
});

story("an Ingress is still waited for 1 s before it is assumed to be ready", {
  targets: [ingress],
  steps: [[0, first(web())], [119]],
  policy: quiet,
  lines: [pending],
  exitCode: undefined,
});

story("an Ingress that gets its address is ready at once", {
  targets: [ingress],
  steps: [[0, first(web())], [90, applied(web({ ip: "203.0.113.7" }))]],
  policy: quiet,
  lines: [pending, "ingress/web: ready", "ingress/web  ready  1m30s", "1 ready in 1m30s"],
  exitCode: 0,
});

story("an Ingress without an address is not assumed to be ready where nothing is taken on trust", {
  targets: [ingress],
  steps: [[0, first(web())], [300]],
  policy: { ...quiet, strictUnknown: true },
  lines: [pending, "ingress/web: progressing, not assumed ready: no controller has published an address yet; a rule in --rules can tell"],
  exitCode: undefined,
});
