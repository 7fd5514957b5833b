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
  const itself: Part = { name: "", conditions: reportedConditions(object) };
  const listeners = partsIn(object, "listeners", (listener) => `listener ${quote(textOf(fieldOf(listener, "name")))}`);
  const refused = [itself, ...listeners].flatMap((part) => refusal(part) ?? []);
  return resourceAssessment(refused[0] ?? missingRung([itself], ["Accepted", "Programmed"]) ?? missingRung(listeners, ["Programmed"]) ?? ready);
}

export function assessGatewayClass({ object }: Family): Assessment {
  const itself: Part = { name: "", conditions: reportedConditions(object) };
  return resourceAssessment(refusal(itself) ?? missingRung([itself], ["Accepted"]) ?? ready);
}

export function assessRoute({ object }: Family): Assessment {
  const parents = partsIn(object, "parents", (parent) => `parent ${quote(textOf(fieldOf(parent, "parentRef", "name")))}`);
  if (parents.length === 0) return resourceAssessment(progressing("NotAccepted", "no gateway has accepted it yet"));
  const refused = parents.flatMap((parent) => refusal(parent) ?? []);
  return resourceAssessment(refused[0] ?? missingRung(parents, ["Accepted", "ResolvedRefs"]) ?? ready);
}

function partsIn(object: KubeObject, list: string, nameOf: (part: unknown) => string): readonly Part[] {
  return listOf(fieldOf(object.status, list)).map((part) => ({ name: nameOf(part), conditions: conditionsIn(fieldOf(part, "conditions"), object.metadata.generation) }));
}

/** What needs another spec. `Pending` is the API's word for what will come: https://gateway-api.sigs.k8s.io/reference/spec/ */
function refusal(part: Part): Rung | undefined {
  const refused = part.conditions.find(({ type, status, reason }) => (status === "False" && ["Accepted", "ResolvedRefs"].includes(type) && reason !== "Pending") || (status === "True" && type === "Conflicted"));
  return refused === undefined ? undefined : failed(conditionText(refused), placed(part, conditionMessage(refused)));
}

/** The first that is not True yet; undefined when all are. */
function missingRung(parts: readonly Part[], types: readonly string[]): Rung | undefined {
  const rungs = parts.flatMap((part) =>
    types.flatMap((type) => {
      const condition = conditionNamed(part.conditions, type);
      if (condition === undefined) return progressing(`Not${type}`, placed(part, `waiting for condition ${type}`));
      return condition.status === "True" ? [] : progressing(conditionText(condition), placed(part, conditionMessage(condition)));
    }),
  );
  return rungs[0];
}

function placed({ name }: Part, message: string): string {
  return name === "" ? message : `${name}: ${message}`;
}
