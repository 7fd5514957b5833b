import type { KubeObject } from "../../src/kinds/kubernetes.ts";
import { applied, at, crashed, deleted, deployment, event, events, job, listed, notFound, opening, pod, replicaSet, running, serving, starting, story, target, terminated, unpulled, waiting, webOwner } from "./story.ts";

const web = deployment("web", 1, 1, 0);
const webUp = deployment("web", 1, 1, 1);
const five = ["1", "2", "3", "4", "5"].map((letter) => `web-abc-${letter}`);
const quiet = { heartbeatMs: -1 };
const strange = "rpc error: code = Unknown desc = something strange";
const pulling = unpulled("ErrImagePull", notFound);
const backOff = unpulled("ImagePullBackOff", `Back-off pulling image "shop/web:2": ErrImagePull: ${notFound}`);
const pullFailed = (seconds: number, count: number): KubeObject => event(pulling, "Failed", `Failed to pull image "shop/web:2": ${notFound}`, seconds, count, true);
const unprobed = (seconds: number, restarts = 0): KubeObject => pod("web-abc-1", webOwner, { ready: true, restarts, state: running(seconds) }, { readyAt: seconds });

story("ErrImagePull and the back-off that follows are one incident, the next try is another (checklist 50)", {
  targets: [target("Deployment", "web", { allowedFailures: 2 })],
  steps: [
    [0, ...opening(web, unpulled("ErrImagePull", strange))],
    [1, applied(unpulled("ImagePullBackOff", "Back-off pulling image \"shop/web:2\""))],
    [15, applied(unpulled("ErrImagePull", strange))],
    [16, applied(unpulled("ImagePullBackOff", "Back-off pulling image \"shop/web:2\""))],
    [40, applied(unpulled("ErrImagePull", strange))],
  ],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: ErrImagePull, 0/1 ready",
    "! deploy/web ERROR: po/web-abc-1 container/main: ErrImagePull: image shop/web:2 cannot be pulled (something strange)",
    "1/2 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-1: ImagePullBackOff, 0/1 ready",
    "deploy/web po/web-abc-1: ErrImagePull, 0/1 ready",
    "! deploy/web ERROR: po/web-abc-1 container/main: ImagePullBackOff: image shop/web:2 cannot be pulled (something strange)",
    "2/2 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-1: ImagePullBackOff, 0/1 ready",
    "deploy/web po/web-abc-1: ErrImagePull, 0/1 ready",
    "! deploy/web ERROR: po/web-abc-1 container/main: ImagePullBackOff: image shop/web:2 cannot be pulled (something strange)",
    "Allowed failures count for deploy/web exceeded 2 errors: stop tracking immediately!",
    "deploy/web  failed  40s  3 errors  ImagePullBackOff: image shop/web:2 cannot be pulled (something strange) (po/web-abc-1 container/main, node node-1)",
    "  next: kubectl describe pod web-abc-1 -n shop",
    "1 failed in 40s",
    "! deploy/web failed: ImagePullBackOff: image shop/web:2 cannot be pulled (something strange) (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("an image that is not found is permanent once the kubelet's next try says so too", {
  targets: [target("Deployment", "web", { allowedFailures: 10 })],
  steps: [[0, ...opening(web, pulling)], [1, applied(backOff)], [14, applied(pulling)]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: ErrImagePull, 0/1 ready",
    "! deploy/web ERROR: po/web-abc-1 container/main: ErrImagePull: image shop/web:2 not found: was it pushed?",
    "1/10 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-1: ImagePullBackOff, 0/1 ready",
    "deploy/web po/web-abc-1: ErrImagePull, 0/1 ready",
    "! deploy/web ERROR: po/web-abc-1 container/main: ImagePullBackOff: image shop/web:2 not found: was it pushed?",
    "Critical failure for deploy/web has been occurred: stop tracking immediately!",
    "deploy/web  failed  14s  2 errors  ImagePullBackOff: image shop/web:2 not found: was it pushed? (po/web-abc-1 container/main, node node-1)",
    "  next: kubectl describe pod web-abc-1 -n shop",
    "1 failed in 14s",
    "! deploy/web failed: ImagePullBackOff: image shop/web:2 not found: was it pushed? (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("the next try is also known by the count of its Event when no status showed it", {
  targets: [target("Deployment", "web", { allowedFailures: 10 })],
  steps: [[0, ...opening(web, pulling)], [0.5, applied(pullFailed(0.5, 1))], [1, applied(backOff)], [14, applied(pullFailed(14, 2))]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: ErrImagePull, 0/1 ready",
    "! deploy/web ERROR: po/web-abc-1 container/main: ErrImagePull: image shop/web:2 not found: was it pushed?",
    "1/10 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-1: ImagePullBackOff, 0/1 ready",
    "! deploy/web ERROR: po/web-abc-1 container/main: ImagePullBackOff: image shop/web:2 not found: was it pushed?",
    "Critical failure for deploy/web has been occurred: stop tracking immediately!",
    "Failed resource deploy/web service messages:",
    '  │ event: po/web-abc-1 Failed: Failed to pull image "shop/web:2": failed to pull and unpack image "shop/web:2": failed to resolve reference "shop/web:2": shop/web:2: not found (×2)',
    "deploy/web  failed  14s  2 errors  ImagePullBackOff: image shop/web:2 not found: was it pushed? (po/web-abc-1 container/main, node node-1)",
    "  next: kubectl describe pod web-abc-1 -n shop",
    "1 failed in 14s",
    "! deploy/web failed: ImagePullBackOff: image shop/web:2 not found: was it pushed? (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("a back-off from before the start waits for the next try, by status", {
  targets: [target("Deployment", "web", { allowedFailures: 10 })],
  steps: [[0, ...opening(web, backOff).slice(0, 3), events(pullFailed(-20, 5))], [30], [60, applied(pulling)]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: ImagePullBackOff, 0/1 ready",
    "! deploy/web ERROR: po/web-abc-1 container/main: ImagePullBackOff: image shop/web:2 not found: was it pushed?",
    "1/10 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-1: ErrImagePull, 0/1 ready",
    "! deploy/web ERROR: po/web-abc-1 container/main: ImagePullBackOff: image shop/web:2 not found: was it pushed?",
    "Critical failure for deploy/web has been occurred: stop tracking immediately!",
    "deploy/web  failed  1m  2 errors  ImagePullBackOff: image shop/web:2 not found: was it pushed? (po/web-abc-1 container/main, node node-1)",
    "  next: kubectl describe pod web-abc-1 -n shop",
    "1 failed in 1m",
    "! deploy/web failed: ImagePullBackOff: image shop/web:2 not found: was it pushed? (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("a back-off from before the start waits for the next try, by the count of its Event", {
  targets: [target("Deployment", "web", { allowedFailures: 10 })],
  steps: [[0, ...opening(web, backOff).slice(0, 3), events(pullFailed(-20, 5))], [30], [60, applied(pullFailed(60, 6))]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: ImagePullBackOff, 0/1 ready",
    "! deploy/web ERROR: po/web-abc-1 container/main: ImagePullBackOff: image shop/web:2 not found: was it pushed?",
    "1/10 allowed errors occurred for deploy/web: continue tracking",
    "! deploy/web ERROR: po/web-abc-1 container/main: ImagePullBackOff: image shop/web:2 not found: was it pushed?",
    "Critical failure for deploy/web has been occurred: stop tracking immediately!",
    "Failed resource deploy/web service messages:",
    '  │ event: po/web-abc-1 Failed: Failed to pull image "shop/web:2": failed to pull and unpack image "shop/web:2": failed to resolve reference "shop/web:2": shop/web:2: not found (×6)',
    "deploy/web  failed  1m  2 errors  ImagePullBackOff: image shop/web:2 not found: was it pushed? (po/web-abc-1 container/main, node node-1)",
    "  next: kubectl describe pod web-abc-1 -n shop",
    "1 failed in 1m",
    "! deploy/web failed: ImagePullBackOff: image shop/web:2 not found: was it pushed? (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("a back-off that ends well before the next try is nothing", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(web, backOff)], [30, applied(starting(30))], [31, applied(serving(31)), applied(webUp)], [32]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: ImagePullBackOff, 0/1 ready",
    "! deploy/web ERROR: po/web-abc-1 container/main: ImagePullBackOff: image shop/web:2 not found: was it pushed?",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web  ready  31s  1 error",
    "1 ready in 31s",
  ],
  exitCode: 0,
});

story("the same fault in five replicas is one incident, in each round (checklist 50)", {
  targets: [target("Deployment", "web")],
  steps: [
    [0, ...opening(deployment("web", 5, 5, 0), ...five.map((name) => starting(0, name)))],
    [2, ...five.map((name) => applied(crashed(1, 2, name)))],
    [3, applied(crashed(2, 3, "web-abc-3"))],
    [6],
  ],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web po/web-abc-2: Running, 0/1 ready",
    "deploy/web po/web-abc-3: Running, 0/1 ready",
    "deploy/web po/web-abc-4: Running, 0/1 ready",
    "deploy/web po/web-abc-5: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 5 updated replicas available",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "deploy/web po/web-abc-2: CrashLoopBackOff, 0/1 ready, 1 restart",
    "deploy/web po/web-abc-3: CrashLoopBackOff, 0/1 ready, 1 restart",
    "deploy/web po/web-abc-4: CrashLoopBackOff, 0/1 ready, 1 restart",
    "deploy/web po/web-abc-5: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: 5 Pods: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-3: CrashLoopBackOff, 0/1 ready, 2 restarts",
    "! deploy/web ERROR: po/web-abc-3 container/main: CrashLoopBackOff: exits with 3 after 1 s, 2 restarts",
    "Allowed failures count for deploy/web exceeded 1 errors: stop tracking immediately!",
    "deploy/web  failed  3s  2 errors  CrashLoopBackOff: exits with 3 after 1 s, 2 restarts (po/web-abc-3 container/main, node node-1)",
    "  po/web-abc-3 container/main: image shop/web:2",
    "  next: kubectl logs web-abc-3 -c main --previous -n shop",
    "1 failed in 5s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 2 restarts (po/web-abc-3 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("replicas that show the fault one after the other are one incident too", {
  targets: [target("Deployment", "web", { allowedFailures: 1 })],
  steps: [[0, ...opening(deployment("web", 5, 5, 0), ...five.map((name) => starting(0, name)))], [2, applied(crashed(1, 2, "web-abc-1"))], [3, applied(crashed(1, 3, "web-abc-2"))], [4, applied(crashed(1, 4, "web-abc-3")), applied(crashed(1, 4, "web-abc-4"))], [6, applied(crashed(1, 6, "web-abc-5"))]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web po/web-abc-2: Running, 0/1 ready",
    "deploy/web po/web-abc-3: Running, 0/1 ready",
    "deploy/web po/web-abc-4: Running, 0/1 ready",
    "deploy/web po/web-abc-5: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 5 updated replicas available",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-2: CrashLoopBackOff, 0/1 ready, 1 restart",
    "deploy/web po/web-abc-3: CrashLoopBackOff, 0/1 ready, 1 restart",
    "deploy/web po/web-abc-4: CrashLoopBackOff, 0/1 ready, 1 restart",
    "deploy/web po/web-abc-5: CrashLoopBackOff, 0/1 ready, 1 restart",
  ],
  exitCode: undefined,
});

story("a Pod that replaces a crashed one does not start the count anew", {
  targets: [target("Deployment", "web", { allowedFailures: 1 })],
  steps: [[0, ...opening(web, crashed(4, 0))], [2, deleted(crashed(4, 0))], [3, applied(starting(3, "web-abc-2"))], [5, applied(crashed(1, 5, "web-abc-2"))], [9, applied(crashed(2, 9, "web-abc-2"))], [12]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 4 restarts",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 4 restarts",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-2: Running, 0/1 ready",
    "deploy/web po/web-abc-2: CrashLoopBackOff, 0/1 ready, 1 restart",
    "deploy/web po/web-abc-2: CrashLoopBackOff, 0/1 ready, 2 restarts",
    "! deploy/web ERROR: po/web-abc-2 container/main: CrashLoopBackOff: exits with 3 after 1 s, 2 restarts",
    "Allowed failures count for deploy/web exceeded 1 errors: stop tracking immediately!",
    "deploy/web  failed  9s  2 errors  CrashLoopBackOff: exits with 3 after 1 s, 2 restarts (po/web-abc-2 container/main, node node-1)",
    "  po/web-abc-2 container/main: image shop/web:2",
    "  next: kubectl logs web-abc-2 -c main --previous -n shop",
    "1 failed in 11s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 2 restarts (po/web-abc-2 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("restarts that were there before count as one, each further one counts (checklist 50)", {
  targets: [target("Deployment", "web", { allowedFailures: 2 })],
  steps: [[0, ...opening(web, crashed(37, -60))], [1, applied(crashed(37, -60))], [10, applied(crashed(38, 10))], [20, applied(crashed(39, 20))], [23]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 37 restarts",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 37 restarts",
    "1/2 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 38 restarts",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 38 restarts",
    "2/2 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 39 restarts",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 39 restarts",
    "Allowed failures count for deploy/web exceeded 2 errors: stop tracking immediately!",
    "deploy/web  failed  20s  3 errors  CrashLoopBackOff: exits with 3 after 1 s, 39 restarts (po/web-abc-1 container/main, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  next: kubectl logs web-abc-1 -c main --previous -n shop",
    "1 failed in 22s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 39 restarts (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("one restart without a back-off costs nothing", {
  targets: [target("Deployment", "web", { allowedFailures: 0 })],
  steps: [
    [0, ...opening(web, starting(0))],
    [2, applied(pod("web-abc-1", webOwner, { state: terminated(1, 2), probe: true }))],
    [3, applied(pod("web-abc-1", webOwner, { restarts: 1, state: running(3), lastState: terminated(1, 2), probe: true }))],
    [4, applied(webUp), applied(pod("web-abc-1", webOwner, { ready: true, restarts: 1, state: running(3), lastState: terminated(1, 2), probe: true }, { readyAt: 4 }))],
    [6],
  ],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: Error, 0/1 ready",
    "deploy/web po/web-abc-1: Running, 0/1 ready, 1 restart",
    "deploy/web po/web-abc-1: Running, 1/1 ready, 1 restart",
    "deploy/web: ready",
    "deploy/web  ready  4s",
    "1 ready in 4s",
  ],
  exitCode: 0,
});

story("a crash that turns out to be a probe's kill is still one incident (checklist 58)", {
  targets: [target("Deployment", "web")],
  steps: [
    [0, ...opening(web, starting(0))],
    [9, applied(crashed(1, 9))],
    [9.5, applied(event(crashed(1, 9), "Killing", "Container main failed liveness probe, will be restarted", 8))],
    [12],
  ],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
  ],
  exitCode: undefined,
});

story("crashes are forgiven when all Pods have stayed ready for 30 s", {
  targets: [target("Deployment", "web")],
  steps: [
    [0, ...opening(deployment("web", 2, 1, 0), starting(0))],
    [2, applied(crashed(1, 2))],
    [10, applied(serving(10))],
    [50, applied(crashed(2, 50))],
    [52],
  ],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 1 of 2 replicas updated",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "Errors of deploy/web are forgiven: all its Pods have been ready for 30 s, 0/1 allowed errors remain counted",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 2 restarts",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 2 restarts",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
  ],
  exitCode: undefined,
});

story("a loss of readiness counts once a loss and is never forgiven", {
  targets: [target("Deployment", "web", { allowedFailures: 2 })],
  steps: [
    [0, ...opening(deployment("web", 2, 1, 0), serving(-60))],
    [5, applied(starting(-60))],
    [6, applied(starting(-60))],
    [10, applied(serving(10))],
    [60, applied(event(serving(10), "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503", 60))],
    [60.1, applied(starting(10))],
    [70, applied(serving(70))],
    [80, applied(starting(70))],
    [83],
  ],
  policy: quiet,
  lines: [
    "deploy/web: progressing, 1 of 2 replicas updated",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "! deploy/web ERROR: po/web-abc-1 container/main: Unhealthy: container main is no longer ready",
    "1/2 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web event: po/web-abc-1 Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "! deploy/web ERROR: po/web-abc-1 container/main: Unhealthy: container main is no longer ready: Readiness probe failed: HTTP probe failed with statuscode: 503",
    "2/2 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "! deploy/web ERROR: po/web-abc-1 container/main: Unhealthy: container main is no longer ready: Readiness probe failed: HTTP probe failed with statuscode: 503",
    "Allowed failures count for deploy/web exceeded 2 errors: stop tracking immediately!",
    "deploy/web  failed  1m20s  3 errors  Unhealthy: container main is no longer ready: Readiness probe failed: HTTP probe failed with statuscode: 503 (po/web-abc-1, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  readiness probe: GET :80/ every 10 s, timeout 1 s, fails after 3 in a row",
    "  next: kubectl describe pod web-abc-1 -n shop",
    "1 failed in 1m20s",
    "! deploy/web failed: Unhealthy: container main is no longer ready: Readiness probe failed: HTTP probe failed with statuscode: 503 (po/web-abc-1, node node-1)",
  ],
  exitCode: 1,
});

story("a loss of readiness after the target was ready does not take it back", {
  targets: [target("Deployment", "web", { allowedFailures: 0 }), target("Deployment", "db")],
  steps: [
    [0, ...opening(webUp, serving(-60)).slice(1), listed("Deployment", webUp, deployment("db", 1, 1, 0))],
    [5, applied(starting(-60)), applied(web)],
    [300],
    [301, applied(deployment("db", 1, 1, 1))],
    [303],
  ],
  policy: quiet,
  lines: [
    "deploy/web: ready",
    "deploy/db: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/db: progressing, up, waiting 3 s to see that its containers stay up",
  ],
  exitCode: undefined,
});

story("a new crash takes a ready target back while others are on their way", {
  targets: [target("Deployment", "web", { allowedFailures: 0 }), target("Deployment", "db")],
  steps: [
    [0, ...opening(webUp, serving(-60)).slice(1), listed("Deployment", webUp, deployment("db", 1, 1, 0))],
    [5, applied(crashed(1, 5)), applied(web)],
    [8],
  ],
  policy: quiet,
  lines: [
    "deploy/web: ready",
    "deploy/db: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "Allowed failures count for deploy/web exceeded 0 errors: stop tracking immediately!",
    "deploy/db   unfinished  7s           ReplicasNotAvailable: 0 of 1 updated replicas available",
    "deploy/web  failed      5s  1 error  CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  next: kubectl logs web-abc-1 -c main --previous -n shop",
    "1 unfinished, 1 failed in 7s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("a container that has not been ready yet is on its way whatever its probe says (checklist 58)", {
  targets: [target("Deployment", "web", { allowedFailures: 0 })],
  steps: [
    [0, ...opening(web, starting(0))],
    [5, applied(event(starting(0), "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503", 5))],
    [100, applied(event(starting(0), "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503", 100, 20))],
    [200, applied(serving(0)), applied(webUp)],
    [202],
  ],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web event: po/web-abc-1 Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web  ready  3m20s",
    "1 ready in 3m20s",
  ],
  exitCode: 0,
});

story("where a readiness window is given, a container that is still not ready after it counts once (checklist 58)", {
  targets: [target("Deployment", "web", { ignoreReadinessFailsMs: { main: 20_000 } })],
  steps: [
    [0, ...opening(web, pod("web-abc-1", webOwner, { state: waiting("ContainerCreating") }, { phase: "Pending" }))],
    [2, applied(pod("web-abc-1", webOwner, { state: running(2), probe: true, started: true }))],
    [5, applied(event(starting(2), "Unhealthy", "Readiness probe failed: connection refused", 5))],
    [60, applied(event(starting(2), "Unhealthy", "Readiness probe failed: connection refused", 60, 9))],
  ],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: ContainerCreating",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web event: po/web-abc-1 Unhealthy: Readiness probe failed: connection refused",
    "! deploy/web ERROR: po/web-abc-1 container/main: Unhealthy: container main is still not ready after 20 s: Readiness probe failed: connection refused",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
  ],
  exitCode: undefined,
});

story("a crash loop is never a success in its first second", {
  targets: [target("Deployment", "web")],
  steps: [
    [0, ...opening(web, pod("web-abc-1", webOwner, { state: waiting("ContainerCreating") }, { phase: "Pending" }))],
    [1, applied(unprobed(1)), applied(webUp)],
    [2.5, applied(pod("web-abc-1", webOwner, { state: terminated(3, 2) })), applied(web)],
    [3, applied(unprobed(3, 1)), applied(webUp)],
    [5, applied(crashed(1, 4)), applied(web)],
    [6],
  ],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: ContainerCreating",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: progressing, up, waiting 3 s to see that its containers stay up",
    "deploy/web po/web-abc-1: Error, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: Running, 1/1 ready, 1 restart",
    "deploy/web: progressing, up, waiting 3 s to see that its containers stay up",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
  ],
  exitCode: undefined,
});

