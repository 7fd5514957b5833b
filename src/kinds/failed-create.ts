/** Why a controller cannot create its Pods. No Pod exists then, so this is the only evidence. */
import type { Family, Incident } from "./assessment.ts";
import { trueCondition } from "./conditions.ts";
import { eventTimeMs, newestEvent } from "./events.ts";
import { type Finding, ruleFor, type TextRule } from "./finding.ts";
import { incident } from "./incident.ts";
import { quote, textMax } from "./quote.ts";

type Creator = Family<{ readonly status?: { readonly conditions?: readonly { type: string; status: string; message?: string }[] } }>;

/**
 * `isShort`: Pods are missing. `olderPods`: Pods of another revision exist, which may hold what a quota would give. A FailedCreate
 * event stands while it is newer than the last SuccessfulCreate, however old it is: for several kinds it is all there is.
 */
export function failedCreate(family: Creator, isShort: boolean, olderPods: boolean): Incident | undefined {
  const message = trueCondition(family.object, "ReplicaFailure")?.message ?? (isShort ? eventMessage(family) : undefined);
  if (message === undefined) return undefined;
  return incident({ fault: "create", reason: "FailedCreate", ...createFinding(message, olderPods) });
}

/** The server asks the StatefulSet controller to try once more; it does. */
const transient = "The POST operation against Pod could not be completed at this time, please try again.";

function eventMessage({ events }: Creator): string | undefined {
  const failure = newestEvent(events.filter(({ reason, message }) => reason === "FailedCreate" && !message?.includes(transient)));
  const success = newestEvent(events.filter(({ reason }) => reason === "SuccessfulCreate"));
  if (failure === undefined || (success !== undefined && eventTimeMs(success) > eventTimeMs(failure))) return undefined;
  return failure.message ?? "";
}

type CreateRule = TextRule<Pick<Finding, "class" | "counts">>;

const rules: readonly CreateRule[] = [
  { pattern: /failed calling webhook/i, class: "environment", counts: "immediate" },
  // Whoever creates the ServiceAccount may be slower than the controller.
  { pattern: /serviceaccount "[^"]*" not found/i, class: "permanent", counts: "patience" },
  {
    pattern:
      /forbidden: \[?(?:maximum|minimum)|violates PodSecurity|admission webhook .* denied|ValidatingAdmissionPolicy .* denied request|is invalid|unable to validate against any security context constraint/i,
    class: "permanent",
    counts: "immediate",
  },
  { pattern: /timeout|timed out|try again/i, class: "environment", counts: "immediate" },
];

function createFinding(message: string, olderPods: boolean): Finding {
  const quota = quotaText(message);
  if (quota !== undefined) return { class: olderPods ? "environment" : "permanent", counts: "immediate", message: quota };
  const rule = ruleFor(rules, message);
  return { class: rule?.class ?? "probable", counts: rule?.counts ?? "immediate", message: `no Pod can be created: ${podSecurityText(message) ?? `${reasonText(message)}${adviceText(message)}`}` };
}

/** What the server leaves out: where a limit comes from, and where a name stands. */
function adviceText(message: string): string {
  const read = message.slice(0, textMax);
  if (/forbidden: \[?(?:maximum|minimum) /.test(read)) return " (by a LimitRange of the namespace)";
  return /serviceaccount "[^"]*" not found/i.test(read) ? ": create it or correct serviceAccountName in the Pod template" : "";
}

/** What the Pod template has to say for the namespace's level, once each; undefined when it is about something else. */
function podSecurityText(message: string): string | undefined {
  const [, level, violations] = /violates PodSecurity "([^"]*)": (.*)$/s.exec(message.slice(0, textMax)) ?? [];
  if (level === undefined || violations === undefined) return undefined;
  const musts = [...violations.matchAll(/must (not )?set (.+?)\)(?=, |$)/g)].map(([, not, what]) => `${not === undefined ? "" : "no "}${what}`);
  const others = violations.split(/(?<=\)), /).filter((violation) => !violation.includes(" must "));
  const wants = [...(musts.length === 0 ? [] : [`set ${musts.join(", ")}`]), ...others];
  return quote(`the namespace enforces Pod Security "${level}": ${wants.join("; ")}`);
}

/** Without the controller's own words and the Pod's made-up name in front. */
function reasonText(message: string): string {
  return quote(message.slice(0, textMax).replace(/^Error creating: /, "").replace(/^pods "[^"]*" is forbidden: /, "").replace(/^error looking up service account \S+: /, "")) || "the controller does not say why";
}

/** `exceeded quota one-pod: asked pods=1, used 1 of 1`; undefined when it is about something else. */
function quotaText(message: string): string | undefined {
  const found = /exceeded quota: ([^,]+), requested: (\S+), used: (\S+), limited: (\S+)/.exec(message.slice(0, textMax));
  const [, name, requested, used, limited] = found ?? [];
  if (name === undefined || requested === undefined || used === undefined || limited === undefined) {
    return /exceeded quota/i.test(message.slice(0, textMax)) ? reasonText(message) : undefined;
  }
  const [usedOf, limitOf] = [amounts(used), amounts(limited)];
  const asked = [...amounts(requested)].map(([what, amount]) => `asked ${what}=${amount}, used ${usedOf.get(what) ?? "?"} of ${limitOf.get(what) ?? "?"}`);
  return quote(`exceeded quota ${name}: ${asked.join("; ")}`);
}

/** Of `pods=1,requests.cpu=500m`. */
function amounts(text: string): ReadonlyMap<string, string> {
  return new Map(text.split(",").map((part): [string, string] => [part.slice(0, part.lastIndexOf("=")), part.slice(part.lastIndexOf("=") + 1)]));
}
