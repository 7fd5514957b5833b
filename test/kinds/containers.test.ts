import { expect, test } from "bun:test";
import type { Family, Incident } from "../../src/kinds/assessment.ts";
import { incident, ranked } from "../../src/kinds/incident.ts";
import { assess } from "../../src/kinds/kinds.ts";
import { crashingPod, eventOf, podOf, waitingPod } from "./family.ts";

type Case = { readonly title: string; readonly pod: Family; readonly want: Partial<Incident> };

const pullOf = (answer: string) => waitingPod("web", "ErrImagePull", answer);
const configOf = (message: string) => waitingPod("web", "CreateContainerConfigError", message);
const after = (seconds: number) => ({ startedAt: "2024-01-01T12:00:00Z", finishedAt: new Date(Date.UTC(2024, 0, 1, 12, 0, seconds)).toISOString() });
const containerdNotFound =
  'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/shop/web:2": failed to resolve reference "docker.io/shop/web:2": docker.io/shop/web:2: not found';

/** A container in the back-off after a kill for this liveness probe. */
function probed(livenessProbe: object): Family {
  const main = { name: "main", image: "shop/web:2", ready: false, restartCount: 2, state: { waiting: { reason: "CrashLoopBackOff" } }, lastState: { terminated: { exitCode: 137, ...after(9) } } };
  const killing = eventOf("Killing", "Container main failed liveness probe, will be restarted", "2024-01-01T12:00:09Z", "Normal");
  return podOf("web", { spec: { containers: [{ name: "main", image: "shop/web:2", livenessProbe }] }, status: { phase: "Running", containerStatuses: [main] } }, [killing]);
}

