/** Kinds that describe something for others and on which no controller reports: they are ready once they are there. */
import type { Rule } from "./rule.ts";

const described: readonly { readonly group: string; readonly kinds?: readonly string[] }[] = [
  // https://metallb.io/apis/
  { group: "metallb.io", kinds: ["IPAddressPool", "L2Advertisement", "BGPAdvertisement", "BGPPeer", "BFDProfile", "Community"] },
  // https://docs.tigera.io/calico/latest/reference/resources/
  { group: "crd.projectcalico.org" },
  { group: "projectcalico.org" },
  // https://linkerd.io/2/reference/authorization-policy/, https://linkerd.io/2/reference/service-profiles/
  { group: "policy.linkerd.io", kinds: ["Server", "AuthorizationPolicy", "MeshTLSAuthentication", "NetworkAuthentication", "ServerAuthorization"] },
  { group: "linkerd.io", kinds: ["ServiceProfile"] },
  // https://keda.sh/docs/latest/concepts/authentication/
  { group: "keda.sh", kinds: ["TriggerAuthentication", "ClusterTriggerAuthentication"] },
  // https://opentelemetry.io/docs/platforms/kubernetes/operator/automatic/
  { group: "opentelemetry.io", kinds: ["Instrumentation"] },
  // https://kyverno.io/docs/guides/exceptions/
  { group: "kyverno.io", kinds: ["PolicyException"] },
  // https://gateway-api.sigs.k8s.io/api-types/referencegrant/
  { group: "gateway.networking.k8s.io", kinds: ["ReferenceGrant"] },
  // https://tekton.dev/docs/triggers/
  { group: "triggers.tekton.dev", kinds: ["Trigger", "TriggerBinding", "TriggerTemplate", "ClusterTriggerBinding"] },
  // https://cloudnative-pg.io/documentation/current/image_catalog/, …/backup/: a schedule's backups are not this rollout's business.
  { group: "postgresql.cnpg.io", kinds: ["ImageCatalog", "ClusterImageCatalog", "ScheduledBackup"] },
  // https://emissary-ingress.dev/docs/3.10/topics/using/intro-mappings/
  { group: "getambassador.io", kinds: ["Mapping", "TCPMapping", "Listener", "TLSContext", "Module", "AuthService", "RateLimitService"] },
  // https://projectcontour.io/docs/main/config/tls-delegation/
  { group: "projectcontour.io", kinds: ["TLSCertificateDelegation"] },
  // https://kueue.sigs.k8s.io/docs/concepts/resource_flavor/
  { group: "kueue.x-k8s.io", kinds: ["ResourceFlavor", "WorkloadPriorityClass", "Topology"] },
  // https://velero.io/docs/main/api-types/volumesnapshotlocation/
  { group: "velero.io", kinds: ["VolumeSnapshotLocation"] },
];

export const describedRules: readonly Rule[] = described.map((kinds) => ({ ...kinds, ready: [{ path: "metadata.name" }] }));
