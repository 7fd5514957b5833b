import { expect, test } from "bun:test";
import { ruleRung } from "../../../src/kinds/rules/rule.ts";
import { objectOf } from "../family.ts";
import { condition, conditions, judge } from "./judge.ts";

const described = `
  metallb.io/v1beta1 IPAddressPool L2Advertisement BGPAdvertisement BFDProfile Community
  metallb.io/v1beta2 BGPPeer
  crd.projectcalico.org/v1 NetworkPolicy IPPool
  projectcalico.org/v3 GlobalNetworkPolicy
  policy.linkerd.io/v1beta3 Server
  policy.linkerd.io/v1alpha1 AuthorizationPolicy MeshTLSAuthentication NetworkAuthentication
  policy.linkerd.io/v1beta1 ServerAuthorization
  linkerd.io/v1alpha2 ServiceProfile
  keda.sh/v1alpha1 TriggerAuthentication ClusterTriggerAuthentication
  opentelemetry.io/v1alpha1 Instrumentation
  kyverno.io/v2 PolicyException
  gateway.networking.k8s.io/v1beta1 ReferenceGrant
  triggers.tekton.dev/v1beta1 Trigger TriggerBinding TriggerTemplate ClusterTriggerBinding
  postgresql.cnpg.io/v1 ImageCatalog ClusterImageCatalog ScheduledBackup
  getambassador.io/v3alpha1 Mapping TCPMapping Listener TLSContext Module AuthService RateLimitService
  projectcontour.io/v1 TLSCertificateDelegation
  kueue.x-k8s.io/v1beta1 ResourceFlavor WorkloadPriorityClass Topology
  velero.io/v1 VolumeSnapshotLocation
  traefik.io/v1alpha1 Middleware IngressRoute TLSOption
  traefik.containo.us/v1alpha1 Middleware
  argoproj.io/v1alpha1 WorkflowTemplate ClusterWorkflowTemplate AnalysisTemplate ClusterAnalysisTemplate AppProject
  tekton.dev/v1 Pipeline Task
  tekton.dev/v1beta1 ClusterTask StepAction
  flagger.app/v1beta1 MetricTemplate AlertProvider
  cilium.io/v2 CiliumClusterwideNetworkPolicy CiliumEgressGatewayPolicy CiliumEnvoyConfig CiliumClusterwideEnvoyConfig CiliumCIDRGroup
  dapr.io/v1alpha1 Component Configuration Resiliency HTTPEndpoint
  dapr.io/v2alpha1 Subscription
  generators.external-secrets.io/v1alpha1 ACRAccessToken ECRAuthorizationToken Fake GCRAccessToken GithubAccessToken Password UUID VaultDynamicSecret Webhook
  secrets-store.csi.x-k8s.io/v1 SecretProviderClass
  elbv2.k8s.aws/v1beta1 IngressClassParams
  k8s.cni.cncf.io/v1 NetworkAttachmentDefinition
  snapshot.storage.k8s.io/v1 VolumeSnapshotClass
`;

judge(
  described.trim().split("\n").flatMap((line) => {
    const [apiVersion = "", ...kinds] = line.trim().split(" ");
    return kinds.map((kind) => ({ title: `a ${kind} of ${apiVersion}, of which nobody reports, is ready once it is there`, of: `${apiVersion} ${kind}`, is: "ready" as const }));
  }),
);

const template = "argoproj.io/v1alpha1 AnalysisTemplate";
const says = (status: "True" | "False", reason: string) => conditions(condition("Ready", status, reason, "no such metric"));

judge([
  { title: "what needs no status is ready with one that nobody understands", of: "argoproj.io/v1alpha1 AppProject", status: { jwtTokensByRole: { ci: {} } }, is: "ready", message: "" },
  { title: "what needs no status is ready, and not assumed to be, where the generation is all that is reported", of: template, status: { observedGeneration: 1 }, is: "ready", message: "" },
  { title: "what needs no status is ready with one of zeros", of: template, status: { used: 0, conditions: [] }, is: "ready" },
  { title: "what needs no status and says that it failed has failed", of: template, status: says("False", "InvalidSpec"), is: "failed", reason: "Ready=False (InvalidSpec)", message: "no such metric" },
  { title: "what needs no status and says that it is on its way is on its way", of: template, status: says("False", "Reconciling"), is: "progressing", reason: "Ready=False (Reconciling)" },
  { title: "what needs no status and says of an older spec that it is ready is on its way", of: template, metadata: { generation: 2 }, status: conditions({ type: "Ready", status: "True", observedGeneration: 1 }), is: "progressing", reason: "SpecNotObserved" },
]);

test("a rule that names nothing to be ready by waits for its controller", () => {
  expect(ruleRung({ group: "example.com" }, objectOf("example.com/v1", "Thing", "x"))).toMatchObject({ status: "progressing", reason: "NotReported", message: "its controller has not said that it is ready" });
});