const cases: readonly Case[] = [
  {
    title: "an image that is not there is permanent once the next try says the same",
    pod: pullOf(containerdNotFound),
    want: { class: "permanent", counts: "repeat", fault: "pull", reason: "ErrImagePull", message: "image shop/web:2 not found: was it pushed?", container: "main", pod: "web" },
  },
  {
    title: "a back-off that quotes the error is told like the error",
    pod: waitingPod("web", "ImagePullBackOff", `Back-off pulling image "shop/web:2": ErrImagePull: ${containerdNotFound}`),
    want: { class: "permanent", counts: "repeat", reason: "ImagePullBackOff", message: "image shop/web:2 not found: was it pushed?" },
  },
  {
    title: "a back-off that says nothing is explained by the Pod's event",
    pod: waitingPod("web", "ImagePullBackOff", 'Back-off pulling image "shop/web:2"', {}, [
      eventOf("Failed", `Failed to pull image "shop/web:2": ${containerdNotFound}`),
      eventOf("Failed", "Error: ImagePullBackOff"),
    ]),
    want: { class: "permanent", reason: "ImagePullBackOff", message: "image shop/web:2 not found: was it pushed?" },
  },
  {
    title: "a back-off that nothing explains still names the image",
    pod: waitingPod("web", "ImagePullBackOff", 'Back-off pulling image "shop/web:2"'),
    want: { class: "probable", counts: "immediate", message: "image shop/web:2 cannot be pulled" },
  },
  {
    title: "a registry that denies asks for imagePullSecrets, in its own words too",
    pod: pullOf(
      'failed to pull and unpack image "lab.local/denied:1": failed to resolve reference "lab.local/denied:1": failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://lab.local/token: 401 Unauthorized',
    ),
    want: { class: "permanent", counts: "repeat", message: "not allowed to pull image shop/web:2: do imagePullSecrets fit? (401 Unauthorized)" },
  },
  {
    title: "a busy registry is the environment's",
    pod: pullOf("toomanyrequests: You have reached your pull rate limit, access denied"),
    want: {
      class: "environment",
      message:
        "image shop/web:2 cannot be pulled now: the registry or the way to it is in trouble; the kubelet tries again (toomanyrequests: You have reached your pull rate limit, access denied)",
    },
  },
  {
    title: "a registry that is down is the environment's",
    pod: pullOf("failed to resolve reference: unexpected status from HEAD request to https://r.example/v2/x: 503 Service Unavailable"),
    want: { class: "environment" },
  },
  {
    title: "an image whose name looks like an error is judged by the answer alone",
    pod: waitingPod("web", "ErrImagePull", 'failed to resolve reference "r.example/timeout-500:503": r.example/timeout-500:503: not found', {}, []),
    want: { class: "permanent", counts: "repeat" },
  },
  {
    title: "a registry without an address may be a typing error",
    pod: pullOf('failed to do request: Head "https://r.exmaple/v2/x/manifests/2": dial tcp: lookup r.exmaple on 10.0.0.10:53: no such host'),
    want: {
      class: "probable",
      message: "image shop/web:2 cannot be pulled, its registry has no address: is the name right? (dial tcp: lookup r.exmaple on 10.0.0.10:53: no such host)",
    },
  },
  {
    title: "an image for another architecture is permanent at once",
    pod: pullOf('no match for platform in manifest: not found'),
    want: { class: "permanent", counts: "immediate" },
  },
  {
    title: "credentials in a registry's address are masked (checklist 92)",
    pod: pullOf('Get "https://ci:hunter2@r.example/v2/": strange answer from https://ci:hunter2@r.example/v2/'),
    want: { message: "image shop/web:2 cannot be pulled (strange answer from https://***@r.example/v2/)" },
  },
  {
    title: "an image name that cannot be parsed is permanent (checklist 53)",
    pod: waitingPod("web", "InvalidImageName", "couldn't parse image name"),
    want: { class: "permanent", counts: "immediate", reason: "InvalidImageName", message: "image name shop/web:2 cannot be understood: correct it" },
  },
  {
    title: "an image that may not be pulled is named with its node",
    pod: waitingPod("web", "ErrImageNeverPull", ""),
    want: { class: "permanent", message: "image shop/web:2 is not on node node-1, and imagePullPolicy Never forbids to pull it" },
  },
  {
    title: "a missing Secret counts only after some patience",
    pod: configOf('secret "db" not found'),
    want: { class: "probable", counts: "patience", fault: "config", message: 'secret "db" not found: create it or correct its name in the Pod template' },
  },
  {
    title: "a missing key is permanent (checklist 53)",
    pod: configOf("couldn't find key password in Secret shop/db"),
    want: { class: "permanent", counts: "immediate", message: "couldn't find key password in Secret shop/db: add the key or correct its name in the Pod template" },
  },
  {
    title: "a cache that is not there yet is the environment's",
    pod: configOf("failed to sync secret cache: timed out waiting for the condition"),
    want: { class: "environment" },
  },
  {
    title: "an image that runs as root against the rule is permanent",
    pod: configOf("container has runAsNonRoot and image will run as root"),
    want: { class: "permanent" },
  },
  {
    title: "an image without a command is permanent",
    pod: waitingPod("web", "CreateContainerError", "Error response from daemon: no command specified"),
    want: { class: "permanent", fault: "config" },
  },
  {
    title: "a command that is not in the image is permanent (checklist 53)",
    pod: waitingPod("web", "RunContainerError", 'runc create failed: exec: "nosuch": executable file not found in $PATH', { restartCount: 2 }),
    want: { class: "permanent", fault: "start", round: 2, message: "command nosuch not found in image shop/web:2: is it the right command and the right image?" },
  },
  {
    title: "the back-off after a failed start is the same incident",
    pod: crashingPod("web", { exitCode: 128, reason: "StartError", message: 'exec: "nosuch": executable file not found in $PATH' }, 2),
    want: { class: "permanent", fault: "start", round: 2, reason: "CrashLoopBackOff" },
  },
  {
    title: "a crash loop tells code, time and restarts, and the round is the restart",
    pod: crashingPod("web", { exitCode: 3, reason: "Error", ...after(1) }, 4),
    want: { class: "probable", counts: "immediate", fault: "crash", round: 4, reason: "CrashLoopBackOff", message: "exits with 3 after 1 s, 4 restarts" },
  },
  {
    title: "the program's last word is passed on",
    pod: crashingPod("web", { exitCode: 1, message: "starting\nno database: db.shop\n", ...after(0) }, 1),
    want: { message: "exits with 1 at once, 1 restart: no database: db.shop" },
  },
  {
    title: "a container killed for memory says its limit (checklist 53)",
    pod: crashingPod("web", { exitCode: 137, reason: "OOMKilled" }, 2),
    want: { reason: "OOMKilled", fault: "crash", message: "killed for using more memory than its limit of 32Mi, 2 restarts: raise resources.limits.memory or use less" },
  },
  {
    title: "a signal is named, and what it means",
    pod: crashingPod("web", { exitCode: 139, reason: "Error" }, 3),
    want: { message: "terminated by SIGSEGV (139), 3 restarts: it used memory that is not its own" },
  },
  {
    title: "a program that ends well is asked whether it should",
    pod: crashingPod("web", { exitCode: 0, reason: "Completed", ...after(0) }, 3),
    want: { message: "exits with 0 at once, 3 restarts: is it meant to run on?" },
  },
  {
    title: "a run whose end nobody saw is the environment's",
    pod: crashingPod("web", { exitCode: 137, reason: "ContainerStatusUnknown" }, 1),
    want: { class: "environment", message: "its end was lost by the node or its container runtime, 1 restart" },
  },
  {
    title: "a kill for the liveness probe names the probe, back-off included",
    pod: crashingPod("web", { exitCode: 137, reason: "Error", ...after(30) }, 2, {}, [
      eventOf("Unhealthy", "Liveness probe failed: HTTP probe failed with statuscode: 500", "2024-01-01T12:00:20Z"),
      eventOf("Killing", "Container main failed liveness probe, will be restarted", "2024-01-01T12:00:21Z", "Normal"),
    ]),
    want: { fault: "probe", round: 2, reason: "CrashLoopBackOff", message: "killed because its liveness probe fails: HTTP probe failed with statuscode: 500, 2 restarts" },
  },
  {
    title: "a postStart hook that fails is told with its output",
    pod: waitingPod("web", "PostStartHookError", "Exec lifecycle hook failed"),
    want: { class: "probable", fault: "start", message: "its postStart hook fails: Exec lifecycle hook failed" },
  },
  {
    title: "a sandbox error is the environment's",
    pod: waitingPod("web", "CreatePodSandboxError", "cni"),
    want: { class: "environment", fault: "sandbox" },
  },
  {
    title: "an init container is judged like the others (checklist 49)",
    pod: podOf("web", {
      spec: { initContainers: [{ name: "migrate", image: "shop/migrate:1" }] },
      status: {
        phase: "Pending",
        initContainerStatuses: [{ name: "migrate", restartCount: 5, state: { waiting: { reason: "CrashLoopBackOff" } }, lastState: { terminated: { exitCode: 7 } } }],
      },
    }),
    want: { container: "migrate", round: 5, message: "exits with 7, 5 restarts" },
  },
  {
    title: "an image that cannot be inspected is the environment's",
    pod: waitingPod("web", "ImageInspectError", "disk error"),
    want: { class: "environment", fault: "pull", message: "image shop/web:2 cannot be inspected on its node: disk error" },
  },
  {
    title: "a registry that is not available is the environment's",
    pod: waitingPod("web", "RegistryUnavailable", ""),
    want: { class: "environment", fault: "pull", message: "the registry of image shop/web:2 is not available" },
  },
  {
    title: "an image whose signature is not accepted is permanent",
    pod: waitingPod("web", "SignatureValidationFailed", "no key"),
    want: { class: "permanent", fault: "pull", message: "the signature of image shop/web:2 is not accepted: no key" },
  },
  ...["ConfigPodSandboxError", "KillPodSandboxError"].map((reason) => ({
    title: `a ${reason} is the environment's`,
    pod: waitingPod("web", reason, "cni"),
    want: { class: "environment", fault: "sandbox", reason, message: "the node cannot set up the Pod's network or sandbox: cni" } as const,
  })),
  {
    title: "a configuration that cannot be put together for an unknown reason may heal",
    pod: waitingPod("web", "CreateContainerConfigError", ""),
    want: { class: "probable", fault: "config", message: "its configuration cannot be put together" },
  },
  {
    title: "a container that cannot be created for an unknown reason may heal",
    pod: waitingPod("web", "CreateContainerError", "device busy"),
    want: { class: "probable", fault: "config", message: "device busy" },
  },
  {
    title: "a TCP probe is named by its port",
    pod: probed({ tcpSocket: { port: 5432 } }),
    want: { fault: "probe", message: "killed because its liveness probe (TCP :5432) fails, 2 restarts" },
  },
  {
    title: "a gRPC probe is named by its port and service",
    pod: probed({ grpc: { port: 50051, service: "shop" } }),
    want: { fault: "probe", message: "killed because its liveness probe (gRPC :50051 shop) fails, 2 restarts" },
  },
  {
    title: "a probe that runs a command is named by it",
    pod: probed({ exec: { command: ["pg_isready", "-q"] } }),
    want: { fault: "probe", message: "killed because its liveness probe (exec pg_isready -q) fails, 2 restarts" },
  },
];

