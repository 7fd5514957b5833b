import { condition, conditions, judge } from "./judge.ts";

const scrape = "operator.victoriametrics.com/v1beta1 VMServiceScrape";

judge([
  ...["VMServiceScrape", "VMPodScrape", "VMNodeScrape", "VMStaticScrape", "VMProbe", "VMScrapeConfig", "VMRule"].map((kind) => ({ title: `a ${kind} of an older operator, which reports nothing, is ready`, of: `operator.victoriametrics.com/v1beta1 ${kind}`, is: "ready" as const })),
  { title: "a scrape that is in use is ready", of: scrape, status: { updateStatus: "operational" }, is: "ready" },
  { title: "a scrape that is not in use yet is on its way", of: scrape, status: { updateStatus: "expanding" }, is: "progressing", reason: "status.updateStatus=expanding" },
  { title: "a scrape that is wrong says why", of: scrape, status: { updateStatus: "failed", reason: "bad selector" }, is: "failed", reason: "status.updateStatus=failed", message: "bad selector" },
  { title: "a paused VictoriaMetrics is paused", of: "operator.victoriametrics.com/v1beta1 VMSingle", status: { updateStatus: "paused" }, is: "paused", reason: "status.updateStatus=paused" },
  { title: "a dashboard that no instance takes has failed", of: "grafana.integreatly.org/v1beta1 GrafanaDashboard", status: conditions(condition("NoMatchingInstance", "True", "EmptyAPIReply")), is: "failed", reason: "NoMatchingInstance=True (EmptyAPIReply)" },
  { title: "a dashboard that is wrong has failed", of: "grafana.integreatly.org/v1beta1 GrafanaDashboard", status: conditions(condition("InvalidSpec", "True")), is: "failed", reason: "InvalidSpec=True" },
  { title: "a dashboard that could not be brought to its instance has failed", of: "grafana.integreatly.org/v1beta1 GrafanaDashboard", status: { hash: "5d8f", ...conditions(condition("DashboardSynchronized", "False", "ApplyFailed")) }, is: "failed", reason: "DashboardSynchronized=False (ApplyFailed)" },
  ...[["Dashboard", "Dashboard"], ["Datasource", "Datasource"], ["Folder", "Folder"], ["AlertRuleGroup", "AlertGroup"], ["ContactPoint", "ContactPoint"], ["LibraryPanel", "LibraryPanel"]].map(([kind, type]) => ({ title: `a Grafana${kind} that was brought to its instance is ready`, of: `grafana.integreatly.org/v1beta1 Grafana${kind}`, status: conditions(condition(`${type}Synchronized`, "True", "ApplySuccessful")), is: "ready" as const })),
  { title: "a data source of an older operator that no instance takes has failed", of: "grafana.integreatly.org/v1beta1 GrafanaDatasource", status: { hash: "5d8f", NoMatchingInstances: true }, is: "failed", reason: "status.NoMatchingInstances=true" },
  { title: "a data source of an older operator is ready with its hash", of: "grafana.integreatly.org/v1beta1 GrafanaDatasource", status: { hash: "5d8f" }, is: "ready" },
  { title: "a gateway that is partly invalid has failed", of: "gateway.solo.io/v1 Gateway", status: { statuses: { gloo: { state: "Warning" } } }, is: "failed", reason: "status.statuses.*.state=Warning" },
  { title: "a gateway that was not looked at yet is on its way", of: "gateway.solo.io/v1 Gateway", status: { statuses: { gloo: { state: "Pending" } } }, is: "progressing", reason: "status.statuses.*.state=Pending" },
  { title: "a gateway that is accepted is ready", of: "gateway.solo.io/v1 Gateway", status: { statuses: { gloo: { state: "Accepted" } } }, is: "ready" },
]);
