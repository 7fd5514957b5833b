/** Why the kubelet cannot put a container together: its Secrets, ConfigMaps and user. */
import { type Finding, ruleFor, type TextRule } from "./finding.ts";
import { quote } from "./quote.ts";

type ConfigRule = TextRule<Pick<Finding, "class" | "counts"> & { readonly next: string }>;

const configRules: readonly ConfigRule[] = [
  {
    pattern: /failed to sync (secret|configmap) cache/i,
    class: "environment",
    counts: "immediate",
    next: "the kubelet tries again",
  },
  {
    pattern: /couldn't find key/i,
    class: "permanent",
    counts: "immediate",
    next: "add the key or correct its name in the Pod template",
  },
  // An operator or a later manifest may still create it.
  {
    pattern: /(secrets?|configmaps?) "?[^" ]*"? not found/i,
    class: "probable",
    counts: "patience",
    next: "create it or correct its name in the Pod template",
  },
  {
    pattern: /runAsNonRoot|non-numeric user/i,
    class: "permanent",
    counts: "immediate",
    next: "set runAsUser to a number, or build the image with a numeric user that is not root",
  },
];

/** Of `CreateContainerConfigError`. */
export function configError(message: string): Finding {
  const rule = ruleFor(configRules, message);
  if (rule === undefined) return probable(message, "its configuration cannot be put together");
  return { class: rule.class, counts: rule.counts, message: `${quote(message.replace(/ \(pod: .*$/s, ""))}: ${rule.next}` };
}

const createRules: readonly ConfigRule[] = [
  {
    pattern: /no command specified/i,
    class: "permanent",
    counts: "immediate",
    next: "the image has no command, give one in the Pod template",
  },
  {
    pattern: /name .* is reserved|context deadline exceeded/i,
    class: "environment",
    counts: "immediate",
    next: "the container runtime is busy, the kubelet tries again",
  },
];

/** Of `CreateContainerError`. */
export function createError(message: string): Finding {
  const rule = ruleFor(createRules, message);
  if (rule === undefined) return probable(message, "the container runtime cannot create it");
  return { class: rule.class, counts: rule.counts, message: `${quote(message)}: ${rule.next}` };
}

function probable(message: string, otherwise: string): Finding {
  return { class: "probable", counts: "immediate", message: quote(message) || otherwise };
}
