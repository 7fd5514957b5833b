import { expect, test } from "bun:test";
import { loadKubeconfig, type KubeconfigOptions } from "../../src/cluster/kubeconfig.ts";
import { UserError } from "../../src/user-error.ts";

type Files = { readonly [path: string]: string };
type Options = Partial<Omit<KubeconfigOptions, "readFile" | "homeDir">>;

function load(files: Files, options: Options = {}) {
  const readFile = (path: string) => {
    if (files[path] === "<forbidden>") throw new Error("permission denied");
    return files[path];
  };
  return loadKubeconfig({ env: {}, ...options, homeDir: "/home/u", readFile });
}

async function refusal(files: Files, options: Options = {}): Promise<string> {
  const error: unknown = await load(files, options).then(() => undefined, (error) => error);
  if (!(error instanceof UserError)) throw error ?? new Error("it was accepted");
  return `${error.exitCode}: ${error.message}`;
}

/** A kubeconfig of one context `main`, with these inline maps as its cluster and its user. */
function oneContext(cluster: string, user = "{}"): string {
  return [
    "current-context: main",
    "contexts: [{name: main, context: {cluster: c, user: u, namespace: shop}}]",
    `clusters: [{name: c, cluster: ${cluster}}]`,
    `users: [{name: u, user: ${user}}]`,
  ].join("\n");
}

const home = "/home/u/.kube/config";
const server = "{server: 'https://c.test'}";
const pem = (name: string) => `-----BEGIN ${name}-----\n`;
const base64 = (text: string) => Buffer.from(text).toString("base64");

const inPod = {
  "/var/run/secrets/kubernetes.io/serviceaccount/token": "pod-token\n",
  "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt": pem("CA"),
  "/var/run/secrets/kubernetes.io/serviceaccount/namespace": "pod-namespace\n",
};
const podEnv = { KUBERNETES_SERVICE_HOST: "10.0.0.1", KUBERNETES_SERVICE_PORT: "443" };

test("the home directory's kubeconfig gives server, context and namespace", async () => {
  expect(await load({ [home]: oneContext("{server: 'https://c.test:6443/k8s/clusters/c-1/'}", "{token: t0k}") })).toEqual({
    contextName: "main",
    namespace: "shop",
    server: "https://c.test:6443/k8s/clusters/c-1",
    ca: undefined,
    tlsServerName: undefined,
    skipVerify: false,
    proxyUrl: undefined,
    disableCompression: false,
    impersonation: {},
    clientCertificate: undefined,
    login: { type: "token", token: "t0k" },
  });
});

const places: { title: string; files: Files; options: Options; server: string }[] = [
  {
    title: "base64 content beats an explicit path (checklist 28)",
    files: { "/k": oneContext("{server: 'https://path.test'}") },
    options: { kubeconfigBase64: base64(oneContext("{server: 'https://base64.test'}")), kubeconfigPath: "/k" },
    server: "https://base64.test",
  },
  {
    title: "an explicit path beats the environment (checklist 28)",
    files: { "/k": oneContext("{server: 'https://path.test'}"), "/e": oneContext("{server: 'https://env.test'}") },
    options: { kubeconfigPath: "/k", env: { KUBECONFIG: "/e" } },
    server: "https://path.test",
  },
  {
    title: "KUBEDOG_KUBE_CONFIG replaces KUBECONFIG as a whole (checklist 28)",
    files: { "/dog": oneContext("{server: 'https://dog.test'}"), "/e": oneContext("{server: 'https://env.test'}") },
    options: { env: { KUBEDOG_KUBE_CONFIG: "/dog", KUBECONFIG: "/e" } },
    server: "https://dog.test",
  },
  {
    title: "missing files and empty entries of the list are skipped, the first value wins (checklist 28)",
    files: { "/a": oneContext("{server: 'https://a.test'}"), "/b": oneContext("{server: 'https://b.test'}") },
    options: { env: { KUBECONFIG: ":/missing::/a:/b" } },
    server: "https://a.test",
  },
  {
    title: "a context may take its cluster from a later file",
    files: {
      "/a": "current-context: x\ncontexts: [{name: x, context: {cluster: c}}]\nclusters: null\nusers: null\n",
      "/b": oneContext("{server: 'https://b.test'}"),
    },
    options: { env: { KUBECONFIG: "/a:/b" } },
    server: "https://b.test",
  },
  {
    title: "null sections and an empty file are no entries",
    files: { "/a": "contexts: null\nclusters:\nusers: ~\npreferences: null\n", "/e": "", "/b": oneContext(server) },
    options: { env: { KUBECONFIG: "/a:/e:/b" } },
    server: "https://c.test",
  },
  {
    title: "JSON is a kubeconfig too, indented with tabs",
    files: {
      [home]:
        '{\n\t"current-context": "x",\n\t"contexts": [{"name": "x", "context": {"cluster": "c"}}],\n\t"clusters": [{"name": "c", "cluster": {"server": "https://json.test"}}]\n}',
    },
    options: {},
    server: "https://json.test",
  },
  {
    title: "a server without a scheme is http",
    files: { [home]: oneContext("{server: 'c.test:8080'}") },
    options: {},
    server: "http://c.test:8080",
  },
  {
    title: "a server without a scheme is https where TLS is spoken of",
    files: { [home]: oneContext("{server: c.test, insecure-skip-tls-verify: true}") },
    options: {},
    server: "https://c.test",
  },
  {
    title: "without a kubeconfig the Pod's cluster is used (checklist 28)",
    files: inPod,
    options: { env: podEnv },
    server: "https://10.0.0.1",
  },
  {
    title: "a Pod's cluster may have an IPv6 address",
    files: inPod,
    options: { env: { KUBERNETES_SERVICE_HOST: "fd00::1", KUBERNETES_SERVICE_PORT: "6443" } },
    server: "https://[fd00::1]:6443",
  },
  {
    title: "a kubeconfig beats the Pod's cluster",
    files: { ...inPod, [home]: oneContext(server) },
    options: { env: podEnv },
    server: "https://c.test",
  },
];

