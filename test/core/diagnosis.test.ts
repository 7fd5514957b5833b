/** What stands below a target's line at the end: facts of the cause that its sentence does not tell, and the next command. */
import type { KubeObject } from "../../src/kinds/kubernetes.ts";
import { applied, at, crashed, deployment, event, events, listed, logged, opening, pod, replicaSet, running, starting, story, target, terminated, waiting, webOwner } from "./story.ts";

const web = deployment("web", 1, 1, 0);
const quiet = { heartbeatMs: -1 };
const once = [target("Deployment", "web", { allowedFailures: 0, skipEvents: true })];
const exceeded = "Allowed failures count for deploy/web exceeded 0 errors: stop tracking immediately!";
const critical = "Critical failure for deploy/web has been occurred: stop tracking immediately!";

/** `web-abc-1`, held back after a run that ended so. */
function heldBack(ended: object): KubeObject {
  return pod("web-abc-1", webOwner, { restarts: 1, state: waiting("CrashLoopBackOff", "back-off 10s"), lastState: { terminated: { startedAt: at(-1), finishedAt: at(0), reason: "Error", ...ended } } });
}

const logs = "  next: kubectl logs web-abc-1 -c main --previous -n shop";
const shell = "  next: kubectl debug web-abc-1 -it --copy-to=web-abc-1-debug -c main -n shop -- sh";
const architectures = "  next: kubectl get nodes -L kubernetes.io/arch";
const describePod = "  next: kubectl describe pod web-abc-1 -n shop";
const image = "  po/web-abc-1 container/main: image shop/web:2";

/** `last`: what the last sentence adds to that of the incident. */
type End = { readonly title: string; readonly ended: object; readonly sentence: string; readonly last?: string; readonly rows: readonly string[]; readonly isPermanent?: boolean };

const ends: readonly End[] = [
  {
    title: "a container that was killed for memory has its exit code and signal",
    ended: { exitCode: 137, reason: "OOMKilled" },
    sentence: "OOMKilled: killed because memory ran out (it has no limit of its own), 1 restart: raise resources.limits.memory or use less",
    rows: [`${image}, exit code 137 (SIGKILL)`, describePod],
  },
  {
    title: "a command that the shell did not find is told so, also where the program's last word hides it",
    ended: { exitCode: 127, message: "sh: serve: not found" },
    sentence: "CrashLoopBackOff: exits with 127 after 1 s, 1 restart: sh: serve: not found",
    rows: [`${image}, exit code 127 (its shell did not find the command)`, shell],
  },
  {
    title: "a code that the sentence names is not told again",
    ended: { exitCode: 139 },
    sentence: "CrashLoopBackOff: terminated by SIGSEGV (139) after 1 s, 1 restart: it used memory that is not its own",
    rows: [image, logs],
  },
  {
    title: "a termination message of several lines is told as one, without credentials",
    ended: { exitCode: 3, message: "cannot connect\nto https://user:s3cret@db/shop\ngiving up" },
    sentence: "CrashLoopBackOff: exits with 3 after 1 s, 1 restart: giving up",
    rows: [image, "  termination message: cannot connect ⏎ to https://***@db/shop ⏎ giving up", logs],
  },
  {
    title: "a termination message that tells of another CPU architecture is explained",
    ended: { exitCode: 255, message: "exec /app: exec format error" },
    sentence: "CrashLoopBackOff: exits with 255 after 1 s, 1 restart: exec /app: exec format error",
    last: ": image shop/web:2 is built for another CPU architecture than the node's or is a script without a #! line",
    rows: [architectures],
  },
  {
    title: "of a command that cannot be run neither a code nor a message is told besides",
    ended: { exitCode: 128, reason: "StartError", message: 'exec: "/app": exec format error' },
    sentence: "CrashLoopBackOff: command /app of image shop/web:2 is built for another CPU architecture than the node's or is a script without a #! line (exec format error)",
    rows: ["  po/web-abc-1 container/main: 1 restart", architectures],
    isPermanent: true,
  },
];