story("a Pod without a probe counts as ready once it has stayed up for 3 s, and the kubelet had the time to tell otherwise", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(web, pod("web-abc-1", webOwner, { state: waiting("ContainerCreating") }, { phase: "Pending" }))], [1, applied(unprobed(1)), applied(webUp)], [8]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: ContainerCreating",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: progressing, up, waiting 3 s to see that its containers stay up",
    "deploy/web: ready",
    "deploy/web  ready  7s",
    "1 ready in 7s",
  ],
  exitCode: 0,
});

story("after a failed run the next one has to live longer", {
  targets: [target("Deployment", "web", { allowedFailures: 5 })],
  steps: [
    [0, ...opening(web, pod("web-abc-1", webOwner, { state: waiting("ContainerCreating") }, { phase: "Pending" }))],
    [20, applied(pod("web-abc-1", webOwner, { ready: true, restarts: 1, state: running(20), lastState: { terminated: { exitCode: 3, reason: "Error", startedAt: at(2), finishedAt: at(14) } } })), applied(webUp)],
    [37],
    [39],
  ],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: ContainerCreating",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: Running, 1/1 ready, 1 restart",
    "deploy/web: progressing, up, waiting 3 s to see that its containers stay up",
    "deploy/web: ready",
    "deploy/web  ready  38s",
    "1 ready in 38s",
  ],
  exitCode: 0,
});

