/** Judges a ResourceQuota: whether its controller counts by the limits as they are now. */
import type { Assessment, Family } from "./assessment.ts";
import { assessment, progressing, ready } from "./rung.ts";

type Limits = { readonly [resource: string]: string };
export type ResourceQuota = { readonly spec?: { readonly hard?: Limits }; readonly status?: { readonly hard?: Limits } };

export function assessResourceQuota({ object: { spec, status } }: Family<ResourceQuota>): Assessment {
  const [wanted, seen] = [spec?.hard ?? {}, status?.hard ?? {}];
  const isSeen = Object.keys(wanted).length === Object.keys(seen).length && Object.entries(wanted).every(([name, limit]) => seen[name] === limit);
  return assessment(isSeen ? ready : progressing("SpecNotObserved", "waiting for the controller to see the limits"));
}
