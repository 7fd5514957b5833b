/** Kinds that describe something for others and on which no controller has to report: they are ready once they are there. */
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
  // https://doc.traefik.io/traefik/reference/dynamic-configuration/kubernetes-crd/
  { group: "traefik.io" },
  { group: "traefik.containo.us" },
  // https://argo-workflows.readthedocs.io/en/latest/, https://argoproj.github.io/argo-rollouts/, https://argo-cd.readthedocs.io/en/stable/
  { group: "argoproj.io", kinds: ["WorkflowTemplate", "ClusterWorkflowTemplate", "AnalysisTemplate", "ClusterAnalysisTemplate", "AppProject"] },
  // https://tekton.dev/docs/pipelines/: nothing is done with them until they are run.
  { group: "tekton.dev", kinds: ["Pipeline", "Task", "ClusterTask", "StepAction"] },
  // https://docs.flagger.app/usage/metrics, https://docs.flagger.app/usage/alerting: their status has a form, and nobody writes it.
  { group: "flagger.app", kinds: ["MetricTemplate", "AlertProvider"] },
  // https://docs.cilium.io/en/stable/network/kubernetes/policy/: only newer releases say of a policy whether it is valid.
  { group: "cilium.io", kinds: ["CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy"] },
  // https://docs.cilium.io/en/stable/network/
  { group: "cilium.io", kinds: ["CiliumEgressGatewayPolicy", "CiliumEnvoyConfig", "CiliumClusterwideEnvoyConfig", "CiliumCIDRGroup"] },
  // https://docs.dapr.io/reference/resource-specs/
  { group: "dapr.io", kinds: ["Component", "Configuration", "Subscription", "Resiliency", "HTTPEndpoint"] },
  // https://external-secrets.io/latest/api/generator/
  { group: "generators.external-secrets.io", kinds: ["ACRAccessToken", "ECRAuthorizationToken", "Fake", "GCRAccessToken", "GithubAccessToken", "Password", "UUID", "VaultDynamicSecret", "Webhook"] },
  // https://secrets-store-csi-driver.sigs.k8s.io/concepts: what was mounted is told by objects of another kind.
  { group: "secrets-store.csi.x-k8s.io", kinds: ["SecretProviderClass"] },
  // https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/ingress_class/
  { group: "elbv2.k8s.aws", kinds: ["IngressClassParams"] },
  // https://github.com/k8snetworkplumbingwg/multi-net-spec
  { group: "k8s.cni.cncf.io", kinds: ["NetworkAttachmentDefinition"] },
  // https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/
  { group: "snapshot.storage.k8s.io", kinds: ["VolumeSnapshotClass"] },
];

export const describedRules: readonly Rule[] = described.map((kinds) => ({ ...kinds, ready: "exists" }));
