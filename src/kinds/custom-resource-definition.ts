/** Judges a CustomResourceDefinition: whether objects of its kind can be created. */
import type { Assessment, Family } from "./assessment.ts";
import { falseCondition, trueCondition } from "./conditions.ts";
import { incident } from "./incident.ts";
import type { Condition, ObjectMeta } from "./kubernetes.ts";
import { quote } from "./quote.ts";
import { assessment, failed, progressing, ready } from "./rung.ts";

export type CustomResourceDefinition = {
  readonly metadata?: ObjectMeta;
  readonly status?: { readonly conditions?: readonly (Condition & { type: string; status: string })[] };
};

export function assessCustomResourceDefinition({ object }: Family<CustomResourceDefinition>): Assessment {
  const established = falseCondition(object, "Established");
  const broken =
    falseCondition(object, "NamesAccepted") ??
    trueCondition(object, "NonStructuralSchema") ??
    (established?.reason === "Installing" ? undefined : established);
  if (broken !== undefined) {
    const reason = broken.reason || broken.type;
    const message = quote(broken.message ?? "") || `condition ${broken.type} is ${broken.status}`;
    return assessment(failed(reason, message), { incidents: [incident({ class: "probable", fault: "resource", reason, message })] });
  }
  return assessment(trueCondition(object, "Established") === undefined ? progressing("Installing", "waiting to be established") : ready);
}
