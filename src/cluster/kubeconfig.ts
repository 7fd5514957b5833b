/** Finds the cluster to speak to, by the rules of kubectl and kubedog's flags and variables. */

import { delimiter, dirname, join } from "node:path";
import { exitCodes } from "../exit-codes.ts";
import { UserError } from "../user-error.ts";
import type { ClusterAccess, Environment, ReadFile } from "./access.ts";
import { contextAccess } from "./context-access.ts";
import { decodedBase64 } from "./field-text.ts";
import { inClusterAccess, serviceAccountFolder } from "./in-cluster.ts";
import { mergedKubeconfig, type Kubeconfig, type KubeconfigText } from "./kubeconfig-file.ts";

/** An empty text means "not given" everywhere. */
export type KubeconfigOptions = {
  readonly kubeconfigPath?: string | undefined;
  readonly kubeconfigBase64?: string | undefined;
  readonly context?: string | undefined;
  readonly env: Environment;
  readonly homeDir: string;
  readonly readFile: ReadFile;
};

/** What was looked at. Only a place that was not asked for by name may be passed over for the cluster we run in. */
type Found = { readonly files: readonly KubeconfigText[]; readonly looked: string; readonly isExplicit: boolean };

/**
 * Looks in this order: base64 content, explicit path, the list in KUBEDOG_KUBE_CONFIG or else KUBECONFIG, or else
 * `~/.kube/config`; then the cluster this program runs in. An explicit choice that does not work is never replaced
 * by the next.
 * @throws UserError, exit code 2 when what was chosen cannot be used, 4 when there is nothing to use.
 */
export async function loadKubeconfig(options: KubeconfigOptions): Promise<ClusterAccess> {
  const { env, readFile } = options;
  const found = chosenFiles(options);
  const config = await mergedKubeconfig(found.files);
  const contextName = options.context || config.currentContext;
  if (contextName && (options.context || found.files.length > 0)) {
    if (!config.contexts.has(contextName)) throw unknownContext(contextName, config, found);
    return contextAccess(config, contextName, { env, readFile });
  }
  const inCluster = found.isExplicit ? undefined : inClusterAccess(env, readFile);
  if (inCluster !== undefined) return inCluster;
  throw config.contexts.size > 0 ? noCurrentContext(config, found) : nothingUsable(found);
}

function chosenFiles(options: KubeconfigOptions): Found {
  if (options.kubeconfigBase64) return { ...base64File(options.kubeconfigBase64), isExplicit: true };
  if (options.kubeconfigPath) return { ...explicitFile(options.kubeconfigPath, options.readFile), isExplicit: true };
  for (const name of ["KUBEDOG_KUBE_CONFIG", "KUBECONFIG"]) {
    const paths = [...new Set((options.env[name] ?? "").split(delimiter).filter((path) => path !== ""))];
    if (paths.length === 0) continue;
    const looked = `${name} (${paths.join(", ")})`;
    return { files: existingFiles(paths, options.readFile), looked, isExplicit: false };
  }
  const path = join(options.homeDir, ".kube", "config");
  return { files: existingFiles([path], options.readFile), looked: path, isExplicit: false };
}

function base64File(base64: string): { files: KubeconfigText[]; looked: string } {
  const looked = "the base64 kubeconfig";
  const text = decodedBase64(base64);
  if (text === undefined) throw new UserError(`${looked} is not valid base64. Encode the file with \`base64 -w0\`.`);
  return { files: [{ name: looked, folder: "", text }], looked };
}

function explicitFile(path: string, readFile: ReadFile): { files: KubeconfigText[]; looked: string } {
  const files = existingFiles([path], readFile);
  if (files.length === 0) throw new UserError(`there is no kubeconfig ${path}. Check the path.`);
  return { files, looked: path };
}

function existingFiles(paths: readonly string[], readFile: ReadFile): KubeconfigText[] {
  return paths.flatMap((path) => {
    const text = readText(path, readFile);
    return text === undefined ? [] : [{ name: path, folder: dirname(path), text }];
  });
}

function readText(path: string, readFile: ReadFile): string | undefined {
  try {
    return readFile(path);
  } catch (error) {
    throw new UserError(`cannot read the kubeconfig ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function unknownContext(name: string, config: Kubeconfig, { looked, files }: Found): UserError {
  const place = files.length === 0 ? `there is no kubeconfig in ${looked}` : contextList(config, looked);
  return new UserError(`there is no context ${JSON.stringify(name)}: ${place}.`);
}

function noCurrentContext(config: Kubeconfig, { looked }: Found): UserError {
  return new UserError(`no context is chosen: ${contextList(config, looked)}. Choose one with --kube-context.`);
}

const contextsShownMax = 20;

function contextList({ contexts }: Kubeconfig, looked: string): string {
  const names = [...contexts.keys()].map((name) => JSON.stringify(name));
  if (names.length === 0) return `${looked} has no contexts`;
  const rest = names.length > contextsShownMax ? ` and ${names.length - contextsShownMax} more` : "";
  return `${looked} has ${names.slice(0, contextsShownMax).join(", ")}${rest}`;
}

function nothingUsable({ looked, isExplicit }: Found): UserError {
  if (isExplicit) return new UserError(`${looked} has no contexts, so that there is no cluster to connect to.`);
  const places = `looked at ${looked} and at ${serviceAccountFolder}`;
  const message = `no cluster to connect to: ${places}. Give a kubeconfig with --kube-config or KUBECONFIG.`;
  return new UserError(message, exitCodes.refused);
}