story("without settling it counts at once", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(web)], [1, applied(unprobed(1)), applied(webUp)], [2]],
  policy: { ...quiet, settleMs: 0 },
  lines: [
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web: ready",
    "deploy/web  ready  1s",
    "1 ready in 1s",
  ],
  exitCode: 0,
});

story("a Pod that has been up for longer costs no waiting", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(webUp, unprobed(-10))]],
  policy: quiet,
  lines: [
    "deploy/web: ready",
    "deploy/web  ready  0s",
    "1 ready in 0s",
  ],
  exitCode: 0,
});

story("settling goes by the server's clock", {
  targets: [target("Deployment", "web")],
  steps: [[0, { type: "skewed", ms: 60_000 }, ...opening(webUp, unprobed(61))], [7.5]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: progressing, up, waiting 3 s to see that its containers stay up",
    "deploy/web: ready",
    "deploy/web  ready  7s",
    "1 ready in 7s",
  ],
  exitCode: 0,
});

story("Pods of an older revision and Pods that are being deleted never count (checklist 62)", {
  targets: [target("Deployment", "web", { allowedFailures: 0 })],
  steps: [
    [0, listed("Deployment", web), listed("ReplicaSet", replicaSet("web", "abc"), old(replicaSet("web", "old"))), events(), listed("Pod", pod("web-old-1", ["ReplicaSet", "web-old"], { restarts: 3, state: waiting("CrashLoopBackOff"), lastState: terminated(1, -5) }), starting(0))],
    [1, applied(terminating(crashed(2, 1)))],
    [3],
  ],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
  ],
  exitCode: undefined,
});

