/** A DaemonSet is not held up by a node that is away. */
import { applied, at, listed, pod, policy, refused, story, target } from "./story.ts";
import { nodeWatch } from "../../src/core/node-watches.ts";
import type { KubeObject } from "../../src/kinds/kubernetes.ts";

const owner = ["DaemonSet", "agent"] as const;

function agent(ready: number, wanted: number): KubeObject {
  const status = { observedGeneration: 1, desiredNumberScheduled: wanted, currentNumberScheduled: wanted, updatedNumberScheduled: wanted, numberAvailable: ready, numberReady: ready };
  return { apiVersion: "apps/v1", kind: "DaemonSet", metadata: { name: "agent", namespace: "shop", uid: "uid-agent", generation: 1 }, spec: {}, status };
}

function node(name: string, ready: "True" | "Unknown"): KubeObject {
  return { apiVersion: "v1", kind: "Node", metadata: { name, uid: `uid-${name}`, creationTimestamp: at(-1000) }, status: { conditions: [{ type: "Ready", status: ready, message: "the kubelet is silent" }] } };
}

const up = pod("agent-a", owner, { ready: true, state: { running: { startedAt: at(-60) } }, probe: true }, { readyAt: -50 });
const stuck = pod("agent-b", owner, { state: { waiting: { reason: "ContainerCreating" } } }, { phase: "Pending", readyAt: 0 });
const opening = [listed("DaemonSet", agent(1, 2)), listed("Pod", up, stuck)];
const begun = ["ds/agent po/agent-b: ContainerCreating", "ds/agent: progressing, 1 of 2 Pods available"];

story("a node that is not ready is left out, and told (corner case 20)", {
  targets: [target("DaemonSet", "agent")],
  steps: [[0, ...opening, applied(node("node-1", "Unknown"))], [29], [31], [40]],
  policy: { ...policy, heartbeatMs: -1 },
  lines: [
    ...begun,
    "ds/agent: progressing, up, waiting 3 s to see that its containers stay up",
    "ds/agent: ready, without node node-1, which is not ready (the kubelet is silent)",
    "ds/agent  ready  33s  without node node-1, which is not ready (the kubelet is silent)",
    "1 ready in 33s",
  ],
  exitCode: 0,
});

story("a node that works is waited for (corner case 20)", {
  targets: [target("DaemonSet", "agent")],
  steps: [[0, ...opening, applied(node("node-1", "True"))], [31], [100]],
  policy: { ...policy, heartbeatMs: -1 },
  lines: begun,
  exitCode: undefined,
});

story("who may not see nodes goes by the counters, without a word (corner case 20)", {
  targets: [target("DaemonSet", "agent")],
  steps: [[0, ...opening], [31, refused(nodeWatch("node-1"), 403, "nodes is forbidden")], [40, listed("DaemonSet", agent(2, 2)), listed("Pod", up, pod("agent-b", owner, { ready: true, state: { running: { startedAt: at(32) } }, probe: true }, { readyAt: 38 }))], [45]],
  policy: { ...policy, heartbeatMs: -1 },
  isDeaf: true,
  lines: [...begun, "ds/agent po/agent-b: Running, 1/1 ready", "ds/agent: ready", "ds/agent  ready  40s", "1 ready in 40s"],
  exitCode: 0,
});