for (const { title, ended, sentence, last = "", rows, isPermanent = false } of ends) {
  story(title, {
    targets: once,
    steps: [[0, ...opening(web, heldBack(ended))], [3]],
    policy: quiet,
    lines: [
      "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
      `! deploy/web ERROR: po/web-abc-1 container/main: ${sentence}`,
      isPermanent ? critical : exceeded,
      `deploy/web  failed  0s  1 error  ${sentence}${last} (po/web-abc-1 container/main, node node-1)`,
      ...rows,
      "1 failed in 2s",
      `! deploy/web failed: ${sentence}${last} (po/web-abc-1 container/main, node node-1)`,
    ],
    exitCode: 1,
  });
}

type Logged = { readonly title: string; readonly exitCode: number; readonly message?: string; readonly line: string; readonly nodeSelector?: object; readonly sentence: string; readonly last?: string; readonly rows: readonly string[] };

const wrongArchitecture = "image shop/web:2 is built for another CPU architecture than the node's";

const loggedEnds: readonly Logged[] = [
  {
    title: "the log tells of an image for another CPU architecture where the exit code does not, and the last sentence says so",
    exitCode: 1,
    line: "exec /app: exec format error",
    sentence: "exits with 1 after 1 s, 1 restart",
    last: `: ${wrongArchitecture} or is a script without a #! line (exec format error)`,
    rows: [],
  },
  {
    title: "the node's architecture is named where the Pod asks for it",
    exitCode: 255,
    line: 'exec user process caused "exec format error"',
    nodeSelector: { "kubernetes.io/arch": "arm64" },
    sentence: "exits with 255 after 1 s, 1 restart",
    last: `: ${wrongArchitecture}, arm64, or is a script without a #! line (exec format error)`,
    rows: [],
  },
  {
    title: "a program that complains of another's format, and ends in its own way, is not built for another CPU",
    exitCode: 3,
    line: "fork/exec ./plugin: exec format error",
    sentence: "exits with 3 after 1 s, 1 restart",
    rows: [image],
  },
  {
    title: "what a shell does not find is named by its log",
    exitCode: 127,
    line: "sh: serve: not found",
    sentence: "exits with 127 after 1 s, 1 restart: its shell did not find the command",
    last: " (sh: serve: not found)",
    rows: [image],
  },
  {
    title: "what the termination message tells of a shell is not told again by its log",
    exitCode: 127,
    message: "sh: serve: not found",
    line: "sh: serve: not found",
    sentence: "exits with 127 after 1 s, 1 restart: sh: serve: not found",
    rows: [`${image}, exit code 127 (its shell did not find the command)`],
  },
  {
    title: "a log that ends with something else names no command",
    exitCode: 126,
    line: "bye",
    sentence: "exits with 126 after 1 s, 1 restart: its shell found the command not executable",
    rows: [image],
  },
];

const nextOf: { readonly [exitCode: number]: string } = { 1: architectures, 255: architectures, 3: logs, 126: shell, 127: shell };

