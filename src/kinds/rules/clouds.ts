/** What makes clouds' resources out of objects: Crossplane, Config Connector, ACK, Cluster API. */
import type { Rule, Match } from "./rule.ts";

/** https://docs.crossplane.io/latest/managed-resources/managed-resources/#conditions */
const crossplaneFailures: readonly Match[] = [
  { condition: "Synced", is: "False", exceptReasons: ["ReconcilePaused"] },
  { condition: "LastAsyncOperation", is: "False" },
];
const crossplanePauses: readonly Match[] = [{ condition: "Synced", is: "False", reasons: ["ReconcilePaused"] }];

/** These only describe: nobody reports on them. */
const crossplaneDescriptions = ["ProviderConfig", "ClusterProviderConfig", "ProviderConfigUsage", "Composition", "CompositionRevision", "DeploymentRuntimeConfig", "ControllerConfig", "StoreConfig"];

function describing(group: string): Rule {
  return { group, kinds: crossplaneDescriptions, ready: [{ path: "metadata.name" }] };
}

function managed(group: string): Rule {
  return { group, failed: crossplaneFailures, paused: crossplanePauses, ready: [{ condition: "Ready", and: [{ condition: "Synced" }] }, { condition: "Synced", and: [{ path: "metadata.name" }], unless: [{ condition: "Ready", is: "False" }, { condition: "Ready", is: "Unknown" }, { condition: "Ready" }, ...neverReady] }] };
}
const neverReady: readonly [] = [];
