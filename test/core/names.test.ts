import { watchOf } from "../../src/core/wanted-sources.ts";
import type { FactBody, WatchSource } from "../../src/core/fact.ts";
import type { KubeObject } from "../../src/kinds/kubernetes.ts";
import { applied, deployment, events, listed, named, opening, pod, refused, replicaSet, running, serving, starting, story, target } from "./story.ts";

const web = deployment("web", 1, 1, 0);
const webUp = deployment("web", 1, 1, 1);
const deployments = watchOf("Deployment", "shop");
const pods = watchOf("Pod", "shop");
const forbidden = "deployments.apps is forbidden";
const [, ...rest] = opening(web, starting(0));

function listedByName(source: WatchSource, name: string, ...objects: KubeObject[]): FactBody {
  return { type: "listed", source: named(source, name), objects };
}

story("a target whose collection is refused is followed by its name, and nothing is said of it (checklist 88)", {
  targets: [target("Deployment", "web")],
  steps: [[0, refused(deployments, 403, forbidden), ...rest], [0.1, listedByName(deployments, "web", web)], [3, applied(serving(3)), applied(webUp)], [6]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web  ready  3s",
    "1 ready in 3s",
  ],
  exitCode: 0,
});

story("a right that is taken away in the midst of a run keeps nobody awake until the name has answered (checklist 88)", {
  targets: [target("Deployment", "web")],
  policy: { heartbeatMs: -1, noProgressMs: 60_000 },
  steps: [[0, listed("Deployment", web), ...rest], [50, refused(deployments, 403, forbidden)], [70], [71, listedByName(deployments, "web", web)]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "! deploy/web ERROR: NoProgress: nothing has moved for 1 min (--no-progress-timeout): 0 of 1 updated replicas available; po/web-abc-1 container/main: running",
    "Critical failure for deploy/web has been occurred: stop tracking immediately!",
  ],
  exitCode: undefined,
});

story("where some names of a collection are allowed, the end says which are not, and for which verbs (checklist 88)", {
  targets: [target("Deployment", "web"), target("Deployment", "api"), target("Deployment", "db")],
  steps: [
    [0, refused(deployments, 403, forbidden), ...rest],
    [0.1, listedByName(deployments, "web", web), refused(named(deployments, "api"), 403, 'deployments.apps "api" is forbidden'), refused(named(deployments, "db"), 403, 'deployments.apps "db" is forbidden')],
    [3],
  ],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web  unfinished  0s  ContainersNotReady: container/main: running (po/web-abc-1, node node-1)",
    "deploy/api  unfinished  0s",
    "deploy/db   unfinished  0s",
    "3 unfinished in 0s",
    "! error: not allowed to list and watch deployments.apps api, db in namespace shop: 403 deployments.apps is forbidden; the user needs the verbs get, list and watch on deployments.apps there",
  ],
  exitCode: 4,
});

story("a Pod is followed by its name, settling included, and who needs all Pods is told once that they are missing (checklist 88)", {
  targets: [target("Deployment", "web"), target("Pod", "one")],
  steps: [
    [0, listed("Deployment", webUp), listed("ReplicaSet", replicaSet("web", "abc")), refused(pods, 403, "pods is forbidden"), events()],
    [1, listedByName(pods, "one", pod("one", undefined, { ready: true, state: running(1) }))],
    [8],
  ],
  lines: [
    "deploy/web: ready",
    "! warning: going on without pods: pods is forbidden",
    "po/one: progressing, up, waiting 3 s to see that its containers stay up",
    "po/one: ready",
    "deploy/web  ready  0s",
    "po/one      ready  7s",
    "2 ready in 7s",
  ],
  exitCode: 0,
});

story("a list by name says nothing of other names", {
  targets: [target("Deployment", "web"), target("Deployment", "api")],
  steps: [
    [0, refused(deployments, 403, forbidden), ...rest],
    [0.1, listedByName(deployments, "web", web), listedByName(deployments, "api", deployment("api", 1, 1, 0))],
    [1, listedByName(deployments, "api")],
  ],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/api: progressing, 0 of 1 updated replicas available",
    "deploy/api: missing, was deleted, waiting for it to be created again",
  ],
  exitCode: undefined,
});

story("401 ends the run without a try by name", {
  targets: [target("Deployment", "web")],
  steps: [[0, refused(deployments, 401, "Unauthorized")]],
  lines: [
    "deploy/web  unfinished  0s",
    "1 unfinished in 0s",
    "! error: not allowed to list and watch deployments.apps in namespace shop: 401 Unauthorized; are the credentials still valid?",
  ],
  exitCode: 4,
});
