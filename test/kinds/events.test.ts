import { expect, test } from "bun:test";
import { ageText } from "../../src/kinds/durations.ts";
import { eventBeganMs, eventCount, eventTimeMs, explains, isProgress } from "../../src/kinds/events.ts";
import { quote } from "../../src/kinds/quote.ts";
import { eventOf } from "./family.ts";

const at = (second: number) => `2024-01-01T12:00:0${second}Z`;
const all = {
  series: { lastObservedTime: "2024-01-01T12:00:05.123456Z", count: 7 },
  eventTime: at(4),
  lastTimestamp: at(3),
  firstTimestamp: at(2),
  metadata: { creationTimestamp: at(1) },
  count: 3,
  involvedObject: {},
};
const { series, ...single } = all;
const { eventTime, ...old } = single;

test("an Event's time is the first that its reporter filled in", () => {
  const times = [all, single, old, { metadata: all.metadata, involvedObject: {} }, { metadata: {}, involvedObject: {} }].map(eventTimeMs);
  const noon = Date.UTC(2024, 0, 1, 12);
  expect(times).toEqual([noon + 5_123, noon + 4_000, noon + 3_000, noon + 1_000, 0]);
});

test("an Event's count is its series' or its own, at least one", () => {
  expect([eventCount(all), eventCount(single), eventCount(eventOf("x", ""))]).toEqual([7, 3, 1]);
});

test("an Event began when its reporter says, or else when it is known to have been", () => {
  const { firstTimestamp, ...unnumbered } = all;
  const times = [all, unnumbered, { metadata: {}, involvedObject: {}, lastTimestamp: at(3) }, { metadata: {}, involvedObject: {} }].map(eventBeganMs);
  const noon = Date.UTC(2024, 0, 1, 12);
  expect([firstTimestamp, times]).toEqual([at(2), [noon + 2_000, noon + 4_000, noon + 3_000, 0]]);
});

const telling: readonly (readonly [reason: string, message: string, type: string, explains: boolean])[] = [
  ["FailedScheduling", "0/1 nodes are available", "Warning", true],
  ["Unhealthy", "Readiness probe failed", "Warning", true],
  ["Failed", 'Failed to pull image "x": denied', "Warning", true],
  ["Failed", "Error: ImagePullBackOff", "Warning", false],
  ["BackOff", "Back-off restarting failed container main in pod web_shop(uid)", "Warning", false],
  ["BackOff", 'Back-off pulling image "x": ErrImagePull: not found', "Warning", true],
  ["DNSConfigForming", "Nameserver limits were exceeded", "Warning", false],
  ...["FailedDelete", "FailedToUpdateEndpoint", "FailedToUpdateEndpointSlices", "InvalidDiskCapacity", "RecreatingFailedPod"].map((reason) => [reason, "noise", "Warning", false] as const),
  ...["ExternalProvisioning", "FailedBinding", "NodeNotReady", "Preempted", "Suspended", "TaintManagerEviction", "TriggeredScaleUp", "WaitForFirstConsumer"].map((reason) => [reason, "said", "Normal", true] as const),
  ["Killing", "Stopping container main", "Normal", false],
  ["Killing", "Container main failed liveness probe, will be restarted", "Normal", true],
  ["NotTriggerScaleUp", "pod didn't trigger scale-up", "Normal", true],
  ["Pulled", "Successfully pulled image", "Normal", false],
];

for (const [reason, message, type, expected] of telling) {
  test(`${type} ${reason} "${message}" ${expected ? "explains a delay" : "is not worth telling"}`, () => {
    expect(explains(eventOf(reason, message, at(0), type))).toBe(expected);
  });
}

test("a started container is a step forward, a mount that failed is none", () => {
  const steps = ["Completed", "Created", "Nominated", "Pulled", "Pulling", "Resumed", "ScalingReplicaSet", "Scheduled", "Started", "SuccessfulAttachVolume", "SuccessfulCreate", "SuccessfulDelete", "TriggeredScaleUp"];
  expect(steps.filter((reason) => !isProgress(eventOf(reason, "")))).toEqual([]);
  expect(isProgress(eventOf("FailedMount", ""))).toBe(false);
});

test("ages read as kubectl prints them", () => {
  const s = 1_000;
  const h = 3_600 * s;
  const ages = [-3 * s, -s, 0, 119 * s, 120 * s, 605 * s, 200 * s, 2 * h, 3.5 * h, 8 * h, 48 * h, 49 * h, 10 * 24 * h, 800 * 24 * h, 3_000 * 24 * h];
  expect(ages.map(ageText)).toEqual([
    "<invalid>", "0s", "0s", "119s", "2m", "10m", "3m20s", "120m", "3h30m", "8h", "2d", "2d1h", "10d", "2y70d", "8y",
  ]);
});

test("an age that nobody knows is invalid", () => {
  expect(ageText(Number.NaN)).toBe("<invalid>");
});

test("quoted text is one line, bounded and without credentials (checklist 92)", () => {
  expect(quote(" two\n lines from https://ci:p@ss@r.example/v2. ")).toBe("two lines from https://***@r.example/v2");
  expect(quote("x".repeat(1_000))).toHaveLength(300);
});