for (const { title, exitCode, message = "", line, nodeSelector = {}, sentence, last = "", rows } of loggedEnds) {
  const onNode = (object: KubeObject): KubeObject => ({ ...object, spec: { ...Object(object.spec), nodeSelector } });
  const first = onNode(pod("web-abc-1", webOwner, { ready: true, state: running(0) }));
  const second = onNode(pod("web-abc-1", webOwner, { restarts: 1, state: waiting("CrashLoopBackOff"), lastState: { terminated: { ...terminated(exitCode, 2).terminated, message } } }));
  story(title, {
    targets: once,
    steps: [[0, ...opening(web, first)], [1, logged("web-abc-1", 0, 1, line)], [2, applied(second)], [5]],
    policy: quiet,
    lines: [
      "deploy/web po/web-abc-1: Running, 1/1 ready",
      "deploy/web: progressing, 0 of 1 updated replicas available",
      `deploy/web po/web-abc-1 main │ ${line}`,
      "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
      `! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: ${sentence}`,
      exceeded,
      `deploy/web  failed  2s  1 error  CrashLoopBackOff: ${sentence}${last} (po/web-abc-1 container/main, node node-1)`,
      ...rows,
      "  last lines of po/web-abc-1 container/main:",
      `  │ ${line}`,
      nextOf[exitCode] ?? "",
      "1 failed in 4s",
      `! deploy/web failed: CrashLoopBackOff: ${sentence}${last} (po/web-abc-1 container/main, node node-1)`,
    ],
    exitCode: 1,
  });
}

story("of a container that runs again the log of its run before does not explain what it waits for", {
  targets: [target("Deployment", "web", { skipEvents: true })],
  steps: [
    [0, ...opening(web, starting(0))],
    [1, logged("web-abc-1", 0, 1, "sh: serve: not found")],
    [4, applied(pod("web-abc-1", webOwner, { restarts: 1, state: running(4), probe: true, lastState: terminated(127, 3) }))],
    [10],
  ],
  policy: { ...quiet, timeoutMs: 8000 },
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1 main │ sh: serve: not found",
    "deploy/web po/web-abc-1: Running, 0/1 ready, 1 restart",
    "deploy/web  unfinished  10s  ContainersNotReady: container/main: running, 1 restart (po/web-abc-1, node node-1)",
    `${image}, exit code 127 (its shell did not find the command)`,
    "  last lines of po/web-abc-1 container/main:",
    "  │ sh: serve: not found",
    shell,
    "1 unfinished in 10s",
    "! deploy/web track failed: context deadline exceeded: ContainersNotReady: container/main: running, 1 restart (po/web-abc-1, node node-1)",
  ],
  exitCode: 3,
});

const probed = starting(0);
const again = pod("web-abc-1", webOwner, { restarts: 1, state: running(4), probe: true, lastState: terminated(3, 3) });

story("where the container runs again, the lines of the run that ended stand before its present ones, with the readiness probe that fails", {
  targets: [target("Deployment", "web", { skipEvents: true })],
  steps: [
    [0, ...opening(web, probed)],
    [1, logged("web-abc-1", 0, 1, "panic: no database")],
    [4, applied(again), applied(event(again, "Unhealthy", "Readiness probe failed: refused", 4))],
    [5, logged("web-abc-1", 1, 5, "starting")],
    [10],
  ],
  policy: { ...quiet, timeoutMs: 8000 },
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1 main │ panic: no database",
    "deploy/web po/web-abc-1: Running, 0/1 ready, 1 restart",
    "deploy/web po/web-abc-1 main │ starting",
    "deploy/web  unfinished  10s  ContainersNotReady: container/main: its readiness probe (GET :80/) fails: refused, 1 restart (po/web-abc-1, node node-1)",
    `${image}, exit code 3`,
    "  readiness probe: GET :80/ every 10 s, timeout 1 s, fails after 3 in a row",
    "  last lines of po/web-abc-1 container/main, in its run before:",
    "  │ panic: no database",
    "  last lines of po/web-abc-1 container/main:",
    "  │ starting",
    describePod,
    "1 unfinished in 10s",
    "! deploy/web track failed: context deadline exceeded: ContainersNotReady: container/main: its readiness probe (GET :80/) fails: refused, 1 restart (po/web-abc-1, node node-1)",
  ],
  exitCode: 3,
});

