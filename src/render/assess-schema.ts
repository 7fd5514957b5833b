/** A line of `kubedog assess --output json`: one for each top-level object, in the order of the input. */
import * as v from "valibot";

export const AssessLine = v.pipe(
  v.object({
    kind: v.string(),
    apiVersion: v.string(),
    namespace: v.pipe(v.string(), v.description('"" for an object of the whole cluster.')),
    name: v.string(),
    status: v.picklist(["ready", "progressing", "failed", "paused", "deleting", "missing", "unknown"]),
    reason: v.pipe(v.string(), v.description('One word, Kubernetes\' own where there is one: ImagePullBackOff. "" if none.')),
    message: v.pipe(v.string(), v.description('One sentence for people, its wording not stable. "" if none.')),
  }),
  v.title("kubedog assessment"),
  v.description("One line of kubedog assess --output json."),
);
export type AssessLine = v.InferOutput<typeof AssessLine>;
