import { condition, conditions, judge } from "./judge.ts";

const tigera = "operator.tigera.io/v1 TigeraStatus";
const policy = "cilium.io/v2 CiliumNetworkPolicy";
const host = "getambassador.io/v3alpha1 Host";
const server = "k8s.nginx.org/v1 VirtualServer";
const vaultAuth = "secrets.hashicorp.com/v1beta1 VaultAuth";
const template = "templates.gatekeeper.sh/v1 ConstraintTemplate";
const keycloak = "k8s.keycloak.org/v2alpha1 Keycloak";
const harborCluster = "goharbor.io/v1beta1 HarborCluster";
const harbor = "goharbor.io/v1beta1 Harbor";
const realm = "k8s.keycloak.org/v2alpha1 KeycloakRealmImport";

judge([
  { title: "Calico that is available is ready", of: tigera, status: conditions(condition("Available", "True"), condition("Degraded", "False"), condition("Progressing", "False")), is: "ready" },
  { title: "Calico that is degraded has failed though it is available", of: tigera, status: conditions(condition("Available", "True"), condition("Degraded", "True", "ResourceUpdateError")), is: "failed", reason: "Degraded=True (ResourceUpdateError)" },
  { title: "Calico that is progressing is on its way", of: tigera, status: conditions(condition("Available", "True"), condition("Progressing", "True")), is: "progressing", reason: "Progressing=True" },
  { title: "a Cilium policy of which nothing is reported is ready", of: policy, is: "ready" },
  { title: "a Cilium policy whose status says nothing known is ready", of: policy, status: { derivativePolicies: {}, nodes: { a: { ok: true } } }, is: "ready" },
  { title: "a Cilium policy that is not valid has failed", of: policy, status: conditions(condition("Valid", "False", "", "unknown protocol")), is: "failed", reason: "Valid=False", message: "unknown protocol" },
  { title: "an Emissary host that is Ready is ready", of: host, status: { state: "Ready" }, is: "ready" },
  { title: "an Emissary host that waits for its certificate is on its way", of: host, status: { state: "Pending" }, is: "progressing", reason: "status.state=Pending" },
  { title: "an Emissary host with an error says it", of: host, status: { state: "Error", errorReason: "rate limited" }, is: "failed", reason: "status.state=Error", message: "rate limited" },
  { title: "a virtual server with a warning serves", of: server, status: { state: "Warning", message: "weights" }, is: "ready" },
  { title: "a virtual server that is valid is ready", of: server, status: { state: "Valid" }, is: "ready" },
  { title: "a virtual server that is not valid has failed", of: server, status: { state: "Invalid", message: "duplicate host" }, is: "failed", reason: "status.state=Invalid", message: "duplicate host" },
  { title: "a valid login to Vault is ready", of: vaultAuth, status: { valid: true, error: "" }, is: "ready" },
  { title: "a login to Vault that is not valid says why", of: vaultAuth, status: { valid: false, error: "no such role" }, is: "failed", reason: "status.valid=false", message: "no such role" },
  { title: "a constraint's template that was created is ready", of: template, status: { created: true, byPod: [{ id: "a" }] }, is: "ready" },
  { title: "a constraint's template with errors says the first", of: template, status: { created: true, byPod: [{ id: "a", errors: [{ message: "rego_parse_error" }] }] }, is: "failed", reason: "status.byPod.*.errors.*.message=rego_parse_error", message: "rego_parse_error" },
  { title: "a Keycloak that is Ready is ready", of: keycloak, status: conditions(condition("Ready", "True"), condition("HasErrors", "False"), condition("RollingUpdate", "False")), is: "ready" },
  { title: "a Keycloak that rolls is on its way", of: keycloak, status: conditions(condition("Ready", "True"), condition("RollingUpdate", "True")), is: "progressing", reason: "RollingUpdate=True" },
  { title: "a Keycloak with errors has failed", of: keycloak, status: conditions(condition("Ready", "False"), condition("HasErrors", "True", "", "no database")), is: "failed", reason: "HasErrors=True", message: "no database" },
  { title: "a realm that was imported is ready", of: realm, status: conditions(condition("Done", "True"), condition("HasErrors", "False")), is: "ready" },
  { title: "a realm that could not be imported has failed", of: realm, status: conditions(condition("Done", "False"), condition("HasErrors", "True")), is: "failed", reason: "HasErrors=True" },
  { title: "a Harbor cluster whose parts are all up is ready", of: harborCluster, status: { status: "healthy", ...conditions(condition("CacheReady", "True")) }, is: "ready" },
  { title: "a Harbor cluster with a part that is not up is on its way, and says what it waits for", of: harborCluster, status: { status: "unhealthy", ...conditions(condition("CacheReady", "True"), condition("DatabaseReady", "False", "DatabaseNotReady", "1 of 2 instances")) }, is: "progressing", reason: "status.status=unhealthy", message: "1 of 2 instances" },
  { title: "a Harbor cluster that is being made is on its way", of: harborCluster, status: { status: "provisioning" }, is: "progressing", reason: "status.status=provisioning" },
  { title: "a Harbor cluster of which nothing is reported is on its way", of: harborCluster, is: "progressing", reason: "NotReported", message: "waiting for status.status" },
  ...["Harbor", "Core", "JobService", "Portal", "Registry", "RegistryController", "Trivy", "ChartMuseum", "Exporter", "NotaryServer", "NotarySigner"].map((kind) => ({ title: `a ${kind} of Harbor that is done is ready`, of: `goharbor.io/v1beta1 ${kind}`, status: conditions(condition("InProgress", "False"), condition("Failed", "False")), is: "ready" as const })),
  { title: "a Harbor that works at something is on its way", of: harbor, status: conditions(condition("InProgress", "True", "dependencyStatus", "core is not ready"), condition("Failed", "False")), is: "progressing", reason: "InProgress=True (dependencyStatus)", message: "core is not ready" },
  { title: "a Harbor that tries again is on its way, and says why", of: harbor, status: conditions(condition("InProgress", "True"), condition("Failed", "True", "apiTemporaryError", "conflict")), is: "progressing", reason: "Failed=True (apiTemporaryError)", message: "conflict" },
  { title: "a Harbor that gave up has failed", of: harbor, status: conditions(condition("InProgress", "False"), condition("Failed", "True", "invalidSpec", "no such Secret")), is: "failed", reason: "Failed=True (invalidSpec)", message: "no such Secret" },
]);
