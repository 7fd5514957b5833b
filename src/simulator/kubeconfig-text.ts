/** A kubeconfig for the simulated cluster, as YAML. */
export type KubeconfigParts = {
  readonly url: string;
  /** PEM; "" where there is none. */
  readonly ca: string;
  readonly clientCert: string;
  readonly clientKey: string;
  readonly token: string;
  readonly namespace: string;
};

export function kubeconfigText({ url, ca, clientCert, clientKey, token, namespace }: KubeconfigParts): string {
  const user = [
    ...(clientCert === "" ? [] : [`    client-certificate-data: ${base64(clientCert)}`, `    client-key-data: ${base64(clientKey)}`]),
    ...(token === "" ? [] : [`    token: ${token}`]),
  ];
  return [
    "apiVersion: v1",
    "kind: Config",
    "current-context: simulator",
    "clusters:",
    "- name: simulator",
    "  cluster:",
    `    server: ${url}`,
    ...(ca === "" ? [] : [`    certificate-authority-data: ${base64(ca)}`]),
    "contexts:",
    "- name: simulator",
    `  context: {cluster: simulator, user: simulator, namespace: ${namespace}}`,
    "users:",
    "- name: simulator",
    ...(user.length === 0 ? ["  user: {}"] : ["  user:", ...user]),
    "",
  ].join("\n");
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
