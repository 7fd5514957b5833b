/** What a request's path and query ask for. */
import type { Resource } from "./resource.ts";

export type Route =
  /** `name`: the one that the field selector asks for; "": all. */
  | { readonly type: "list" | "watch"; readonly resource: Resource; readonly namespace: string; readonly name: string; readonly subresource: "" }
  | { readonly type: "get"; readonly resource: Resource; readonly namespace: string; readonly name: string; readonly subresource: "" }
  | { readonly type: "log"; readonly resource: Resource; readonly namespace: string; readonly name: string; readonly subresource: "/log" }
  | { readonly type: "discovery"; readonly path: string }
  /** The group is known, the resource is not: 404 with a Status. */
  | { readonly type: "unknownResource" }
  /** Nothing is served there: `404 page not found`. */
  | { readonly type: "unknownPath" };

export function routeOf(path: string, query: URLSearchParams, resources: readonly Resource[]): Route {
  const parts = path.split("/").filter((part) => part !== "").map(decodeURIComponent);
  if (["version", "api", "apis", "livez", "readyz", "healthz"].includes(parts.join("/"))) return { type: "discovery", path: parts.join("/") };
  const apiVersion = parts[0] === "api" ? parts[1] : parts[0] === "apis" ? `${parts[1]}/${parts[2]}` : undefined;
  if (apiVersion === undefined || !resources.some((resource) => resource.apiVersion === apiVersion)) return { type: "unknownPath" };
  const rest = parts.slice(parts[0] === "api" ? 2 : 3);
  if (rest.length === 0) return { type: "discovery", path: apiVersion };
  const served = resources.filter((resource) => resource.apiVersion === apiVersion);
  if (rest[0] === "namespaces" && rest.length > 2) return routeBelow(served, rest.slice(2), rest[1] ?? "", query);
  return routeBelow(served, rest, "", query);
}

function routeBelow(served: readonly Resource[], rest: readonly string[], namespace: string, query: URLSearchParams): Route {
  const [plural, name, subresource, ...more] = rest;
  const resource = served.find((each) => each.plural === plural);
  const placed = resource?.namespaced === true || namespace === "";
  if (resource === undefined || !placed || more.length > 0) return { type: "unknownResource" };
  if (name === undefined) {
    const watch = ["true", "1"].includes(query.get("watch") ?? "");
    return { type: watch ? "watch" : "list", resource, namespace, name: selectedName(query), subresource: "" };
  }
  if (resource.namespaced && namespace === "") return { type: "unknownResource" };
  if (subresource === undefined) return { type: "get", resource, namespace, name, subresource: "" };
  if (resource.kind === "Pod" && subresource === "log") return { type: "log", resource, namespace, name, subresource: "/log" };
  return { type: "unknownResource" };
}

/** A real server takes the name from here too, for its question about rights. */
function selectedName(query: URLSearchParams): string {
  return /(?:^|,)metadata\.name==?([^,]+)/.exec(query.get("fieldSelector") ?? "")?.[1] ?? "";
}
