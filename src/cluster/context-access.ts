/** One context of a kubeconfig, its cluster and its user, as what the transport needs. */

import { UserError } from "../user-error.ts";
import type { ClusterAccess, Environment, ReadFile } from "./access.ts";
import { fieldText } from "./field-text.ts";
import { clusterOf, contextOf, userOf, type Entry, type Kubeconfig, type KubeconfigCluster } from "./kubeconfig-file.ts";
import { proxyFor } from "./proxy.ts";
import { clientCertificateOf, impersonationOf, loginOf } from "./user-login.ts";

type Surroundings = { readonly env: Environment; readonly readFile: ReadFile };

/** @throws UserError naming the entry and the field that cannot be used. */
export function contextAccess(config: Kubeconfig, contextName: string, { env, readFile }: Surroundings): ClusterAccess {
  const context = contextOf(entryOf(config.contexts, contextName, "context", contextName), contextName);
  const clusterName = context.cluster ?? "";
  const clusterEntry = entryOf(config.clusters, clusterName, "cluster", contextName);
  const cluster = clusterOf(clusterEntry, clusterName);
  const url = serverUrl(cluster, clusterName);
  const { ca, skipVerify } = verification(cluster, clusterName, clusterEntry, readFile);
  const transport = {
    server: url.href.replace(/\/+$/, ""),
    ca,
    tlsServerName: cluster["tls-server-name"],
    skipVerify,
    proxyUrl: proxyFor(url, cluster["proxy-url"], env),
    disableCompression: cluster["disable-compression"],
  };
  const base = { contextName, namespace: context.namespace ?? "", ...transport };
  if (context.user === undefined) {
    return { ...base, impersonation: {}, clientCertificate: undefined, login: { type: "none" } };
  }
  const { file, content } = entryOf(config.users, context.user, "user", contextName);
  const owner = { name: context.user, folder: file.folder, env, readFile, cluster: execCluster(cluster, transport) };
  const user = userOf({ file, content }, context.user);
  return {
    ...base,
    impersonation: impersonationOf(user, owner),
    clientCertificate: clientCertificateOf(user, owner),
    login: loginOf(user, owner),
  };
}

function entryOf(entries: ReadonlyMap<string, Entry>, name: string, kind: string, contextName: string): Entry {
  const entry = entries.get(name);
  if (entry !== undefined) return entry;
  const known = [...entries.keys()].slice(0, 20).map((key) => JSON.stringify(key)).join(", ") || "none";
  const wanted = name === "" ? `no ${kind}` : `the ${kind} ${JSON.stringify(name)}, which does not exist`;
  throw new UserError(`context ${JSON.stringify(contextName)} names ${wanted}. The kubeconfig's ${kind}s: ${known}.`);
}

/** client-go takes a server without a scheme as https when anything about TLS is said, and as http otherwise. */
function serverUrl(cluster: KubeconfigCluster, clusterName: string): URL {
  const { server } = cluster;
  const label = `cluster ${JSON.stringify(clusterName)}`;
  if (server === undefined) throw new UserError(`${label} of the kubeconfig has no server. Give it an https:// URL.`);
  const saysTls =
    cluster["insecure-skip-tls-verify"] || cluster["certificate-authority"] || cluster["certificate-authority-data"];
  const url = URL.parse(server.includes("://") ? server : `${saysTls ? "https" : "http"}://${server}`);
  const isUsable = url?.protocol === "https:" || url?.protocol === "http:";
  if (url === null || !isUsable || url.username || url.password) {
    throw new UserError(`the server of ${label} is not a plain http:// or https:// URL. Credentials belong to its user.`);
  }
  url.search = "";
  url.hash = "";
  return url;
}

function verification(cluster: KubeconfigCluster, clusterName: string, { file }: Entry, readFile: ReadFile) {
  const place = { label: `cluster ${JSON.stringify(clusterName)}`, folder: file.folder, readFile };
  const ca = fieldText(cluster, "certificate-authority", place);
  const skipVerify = cluster["insecure-skip-tls-verify"];
  if (skipVerify && ca !== undefined) {
    const problem = "has both insecure-skip-tls-verify and a certificate authority";
    throw new UserError(`${place.label} of the kubeconfig ${problem}. Remove one of them.`);
  }
  return { ca, skipVerify };
}

const execExtension = "client.authentication.k8s.io/exec";

/** `spec.cluster` of an ExecCredential: https://kubernetes.io/docs/reference/config-api/client-authentication.v1/#client-authentication-k8s-io-v1-Cluster */
function execCluster(cluster: KubeconfigCluster, access: Pick<ClusterAccess, "server" | "ca" | "skipVerify">): object {
  return {
    server: access.server,
    ...(cluster["tls-server-name"] && { "tls-server-name": cluster["tls-server-name"] }),
    ...(access.skipVerify && { "insecure-skip-tls-verify": true }),
    ...(access.ca && { "certificate-authority-data": Buffer.from(access.ca).toString("base64") }),
    ...(cluster["proxy-url"] && { "proxy-url": cluster["proxy-url"] }),
    ...(cluster["disable-compression"] && { "disable-compression": true }),
    config: cluster.extensions.find(({ name }) => name === execExtension)?.extension ?? null,
  };
}
