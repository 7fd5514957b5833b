/** What is made to go wrong, on demand. */
import type { Route } from "./route.ts";
import { forbidden, status, type StatusBody } from "./status.ts";

/** Every field that is left out fits everything; `resource` may be `pods/log`. */
export type Refusal = {
  readonly resource?: string;
  readonly verb?: "get" | "list" | "watch";
  readonly namespace?: string;
  /** Objects that stay allowed, to who asks for one of them by its name: a Role with `resourceNames`. */
  readonly exceptNames?: readonly string[];
  /** Default 403. */
  readonly status?: number;
  /** Default: the server's own sentence. */
  readonly message?: string;
};

type NextFailure = { readonly pattern: RegExp; readonly status: number; left: number };

export class Faults {
  /** How long each answer is held back, milliseconds. */
  delayMs = 0;
  /** How a watch from a forgotten revision is told so. */
  expiredAs: "event" | "status" = "event";
  #refusals: Refusal[] = [];
  readonly #failures: NextFailure[] = [];

  refuse(refusal: Refusal): void {
    this.#refusals.push(refusal);
  }

  allow(): void {
    this.#refusals = [];
  }

  failNext(pattern: RegExp, code: number, count: number): void {
    this.#failures.push({ pattern, status: code, left: count });
  }

  /** Why this request is to be refused, if it is. */
  refusalOf(url: string, route: Route): StatusBody | undefined {
    const failure = this.#failures.find(({ pattern, left }) => left > 0 && pattern.test(url));
    if (failure === undefined) return this.#forbidden(route);
    failure.left -= 1;
    return status(failure.status, `failed on demand with ${failure.status}`);
  }

  #forbidden(route: Route): StatusBody | undefined {
    if (!("resource" in route)) return undefined;
    const { resource, namespace, name, subresource } = route;
    const verb = route.type === "log" ? "get" : route.type;
    const refusal = this.#refusals.find(
      (each) =>
        (each.resource ?? resource.plural + subresource) === resource.plural + subresource &&
        (each.verb ?? verb) === verb &&
        (each.namespace ?? namespace) === namespace &&
        each.exceptNames?.includes(name) !== true,
    );
    if (refusal === undefined) return undefined;
    const body = forbidden(resource, subresource, verb, namespace, name);
    if (refusal.status === undefined) return refusal.message === undefined ? body : { ...body, message: refusal.message };
    return status(refusal.status, refusal.message ?? (refusal.status === 401 ? "Unauthorized" : body.message));
  }
}