test.each(places)("$title", async (place) => {
  expect((await load(place.files, place.options)).server).toBe(place.server);
});

test("in a Pod the token's file is remembered, and the namespace is the Pod's", async () => {
  const { namespace, login, ca } = await load(inPod, { env: podEnv });
  const path = "/var/run/secrets/kubernetes.io/serviceaccount/token";
  expect({ namespace, login, ca }).toEqual({
    namespace: "pod-namespace",
    login: { type: "token-file", path, token: "pod-token" },
    ca: "-----BEGIN CA-----\n",
  });
});

test("an explicit context is used, not the current one", async () => {
  const text = `current-context: main
contexts: [{name: main, context: {cluster: c}}, {name: 7, context: {cluster: d}}]
clusters: [{name: c, cluster: {server: 'https://c.test'}}, {name: d, cluster: {server: 'https://d.test'}}]`;
  const { server, namespace, login } = await load({ [home]: text }, { context: "7" });
  expect({ server, namespace, login }).toEqual({ server: "https://d.test", namespace: "", login: { type: "none" } });
});

const fields: { title: string; files: Files; found: object }[] = [
  {
    title: "relative paths start from the kubeconfig's folder",
    files: {
      "/conf/k": oneContext(
        "{server: 'https://c.test', certificate-authority: pki/ca.crt}",
        "{client-certificate: ../me.crt, client-key: /keys/me.key}",
      ),
      "/conf/pki/ca.crt": pem("CA"),
      "/me.crt": pem("CERT"),
      "/keys/me.key": pem("KEY"),
    },
    found: {
      ca: "-----BEGIN CA-----\n",
      clientCertificate: { cert: "-----BEGIN CERT-----\n", key: "-----BEGIN KEY-----\n" },
    },
  },
  {
    title: "data wins over a file, which need not exist",
    files: {
      "/conf/k": oneContext(
        `{server: 'https://c.test', certificate-authority: gone, certificate-authority-data: ${base64(pem("DATA CA"))}}`,
        `{client-certificate: gone, client-certificate-data: ${base64(pem("A"))}, client-key-data: ${base64(pem("B"))}}`,
      ),
    },
    found: {
      ca: "-----BEGIN DATA CA-----\n",
      clientCertificate: { cert: "-----BEGIN A-----\n", key: "-----BEGIN B-----\n" },
    },
  },
  {
    title: "a token file wins over a token",
    files: { "/conf/k": oneContext(server, "{token: old, tokenFile: t}"), "/conf/t": "new\n" },
    found: { login: { type: "token-file", path: "/conf/t", token: "new" } },
  },
  {
    title: "user name and password are basic authentication, and may look like numbers",
    files: { "/conf/k": oneContext(server, "{username: admin, password: 1234}") },
    found: { login: { type: "basic", username: "admin", password: "1234" } },
  },
  {
    title: "impersonation becomes headers, percent-encoded and in UTF-8",
    files: {
      "/conf/k": oneContext(
        server,
        "{token: t, as: jürgen, as-uid: '5', as-groups: [dev, ops], as-user-extra: {example.org/why (now): [a, b]}}",
      ),
    },
    found: {
      impersonation: {
        "Impersonate-User": "jÃ¼rgen",
        "Impersonate-Uid": "5",
        "Impersonate-Group": ["dev", "ops"],
        "Impersonate-Extra-example.org%2Fwhy%20%28now%29": ["a", "b"],
      },
    },
  },
  {
    title: "the TLS name, skip-verify, compression and proxy are read (checklist 28)",
    files: {
      "/conf/k": oneContext(
        "{server: 'https://127.0.0.1', tls-server-name: api, insecure-skip-tls-verify: true, disable-compression: true, proxy-url: 'http://p:3128'}",
      ),
    },
    found: { tlsServerName: "api", skipVerify: true, disableCompression: true, proxyUrl: "http://p:3128/" },
  },
  {
    title: "an exec plugin gets its command from the kubeconfig's folder and the cluster when it asks (checklist 28)",
    files: {
      "/conf/k": oneContext(
        `{server: 'https://c.test/x/', certificate-authority-data: ${base64(pem("CA"))}, extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: a}}]}`,
        "{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./bin/login, args: null, env: [{name: A, value: b}], interactiveMode: Never, provideClusterInfo: true, installHint: get it}}",
      ),
    },
    found: {
      login: {
        type: "exec",
        plugin: {
          userName: "u",
          apiVersion: "client.authentication.k8s.io/v1",
          command: "/conf/bin/login",
          args: [],
          env: { A: "b" },
          interactiveMode: "Never",
          installHint: "get it",
          cluster: {
            server: "https://c.test/x",
            "certificate-authority-data": "LS0tLS1CRUdJTiBDQS0tLS0tCg==",
            config: { audience: "a" },
          },
        },
      },
    },
  },
];