story("a Pod that loses its readiness because it is being deleted has lost nothing", {
  targets: [target("Job", "migrate", { allowedFailures: 0 })],
  steps: [
    [0, listed("Job", job("migrate", { active: 1 })), listed("Pod", ofJob({ ready: true, state: running(-9), probe: true })), events()],
    [1, applied(terminating(ofJob({ state: running(-9), probe: true })))],
    [2],
  ],
  policy: quiet,
  lines: [
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "job/migrate po/migrate-1: Terminating",
  ],
  exitCode: undefined,
});

story("a Job's Pod that loses its readiness otherwise has", {
  targets: [target("Job", "migrate", { allowedFailures: 0 })],
  steps: [[0, listed("Job", job("migrate", { active: 1 })), listed("Pod", ofJob({ ready: true, state: running(-9), probe: true })), events()], [1, applied(ofJob({ state: running(-9), probe: true }))], [2]],
  policy: quiet,
  lines: [
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "job/migrate po/migrate-1: Running, 0/1 ready",
    "! job/migrate ERROR: po/migrate-1 container/main: Unhealthy: container main is no longer ready",
    "Allowed failures count for job/migrate exceeded 0 errors: stop tracking immediately!",
    "job/migrate  failed  1s  1 error  Unhealthy: container main is no longer ready (po/migrate-1, node node-1)",
    "  po/migrate-1 container/main: image shop/web:2",
    "  next: kubectl describe pod migrate-1 -n shop",
    "1 failed in 1s",
    "! job/migrate failed: Unhealthy: container main is no longer ready (po/migrate-1, node node-1)",
  ],
  exitCode: 1,
});

function ofJob(container: Parameters<typeof pod>[2]): KubeObject {
  return pod("migrate-1", ["Job", "migrate"], container, { restartPolicy: "Never" });
}

function old(object: KubeObject): KubeObject {
  return { ...object, metadata: { ...object.metadata, annotations: { "deployment.kubernetes.io/revision": "0" } } };
}

function terminating(object: KubeObject): KubeObject {
  return { ...object, metadata: { ...object.metadata, deletionTimestamp: at(1) } };
}
