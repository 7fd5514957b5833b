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

/** @param own the users', which come first */
export function ruleFor(object: Subject, own: readonly Rule[] = []): Rule | undefined {
  return ruleAmong(own, object) ?? ruleAmong(rules, object);
}

/** Whether one of the rules names the object's kind, and is not just for its group. */
export function isNamed(object: Subject, own: readonly Rule[]): boolean {
  return ruleAmong(own, object)?.kinds !== undefined;
}

type Subject = Pick<KubeObject, "apiVersion" | "kind">;

function ruleAmong(among: readonly Rule[], { apiVersion, kind }: Subject): Rule | undefined {
  const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf("/")));
  return among.find((rule) => isInGroup(group, rule.group) && (rule.kinds?.some((named) => named.toLowerCase() === kind.toLowerCase()) ?? true));
}

function isInGroup(group: string, wanted: string): boolean {
  return wanted.startsWith("*.") ? group.endsWith(wanted.slice(1)) : group === wanted;
}
