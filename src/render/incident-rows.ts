/** What went wrong, on stderr, and what the policy makes of it, on stdout, in kubedog's sentences. */
import type { IncidentReport } from "../core/report.ts";
import { harmless } from "./harmless.ts";
import { errRow, outRow, type Row } from "./row.ts";
import type { Style } from "./style.ts";
import { counted, joined, podText, reasonText } from "./words.ts";

export function incidentRows(report: IncidentReport, { bad, strong }: Style): readonly Row[] {
  const consequence = outRow(strong(consequenceText(report)));
  if (report.effect === "forgiven") return [consequence];
  return [errRow(bad(errorText(report))), consequence];
}

/** `deploy/web ERROR: po/web-1 container/main: CrashLoopBackOff: exits with 3` */
function errorText({ target, pod, container, pods, reason, message }: IncidentReport): string {
  const isNamed = pod !== "" && message.includes(`po/${pod}`);
  const object = isNamed ? "" : joined([podText(target, pod), container === "" ? "" : `container/${harmless(container)}`], " ");
  const many = pods > 1 ? counted(pods, "Pod") : "";
  return `${harmless(target.label)} ERROR: ${joined([many, object, reasonText(reason, message)], ": ")}`;
}

function consequenceText({ target, effect, message, failures, allowed, waitingFor }: IncidentReport): string {
  const label = harmless(target.label);
  switch (effect) {
    case "allowed":
      return `${failures}/${allowed} allowed errors occurred for ${label}: continue tracking`;
    case "exceeded":
      return `Allowed failures count for ${label} exceeded ${allowed} errors: stop tracking immediately!`;
    case "critical":
      return `Critical failure for ${label} has been occurred: stop tracking immediately!`;
    case "hoping":
      return `Error occurred for ${label}, waiting until following resources are ready before counting errors (HopeUntilEndOfDeployProcess fail mode is active): ${waitingFor.map(harmless).join(", ")}`;
    case "ignored":
      return `${failures} errors occurred for ${label}`;
    case "ended":
      return `Critical failure for ${label} is ignored (IgnoreAndContinueDeployProcess fail mode is active): stop tracking it`;
    case "forgiven":
      return `Errors of ${label} are forgiven: ${joined([harmless(message), `${failures}/${allowed} allowed errors remain counted`], ", ")}`;
  }
}
