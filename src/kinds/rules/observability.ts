/** Metrics, dashboards and gateways' traffic: VictoriaMetrics, Grafana, Datadog, Keptn, Gloo. */
import type { Rule } from "./rule.ts";

export const observabilityRules: readonly Rule[] = [
  {
    // Configuration for others: older releases report nothing on it.
    group: "operator.victoriametrics.com",
    kinds: ["VMServiceScrape", "VMPodScrape", "VMNodeScrape", "VMStaticScrape", "VMProbe", "VMScrapeConfig", "VMRule"],
    failed: [{ path: "status.updateStatus", values: ["failed"] }],
    progressing: [{ path: "status.updateStatus", except: ["failed", "operational"] }],
    ready: "exists",
    message: "status.reason",
  },
  {
    // https://docs.victoriametrics.com/operator/resources/
    group: "operator.victoriametrics.com",
    failed: [{ path: "status.updateStatus", values: ["failed"] }],
    paused: [{ path: "status.updateStatus", values: ["paused"] }],
    ready: [{ path: "status.updateStatus", values: ["operational"] }],
    message: "status.reason",
  },
  {
    // https://grafana.github.io/grafana-operator/docs/api/: an instance goes through stages, and each may fail.
    group: "grafana.integreatly.org",
    kinds: ["Grafana"],
    failed: [{ path: "status.stageStatus", values: ["failed"] }],
    ready: [{ path: "status.stage", values: ["complete"], and: [{ path: "status.stageStatus", values: ["success"] }] }],
    message: "status.lastMessage",
  },
  ...grafanaRules({
    GrafanaDashboard: "DashboardSynchronized",
    GrafanaDatasource: "DatasourceSynchronized",
    GrafanaFolder: "FolderSynchronized",
    GrafanaAlertRuleGroup: "AlertGroupSynchronized",
    GrafanaContactPoint: "ContactPointSynchronized",
    GrafanaLibraryPanel: "LibraryPanelSynchronized",
  }),
  {
    // https://docs.datadoghq.com/containers/guide/cluster_agent_autoscaling_metrics/
    group: "datadoghq.com",
    kinds: ["DatadogMetric"],
    failed: [{ condition: "Error" }],
    ready: [{ condition: "Valid", and: [{ condition: "Active" }] }],
  },
  {
    // https://keptn.sh/stable/docs/reference/crd-reference/metric/
    group: "metrics.keptn.sh",
    kinds: ["KeptnMetric"],
    failed: [{ path: "status.errMsg", except: [""] }],
    ready: [{ path: "status.value", except: [""] }],
    message: "status.errMsg",
  },
  {
    // https://keptn.sh/stable/docs/reference/crd-reference/analysis/
    group: "metrics.keptn.sh",
    kinds: ["Analysis"],
    failed: [{ path: "status.pass", values: ["false"], and: [{ path: "status.state", values: ["Completed"] }] }],
    ready: [{ path: "status.state", values: ["Completed"] }],
  },
  ...["gateway.solo.io", "gloo.solo.io"].map(glooRule),
];

/**
 * https://docs.solo.io/gloo-edge/latest/reference/api/github.com/solo-io/solo-kit/api/v1/status.proto.sk/: a word or its number, once for
 * each controller. A Warning is a configuration that is partially invalid.
 */
function glooRule(group: string): Rule {
  const paths = ["status.state", "status.statuses.*.state"];
  const at = (...values: readonly string[]) => paths.map((path) => ({ path, values }));
  return { group, failed: at("Rejected", "2", "Warning", "3"), progressing: at("Pending", "0"), ready: at("Accepted", "1"), message: "status.reason" };
}

/** https://grafana.github.io/grafana-operator/docs/api/: older releases write no condition, only the hash of what they brought to an instance. */
function grafanaRules(conditionOf: { readonly [kind: string]: string }): readonly Rule[] {
  return Object.entries(conditionOf).map(([kind, condition]) => ({
    group: "grafana.integreatly.org",
    kinds: [kind],
    failed: [
      { condition: "InvalidSpec" },
      { condition: "NoMatchingInstance" },
      { condition, is: "False" },
      { path: "status.NoMatchingInstances", values: ["true"] },
    ],
    ready: [{ condition }, { path: "status.hash", except: [""] }],
  }));
}
