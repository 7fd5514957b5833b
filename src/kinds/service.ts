/** Judges a Service: only a load balancer has to be waited for. */
import type { Assessment, Family } from "./assessment.ts";
import { newestEvent } from "./events.ts";
import { incident } from "./incident.ts";
import { quote } from "./quote.ts";
import { assessment, progressing, ready } from "./rung.ts";

export type Service = {
  readonly spec?: { readonly type?: string; readonly externalIPs?: readonly string[] };
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly unknown[] } };
};

export function assessService({ object: { spec, status }, events }: Family<Service>): Assessment {
  if (spec?.type !== "LoadBalancer") return assessment(ready);
  if ((status?.loadBalancer?.ingress ?? []).length > 0 || (spec.externalIPs ?? []).length > 0) return assessment(ready);
  const trouble = newestEvent(events.filter(({ reason = "" }) => troubles.has(reason)));
  if (trouble === undefined) return assessment(progressing("LoadBalancerPending", "waiting for the load balancer's address"));
  const told = { reason: trouble.reason ?? "", message: quote(trouble.message ?? "") };
  const incidents = [incident({ ...told, class: "environment", fault: "resource" })];
  return assessment(progressing(told.reason, told.message), { incidents });
}

const troubles = new Set(["SyncLoadBalancerFailed", "UnAvailableLoadBalancer"]);
