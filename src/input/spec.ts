/** kubedog's multitrack spec: which keys it knows, what they may hold, and what they mean when absent or null. */
import * as v from "valibot";
import { failModes, logsUntil, terminationModes } from "../core/target.ts";
import { durationPattern } from "./duration.ts";
import { namespaceName, objectName, objectNameLengthMax } from "./object-name.ts";

// Go's int64, the most that kubedog's decoder takes.
const wholeMax = 2 ** 63;

const wholeNumber = "expected a whole number";
const seconds = 'expected whole seconds or a duration such as "90s"';
const nanoseconds = 'expected whole nanoseconds or a duration such as "90s"';
const name = 'expected the name of an object in Kubernetes (lower case letters, digits, "-" and ".")';
const namespace = 'expected the name of a namespace (lower case letters, digits and "-", at most 63)';

const text = v.string("expected a string");
const flag = v.boolean("expected true or false");
const texts = v.array(text, "expected an array of strings");

function whole(message: string) {
  return v.pipe(v.number(message), v.integer(message), v.minValue(0, "expected 0 or more"), v.maxValue(wholeMax, "expected a smaller number"));
}

function time(message: string) {
  return v.union([whole(message), v.pipe(v.string(message), v.regex(durationPattern, message))], message);
}

/** Absent or null means the default. */
function field<const Schema extends v.GenericSchema, const Preset extends v.InferInput<Schema>>(schema: Schema, preset: Preset, description: string) {
  return v.nullish(v.pipe(schema, v.description(description)), preset);
}

/** valibot takes an array for an object; this does not. */
function noArray<const Schema extends v.GenericSchema>(message: string, schema: Schema) {
  return v.pipe(v.unknown(), v.check((value) => !Array.isArray(value), message), schema);
}

/** Null for a container is no entry. */
function byContainer<const Schema extends v.GenericSchema>(message: string, schema: Schema) {
  return noArray(message, v.record(v.string(), v.nullable(schema), message));
}

/** kubedog takes the empty string for the default too. */
function choice<const Options extends readonly string[]>(options: Options) {
  const message = `expected ${options.slice(0, -1).join(", ")} or ${options.at(-1)}`;
  return v.picklist([...options, ""], message);
}

/** One object to track, the same for every kind. */
export const Item = v.object(
  {
    ResourceName: v.pipe(v.string(name), v.maxLength(objectNameLengthMax, name), v.regex(objectName, name), v.description("The object's name.")),
    Namespace: field(
      v.union([v.literal("", namespace), v.pipe(v.string(namespace), v.regex(namespaceName, namespace))], namespace),
      "",
      "Empty: the namespace of the command line, else that of the context.",
    ),
    TrackTerminationMode: field(
      choice(terminationModes),
      "WaitUntilResourceReady",
      "NonBlocking: tracked only as long as something else is, never waited for.",
    ),
    FailMode: field(
      choice(failModes),
      "FailWholeDeployProcessImmediately",
      "What a failure too many does: end the run, count only when all others are done, or nothing.",
    ),
    AllowFailuresCount: field(whole(wholeNumber), 1, "Failures that are allowed before the object has failed."),
    FailureThresholdSeconds: field(
      time(seconds),
      0,
      'Failures in this time after the start do not count unless they still stand when it has passed: seconds, or a duration such as "90s". 0: none.',
    ),
    PatienceSeconds: field(
      time(seconds),
      0,
      'A failure that stands uncured so long counts again, in place of --patience: seconds, or a duration such as "5m". 0: as --patience says.',
    ),
    IgnoreReadinessProbeFailsByContainerName: field(
      byContainer("expected an object of containers and times", time(nanoseconds)),
      {},
      'By container, how long after its start failing readiness probes do not count: nanoseconds, or a duration such as "90s".',
    ),
    LogRegex: field(text, "", "RE2. Only log lines in which it finds something are shown. Empty: all."),
    LogRegexByContainerName: field(
      byContainer("expected an object of containers and patterns", text),
      {},
      "By container, the pattern in place of LogRegex.",
    ),
    LogRegexSkip: field(text, "", "RE2. Log lines in which it finds something are hidden, whatever LogRegex says. Empty: none."),
    LogRegexSkipByContainerName: field(
      byContainer("expected an object of containers and patterns", text),
      {},
      "By container, a pattern that hides lines besides those that LogRegexSkip hides.",
    ),
    SkipLogs: field(flag, false, "Show no logs."),
    SkipLogsForContainers: field(texts, [], "Containers without logs; stronger than ShowLogsOnlyForContainers."),
    ShowLogsOnlyForContainers: field(texts, [], "Only these containers' logs are shown. Empty: all."),
    ShowLogsOnlyForNumberOfReplicas: field(whole(wholeNumber), 0, "The logs of so many Pods at a time are shown. 0: of all."),
    ShowLogsUntil: field(choice(logsUntil), "PodIsReady", "Until when a Pod's logs are shown."),
    ShowServiceMessages: field(flag, false, "Show Events, and what is added and becomes ready."),
    SkipEvents: field(flag, false, "Show no Events, even with ShowServiceMessages."),
  },
  // valibot words a missing key as a mistake of the object; ResourceName is the only one that may not be missing.
  ({ expected }) => (expected === "Object" ? "expected an object" : name),
);
export type Item = v.InferOutput<typeof Item>;

