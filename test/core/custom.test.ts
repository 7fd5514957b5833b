import type { FactBody } from "../../src/core/fact.ts";
import type { Target } from "../../src/core/target.ts";
import { ownWatchOf } from "../../src/core/wanted-sources.ts";
import type { KubeObject } from "../../src/kinds/kubernetes.ts";
import { applied, story, target } from "./story.ts";

const quiet = { heartbeatMs: -1 };

function widgetTarget(changes: Partial<Target> = {}): Target {
  return target("Pod", "w1", { apiVersion: "example.com/v1", kind: "Widget", plural: "widgets", ...changes });
}

let version = 0;
function widget(status?: object): KubeObject {
  version += 1;
  return { apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "w1", namespace: "shop", uid: "uid-w1", generation: 2, resourceVersion: `w${version}` }, ...(status && { status }) };
}

function first(object: KubeObject): FactBody {
  return { type: "listed", source: ownWatchOf(widgetTarget()), objects: [object] };
}

const conditions = (ready: string, reason = "") => [{ type: "Ready", status: ready, reason }];

story("a custom resource whose controller has seen this generation is ready at once", {
  targets: [widgetTarget()],
  steps: [[0, first(widget({ observedGeneration: 2, conditions: conditions("True") }))]],
  policy: quiet,
  lines: ["ns:shop/Widget.v1.example.com/w1: ready", "ns:shop/Widget.v1.example.com/w1  ready  0s", "1 ready in 0s"],
  exitCode: 0,
});

story("a ready condition that may be of the generation before counts after 2 s of quiet", {
  targets: [widgetTarget()],
  steps: [[0, first(widget({ conditions: conditions("True") }))], [1, applied(widget({ conditions: conditions("False", "Updating") }))], [4, applied(widget({ conditions: conditions("True") }))], [6]],
  policy: quiet,
  lines: [
    "ns:shop/Widget.v1.example.com/w1: progressing, ready, waiting 2 s to see that it stays so",
    "ns:shop/Widget.v1.example.com/w1: progressing, condition Ready is False",
    "ns:shop/Widget.v1.example.com/w1: progressing, ready, waiting 2 s to see that it stays so",
    "ns:shop/Widget.v1.example.com/w1: ready",
    "ns:shop/Widget.v1.example.com/w1  ready  6s",
    "1 ready in 6s",
  ],
  exitCode: 0,
});

story("one that no controller reports on is assumed to be ready after 30 s (checklist 45)", {
  targets: [widgetTarget()],
  steps: [[0, first(widget())], [30]],
  policy: quiet,
  lines: [
    "ns:shop/Widget.v1.example.com/w1: progressing, no controller has reported yet",
    "ns:shop/Widget.v1.example.com/w1: ready, assumed ready: no controller has reported yet",
    "ns:shop/Widget.v1.example.com/w1  ready  30s  assumed ready: no controller has reported yet",
    "1 ready in 30s",
  ],
  exitCode: 0,
});

story("one whose status nobody understands is assumed to be ready after 2 s of quiet (checklist 45)", {
  targets: [widgetTarget()],
  steps: [[0, first(widget({ flavour: "sweet" }))], [2]],
  policy: quiet,
  lines: [
    "ns:shop/Widget.v1.example.com/w1: progressing, no rule understands its status",
    "ns:shop/Widget.v1.example.com/w1: ready, assumed ready: no rule understands its status",
    "ns:shop/Widget.v1.example.com/w1  ready  2s  assumed ready: no rule understands its status",
    "1 ready in 2s",
  ],
  exitCode: 0,
});

const untold = "not assumed ready: no rule understands its status; a rule in --rules can tell";

story("one whose status nobody understands is not assumed to be ready where nothing is taken on trust", {
  targets: [widgetTarget()],
  steps: [[0, first(widget({ flavour: "sweet" }))], [2], [100], [101, applied(widget({ phase: "Ready" }))], [103]],
  policy: { ...quiet, strictUnknown: true },
  lines: [
    "ns:shop/Widget.v1.example.com/w1: progressing, no rule understands its status",
    `ns:shop/Widget.v1.example.com/w1: progressing, ${untold}`,
    "ns:shop/Widget.v1.example.com/w1: progressing, ready, waiting 2 s to see that it stays so",
    "ns:shop/Widget.v1.example.com/w1: ready",
    "ns:shop/Widget.v1.example.com/w1  ready  1m43s",
    "1 ready in 1m43s",
  ],
  exitCode: 0,
});