for (const { title, pod, want } of cases) {
  test(title, () => {
    const { incidents, status } = assess(pod);
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject(want);
    expect(status).toBe(incidents[0]?.class === "environment" ? "progressing" : "failed");
  });
}

test("a container killed for its startup probe that runs again is an incident before any back-off (checklist 58)", () => {
  const killed = [eventOf("Killing", "Container main failed startup probe, will be restarted", "2024-01-01T12:00:21Z", "Normal")];
  const running = { state: { running: {} }, restartCount: 1, lastState: { terminated: { exitCode: 143, ...after(30) } } };
  expect(assess(waitingPod("web", "", "", running, killed)).incidents).toMatchObject([
    { class: "probable", fault: "probe", reason: "Unhealthy", round: 1, message: "killed because its startup probe fails, 1 restart" },
  ]);
});

const harmless: readonly (readonly [title: string, pod: Family])[] = [
  ["a container that is being created is no incident", waitingPod("web", "ContainerCreating", "")],
  ["a run that ended before any back-off is no incident", waitingPod("web", "", "", { state: { terminated: { exitCode: 1 } } })],
  ["a Pod under deletion has no incidents", crashingPod("web", { exitCode: 1 }, 1, { deletionTimestamp: "2024-01-01T12:00:00Z" })],
  ["a container that was killed for its probe and is ready again is no incident", podOf("web", { status: { phase: "Running", containerStatuses: [{ name: "main", ready: true, restartCount: 1, state: { running: {} }, lastState: { terminated: { exitCode: 137 } } }] } }, [eventOf("Killing", "Container main failed liveness probe, will be restarted")])],
  ["a reason named like an object's inherited method is no incident", waitingPod("web", "constructor", "")],
];

