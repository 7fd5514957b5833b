/** Judges an object of a kind that we have no code for: by a rule of its operator, else by the conventions that most controllers keep. */
import type { Assessment, Counter, Family } from "./assessment.ts";
import { isAssumed } from "./assumption.ts";
import { fieldOf, textOf } from "./fields.ts";
import type { KubeObject } from "./kubernetes.ts";
import { lastResortRung } from "./last-resort.ts";
import { type Phase, phasesOf, phaseText } from "./phase.ts";
import { partsRung } from "./part-conditions.ts";
import { isSummedUp, primaryRung } from "./primary-condition.ts";
import { conditionMessage, conditionNamed, conditionText, type ReportedCondition, reportedConditions } from "./reported-condition.ts";
import { type Rule, ruleRung } from "./rules/rule.ts";
import { ruleFor } from "./rules/rules.ts";
import { failed, paused, progressing, ready, type Rung } from "./rung.ts";
import { readyCounter } from "./ready-counter.ts";
import { resourceAssessment } from "./resource-assessment.ts";
import { statusMessage } from "./status-message.ts";
import { isTask } from "./task.ts";
import { isActiveType, isErrorReason, isNegativeType, isRunning, isValidityType, wordOf } from "./words.ts";

/** @param own the users' rules, which come before the bundled ones */
export function assessGeneric({ object }: Family, own: readonly Rule[]): Assessment {
  return resourceAssessment(genericRung(object, own), countersOf(object));
}

function countersOf(object: KubeObject): readonly Counter[] {
  const counter = readyCounter(object);
  return counter === undefined ? [] : [counter];
}

function genericRung(object: KubeObject, own: readonly Rule[]): Rung {
  const rest = (): Rung => {
    const rule = ruleFor(object, own);
    return rule === undefined ? ladder(object) : (ruleRung(rule, object) ?? existingRung(object));
  };
  return pausedRung(object, rest) ?? rest();
}

/** Of what needs no status: ready, unless the one that it has says otherwise. */
function existingRung(object: KubeObject): Rung {
  const rung = ladder(object);
  const saysNothing = rung.status === "unknown" || rung.reason === "NoStatus" || isAssumed(rung);
  return saysNothing ? ready : rung;
}

const pauseFields = ["paused", "suspend", "suspended", "pause"] as const;
const pauseTypes = ["Paused", "Suspended"] as const;

function pausedRung(object: KubeObject, rest: () => Rung): Rung | undefined {
  const field = pauseFields.find((name) => fieldOf(object.spec, name) === true);
  if (field !== undefined) return paused(field.startsWith("suspend") ? "Suspended" : "Paused", `spec.${field} is true${rest().status === "ready" ? ", complete" : ""}`);
  const conditions = reportedConditions(object);
  const condition = pauseTypes.map((type) => conditionNamed(conditions, type)).find((found) => found?.status === "True");
  return condition === undefined ? undefined : paused(conditionText(condition), conditionMessage(condition));
}

function ladder(object: KubeObject): Rung {
  const conditions = reportedConditions(object);
  const phases = phasesOf(object);
  return (
    negativeRung(conditions) ??
    worstPhaseRung(object, phases) ??
    activeRung(conditions) ??
    primaryAndPhaseRung(object, conditions, phases) ??
    wordsAndPartsRung(object, conditions, phases) ??
    numberRung(object) ??
    booleanRung(object) ??
    lastResortRung(object, conditions, phases)
  );
}

function negativeRung(conditions: readonly ReportedCondition[]): Rung | undefined {
  const negative = conditions.find(({ type, status }) => (status === "True" && isNegativeType(type)) || (status === "False" && isValidityType(type)));
  if (negative === undefined) return undefined;
  // So cluster operators say that they work, but not at their best.
  const works = negative.type === "Degraded" && conditionNamed(conditions, "Available")?.status === "True";
  return (works ? progressing : failed)(conditionText(negative), conditionMessage(negative));
}

function worstPhaseRung(object: KubeObject, phases: readonly Phase[]): Rung | undefined {
  const failure = phases.find(({ meaning }) => meaning === "failed");
  if (failure !== undefined) return failed(phaseText(failure), phaseMessage(object, failure));
  const pause = phases.find(({ meaning }) => meaning === "paused");
  return pause === undefined ? undefined : paused(phaseText(pause), phaseMessage(object, pause));
}

function phaseMessage(object: KubeObject, { path, word }: Phase): string {
  return statusMessage(object) || `${path} is ${word}`;
}

function activeRung(conditions: readonly ReportedCondition[]): Rung | undefined {
  const active = conditions.find(({ type, status }) => status === "True" && isActiveType(type));
  if (active !== undefined) return progressing(conditionText(active), conditionMessage(active));
  const progress = conditionNamed(conditions, "Progressing");
  const isStuck = progress?.status === "False" && isErrorReason(progress.reason);
  return isStuck ? failed(conditionText(progress), conditionMessage(progress)) : undefined;
}

function primaryAndPhaseRung(object: KubeObject, conditions: readonly ReportedCondition[], phases: readonly Phase[]): Rung | undefined {
  const primary = primaryRung(conditions, isTask(object));
  if (primary?.status !== "ready") return primary;
  const busy = phases.find(({ meaning }) => meaning === "progressing");
  if (busy !== undefined) return progressing(phaseText(busy), `${busy.path} is ${busy.word}`);
  return isSummedUp(conditions) ? primary : (partsRung(conditions) ?? primary);
}

/** A part that is not there yet keeps a ready word from counting. */
function wordsAndPartsRung(object: KubeObject, conditions: readonly ReportedCondition[], phases: readonly Phase[]): Rung | undefined {
  const [word, parts] = [phaseRung(object, phases), partsRung(conditions)];
  return word === undefined || (word.status === "ready" && parts !== undefined) || parts?.status === "failed" ? parts : word;
}

function phaseRung(object: KubeObject, phases: readonly Phase[]): Rung | undefined {
  const busy = phases.find(({ meaning, word }) => meaning === "progressing" || (isRunning(word) && isTask(object)));
  if (busy !== undefined) return progressing(phaseText(busy), phaseMessage(object, busy));
  return phases.some(({ meaning }) => meaning === "ready") ? ready : undefined;
}

function numberRung(object: KubeObject): Rung | undefined {
  const counter = readyCounter(object);
  if (counter === undefined) return undefined;
  return counter.value < counter.target ? progressing("ReplicasNotReady", `${counter.value} of ${counter.target} replicas ready`) : ready;
}

function booleanRung(object: KubeObject): Rung | undefined {
  const said = (name: string) => booleanOf(fieldOf(object.status, name));
  if (said("failed") === true) return failed("status.failed=true", statusMessage(object) || "status.failed is true");
  const field = (["ready", "healthy"] as const).find((name) => said(name) !== undefined);
  if (field === undefined) return undefined;
  return said(field) === true ? ready : progressing(`status.${field}=false`, `status.${field} is false`);
}

/** Some write it as a text, as conditions have it. */
function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  const word = wordOf(textOf(value));
  return word === "true" || word === "false" ? word === "true" : undefined;
}