story("one that no controller reports on is not assumed to be ready where nothing is taken on trust", {
  targets: [widgetTarget()],
  steps: [[0, first(widget())], [100]],
  policy: { ...quiet, strictUnknown: true },
  lines: [
    "ns:shop/Widget.v1.example.com/w1: progressing, no controller has reported yet",
    "ns:shop/Widget.v1.example.com/w1: progressing, not assumed ready: no controller has reported yet; a rule in --rules can tell",
  ],
  exitCode: undefined,
});

story("one of a kind that needs no status is ready after 2 s, and nothing is assumed", {
  targets: [widgetTarget()],
  steps: [[0, first(widget())], [2]],
  policy: { ...quiet, strictUnknown: true, rules: [{ group: "example.com", ready: "exists" }] },
  lines: [
    "ns:shop/Widget.v1.example.com/w1: progressing, ready, waiting 2 s to see that it stays so",
    "ns:shop/Widget.v1.example.com/w1: ready",
    "ns:shop/Widget.v1.example.com/w1  ready  2s",
    "1 ready in 2s",
  ],
  exitCode: 0,
});

story("one whose group has a rule of the user's is judged by it", {
  targets: [widgetTarget()],
  steps: [[0, first(widget({ observedGeneration: 2, flavour: "sour" }))], [1, applied(widget({ observedGeneration: 2, flavour: "sweet" }))]],
  policy: { ...quiet, rules: [{ group: "example.com", ready: [{ path: "status.flavour", values: ["sweet"] }] }] },
  lines: [
    "ns:shop/Widget.v1.example.com/w1: progressing, status.flavour is sour",
    "ns:shop/Widget.v1.example.com/w1: ready",
    "ns:shop/Widget.v1.example.com/w1  ready  1s",
    "1 ready in 1s",
  ],
  exitCode: 0,
});

story("silence is a failure each time that it lasts as long as the user allows (checklist 47)", {
  targets: [widgetTarget({ noActivityMs: 240_000 })],
  steps: [[0, first(widget({ observedGeneration: 1 }))], [240], [480]],
  policy: quiet,
  lines: [
    "ns:shop/Widget.v1.example.com/w1: progressing, waiting for the controller to see the new spec",
    "! ns:shop/Widget.v1.example.com/w1 ERROR: NoActivity: marking resource as failed because no activity for 4m0s",
    "1/1 allowed errors occurred for ns:shop/Widget.v1.example.com/w1: continue tracking",
    "! ns:shop/Widget.v1.example.com/w1 ERROR: NoActivity: marking resource as failed because no activity for 4m0s",
    "Allowed failures count for ns:shop/Widget.v1.example.com/w1 exceeded 1 errors: stop tracking immediately!",
    "ns:shop/Widget.v1.example.com/w1  failed  8m  2 errors  NoActivity: marking resource as failed because no activity for 4m0s",
    "  next: kubectl describe widgets.example.com w1 -n shop",
    "1 failed in 8m",
    "! ns:shop/Widget.v1.example.com/w1 failed: NoActivity: marking resource as failed because no activity for 4m0s",
  ],
  exitCode: 1,
});

story("its own timeout ends the run", {
  targets: [widgetTarget({ timeoutMs: 5000 })],
  steps: [[0, first(widget({ observedGeneration: 1 }))], [5], [6]],
  policy: quiet,
  lines: [
    "ns:shop/Widget.v1.example.com/w1: progressing, waiting for the controller to see the new spec",
    "ns:shop/Widget.v1.example.com/w1  unfinished  5s  SpecNotObserved: waiting for the controller to see the new spec",
    "  next: kubectl describe widgets.example.com w1 -n shop",
    "1 unfinished in 5s",
    "! ns:shop/Widget.v1.example.com/w1 track failed: context deadline exceeded: SpecNotObserved: waiting for the controller to see the new spec",
  ],
  exitCode: 3,
});
