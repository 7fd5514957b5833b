import { describe, expect, test } from "bun:test";
import type { Target } from "../../src/core/target.ts";
import { readSpec } from "../../src/input/read-spec.ts";
import { badJson, badSpecs, badYaml } from "./bad-documents.ts";

describe("a document that is no spec is refused with every mistake, its place and what was expected:", () => {
  for (const { title, text, problems } of [...badJson, ...badSpecs, ...badYaml]) {
    test(title, async () => {
      expect(await readSpec(text, { source: "stdin", strict: false })).toEqual({ problems });
    });
  }
});

const web: Target = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  plural: "deployments",
  namespace: "",
  name: "web",
  goal: "ready",
  failMode: "FailWholeDeployProcessImmediately",
  terminationMode: "WaitUntilResourceReady",
  allowedFailures: 1,
  failureThresholdMs: 0,
  patienceMs: 0,
  logs: { skip: false, skipContainers: [], onlyContainers: [], pattern: "", patternByContainer: {}, skipPattern: "", skipPatternByContainer: {}, replicasMax: 0, until: "PodIsReady" },
  showServiceMessages: false,
  skipEvents: false,
  ignoreReadinessFailsMs: {},
  noActivityMs: 0,
  timeoutMs: 0,
};

const full: Target = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  plural: "deployments",
  namespace: "prod",
  name: "web",
  goal: "ready",
  failMode: "HopeUntilEndOfDeployProcess",
  terminationMode: "NonBlocking",
  allowedFailures: 3,
  failureThresholdMs: 90_000,
  patienceMs: 300_000,
  logs: {
    skip: true,
    skipContainers: ["istio-proxy"],
    onlyContainers: ["main", "side"],
    pattern: "(?i)error|warn",
    patternByContainer: { main: "", side: "^a+$" },
    skipPattern: "healthz",
    skipPatternByContainer: { side: "^#" },
    replicasMax: 2,
    until: "EndOfDeploy",
  },
  showServiceMessages: true,
  skipEvents: true,
  ignoreReadinessFailsMs: { main: 10_000, side: 90_000 },
  noActivityMs: 0,
  timeoutMs: 0,
};

const fullJson = `{"Deployments": [{"ResourceName": "web", "Namespace": "prod", "FailMode": "HopeUntilEndOfDeployProcess", "TrackTerminationMode": "NonBlocking",
  "AllowFailuresCount": 3, "FailureThresholdSeconds": 90, "PatienceSeconds": "5m", "LogRegex": "(?i)error|warn", "LogRegexByContainerName": {"main": "", "side": "^a+$", "off": null},
  "LogRegexSkip": "healthz", "LogRegexSkipByContainerName": {"side": "^#", "off": null}, "ShowLogsOnlyForNumberOfReplicas": 2,
  "SkipLogs": true, "SkipLogsForContainers": ["istio-proxy"], "ShowLogsOnlyForContainers": ["main", "side"], "ShowLogsUntil": "EndOfDeploy",
  "ShowServiceMessages": true, "SkipEvents": true, "IgnoreReadinessProbeFailsByContainerName": {"main": 10000000000, "side": "1m30s", "off": null}}]}`;

const fullYaml = `
# the shop
policy: &policy
  FailMode: IgnoreAndContinueDeployProcess
  AllowFailuresCount: 3
Deployments:
- <<: *policy
  ResourceName: web
  Namespace: prod
  FailMode: HopeUntilEndOfDeployProcess
  TrackTerminationMode: NonBlocking
  FailureThresholdSeconds: 1m30s
  PatienceSeconds: 300
  LogRegex: (?i)error|warn
  LogRegexByContainerName: {main: "", side: ^a+$}
  LogRegexSkip: healthz
  LogRegexSkipByContainerName: {side: ^#}
  ShowLogsOnlyForNumberOfReplicas: 2
  SkipLogs: true
  SkipLogsForContainers: [istio-proxy]
  ShowLogsOnlyForContainers:
  - main
  - side
  ShowLogsUntil: EndOfDeploy
  ShowServiceMessages: true
  SkipEvents: true
  IgnoreReadinessProbeFailsByContainerName:
    main: 10000000000
    side: 90s
---
`;

type GoodDocument = { readonly title: string; readonly text: string; readonly targets: readonly Target[]; readonly warnings: readonly string[] };

