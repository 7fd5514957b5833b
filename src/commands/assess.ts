/** `kubedog assess`: judges objects offline, with the same judge as live tracking. */
import type { Command } from "../cli.ts";
import { World } from "../core/world.ts";
import type { Edges } from "../edges.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { readObjects } from "../input/objects.ts";
import type { Assessment, Status } from "../kinds/assessment.ts";
import { isAssumed, notAssumed } from "../kinds/assumption.ts";
import { assess, kindOf } from "../kinds/kinds.ts";
import type { KubeObject } from "../kinds/kubernetes.ts";
import type { Rule } from "../kinds/rules/rule.ts";
import type { AssessLine } from "../render/assess-schema.ts";
import { assessRow } from "../render/assess-row.ts";
import { jsonLine } from "../render/json.ts";
import { readInput } from "./input-text.ts";
import { outputOf } from "./options.ts";
import { rulesOf } from "./rules.ts";

const hint = `reading objects from the terminal; end them with Ctrl-D, or pipe them in:
  kubectl get deployments,replicasets,pods,events -o json | kubedog assess
`;

/** Exit code 1 when something failed, else 3 when something is on its way or, if nothing is taken on trust, unknown, else 0. */
export async function assessInput({ flags }: Command, edges: Edges): Promise<ExitCode> {
  const { format, colour } = outputOf(flags, edges);
  const rules = await rulesOf(flags, edges);
  const { text, source } = await readInput(flags.file, edges, hint);
  const lines = assessLines(await readObjects(text, source), rules, flags["strict-unknown"] !== undefined);
  for (const line of lines) await edges.write("out", format === "json" ? jsonLine(line) : `${assessRow(line, prefixOf(line), colour)}\n`);
  if (lines.some(({ status }) => status === "failed")) return exitCodes.failed;
  const enough: readonly Status[] = flags["strict-unknown"] === undefined ? ["ready", "unknown"] : ["ready"];
  return lines.every(({ status }) => enough.includes(status)) ? exitCodes.ready : exitCodes.timedOut;
}

/** One line for each object that no other one in the input owns, in the order of the input; Events are evidence. */
function assessLines(objects: readonly KubeObject[], rules: readonly Rule[], isStrict: boolean): readonly AssessLine[] {
  const world = new World();
  for (const object of objects) world.apply(object);
  return world.tops().map((object) => {
    const assessment = assess(world.family(object), rules);
    return assessLine(object, isStrict ? certain(assessment) : assessment);
  });
}

/** Nobody knows what is only assumed. */
function certain(assessment: Assessment): Assessment {
  return isAssumed(assessment) ? { ...assessment, ...notAssumed(assessment), status: "unknown" } : assessment;
}

function assessLine({ kind, apiVersion, metadata: { namespace = "", name } }: KubeObject, { status, reason, message }: Assessment): AssessLine {
  return { kind, apiVersion, namespace, name, status, reason, message };
}

function prefixOf({ apiVersion, kind }: AssessLine): string {
  return kindOf(apiVersion, kind)?.short ?? kind.toLowerCase();
}
