/** The real clusters of these tests: a lab beside this repository, or the cluster that KUBEDOG_TEST_KUBECONFIG names. */
import { existsSync } from "node:fs";
import { Api } from "./api.ts";

const labFolder = new URL("../../../shared/cluster/", import.meta.url).pathname;
const lab = `${labFolder}lab`;
export const scenarioFolder = `${labFolder}scenarios/`;
const foreignKubeconfig = process.env.KUBEDOG_TEST_KUBECONFIG;

export type Cluster = { readonly kubeconfig: string; readonly api: Api; readonly isLab: boolean };

export type Fault = "cut" | "pause-apiserver" | "kill-apiserver" | "start-apiserver";

/** A cluster of one test file alone, which it may break. */
export type OwnCluster = Cluster & AsyncDisposable & {
  /** @param seconds for a pause: how long; resolves when it is over */
  fault(fault: Fault, seconds?: number): Promise<void>;
};

/** Held, so that none is collected and its input closed. */
const proxies: Bun.Subprocess[] = [];

let shared: Promise<Cluster | undefined> | undefined;

/** The cluster that all test files share; undefined where there is none, which is said once. With CI=true that is an error. */
export function sharedCluster(): Promise<Cluster | undefined> {
  shared ??= openShared();
  return shared;
}

async function openShared(): Promise<Cluster | undefined> {
  if (foreignKubeconfig !== undefined) return openCluster(foreignKubeconfig, ["kubectl"]);
  if (existsSync(lab)) return openLab("lab");
  if (process.env.CI === "true") throw new Error(`there is no cluster for the real-cluster tests: neither KUBEDOG_TEST_KUBECONFIG nor ${lab}`);
  console.log("The real-cluster tests are left out: neither KUBEDOG_TEST_KUBECONFIG nor ../shared/cluster/lab is there.");
  return undefined;
}

/** A lab that nobody else uses; undefined, which is said, where there can be none. Dispose it: it takes 1 GiB. */
export async function ownCluster(name: string): Promise<OwnCluster | undefined> {
  if ((await sharedCluster()) === undefined) return undefined;
  if (foreignKubeconfig !== undefined) {
    console.log("The tests that cut, pause and kill an API server are left out: they need a lab of their own.");
    return undefined;
  }
  return {
    ...(await openLab(name)),
    async fault(fault, seconds) {
      await output([lab, fault, name, ...(seconds === undefined ? [] : [`${seconds}`])]);
    },
    async [Symbol.asyncDispose]() {
      await output([lab, "down", name]);
    },
  };
}

async function openLab(name: string): Promise<Cluster> {
  await output([lab, "up", name]);
  return openCluster((await output([lab, "kubeconfig", name])).trim(), [lab, "kubectl", name, "--"]);
}

async function openCluster(kubeconfig: string, kubectl: readonly string[]): Promise<Cluster> {
  const env = { ...process.env, KUBECONFIG: kubeconfig };
  // A proxy knows every way to log in, and costs one process in place of one for each request. It ends with this process, whose end closes its input.
  const proxy = Bun.spawn(["sh", "-c", '"$@" & read -r _; kill $!', "proxy", ...kubectl, "proxy", "--port=0"], { env, stdin: "pipe", stdout: "pipe", stderr: "ignore" });
  proxy.unref();
  proxies.push(proxy);
  const [, address] = (await firstLine(proxy.stdout)).match(/(127\.0\.0\.1:\d+)/) ?? [];
  if (address === undefined) throw new Error("kubectl proxy does not say where it serves");
  return { kubeconfig, api: new Api(`http://${address}`), isLab: foreignKubeconfig === undefined };
}

/** A kubeconfig file for the same cluster with another user's token. */
export async function kubeconfigWithToken({ kubeconfig }: Cluster, token: string, namespace: string): Promise<object> {
  const { clusters, contexts, ...rest }: Kubeconfig = JSON.parse(JSON.stringify(Bun.YAML.parse(await Bun.file(kubeconfig).text())));
  const cluster = contexts.find(({ name }) => name === rest["current-context"])?.context.cluster ?? "";
  const context = { name: "restricted", context: { cluster, user: "restricted", namespace } };
  return { apiVersion: "v1", kind: "Config", "current-context": "restricted", clusters, contexts: [context], users: [{ name: "restricted", user: { token } }] };
}

type Kubeconfig = {
  readonly "current-context": string;
  readonly clusters: readonly object[];
  readonly contexts: readonly { readonly name: string; readonly context: { readonly cluster: string } }[];
};

async function output(command: readonly string[]): Promise<string> {
  const child = Bun.spawn([...command], { stdout: "pipe", stderr: "pipe" });
  const [text, complaint, exitCode] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  if (exitCode !== 0) throw new Error(`${command.join(" ")} ends with ${exitCode}: ${complaint}`);
  return text;
}

async function firstLine(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let text = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.includes("\n")) break;
  }
  return text;
}
