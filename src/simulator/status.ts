/** Kubernetes' `Status` bodies: what the server says when it cannot give what was asked for. */
import { groupOf, qualifiedName, type Resource } from "./resource.ts";

export type StatusBody = {
  readonly kind: "Status";
  readonly apiVersion: "v1";
  readonly metadata: Record<string, never>;
  readonly status: "Failure";
  readonly message: string;
  readonly reason?: string;
  readonly details?: unknown;
  readonly code: number;
};

/** The query cannot be understood: 400 with this message. */
export class BadRequest extends Error {}

const reasons: { readonly [code: number]: string } = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  405: "MethodNotAllowed",
  409: "Conflict",
  410: "Expired",
  429: "TooManyRequests",
  500: "InternalError",
  503: "ServiceUnavailable",
  504: "Timeout",
};

export function status(code: number, message: string, details?: unknown): StatusBody {
  const reason = reasons[code];
  return {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message,
    ...(reason === undefined ? {} : { reason }),
    ...(details === undefined ? {} : { details }),
    code,
  };
}

export function notFound(resource: Resource, name: string): StatusBody {
  return status(404, `${qualifiedName(resource)} "${name}" not found`, details(resource, name));
}

export function unknownResource(): StatusBody {
  return status(404, "the server could not find the requested resource", {});
}

/** `resource` may be a subresource: `pods/log`. */
export function forbidden(resource: Resource, subresource: string, verb: string, namespace: string, name: string): StatusBody {
  const group = groupOf(resource);
  const whose = name === "" ? qualifiedName(resource) : `${qualifiedName(resource)} "${name}"`;
  const where = namespace === "" ? "at the cluster scope" : `in the namespace "${namespace}"`;
  const what = `resource "${resource.plural}${subresource}" in API group "${group}" ${where}`;
  return status(403, `${whose} is forbidden: User "kubedog" cannot ${verb} ${what}`, details(resource, name));
}

/** A watch from a revision that is no longer remembered. */
export function tooOld(revision: number, oldest: number): StatusBody {
  return status(410, `too old resource version: ${revision} (${oldest})`);
}

export function continueExpired(): StatusBody {
  return status(
    410,
    "The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.",
  );
}

export function tooLarge(revision: number, current: number): StatusBody {
  const causes = [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }];
  return status(504, `Timeout: Too large resource version: ${revision}, current: ${current}`, { causes, retryAfterSeconds: 1 });
}

function details(resource: Resource, name: string): unknown {
  const group = groupOf(resource);
  return { ...(name === "" ? {} : { name }), ...(group === "" ? {} : { group }), kind: resource.plural };
}