story("warnings that say something else are told once, without those that the sentence tells and those from before", {
  targets: once,
  steps: [
    [
      0,
      listed("Deployment", web),
      listed("ReplicaSet", replicaSet("web", "abc")),
      listed("Pod", crashed(1, 0)),
      events(...["a", "b"].map((uid) => withUid(event(crashed(1, 0), "FailedMount", "no volume", 0, 3), uid)), event(crashed(1, 0), "BackOff", "Back-off: again", 0), event(crashed(1, 0), "FailedSync", "old", -60), event(crashed(1, 0), "DNSConfigForming", "noise", 0)),
    ],
    [3],
  ],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    exceeded,
    "deploy/web  failed  0s  1 error  CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
    image,
    "  warning: FailedMount: no volume (×3)",
    logs,
    "1 failed in 2s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("a warning from the second of the start is news: Kubernetes writes whole seconds", {
  targets: once,
  steps: [
    [
      0,
      { type: "skewed", ms: 900 },
      listed("Deployment", web),
      listed("ReplicaSet", replicaSet("web", "abc")),
      listed("Pod", crashed(1, 0)),
      events(withUid(event(crashed(1, 0), "FailedMount", "no volume", 0), "now"), withUid(event(crashed(1, 0), "FailedMount", "old", -1), "before")),
    ],
    [3],
  ],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    exceeded,
    "deploy/web  failed  0s  1 error  CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
    image,
    "  warning: FailedMount: no volume",
    logs,
    "1 failed in 2s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("what kept the Pod from running is no warning once it runs", {
  targets: once,
  steps: [
    [
      0,
      listed("Deployment", web),
      listed("ReplicaSet", replicaSet("web", "abc")),
      listed("Pod", crashed(1, 3)),
      events(withUid(event(crashed(1, 3), "FailedMount", "no cache yet", 1), "before"), withUid(event(crashed(1, 3), "FailedMount", "gone", 4), "after")),
    ],
    [5],
  ],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    exceeded,
    "deploy/web  failed  0s  1 error  CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
    image,
    "  warning: FailedMount: gone",
    logs,
    "1 failed in 2s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

function withUid(object: KubeObject, uid: string): KubeObject {
  return { ...object, metadata: { ...object.metadata, name: uid, uid } };
}

/** Of Deployment `web`, with this image and variable. */
function revision(number: number, hash: string, containerImage: string, variable: string, readyReplicas: number): KubeObject {
  const object = replicaSet("web", hash);
  const template = { spec: { containers: [{ name: "main", image: containerImage, env: [{ name: variable }] }] } };
  return { ...object, metadata: { ...object.metadata, annotations: { "deployment.kubernetes.io/revision": `${number}` } }, spec: { template }, status: { readyReplicas } };
}

const third = { ...web, metadata: { ...web.metadata, annotations: { "deployment.kubernetes.io/revision": "4" } } };

story("what has changed since the last revision with ready Pods stands before the facts", {
  targets: once,
  steps: [[0, listed("Deployment", third), listed("ReplicaSet", revision(3, "old", "shop/web:1", "OLD", 1), revision(4, "abc", "shop/web:2", "DB_URL", 0)), listed("Pod", crashed(1, 0)), events()], [3]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    exceeded,
    "deploy/web  failed  0s  1 error  CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
    "  deploy/web changed since revision 3: image shop/web:1 → shop/web:2, env +DB_URL, -OLD",
    image,
    logs,
    "1 failed in 2s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

const hostile = pod("--help;reboot", webOwner, { restarts: 1, state: waiting("CrashLoopBackOff"), lastState: terminated(3, 0) });

story("no command is made of a name that a shell would take for more than a name", {
  targets: once,
  steps: [[0, ...opening(web, hostile)], [3]],
  policy: quiet,
  lines: [
    "deploy/web po/--help;reboot: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/--help;reboot container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    exceeded,
    "deploy/web  failed  0s  1 error  CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/--help;reboot container/main, node node-1)",
    "  po/--help;reboot container/main: image shop/web:2",
    "1 failed in 2s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/--help;reboot container/main, node node-1)",
  ],
  exitCode: 1,
});
