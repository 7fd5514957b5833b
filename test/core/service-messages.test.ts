import { applied, deployment, event, events, listed, opening, pod, serving, starting, story, target, waiting, webOwner } from "./story.ts";

const web = deployment("web", 1, 1, 0);
const webUp = deployment("web", 1, 1, 1);
const scaled = (seconds: number) => ({ ...event(web, "ScalingReplicaSet", "Scaled up replica set web-abc from 0 to 1", seconds), type: "Normal" });
const mount = (name: string, seconds: number, count = 1) => event(starting(0, name), "FailedMount", `MountVolume.SetUp failed for volume "data-${name}" : timed out`, seconds, count);

story("Events that explain a delay are shown once, however often and for how many Pods they come", {
  targets: [target("Deployment", "web")],
  steps: [
    [0, ...opening(deployment("web", 2, 2, 0), starting(0, "web-abc-1"), starting(0, "web-abc-2"))],
    [1, applied(scaled(1))],
    [2, applied(mount("web-abc-1", 2))],
    [3, applied(mount("web-abc-2", 3))],
    [4, applied(mount("web-abc-1", 4, 7))],
  ],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web po/web-abc-2: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 2 updated replicas available",
    "deploy/web event: po/web-abc-1 FailedMount: MountVolume.SetUp failed for volume \"data-web-abc-1\" : timed out",
  ],
  exitCode: undefined,
});

story("Events from before the start are not shown (checklist 59)", {
  targets: [target("Deployment", "web", { showServiceMessages: true })],
  steps: [[0, ...opening(web, starting(0)).slice(0, 3), events(mount("web-abc-1", -1), scaled(-1))]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web added",
    "deploy/web rs/web-abc added",
    "deploy/web po/web-abc-1 added",
  ],
  exitCode: undefined,
});

story("with service messages all Events are shown, with their counts, and what was added (checklist 13)", {
  targets: [target("Deployment", "web", { showServiceMessages: true })],
  steps: [[0, ...opening(web)], [1, applied(scaled(1))], [2, applied(starting(2))], [3, applied(mount("web-abc-1", 3))], [4, applied(mount("web-abc-1", 4, 2)), applied(mount("web-abc-1", 4, 2))]],
  lines: [
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web added",
    "deploy/web event: ScalingReplicaSet: Scaled up replica set web-abc from 0 to 1",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web rs/web-abc added",
    "deploy/web po/web-abc-1 added",
    "deploy/web event: po/web-abc-1 FailedMount: MountVolume.SetUp failed for volume \"data-web-abc-1\" : timed out",
    "deploy/web event: po/web-abc-1 FailedMount: MountVolume.SetUp failed for volume \"data-web-abc-1\" : timed out (×2)",
  ],
  exitCode: undefined,
});

story("SkipEvents silences them even then (checklist 12)", {
  targets: [target("Deployment", "web", { showServiceMessages: true, skipEvents: true })],
  steps: [[0, ...opening(web)], [1, applied(scaled(1))], [2, applied(starting(2))], [3, applied(mount("web-abc-1", 3))]],
  lines: [
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
  ],
  exitCode: undefined,
});

story("of what is ready at the start, service messages say only that", {
  targets: [target("Deployment", "web", { showServiceMessages: true })],
  steps: [[0, ...opening(webUp, serving(-60))]],
  lines: [
    "deploy/web become READY",
    "deploy/web  ready  0s",
    "1 ready in 0s",
  ],
  exitCode: 0,
});

story("an Event may come before the Pod that it is about", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(web)], [1, applied(mount("web-abc-1", 1))], [2, applied(pod("web-abc-1", webOwner, { state: waiting("ContainerCreating") }, { phase: "Pending" }))]],
  lines: [
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: ContainerCreating",
    "deploy/web: progressing, po/web-abc-1: a volume cannot be mounted: MountVolume.SetUp failed for volume \"data-web-abc-1\" : timed out (updated 1/1, ready 0/1, available 0/1)",
  ],
  exitCode: undefined,
});

story("Events of Pods of other owners are nobody's", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(web), listed("Pod", pod("db-0", ["StatefulSet", "db"], {}))], [1, applied(event(pod("db-0", ["StatefulSet", "db"], {}), "FailedMount", "no such disk", 1))]],
  lines: [
    "deploy/web: progressing, 0 of 1 updated replicas available",
  ],
  exitCode: undefined,
});

const scheduled = { ...event(web, "Scheduled", "Successfully assigned shop/web to node-1", 0), type: "Normal", firstTimestamp: null, lastTimestamp: null, eventTime: "2026-01-01T12:00:01.300000Z" };
const pulled = { ...event(web, "Pulled", "Container image already present", 1), type: "Normal", firstTimestamp: "2026-01-01T12:00:01Z" };

story("what was kept back is shown in the order in which it came where the clocks of two writers differ in precision", {
  targets: [target("Deployment", "web", { allowedFailures: 0 })],
  steps: [[0, ...opening(web)], [1.4, applied(scheduled)], [1.6, applied(pulled)], [3, applied(event(web, "FailedRollback", "no revision 3", 3))]],
  lines: [
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "! deploy/web ERROR: FailedRollback: no revision 3",
    "Allowed failures count for deploy/web exceeded 0 errors: stop tracking immediately!",
    "Failed resource deploy/web service messages:",
    "  │ event: Scheduled: Successfully assigned shop/web to node-1",
    "  │ event: Pulled: Container image already present",
    "  │ event: FailedRollback: no revision 3",
    "deploy/web  failed  3s  1 error  FailedRollback: no revision 3",
    "  next: kubectl describe deployment web -n shop",
    "1 failed in 3s",
    "! deploy/web failed: FailedRollback: no revision 3",
  ],
  exitCode: 1,
});
