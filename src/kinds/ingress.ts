/** Judges an Ingress by its address. Some controllers never publish one: how long to wait for it is policy. */
import type { Assessment, Family } from "./assessment.ts";
import { assessment, progressing, ready } from "./rung.ts";

export type Ingress = { readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly unknown[] } } };

export function assessIngress({ object: { status } }: Family<Ingress>): Assessment {
  const hasAddress = (status?.loadBalancer?.ingress ?? []).length > 0;
  return assessment(hasAddress ? ready : progressing("AddressPending", "no controller has published an address yet"));
}
