/** A kubeconfig's user as what is sent with each request. */

import { sep } from "node:path";
import { UserError } from "../user-error.ts";
import type { ClientCertificate, Environment, ExecPlugin, Login, RequestHeaders } from "./access.ts";
import { fieldText, requiredFile, resolvedPath, type FieldPlace } from "./field-text.ts";
import type { KubeconfigUser } from "./kubeconfig-file.ts";

/** Where the user stands and what an exec plugin of it may be told. */
export type UserOwner = Omit<FieldPlace, "label"> & {
  readonly name: string;
  readonly env: Environment;
  readonly cluster: object;
};

/** The first of these wins: token file, token, user name, exec plugin. @throws UserError for an auth-provider. */
export function loginOf(user: KubeconfigUser, owner: UserOwner): Login {
  const place = placeOf(owner);
  if (user["auth-provider"]) throw authProviderRefused(user["auth-provider"].name ?? "", place.label);
  if (user.tokenFile !== undefined) {
    const token = sendable(requiredFile(user.tokenFile, "tokenFile", place).trim(), "tokenFile", place.label);
    return { type: "token-file", path: resolvedPath(owner.folder, user.tokenFile), token };
  }
  if (user.token !== undefined) return { type: "token", token: sendable(user.token, "token", place.label) };
  if (user.username !== undefined) return { type: "basic", username: user.username, password: user.password ?? "" };
  if (user.exec) return { type: "exec", plugin: execPlugin(user.exec, owner) };
  return { type: "none" };
}

export function clientCertificateOf(user: KubeconfigUser, owner: UserOwner): ClientCertificate | undefined {
  const place = placeOf(owner);
  const cert = fieldText(user, "client-certificate", place);
  const key = fieldText(user, "client-key", place);
  if (cert !== undefined && key !== undefined) return { cert, key };
  if (cert === undefined && key === undefined) return undefined;
  const [has, lacks] = cert === undefined ? ["client-key", "client-certificate"] : ["client-certificate", "client-key"];
  throw new UserError(`${place.label} of the kubeconfig has a ${has} but no ${lacks}.`);
}

/** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation */
export function impersonationOf(user: KubeconfigUser, owner: UserOwner): RequestHeaders {
  const { label } = placeOf(owner);
  const groups = user["as-groups"];
  const extra = Object.entries(user["as-user-extra"]);
  if (user.as === undefined) {
    if (user["as-uid"] === undefined && groups.length === 0 && extra.length === 0) return {};
    throw new UserError(`${label} of the kubeconfig impersonates a uid, groups or extras, but no user: "as" is missing.`);
  }
  const utf8 = (text: string) => Buffer.from(sendable(text, "as…", label)).toString("latin1");
  return {
    "Impersonate-User": utf8(user.as),
    ...(user["as-uid"] && { "Impersonate-Uid": utf8(user["as-uid"]) }),
    ...(groups.length > 0 && { "Impersonate-Group": groups.map(utf8) }),
    ...Object.fromEntries(extra.map(([key, values]) => [extraHeader(key), values.map(utf8)])),
  };
}

function placeOf(owner: UserOwner): FieldPlace {
  return { ...owner, label: `user ${JSON.stringify(owner.name)}` };
}

function extraHeader(key: string): string {
  const percentEncoded = encodeURIComponent(key).replace(/[()]/g, (char) => (char === "(" ? "%28" : "%29"));
  return `Impersonate-Extra-${percentEncoded}`;
}

/** A control character would end the header early, or be refused by the HTTP engine far from its cause. */
function sendable(text: string, field: string, label: string): string {
  if (text === "") throw new UserError(`${field} of ${label} is empty.`);
  if (/[\x00-\x1f\x7f]/.test(text)) throw new UserError(`${field} of ${label} holds a line break or control character.`);
  return text;
}

function authProviderRefused(provider: string, label: string): UserError {
  const advice =
    provider === "oidc"
      ? "Use an exec plugin for OpenID Connect, such as `kubectl oidc-login`"
      : "Use an exec plugin, such as your cloud's credential helper";
  const what = `${label} of the kubeconfig uses auth-provider ${JSON.stringify(provider)}, which is not supported`;
  return new UserError(`${what}. ${advice}, or a token.`);
}

const apiVersions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];

function execPlugin(exec: NonNullable<KubeconfigUser["exec"]>, owner: UserOwner): ExecPlugin {
  const { label } = placeOf(owner);
  const { command, apiVersion = "" } = exec;
  if (command === undefined) throw new UserError(`exec of ${label} names no command.`);
  if (!apiVersions.includes(apiVersion)) {
    const found = apiVersion === "" ? "no apiVersion" : `the apiVersion ${JSON.stringify(apiVersion)}`;
    throw new UserError(`exec of ${label} has ${found}. Supported: ${apiVersions.join(", ")}.`);
  }
  const added = Object.fromEntries(exec.env.map(({ name = "", value = "" }) => [name, value]));
  const isPath = command.includes("/") || command.includes(sep);
  return {
    userName: owner.name,
    apiVersion,
    command: isPath ? resolvedPath(owner.folder, command) : command,
    args: exec.args,
    env: { ...owner.env, ...added },
    interactiveMode: exec.interactiveMode,
    installHint: exec.installHint ?? "",
    cluster: exec.provideClusterInfo ? owner.cluster : undefined,
  };
}