test.each(fields)("$title", async ({ files, found }) => {
  expect(await load(files, { kubeconfigPath: "/conf/k" })).toMatchObject(found);
});

const refusals: { title: string; files?: Files; options?: Options; message: string }[] = [
  {
    title: "nothing at all is exit code 4 and says where was looked",
    message:
      "4: no cluster to connect to: looked at /home/u/.kube/config and at /var/run/secrets/kubernetes.io/serviceaccount. Give a kubeconfig with --kube-config or KUBECONFIG.",
  },
  {
    title: "a list of missing files does not lead to the home directory",
    files: { [home]: oneContext(server) },
    options: { env: { KUBECONFIG: "/a:/b" } },
    message:
      "4: no cluster to connect to: looked at KUBECONFIG (/a, /b) and at /var/run/secrets/kubernetes.io/serviceaccount. Give a kubeconfig with --kube-config or KUBECONFIG.",
  },
  {
    title: "an explicit file that is missing is an error, also in a Pod (checklist 28)",
    files: inPod,
    options: { kubeconfigPath: "/nope", env: podEnv },
    message: "2: there is no kubeconfig /nope. Check the path.",
  },
  {
    title: "an explicit file without contexts is an error, also in a Pod",
    files: { ...inPod, "/k": "apiVersion: v1\nkind: Config\n" },
    options: { kubeconfigPath: "/k", env: podEnv },
    message: "2: /k has no contexts, so that there is no cluster to connect to.",
  },
  {
    title: "bad base64 is an error, also in a Pod (checklist 28)",
    files: inPod,
    options: { kubeconfigBase64: "%%%", env: podEnv },
    message: "2: the base64 kubeconfig is not valid base64. Encode the file with `base64 -w0`.",
  },
  {
    title: "an unknown context lists those that exist",
    files: { [home]: oneContext(server) },
    options: { context: "mian" },
    message: '2: there is no context "mian": /home/u/.kube/config has "main".',
  },
  {
    title: "an unknown context is an error in a Pod without a kubeconfig (checklist 28)",
    files: inPod,
    options: { context: "prod", env: podEnv },
    message: '2: there is no context "prod": there is no kubeconfig in /home/u/.kube/config.',
  },
  {
    title: "a kubeconfig without a current context lists what to choose from",
    files: { [home]: "contexts: [{name: a, context: {}}, {name: b, context: {}}]" },
    message: '2: no context is chosen: /home/u/.kube/config has "a", "b". Choose one with --kube-context.',
  },
  {
    title: "broken YAML names file and line and quotes nothing",
    files: { [home]: "users:\n- name: u\n  user: {token: s3cret\nclusters: []\n" },
    message: "2: /home/u/.kube/config, line 4, is not valid YAML: wrong indentation.",
  },
  {
    title: "an unparsable file of a list is an error, not skipped",
    files: { "/a": "\tx: 1", "/b": oneContext(server) },
    options: { env: { KUBECONFIG: "/a:/b" } },
    message: "2: /a, line 1, is not valid YAML: a tab as indentation.",
  },
  {
    title: "a file that may not be read is an error",
    files: { [home]: "<forbidden>" },
    message: "2: cannot read the kubeconfig /home/u/.kube/config: permission denied",
  },
  {
    title: "a field of the wrong type is named without its value",
    files: { [home]: oneContext(server, "{token: [s3cret]}") },
    message: '2: /home/u/.kube/config is not a usable kubeconfig: user "u", token must be a text.',
  },
  {
    title: "a section of the wrong type is named",
    files: { [home]: "contexts: {name: a}" },
    message: "2: /home/u/.kube/config is not a usable kubeconfig: contexts must be a list.",
  },
  {
    title: "a kubeconfig that is a text is refused",
    files: { [home]: "hello" },
    message: "2: /home/u/.kube/config is not a usable kubeconfig: its content must be a mapping.",
  },
  {
    title: "a context without its cluster names those that exist",
    files: { [home]: "current-context: x\ncontexts: [{name: x, context: {cluster: y}}]\nclusters: [{name: z, cluster: {}}]" },
    message: `2: context "x" names the cluster "y", which does not exist. The kubeconfig's clusters: "z".`,
  },
  {
    title: "a cluster without a server is refused",
    files: { [home]: oneContext("null") },
    message: '2: cluster "c" of the kubeconfig has no server. Give it an https:// URL.',
  },
  {
    title: "a password in the server's URL is not shown",
    files: { [home]: oneContext("{server: 'https://me:s3cret@c.test'}") },
    message:
      '2: the server of cluster "c" is not a plain http:// or https:// URL. Credentials belong to its user.',
  },
  {
    title: "skip-verify together with an authority is refused",
    files: {
      [home]: oneContext(
        `{server: 'https://c.test', insecure-skip-tls-verify: true, certificate-authority-data: ${base64(pem("CA"))}}`,
      ),
    },
    message:
      '2: cluster "c" of the kubeconfig has both insecure-skip-tls-verify and a certificate authority. Remove one of them.',
  },
  {
    title: "a missing authority file is named",
    files: { [home]: oneContext("{server: 'https://c.test', certificate-authority: ca.crt}") },
    message: '2: certificate-authority of cluster "c": there is no file /home/u/.kube/ca.crt.',
  },
  {
    title: "data that is no base64 is not quoted",
    files: { [home]: oneContext(server, "{client-certificate-data: 's3cret!', client-key-data: aGk=}") },
    message: '2: client-certificate-data of user "u" is not valid base64.',
  },
  {
    title: "data that is no PEM is not quoted",
    files: { [home]: oneContext(server, "{client-certificate-data: aGk=, client-key-data: aGk=}") },
    message: '2: client-certificate-data of user "u" holds no PEM block (-----BEGIN …).',
  },
  {
    title: "a certificate without its key is refused",
    files: { [home]: oneContext(server, `{client-certificate-data: ${base64(pem("A"))}}`) },
    message: '2: user "u" of the kubeconfig has a client-certificate but no client-key.',
  },
  {
    title: "a token that would break out of its header is refused",
    files: { [home]: oneContext(server, '{token: "a\\r\\nX-Evil: 1"}') },
    message: '2: token of user "u" holds a line break or control character.',
  },
  {
    title: "groups without a user to impersonate are refused",
    files: { [home]: oneContext(server, "{as-groups: [system:masters]}") },
    message: '2: user "u" of the kubeconfig impersonates a uid, groups or extras, but no user: "as" is missing.',
  },
  {
    title: "a SOCKS proxy is refused, its password not shown",
    files: { [home]: oneContext("{server: 'https://c.test', proxy-url: 'socks5://me:s3cret@p:1080'}") },
    message:
      "2: proxy-url of the kubeconfig is socks5://p:1080, but only http and https proxies are supported. Give an HTTP proxy.",
  },
  {
    title: "auth-provider oidc is refused by name, with what to use instead",
    files: { [home]: oneContext(server, "{auth-provider: {name: oidc, config: {id-token: s3cret}}}") },
    message:
      '2: user "u" of the kubeconfig uses auth-provider "oidc", which is not supported. Use an exec plugin for OpenID Connect, such as `kubectl oidc-login`, or a token.',
  },
  {
    title: "auth-provider gcp is refused by name",
    files: { [home]: oneContext(server, "{auth-provider: {name: gcp}}") },
    message:
      `2: user "u" of the kubeconfig uses auth-provider "gcp", which is not supported. Use an exec plugin, such as your cloud's credential helper, or a token.`,
  },
  {
    title: "an exec plugin of a removed version is refused",
    files: { [home]: oneContext(server, "{exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: x}}") },
    message:
      '2: exec of user "u" has the apiVersion "client.authentication.k8s.io/v1alpha1". Supported: client.authentication.k8s.io/v1, client.authentication.k8s.io/v1beta1.',
  },
];

