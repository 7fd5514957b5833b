/** The answer to a LIST: a page of objects, the revision they are from, and how to go on. */
import type { Resource } from "./resource.ts";
import { selectorOf } from "./selector.ts";
import { BadRequest, continueExpired, tooLarge, type StatusBody } from "./status.ts";
import type { Store } from "./store.ts";
import { namespaceOf, type Stored } from "./stored.ts";

export function listAnswer(store: Store, resource: Resource, namespace: string, query: URLSearchParams): StatusBody | object {
  const wanted = Number(query.get("resourceVersion") ?? "0");
  if (wanted > store.revision) return tooLarge(wanted, store.revision);
  const token = continueToken(query.get("continue") ?? "");
  if (token !== undefined && token.revision < store.oldest) return continueExpired();
  const matches = selectorOf(query);
  const all = store.list(resource).filter((object) => (namespace === "" || namespaceOf(object) === namespace) && matches(object));
  const rest = token === undefined ? all : all.filter((object) => keyOf(object) > token.after);
  const limit = Number(query.get("limit") ?? "0");
  const page = limit > 0 ? rest.slice(0, limit) : rest;
  const revision = token?.revision ?? store.revision;
  const last = page.at(-1);
  const more = rest.length > page.length && last !== undefined ? { continue: encoded(revision, last), remainingItemCount: rest.length - page.length } : {};
  return {
    kind: `${resource.kind}List`,
    apiVersion: resource.apiVersion,
    metadata: { resourceVersion: String(revision), ...more },
    items: page.map(withoutKind),
  };
}

/** In lists of built-in kinds the items do not say what they are. */
function withoutKind({ apiVersion, kind, ...rest }: Stored): object {
  return isCustom(apiVersion) ? { apiVersion, kind, ...rest } : rest;
}

function isCustom(apiVersion: string): boolean {
  return !["v1", "apps/v1", "batch/v1"].includes(apiVersion);
}

function keyOf(object: Stored): string {
  return `${namespaceOf(object)}/${object.metadata.name}`;
}

function encoded(revision: number, last: Stored): string {
  const token = JSON.stringify({ v: "meta.k8s.io/v1", rv: revision, start: keyOf(last) });
  return Buffer.from(token).toString("base64url");
}

function continueToken(text: string): { revision: number; after: string } | undefined {
  if (text === "") return undefined;
  const [, revision = "", after = ""] = /^\{"v":"meta.k8s.io\/v1","rv":(\d+),"start":"([^"]*)"\}$/.exec(Buffer.from(text, "base64url").toString()) ?? [];
  if (after === "") throw new BadRequest("invalid continue token: continue key is not valid");
  return { revision: Number(revision), after };
}
