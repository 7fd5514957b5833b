/** Access for a program that runs in a Pod: https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/ */

import type { ClusterAccess, Environment, ReadFile } from "./access.ts";
import { proxyFor } from "./proxy.ts";

export const serviceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

/** Returns undefined when this is no Pod, or one without a service account's token. */
export function inClusterAccess(env: Environment, readFile: ReadFile): ClusterAccess | undefined {
  const host = env["KUBERNETES_SERVICE_HOST"];
  const port = env["KUBERNETES_SERVICE_PORT"];
  if (!host || !port) return undefined;
  const tokenPath = `${serviceAccountFolder}/token`;
  const token = readFile(tokenPath)?.trim();
  const url = URL.parse(`https://${host.includes(":") ? `[${host}]` : host}:${port}`);
  if (!token || url === null) return undefined;
  return {
    contextName: "",
    namespace: readFile(`${serviceAccountFolder}/namespace`)?.trim() ?? "",
    server: url.origin,
    ca: readFile(`${serviceAccountFolder}/ca.crt`),
    tlsServerName: undefined,
    skipVerify: false,
    proxyUrl: proxyFor(url, undefined, env),
    disableCompression: false,
    impersonation: {},
    clientCertificate: undefined,
    login: { type: "token-file", path: tokenPath, token },
  };
}
