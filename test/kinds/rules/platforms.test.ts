import { expect, test } from "bun:test";
import { ruleFor, rules } from "../../../src/kinds/rules/rules.ts";
import { condition, conditions, judge } from "./judge.ts";

const machine = "kubevirt.io/v1 VirtualMachine";
const route = "route.openshift.io/v1 Route";
const proxy = "projectcontour.io/v1 HTTPProxy";
const upstream = "gloo.solo.io/v1 Upstream";
const monitor = "monitoring.coreos.com/v1 ServiceMonitor";
const virtual = "networking.istio.io/v1 VirtualService";
const documentationUrl = "https://istio.io/latest/docs/reference/config/analysis/ist0101/";

judge([
  { title: "a virtual machine that is Ready is ready", of: machine, status: { printableStatus: "Running", conditions: [condition("Ready", "True")] }, is: "ready" },
  { title: "a virtual machine that is stopped is paused", of: machine, status: { printableStatus: "Stopped", conditions: [condition("Ready", "False", "VMINotExists")] }, is: "paused", reason: "status.printableStatus=Stopped" },
  { title: "a virtual machine whose disk is missing has failed", of: machine, status: { printableStatus: "ErrorPvcNotFound" }, is: "failed", reason: "status.printableStatus=ErrorPvcNotFound" },
  { title: "a volume whose import crashes has failed", of: "cdi.kubevirt.io/v1beta1 DataVolume", status: { phase: "ImportInProgress", conditions: [condition("Running", "False", "Error", "404")] }, is: "failed", reason: "Running=False (Error)", message: "404" },
  { title: "a cluster operator that is degraded is on its way", of: "config.openshift.io/v1 ClusterOperator", status: conditions(condition("Available", "True"), condition("Degraded", "True", "Slow")), is: "progressing", reason: "Degraded=True (Slow)" },
  { title: "a DeploymentConfig that rolls out is on its way", of: "apps.openshift.io/v1 DeploymentConfig", status: conditions(condition("Available", "True"), condition("Progressing", "True", "ReplicationControllerUpdated")), is: "progressing", reason: "Progressing=True (ReplicationControllerUpdated)" },
  { title: "a DeploymentConfig that is rolled out is ready", of: "apps.openshift.io/v1 DeploymentConfig", status: conditions(condition("Available", "True"), condition("Progressing", "True", "NewReplicationControllerAvailable")), is: "ready" },
  { title: "a route that every router admits is ready", of: route, status: { ingress: [{ conditions: [condition("Admitted", "True")] }, { conditions: [condition("Admitted", "True")] }] }, is: "ready" },
  { title: "a route that one router refuses has failed", of: route, status: { ingress: [{ conditions: [condition("Admitted", "True")] }, { conditions: [condition("Admitted", "False", "HostAlreadyClaimed", "taken by shop")] }] }, is: "failed", reason: "Admitted=False (HostAlreadyClaimed)", message: "taken by shop" },
  { title: "a route that no router has seen is on its way", of: route, status: { ingress: [] }, is: "progressing", reason: "NotReported", message: "waiting for condition Admitted" },
  { title: "Istio's objects are ready at once", of: "networking.istio.io/v1 VirtualService", is: "ready" },
  { title: "Traefik's objects are ready at once", of: "traefik.io/v1alpha1 IngressRoute", is: "ready" },
  ...["v1 ServiceMonitor", "v1 PodMonitor", "v1 PrometheusRule", "v1 Probe", "v1alpha1 ScrapeConfig", "v1alpha1 AlertmanagerConfig"].map((of) => ({ title: `a ${of} is ready at once`, of: `monitoring.coreos.com/${of}`, is: "ready" as const })),
  { title: "a monitor that each Prometheus accepts is ready", of: monitor, status: { bindings: [{ name: "k8s", conditions: [condition("Accepted", "True")] }] }, is: "ready" },
  { title: "a monitor that one Prometheus rejects has failed, and says why", of: monitor, status: { bindings: [{ name: "k8s", conditions: [condition("Accepted", "True")] }, { name: "edge", conditions: [condition("Accepted", "False", "InvalidConfiguration", "no such Secret")] }] }, is: "failed", reason: "Accepted=False (InvalidConfiguration)", message: "no such Secret" },
  { title: "a monitor that was rejected before its spec was changed has not failed", of: monitor, metadata: { generation: 2 }, status: { bindings: [{ name: "k8s", conditions: [{ type: "Accepted", status: "False", observedGeneration: 1 }] }] }, is: "ready" },
  { title: "an invalid proxy says why", of: proxy, status: { currentStatus: "invalid", description: "no such service" }, is: "failed", reason: "status.currentStatus=invalid", message: "no such service" },
  { title: "a recommender without samples is on its way", of: "autoscaling.k8s.io/v1 VerticalPodAutoscaler", status: conditions(condition("RecommendationProvided", "False")), is: "progressing", reason: "RecommendationProvided=False" },
  { title: "a Ray job that failed has failed", of: "ray.io/v1 RayJob", status: { jobStatus: "FAILED", jobDeploymentStatus: "Complete" }, is: "failed", reason: "status.jobStatus=FAILED" },
  { title: "a training job that succeeded is ready", of: "kubeflow.org/v1 PyTorchJob", status: conditions(condition("Running", "False"), condition("Succeeded", "True")), is: "ready" },
  { title: "a Spark application that runs is on its way", of: "sparkoperator.k8s.io/v1beta2 SparkApplication", status: { applicationState: { state: "RUNNING" } }, is: "progressing", reason: "status.applicationState.state=RUNNING" },
  { title: "an agent that is operational is ready", of: "operator.victoriametrics.com/v1beta1 VMAgent", status: { updateStatus: "operational" }, is: "ready" },
  { title: "an agent that could not be updated says why", of: "operator.victoriametrics.com/v1beta1 VMAgent", status: { updateStatus: "failed", reason: "bad flag" }, is: "failed", reason: "status.updateStatus=failed", message: "bad flag" },
  { title: "a Grafana in its last stage is ready", of: "grafana.integreatly.org/v1beta1 Grafana", status: { stage: "complete", stageStatus: "success" }, is: "ready" },
  { title: "a metric that is not used yet is on its way", of: "datadoghq.com/v1alpha1 DatadogMetric", status: conditions(condition("Active", "False"), condition("Valid", "True"), condition("Error", "False")), is: "progressing", reason: "Valid=True" },
  { title: "a metric with an error says it", of: "metrics.keptn.sh/v1 KeptnMetric", status: { value: "", errMsg: "no such query" }, is: "failed", reason: "status.errMsg=no such query", message: "no such query" },
  { title: "an analysis that is not passed has failed", of: "metrics.keptn.sh/v1 Analysis", status: { state: "Completed", pass: false }, is: "failed", reason: "status.pass=false" },
  { title: "an upstream that was accepted is ready", of: upstream, status: { statuses: { "gloo-system": { state: "Accepted" } } }, is: "ready" },
  { title: "an upstream that one controller rejects has failed", of: upstream, status: { statuses: { a: { state: "Accepted" }, b: { state: 2 } } }, is: "failed", reason: "status.statuses.*.state=2" },

  { title: "a machine's instance that failed has failed", of: "kubevirt.io/v1 VirtualMachineInstance", status: { phase: "Failed" }, is: "failed", reason: "status.phase=Failed" },
  { title: "a machine's instance that is Ready is ready", of: "kubevirt.io/v1 VirtualMachineInstance", status: { phase: "Running", ...conditions(condition("Ready", "True")) }, is: "ready" },
  { title: "a machine's instance that ended well is ready", of: "kubevirt.io/v1 VirtualMachineInstance", status: { phase: "Succeeded" }, is: "ready" },
  { title: "a volume of data that failed has failed", of: "cdi.kubevirt.io/v1beta1 DataVolume", status: { phase: "Failed" }, is: "failed", reason: "status.phase=Failed" },
  { title: "a volume of data that is paused is paused", of: "cdi.kubevirt.io/v1beta1 DataVolume", status: { phase: "Paused" }, is: "paused", reason: "status.phase=Paused" },
  { title: "a cluster operator that is not available has failed", of: "config.openshift.io/v1 ClusterOperator", status: conditions(condition("Available", "False")), is: "failed", reason: "Available=False" },
  { title: "a cluster operator that is progressing is on its way", of: "config.openshift.io/v1 ClusterOperator", status: conditions(condition("Available", "True"), condition("Progressing", "True")), is: "progressing", reason: "Progressing=True" },
  { title: "a cluster operator that is available is ready", of: "config.openshift.io/v1 ClusterOperator", status: conditions(condition("Available", "True"), condition("Degraded", "False")), is: "ready" },
  { title: "an OpenShift deployment that could not progress has failed", of: "apps.openshift.io/v1 DeploymentConfig", status: conditions(condition("Progressing", "False", "ProgressDeadlineExceeded")), is: "failed", reason: "Progressing=False (ProgressDeadlineExceeded)" },
  { title: "an OpenShift deployment of no replicas is ready", of: "apps.openshift.io/v1 DeploymentConfig", spec: { replicas: 0 }, status: conditions(condition("Progressing", "True", "NewReplicationControllerAvailable"), condition("Available", "False")), is: "ready" },
  { title: "a virtual service that is not reconciled is on its way", of: "networking.istio.io/v1 VirtualService", status: conditions(condition("Reconciled", "False")), is: "progressing", reason: "Reconciled=False" },
  { title: "a virtual service with an error that Istio found has failed, and says where to read of it", of: virtual, status: { validationMessages: [{ level: "ERROR", type: { code: "IST0101" }, documentationUrl }] }, is: "failed", reason: "status.validationMessages.*.level=ERROR", message: documentationUrl },
  { title: "a virtual service's error may be told by its number", of: virtual, status: { validationMessages: [{ level: 8 }, { level: 3 }] }, is: "failed", reason: "status.validationMessages.*.level=3" },
  { title: "a virtual service with a warning is ready", of: virtual, status: { observedGeneration: "1", validationMessages: [{ level: "WARNING", type: { code: "IST0132" } }] }, is: "ready" },
  { title: "a policy that its waypoint does not take has failed", of: "security.istio.io/v1 AuthorizationPolicy", status: conditions(condition("WaypointAccepted", "False", "TargetNotFound", "Service shop/web not found")), is: "failed", reason: "WaypointAccepted=False (TargetNotFound)", message: "Service shop/web not found" },
  { title: "an unhealthy workload entry is on its way", of: "networking.istio.io/v1 WorkloadEntry", status: conditions(condition("Healthy", "False")), is: "progressing", reason: "Healthy=False" },
  ...["security.istio.io/v1 AuthorizationPolicy", "telemetry.istio.io/v1 Telemetry", "extensions.istio.io/v1alpha1 WasmPlugin"].map((of) => ({ title: `a ${of} is ready once it is there`, of, is: "ready" as const })),
  { title: "a proxy that is valid is ready", of: "projectcontour.io/v1 HTTPProxy", status: { currentStatus: "valid" }, is: "ready" },
  { title: "an autoscaler of an unsupported target has failed", of: "autoscaling.k8s.io/v1 VerticalPodAutoscaler", status: conditions(condition("ConfigUnsupported", "True"), condition("RecommendationProvided", "True")), is: "failed", reason: "ConfigUnsupported=True" },
  { title: "a Ray cluster that failed has failed", of: "ray.io/v1 RayCluster", status: { state: "failed", reason: "no image" }, is: "failed", reason: "status.state=failed", message: "no image" },
  { title: "a Ray cluster that is suspended is paused", of: "ray.io/v1 RayCluster", status: { state: "suspended" }, is: "paused", reason: "status.state=suspended" },
  { title: "a Ray cluster that is ready is ready", of: "ray.io/v1 RayCluster", status: { state: "ready" }, is: "ready" },
  { title: "a Ray job that is not valid has failed", of: "ray.io/v1 RayJob", status: { jobDeploymentStatus: "ValidationFailed" }, is: "failed", reason: "status.jobDeploymentStatus=ValidationFailed" },
  { title: "a Ray job that is suspended is paused", of: "ray.io/v1 RayJob", status: { jobDeploymentStatus: "Suspended" }, is: "paused", reason: "status.jobDeploymentStatus=Suspended" },
  { title: "a Ray job that succeeded is ready", of: "ray.io/v1 RayJob", status: { jobStatus: "SUCCEEDED" }, is: "ready" },
  { title: "a training that failed has failed", of: "kubeflow.org/v1 PyTorchJob", status: conditions(condition("Running", "False"), condition("Failed", "True", "PyTorchJobFailed")), is: "failed", reason: "Failed=True (PyTorchJobFailed)" },
  { title: "a training that is suspended is paused", of: "kubeflow.org/v1 PyTorchJob", status: conditions(condition("Suspended", "True")), is: "paused", reason: "Suspended=True" },
  { title: "a Spark application that could not be submitted has failed", of: "sparkoperator.k8s.io/v1beta2 SparkApplication", status: { applicationState: { state: "SUBMISSION_FAILED", errorMessage: "no driver" } }, is: "failed", reason: "status.applicationState.state=SUBMISSION_FAILED", message: "no driver" },
  { title: "a Spark application that is suspended is paused", of: "sparkoperator.k8s.io/v1beta2 SparkApplication", status: { applicationState: { state: "SUSPENDED" } }, is: "paused", reason: "status.applicationState.state=SUSPENDED" },
]);


test("every rule is some object's", () => {
  const unreached = rules.filter((rule) => {
    const apiVersion = `${rule.group.replace("*", "any")}/v1`;
    return (rule.kinds ?? ["Anything"]).some((kind) => ruleFor({ apiVersion, kind }) !== rule);
  });
  expect(unreached).toEqual([]);
});

test("a rule holds in any version of its group, and in no other group", () => {
  expect(ruleFor({ apiVersion: "flagger.app/v7", kind: "Canary" })?.kinds).toEqual(["Canary"]);
  expect([ruleFor({ apiVersion: "example.com/v1", kind: "Canary" }), ruleFor({ apiVersion: "v1", kind: "Canary" }), ruleFor({ apiVersion: "notupbound.io/v1", kind: "Bucket" })]).toEqual([undefined, undefined, undefined]);
});