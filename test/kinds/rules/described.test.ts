import { expect, test } from "bun:test";
import { ruleRung } from "../../../src/kinds/rules/rule.ts";
import { objectOf } from "../family.ts";
import { judge } from "./judge.ts";

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
`;

judge(
  described.trim().split("\n").flatMap((line) => {
    const [apiVersion = "", ...kinds] = line.trim().split(" ");
    return kinds.map((kind) => ({ title: `a ${kind} of ${apiVersion}, of which nobody reports, is ready once it is there`, of: `${apiVersion} ${kind}`, is: "ready" as const }));
  }),
);

test("a rule that names nothing to be ready by waits for its controller", () => {
  expect(ruleRung({ group: "example.com" }, objectOf("example.com/v1", "Thing", "x"))).toMatchObject({ status: "progressing", reason: "NotReported", message: "its controller has not said that it is ready" });
});
