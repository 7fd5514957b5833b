/** One judged object as a line: `shop/deploy/web: failed, CrashLoopBackOff: …`. */
import type { AssessLine } from "./assess-schema.ts";
import { harmless } from "./harmless.ts";
import { styleWith } from "./style.ts";
import { reasonText } from "./words.ts";

/** @param short kubedog's prefix of the kind: `deploy` */
export function assessRow({ namespace, name, status, reason, message }: AssessLine, short: string, colour: boolean): string {
  const style = styleWith(colour);
  const paint = status === "ready" ? style.good : status === "failed" ? style.bad : style.waiting;
  const place = harmless([namespace, short, name].filter((part) => part !== "").join("/"));
  const why = reasonText(reason, message);
  return `${place}: ${paint(status)}${why === "" ? "" : `, ${why}`}`;
}