for (const [title, pod] of harmless) {
  test(title, () => {
    expect(assess(pod).incidents).toEqual([]);
  });
}

test("permanent comes before probable before environment, then the earliest in a Pod's life", () => {
  const waiting = (name: string, reason: string, message: string) => ({ name, restartCount: 1, state: { waiting: { reason, message } }, image: "x" });
  const pod = podOf("web", {
    status: {
      phase: "Pending",
      containerStatuses: [
        waiting("sandbox", "CreatePodSandboxError", ""),
        waiting("crash", "CrashLoopBackOff", ""),
        waiting("pull", "ErrImagePull", "odd"),
        waiting("name", "InvalidImageName", ""),
      ],
    },
  });
  expect(assess(pod).incidents.map(({ container }) => container)).toEqual(["name", "pull", "crash", "sandbox"]);
});

test("of the same class, the earliest in a Pod's life comes first, and a missed deadline comes last of all", () => {
  const inOrder = ["create", "schedule", "sandbox", "mount", "pull", "config", "start", "crash", "probe", "readiness", "pod", "stuck", "job", "resource"] as const;
  const told = (fault: (typeof inOrder)[number] | "deadline") => incident({ class: "permanent", fault, reason: fault, message: fault });
  const environment = incident({ class: "environment", fault: "create", reason: "last but one", message: "" });
  const shuffled = [told("deadline"), environment, ...inOrder.toReversed().map(told)];
  expect(ranked(shuffled).map(({ reason }) => reason)).toEqual([...inOrder, "last but one", "deadline"]);
});
