/** A target from arguments: `deployment web`, `deploy/web`. */
import type { Target } from "../core/target.ts";
import { UserError } from "../user-error.ts";
import { objectName } from "./object-name.ts";
import { quoted } from "./problem.ts";
import { unsaid } from "./targets.ts";

/**
 * Several: `deploy/web job/migrate`, or as kubectl takes them, `pods web-1 web-2`.
 * @throws UserError as `argumentTarget` does
 */
export function argumentTargets(words: readonly string[], usage: string): readonly Target[] {
  const [kind = "", ...names] = words;
  if (words.some((word) => word.includes("/"))) return words.map((word) => argumentTarget([word], usage));
  return names.length < 2 ? [argumentTarget(words, usage)] : names.map((name) => argumentTarget([kind, name], usage));
}

/**
 * What kind the word means is asked of the server later; the target's `apiVersion` is "" until then.
 * @param usage the command, for messages
 * @throws UserError when there are not a kind and a name
 */
export function argumentTarget(words: readonly string[], usage: string): Target {
  const [kind = "", name = "", ...rest] = words.length === 1 ? (words[0] ?? "").split("/") : words;
  if (kind === "" || name === "" || rest.length > 0 || kind.includes("/")) throw new UserError(`${usage} ${words.join(" ")}: expected KIND NAME or KIND/NAME, such as deployment web`.replace(" :", ":"));
  if (!objectName.test(name)) throw new UserError(`${usage}: ${quoted(name)} is no name of an object in Kubernetes`);
  return { ...unsaid, apiVersion: "", kind, plural: "", namespace: "", name };
}