const goodDocuments: readonly GoodDocument[] = [
  { title: "an empty object", text: "{}", targets: [], warnings: [] },
  { title: "null", text: "null", targets: [], warnings: [] },
  { title: "null and empty arrays", text: '{"Deployments": null, "Jobs": [], "Canaries": [], "Generics": null}', targets: [], warnings: [] },
  { title: "a name alone takes the defaults", text: '{"Deployments": [{"ResourceName": "web"}]}', targets: [web], warnings: [] },
  { title: "behind a byte-order mark", text: '\ufeff{"Deployments": [{"ResourceName": "web"}]}', targets: [web], warnings: [] },
  { title: "escapes in strings", text: '{"Deployments": [{"ResourceName": "w\\u0065b", "LogRegex": "\\\\d\\"\\n"}]}', targets: [{ ...web, logs: { ...web.logs, pattern: '\\d"\n' } }], warnings: [] },
  {
    title: "null keeps every default",
    text: `{"Deployments": [{"ResourceName": "web", "Namespace": null, "FailMode": null, "TrackTerminationMode": null, "AllowFailuresCount": null,
      "FailureThresholdSeconds": null, "PatienceSeconds": null, "LogRegex": null, "LogRegexByContainerName": null,
      "LogRegexSkip": null, "LogRegexSkipByContainerName": null, "ShowLogsOnlyForNumberOfReplicas": null, "SkipLogs": null, "SkipLogsForContainers": null,
      "ShowLogsOnlyForContainers": null, "ShowLogsUntil": null, "ShowServiceMessages": null, "SkipEvents": null, "IgnoreReadinessProbeFailsByContainerName": null}]}`,
    targets: [web],
    warnings: [],
  },
  { title: "empty modes are the defaults", text: '{"Deployments": [{"ResourceName": "web", "FailMode": "", "TrackTerminationMode": "", "ShowLogsUntil": "", "Namespace": ""}]}', targets: [web], warnings: [] },
  { title: "every key", text: fullJson, targets: [full], warnings: [] },
  { title: "every key in lower case", text: lowerCaseKeys(fullJson), targets: [full], warnings: [] },
  { title: "every key in YAML", text: fullYaml, targets: [full], warnings: ["policy: unknown key (line 3, column 1)"] },
  {
    title: "all kinds, kind by kind",
    text: '{"ReplicaSets": [{"ResourceName": "r"}], "Pods": [{"ResourceName": "p"}], "Jobs": [{"ResourceName": "j"}], "DaemonSets": [{"ResourceName": "d"}], "StatefulSets": [{"ResourceName": "s.t"}], "Deployments": [{"ResourceName": "web"}, {"ResourceName": "0"}]}',
    targets: [
      web,
      { ...web, name: "0" },
      { ...web, apiVersion: "apps/v1", kind: "StatefulSet", plural: "statefulsets", name: "s.t" },
      { ...web, apiVersion: "apps/v1", kind: "DaemonSet", plural: "daemonsets", name: "d" },
      { ...web, apiVersion: "batch/v1", kind: "Job", plural: "jobs", name: "j" },
      { ...web, apiVersion: "v1", kind: "Pod", plural: "pods", name: "p" },
      { ...web, apiVersion: "apps/v1", kind: "ReplicaSet", plural: "replicasets", name: "r" },
    ],
    warnings: [],
  },
  {
    title: "an unknown key with something to track",
    text: '{"Deployments": [{"ResourceName": "web",\n  "AllowFailureCount": 7, "\\u001b[2J": 1}], "Metadata": {}}',
    targets: [web],
    warnings: [
      'Deployments[0].AllowFailureCount: unknown key, did you mean "AllowFailuresCount"? (line 2, column 3)',
      'Deployments[0]["\\u001b[2J"]: unknown key (line 2, column 27)',
      "Metadata: unknown key (line 2, column 45)",
    ],
  },
  {
    title: "keys given again, the last one counts",
    text: '{"deployments": [{"ResourceName": "old"}],\n"Deployments": [{"ResourceName": "x", "LogRegexByContainerName": {"a": "1", "A": "2", "a": "3"},\n"resourcename": "web"}]}',
    targets: [{ ...web, logs: { ...web.logs, patternByContainer: { A: "2", a: "3" } } }],
    warnings: [
      "Deployments: given again, the last one counts (line 2, column 1)",
      "Deployments[0].LogRegexByContainerName.a: given again, the last one counts (line 2, column 87)",
      "Deployments[0].ResourceName: given again, the last one counts (line 3, column 1)",
    ],
  },
  { title: "keys given again in YAML", text: "Jobs: []\nDeployments: [{ResourceName: web}]\njobs:\n", targets: [web], warnings: ["Jobs: given again, the last one counts (line 3, column 1)"] },
  { title: "an alias as value", text: "Deployments:\n- ResourceName: &name web\nPods:\n- ResourceName: *name\n", targets: [web, { ...web, apiVersion: "v1", kind: "Pod", plural: "pods" }], warnings: [] },
  { title: "merged maps, of which the first counts more", text: "Deployments:\n- <<: [{ResourceName: web}, {resourcename: old}]\n", targets: [web], warnings: [] },
];

describe("a spec becomes targets:", () => {
  for (const { title, text, targets, warnings } of goodDocuments) {
    test(title, async () => {
      expect(await readSpec(text, { source: "stdin", strict: false })).toEqual({ targets, warnings, note: "" });
    });
  }
});

test("under strict an unknown key is a problem", async () => {
  expect(await readSpec('{"Deployments": [{"ResourceName": "web", "LogRegexp": "x"}]}', { source: "stdin", strict: true })).toEqual({
    problems: ['Deployments[0].LogRegexp: unknown key, did you mean "LogRegex"? (line 1, column 42)'],
  });
});

test("a file is named with each line, whatever it is called", async () => {
  expect(await readSpec("", { source: "a\u001b[2J.json", strict: false })).toEqual({ problems: ["unexpected end of JSON input (a\\u001b[2J.json)"] });
  expect(await readSpec("{", { source: "ci/web.json", strict: false })).toEqual({ problems: ["unexpected end of JSON input (line 1, column 2 of ci/web.json)"] });
});

test("a container called constructor has no pattern of its own unless the spec says so", async () => {
  const result = await readSpec('{"Pods": [{"ResourceName": "web"}]}', { source: "stdin", strict: false });
  expect("targets" in result && result.targets.map(({ logs }) => logs.patternByContainer["constructor"])).toEqual([undefined]);
});

function lowerCaseKeys(json: string): string {
  return json.replace(/"\w+":/g, (key) => key.toLowerCase());
}
