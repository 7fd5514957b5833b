import { expect, test } from "bun:test";
import { suggest } from "../../src/core/suggest.ts";

const known = ["Deployments", "StatefulSets", "DaemonSets", "Jobs", "Pods", "ReplicaSets", "ResourceName"];

const suggestions: readonly (readonly [word: string, meant: string | undefined])[] = [
  ["Deploymentz", "Deployments"],
  ["deployment", "Deployments"],
  ["DeploymnetS", "Deployments"],
  ["StatefullSets", "StatefulSets"],
  ["Job", "Jobs"],
  ["Pdos", "Pods"],
  ["Name", "ResourceName"],
  ["replica_sets", "ReplicaSets"],
  ["Services", undefined],
  ["x", undefined],
  ["", undefined],
  ["D".repeat(1_000_000), undefined],
];

test("the nearest known word is meant, and none when all are far", () => {
  expect(suggestions.map(([word]) => [word.slice(0, 20), suggest(word, known)])).toEqual(suggestions.map(([word, meant]) => [word.slice(0, 20), meant]));
});
