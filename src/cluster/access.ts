/** What it takes to speak to one API server as one user, as found in a kubeconfig or in the cluster we run in. */

/** PEM texts. The certificate may be followed by its intermediates. */
export type ClientCertificate = { readonly cert: string; readonly key: string };

/** Names as they are sent; a list is sent as that many headers. */
export type RequestHeaders = { readonly [name: string]: string | readonly string[] };

/** Returns a file's text, undefined when there is no such file; throws when it is there and cannot be read. */
export type ReadFile = (path: string) => string | undefined;

export type Environment = { readonly [name: string]: string | undefined };

/** A program that yields credentials: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins */
export type ExecPlugin = {
  /** The kubeconfig's name of the user, for messages. */
  readonly userName: string;
  readonly apiVersion: string;
  /** A bare name to be found in PATH, or an absolute path. */
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment, the kubeconfig's additions included. */
  readonly env: Environment;
  readonly interactiveMode: "Never" | "IfAvailable" | "Always";
  readonly installHint: string;
  /** `spec.cluster` of KUBERNETES_EXEC_INFO, when the plugin asks for it. */
  readonly cluster: object | undefined;
};

export type Login =
  | { readonly type: "none" }
  | { readonly type: "token"; readonly token: string }
  /** Re-read now and then; `token` is what it held when the kubeconfig was loaded. */
  | { readonly type: "token-file"; readonly path: string; readonly token: string }
  | { readonly type: "basic"; readonly username: string; readonly password: string }
  | { readonly type: "exec"; readonly plugin: ExecPlugin };

export type ClusterAccess = {
  /** "" inside a cluster. */
  readonly contextName: string;
  /** The context's namespace, "" when it names none. */
  readonly namespace: string;
  /** `https://host:port/prefix`, without a slash at its end. */
  readonly server: string;
  /** PEM; undefined means the authorities this machine trusts. */
  readonly ca: string | undefined;
  /** The name to ask for and to check instead of the server's host. */
  readonly tlsServerName: string | undefined;
  readonly skipVerify: boolean;
  readonly proxyUrl: string | undefined;
  readonly disableCompression: boolean;
  readonly impersonation: RequestHeaders;
  readonly clientCertificate: ClientCertificate | undefined;
  readonly login: Login;
};
