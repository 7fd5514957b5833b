/** Kubeconfigs of users who cannot see what they ask for. */
import type { Namespace } from "../../test/e2e/api.ts";
import { scratchPath } from "../../test/e2e/kubedog.ts";
import { type Cluster, kubeconfigWithToken } from "../../test/e2e/lab.ts";

/** A service account that no Role is for. @returns the file's path */
export async function strangerConfig({ api, name }: Namespace, cluster: Cluster): Promise<string> {
  const accounts = `/api/v1/namespaces/${name}/serviceaccounts`;
  await api.create(accounts, { metadata: { name: "stranger" } });
  const { status } = await api.create(`${accounts}/stranger/token`, {});
  return await written("stranger", await kubeconfigWithToken(cluster, status?.token ?? "", name));
}

/** Port 1 is nobody's. @returns the file's path */
export async function unreachableConfig(): Promise<string> {
  const clusters = [{ name: "away", cluster: { server: "https://127.0.0.1:1" } }];
  const contexts = [{ name: "away", context: { cluster: "away", user: "away" } }];
  return await written("unreachable", { apiVersion: "v1", kind: "Config", "current-context": "away", clusters, contexts, users: [{ name: "away", user: { token: "none" } }] });
}

async function written(name: string, config: object): Promise<string> {
  const path = scratchPath(`${name}.kubeconfig`);
  await Bun.write(path, JSON.stringify(config));
  return path;
}