test.each(refusals)("$title", async ({ files, options, message }) => {
  expect(await refusal(files ?? {}, options)).toBe(message);
});

test("a mistake in a context that is not used is no reason to stop", async () => {
  const text = `${oneContext(server)}\n`.replace("users: [", "users: [{name: other, user: {token: [1]}}, ");
  expect((await load({ [home]: text })).contextName).toBe("main");
});

const proxies: { title: string; server: string; env: { [name: string]: string }; proxy: string | undefined }[] = [
  { title: "HTTPS_PROXY is used", server: "https://c.test", env: { HTTPS_PROXY: "http://p:1" }, proxy: "http://p:1/" },
  { title: "https_proxy without scheme", server: "https://c.test", env: { https_proxy: "p:1" }, proxy: "http://p:1/" },
  { title: "HTTP_PROXY is not for https", server: "https://c.test", env: { HTTP_PROXY: "http://p:1" }, proxy: undefined },
  { title: "HTTP_PROXY is for http", server: "http://c.test", env: { HTTP_PROXY: "http://p:1" }, proxy: "http://p:1/" },
  { title: "never for 127/8", server: "https://127.0.0.9:6443", env: { HTTPS_PROXY: "p:1" }, proxy: undefined },
  { title: "never for ::1", server: "https://[::1]:6443", env: { HTTPS_PROXY: "p:1" }, proxy: undefined },
  { title: "never for localhost", server: "https://localhost", env: { HTTPS_PROXY: "p:1" }, proxy: undefined },
  { title: "NO_PROXY *", server: "https://c.test", env: { HTTPS_PROXY: "p:1", NO_PROXY: "*" }, proxy: undefined },
  { title: "NO_PROXY name", server: "https://api.c.test", env: { HTTPS_PROXY: "p:1", NO_PROXY: "x, C.TEST" }, proxy: undefined },
  { title: "NO_PROXY is no mere ending", server: "https://abc.test", env: { HTTPS_PROXY: "p:1", NO_PROXY: "c.test" }, proxy: "http://p:1/" },
  { title: "NO_PROXY .name spares subdomains", server: "https://api.c.test", env: { HTTPS_PROXY: "p:1", no_proxy: ".c.test" }, proxy: undefined },
  { title: "NO_PROXY .name not the name", server: "https://c.test", env: { HTTPS_PROXY: "p:1", no_proxy: ".c.test" }, proxy: "http://p:1/" },
  { title: "NO_PROXY CIDR", server: "https://10.3.0.1", env: { HTTPS_PROXY: "p:1", NO_PROXY: "10.0.0.0/8" }, proxy: undefined },
  { title: "NO_PROXY other CIDR", server: "https://11.3.0.1", env: { HTTPS_PROXY: "p:1", NO_PROXY: "10.0.0.0/8,fd00::/8,1.2.3.4/99" }, proxy: "http://p:1/" },
  { title: "NO_PROXY IPv6", server: "https://[fd00::1]", env: { HTTPS_PROXY: "p:1", NO_PROXY: "fd00::/8" }, proxy: undefined },
  { title: "NO_PROXY with the port", server: "https://c.test", env: { HTTPS_PROXY: "p:1", NO_PROXY: "c.test:443" }, proxy: undefined },
  { title: "NO_PROXY with another port", server: "https://c.test", env: { HTTPS_PROXY: "p:1", NO_PROXY: "c.test:8443" }, proxy: "http://p:1/" },
];

test.each(proxies)("environment proxies: $title", async ({ server, env, proxy }) => {
  expect((await load({ [home]: oneContext(`{server: '${server}'}`) }, { env })).proxyUrl).toBe(proxy);
});

test("the cluster's own proxy is used for loopback too, whatever NO_PROXY says", async () => {
  const text = oneContext("{server: 'https://127.0.0.1', proxy-url: 'http://own:1'}");
  const { proxyUrl } = await load({ [home]: text }, { env: { HTTPS_PROXY: "http://p:1", NO_PROXY: "*" } });
  expect(proxyUrl).toBe("http://own:1/");
});