const items = v.nullish(v.array(noArray("expected an object", Item), "expected an array"), []);

/** A Flagger Canary: as any other, but that by itself no failure is allowed. */
export const CanaryItem = v.object({ ...Item.entries, AllowFailuresCount: field(whole(wholeNumber), 0, "Failures that are allowed before the Canary has failed.") }, ({ expected }) =>
  expected === "Object" ? "expected an object" : name,
);
export type CanaryItem = v.InferOutput<typeof CanaryItem>;

const kind = 'expected a kind such as "Widget"';
const groupVersionKind = "expected an object with Group, Version and Kind";
const fourMinutes = 240_000_000_000;

export const GroupVersionKind = v.object(
  {
    Group: field(text, "", "Of its apiVersion; empty for the core group."),
    Version: field(text, "", "Of its apiVersion; empty: the one that the server prefers."),
    Kind: v.pipe(v.string(kind), v.minLength(1, kind), v.description("As its manifest says it.")),
  },
  ({ expected }) => (expected === "Object" ? groupVersionKind : kind),
);

/** Any other resource, found through discovery. */
export const GenericItem = v.object(
  {
    Name: Item.entries.ResourceName,
    Namespace: Item.entries.Namespace,
    GroupVersionKind,
    Timeout: field(time(nanoseconds), 0, 'Its own timeout: nanoseconds, or a duration such as "90s". 0: none.'),
    NoActivityTimeout: field(time(nanoseconds), fourMinutes, 'Every such time without news of it is a failure: nanoseconds, or a duration such as "90s". 0: none.'),
    TrackTerminationMode: Item.entries.TrackTerminationMode,
    FailMode: Item.entries.FailMode,
    AllowFailuresCount: Item.entries.AllowFailuresCount,
    ShowServiceMessages: Item.entries.ShowServiceMessages,
    HideEvents: field(flag, false, "Show no Events."),
    StatusProgressPeriod: field(time(nanoseconds), 0, "Accepted for kubedog's sake, which does not read it: see --status-progress-period."),
  },
  ({ expected }) => {
    if (expected === "Object") return "expected an object";
    return expected === '"GroupVersionKind"' ? groupVersionKind : name;
  },
);
export type GenericItem = v.InferOutput<typeof GenericItem>;

/** The whole document. Keys are expected in this spelling; `canonicalSpec` sees to that. */
export const Spec = v.object(
  {
    Deployments: items,
    StatefulSets: items,
    DaemonSets: items,
    Jobs: items,
    Pods: items,
    ReplicaSets: items,
    Canaries: v.nullish(v.array(noArray("expected an object", CanaryItem), "expected an array"), []),
    Generics: v.nullish(v.array(noArray("expected an object", GenericItem), "expected an array"), []),
  },
  "expected an object",
);
export type Spec = v.InferOutput<typeof Spec>;
