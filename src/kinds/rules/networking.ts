/** Networks, gateways, secrets, policies and the registry of a cluster: Calico, Emissary, NGINX, Vault, Gatekeeper, Keycloak, Harbor. */
import type { Rule } from "./rule.ts";

export const networkingRules: readonly Rule[] = [
  {
    // https://docs.tigera.io/calico/latest/reference/installation/api: Degraded tells of an error that keeps it from going on.
    group: "operator.tigera.io",
    kinds: ["TigeraStatus"],
    failed: [{ condition: "Degraded" }],
    progressing: [{ condition: "Progressing" }],
    ready: [{ condition: "Available" }],
  },
  {
    // https://emissary-ingress.dev/docs/3.10/topics/running/host-crd/
    group: "getambassador.io",
    kinds: ["Host"],
    failed: [{ path: "status.state", values: ["Error"] }],
    ready: [{ path: "status.state", values: ["Ready"] }],
    message: "status.errorReason",
  },
  {
    // https://docs.nginx.com/nginx-ingress-controller/configuration/global-configuration/reporting-resources-status/: a Warning is applied.
    group: "k8s.nginx.org",
    kinds: ["VirtualServer", "VirtualServerRoute", "TransportServer", "Policy"],
    failed: [{ path: "status.state", values: ["Invalid"] }],
    ready: [{ path: "status.state", values: ["Valid", "Warning"] }],
    message: "status.message",
  },
  {
    // https://developer.hashicorp.com/vault/docs/deploy/kubernetes/vso/api-reference
    group: "secrets.hashicorp.com",
    kinds: ["VaultAuth", "VaultConnection", "VaultAuthGlobal"],
    failed: [{ path: "status.valid", values: ["false"] }],
    ready: [{ path: "status.valid", values: ["true"] }],
    message: "status.error",
  },
  {
    // https://open-policy-agent.github.io/gatekeeper/website/docs/constrainttemplates/: each of its Pods reports for itself.
    group: "templates.gatekeeper.sh",
    kinds: ["ConstraintTemplate"],
    failed: [{ path: "status.byPod.*.errors.*.message" }],
    ready: [{ path: "status.created", values: ["true"] }],
    message: "status.byPod.*.errors.*.message",
  },
  {
    // https://www.keycloak.org/operator/basic-deployment: HasErrors is a condition of its own.
    group: "k8s.keycloak.org",
    kinds: ["Keycloak"],
    failed: [{ condition: "HasErrors" }],
    progressing: [{ condition: "RollingUpdate" }],
    ready: [{ condition: "Ready" }],
  },
  {
    // https://www.keycloak.org/operator/realm-import: a job that is done once.
    group: "k8s.keycloak.org",
    kinds: ["KeycloakRealmImport"],
    failed: [{ condition: "HasErrors" }],
    ready: [{ condition: "Done" }],
  },
  {
    // https://github.com/goharbor/harbor-operator/blob/main/docs/LCM/cluster-controller.md: "unhealthy" as long as one of its four parts is not
    // up, so also while it is being installed.
    group: "goharbor.io",
    kinds: ["HarborCluster"],
    ready: [{ path: "status.status", values: ["healthy"] }],
  },
  {
    // https://github.com/goharbor/harbor-operator/blob/main/pkg/controller/errors/retrylater.go: what is tried again is both Failed and InProgress.
    group: "goharbor.io",
    kinds: ["Harbor", "Core", "JobService", "Portal", "Registry", "RegistryController", "Trivy", "ChartMuseum", "Exporter", "NotaryServer", "NotarySigner"],
    failed: [{ condition: "Failed", unless: [{ condition: "InProgress" }] }],
    progressing: [{ condition: "Failed" }],
    ready: [{ condition: "InProgress", is: "False" }],
  },
];
