/** Judges the kinds of the Gateway API: each part has to be accepted and programmed, for this generation. */
import type { Assessment, Family } from "./assessment.ts";
import { fieldOf, listOf, textOf } from "./fields.ts";
import type { KubeObject } from "./kubernetes.ts";
import { quote } from "./quote.ts";
import { conditionMessage, conditionNamed, conditionsIn, conditionText, type ReportedCondition, reportedConditions } from "./reported-condition.ts";
import { resourceAssessment } from "./resource-assessment.ts";
import { failed, progressing, ready, type Rung } from "./rung.ts";

/** One thing with conditions of its own: the Gateway, a listener, a route's parent. */
type Part = { readonly name: string; readonly conditions: readonly ReportedCondition[] };

export function assessGateway({ object }: Family): Assessment {
  const listeners = partsIn(object, "listeners", (listener) => `listener ${quote(textOf(fieldOf(listener, "name")))}`);
  return resourceAssessment(worstRung([{ name: "", conditions: reportedConditions(object) }], ["Accepted", "Programmed"]) ?? worstRung(listeners, ["Accepted", "ResolvedRefs", "Programmed"], isOptional) ?? ready);
}

export function assessGatewayClass({ object }: Family): Assessment {
  return resourceAssessment(worstRung([{ name: "", conditions: reportedConditions(object) }], ["Accepted"]) ?? ready);
}

export function assessRoute({ object }: Family): Assessment {
  const parents = partsIn(object, "parents", (parent) => `parent ${quote(textOf(fieldOf(parent, "parentRef", "name")))}`);
  if (parents.length === 0) return resourceAssessment(progressing("NotAccepted", "no gateway has accepted it yet"));
  return resourceAssessment(worstRung(parents, ["Accepted", "ResolvedRefs"]) ?? ready);
}

function partsIn(object: KubeObject, list: string, nameOf: (part: unknown) => string): readonly Part[] {
  return listOf(fieldOf(object.status, list)).map((part) => ({ name: nameOf(part), conditions: conditionsIn(fieldOf(part, "conditions"), object.metadata.generation) }));
}

/** A refusal anywhere before a wait anywhere; undefined when all parts stand well. */
function worstRung(parts: readonly Part[], types: readonly string[], isLeftOut: (type: string) => boolean = () => false): Rung | undefined {
  const rungs = parts.flatMap((part) => types.flatMap((type) => partRung(part, type, isLeftOut) ?? []));
  return rungs.find(({ status }) => status === "failed") ?? rungs[0];
}

/** Programmed may come later by itself; a refusal needs another spec. */
function partRung({ name, conditions }: Part, type: string, isLeftOut: (type: string) => boolean): Rung | undefined {
  const place = name === "" ? "" : `${name}: `;
  const condition = conditionNamed(conditions, type);
  if (condition === undefined) return isLeftOut(type) ? undefined : progressing(`Not${type}`, `${place}waiting for condition ${type}`);
  if (condition.status === "True") return undefined;
  const isRefused = condition.status === "False" && type !== "Programmed" && condition.reason !== "Pending";
  return (isRefused ? failed : progressing)(conditionText(condition), `${place}${conditionMessage(condition)}`);
}

/** A listener's conditions are not all required by the API: https://gateway-api.sigs.k8s.io/reference/spec/#listenerstatus */
function isOptional(type: string): boolean {
  return type !== "Programmed";
}
