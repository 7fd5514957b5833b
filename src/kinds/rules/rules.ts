/** Every rule that we bring along, and which one is an object's. */
import type { KubeObject } from "../kubernetes.ts";
import { argoRules } from "./argo.ts";
import { batchRules } from "./batch.ts";
import { certificateRules } from "./certificates.ts";
import { cloudRules } from "./clouds.ts";
import { contributedRules } from "./contributed.ts";
import { dataServiceRules } from "./data-services.ts";
import { databaseRules } from "./databases.ts";
import { deliveryRules } from "./delivery.ts";
import { describedRules } from "./described.ts";
import { networkingRules } from "./networking.ts";
import { observabilityRules } from "./observability.ts";
import { platformRules } from "./platforms.ts";
import type { Rule } from "./rule.ts";

/** The first that fits is an object's: what names its kind stands before what holds for its group. */
export const rules: readonly Rule[] = [
  ...contributedRules,
  ...describedRules,
  ...argoRules,
  ...certificateRules,
  ...deliveryRules,
  ...cloudRules,
  ...databaseRules,
  ...dataServiceRules,
  ...batchRules,
  ...networkingRules,
  ...observabilityRules,
  ...platformRules,
];

export function ruleFor({ apiVersion, kind }: Pick<KubeObject, "apiVersion" | "kind">): Rule | undefined {
  const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf("/")));
  return rules.find((rule) => isInGroup(group, rule.group) && (rule.kinds?.includes(kind) ?? true));
}

function isInGroup(group: string, wanted: string): boolean {
  return wanted.startsWith("*.") ? group.endsWith(wanted.slice(1)) : group === wanted;
}
