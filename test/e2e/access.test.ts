/** What a user with a token and few rights is shown: refused on what is needed, warned once on what is not. */
import { describe, expect, test } from "bun:test";
import type { Namespace } from "./api.ts";
import { kubedog, logOf, said, scratchPath, textOf } from "./kubedog.ts";
import { type Cluster, kubeconfigWithToken, sharedCluster } from "./lab.ts";
import { deployment, forever, passing, shell } from "./manifests.ts";
import { specOf } from "./scenario.ts";
import { takeSlot } from "./slots.ts";
import { until } from "./until.ts";

const testMs = 60_000;
const refusedMaxMs = 2000;
const web = deployment("web", { containers: [shell("main", `echo here; ${forever}`, passing)] });

type Rule = { readonly apiGroups: readonly string[]; readonly resources: readonly string[]; readonly verbs: readonly string[]; readonly resourceNames?: readonly string[] };

const reading = ["get", "list", "watch"];
const deployments: Rule = { apiGroups: ["apps"], resources: ["deployments", "replicasets"], verbs: reading };
const allow = (...resources: readonly string[]): Rule => ({ apiGroups: [""], resources, verbs: reading });

/** @returns the path of the restricted user's kubeconfig */
async function restrictedTo(rules: readonly Rule[], namespace: Namespace, cluster: Cluster): Promise<string> {
  const { api, name } = namespace;
  const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${name}`;
  await api.create(`/api/v1/namespaces/${name}/serviceaccounts`, { metadata: { name: "restricted" } });
  await api.create(`${rbac}/roles`, { metadata: { name: "restricted" }, rules });
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "restricted" };
  await api.create(`${rbac}/rolebindings`, { metadata: { name: "restricted" }, roleRef, subjects: [{ kind: "ServiceAccount", name: "restricted", namespace: name }] });
  await until("the Role to hold", () => isAllowed(rules[0], namespace));
  const { status } = await api.create(`/api/v1/namespaces/${name}/serviceaccounts/restricted/token`, {});
  const path = scratchPath(`${name}.kubeconfig`);
  await Bun.write(path, JSON.stringify(await kubeconfigWithToken(cluster, status?.token ?? "", name)));
  return path;
}

/** The API server learns of a Role a moment after it is there. */
async function isAllowed(rule: Rule | undefined, { api, name }: Namespace): Promise<true | undefined> {
  const resourceAttributes = { namespace: name, verb: "list", group: rule?.apiGroups[0], resource: rule?.resources[0], name: rule?.resourceNames?.[0] };
  const spec = { user: `system:serviceaccount:${name}:restricted`, resourceAttributes };
  const { status } = await api.create("/apis/authorization.k8s.io/v1/subjectaccessreviews", { spec });
  return status?.allowed === true ? true : undefined;
}

const cluster = await sharedCluster();
if (cluster !== undefined) {
  const restricted = (title: string, rules: readonly Rule[], story: (namespace: Namespace, kubeconfig: string) => Promise<void>) =>
    test(
      title,
      async () => {
        using _slot = await takeSlot();
        await using namespace = await cluster.api.makeNamespace("access");
        const kubeconfig = await restrictedTo(rules, namespace, cluster);
        await namespace.apply(web);
        await story(namespace, kubeconfig);
      },
      testMs,
    );

  describe.concurrent("access", () => {
    restricted("without rights on the kind the run ends with 4 at once and names verb, resource and namespace", [allow("pods")], async (namespace, kubeconfig) => {
      const run = await kubedog(["multitrack", "-t", "30"], { kubeconfig, spec: specOf(web, namespace.name) });
      expect(run.exitCode, said(run)).toBe(4);
      expect(run.endedAt - run.startedAt).toBeLessThan(refusedMaxMs);
      for (const word of ["list", "deployments", namespace.name]) expect(textOf(run, "err")).toContain(word);
    });

    restricted("a token and a namespaced Role are enough", [deployments, allow("pods", "pods/log", "events")], async (namespace, kubeconfig) => {
      const run = await kubedog(["multitrack", "-t", "30"], { kubeconfig, spec: specOf(web, namespace.name) });
      expect(run.exitCode, said(run)).toBe(0);
      expect(logOf(run, "main")).toEqual(["here"]);
      expect(textOf(run, "err")).toBe("");
    });

    const webAlone: Rule = { ...deployments, resources: ["deployments"], resourceNames: ["web"] };
    const replicaSets: Rule = { ...deployments, resources: ["replicasets"] };

    restricted("a Role that names the Deployment is enough, and is not spoken of (checklist 88)", [webAlone, replicaSets, allow("pods", "pods/log", "events")], async (namespace, kubeconfig) => {
      const run = await kubedog(["multitrack", "-t", "30", "--logs-since", "all"], { kubeconfig, spec: specOf(web, namespace.name) });
      expect(run.exitCode, said(run)).toBe(0);
      expect(logOf(run, "main")).toEqual(["here"]);
      expect(textOf(run, "err")).toBe("");
    });

    restricted("a Role that names another Deployment ends the run with 4 at once (checklist 64, 88)", [webAlone, replicaSets, allow("pods")], async (namespace, kubeconfig) => {
      const Deployments = ["web", "api"].map((ResourceName) => ({ ResourceName, Namespace: namespace.name }));
      const run = await kubedog(["multitrack", "-t", "30"], { kubeconfig, spec: { Deployments } });
      expect(run.exitCode, said(run)).toBe(4);
      expect(run.endedAt - run.startedAt).toBeLessThan(refusedMaxMs);
      expect(textOf(run, "err")).toContain(`not allowed to list and watch deployments.apps api in namespace ${namespace.name}`);
    });

    const lacking = [
      ["pods", [deployments, allow("pods/log", "events")]],
      ["events", [deployments, allow("pods", "pods/log")]],
      ["logs", [deployments, allow("pods", "events")]],
    ] as const;
    for (const [what, rules] of lacking) {
      restricted(`without rights on ${what} there is one warning, and the run goes on to ready`, rules, async (namespace, kubeconfig) => {
        const run = await kubedog(["multitrack", "-t", "30"], { kubeconfig, spec: specOf(web, namespace.name) });
        expect(run.exitCode, said(run)).toBe(0);
        const warnings = textOf(run, "err").trim().split("\n");
        expect(warnings).toHaveLength(1);
        expect(warnings[0]).toContain(`going on without ${what}`);
      });
    }
  });
}
