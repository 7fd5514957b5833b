/** Why an image cannot be pulled, by what the registry or the container runtime answered. */
import { isAboutContainer, newestEvent } from "./events.ts";
import { type Finding, ruleFor, type TextRule } from "./finding.ts";
import type { Event } from "./kubernetes.ts";
import { quote, textMax } from "./quote.ts";

type PullRule = TextRule<Pick<Finding, "class" | "counts"> & { readonly say: (image: string) => string }>;

const busy = "the registry or the way to it is in trouble; the kubelet tries again";

/** In this order: a registry that is down may answer with any other word as well. */
const rules: readonly PullRule[] = [
  {
    pattern:
      /toomanyrequests|too many requests|\b429\b|\b5\d\d [A-Z]|status(?: code)?:? 5\d\d\b|timeout|deadline exceeded|request canceled|connection refused|connection reset|no route to host|network is unreachable|temporary failure in name resolution|server misbehaving|TLS handshake|\bEOF\b/i,
    class: "environment",
    counts: "immediate",
    say: (image) => `image ${image} cannot be pulled now: ${busy}`,
  },
  {
    pattern: /no match for platform|no matching manifest for/i,
    class: "permanent",
    counts: "immediate",
    say: (image) => `image ${image} does not exist for the node's CPU architecture: was it built for it?`,
  },
  {
    pattern: /repository does not exist/i,
    class: "permanent",
    counts: "repeat",
    say: (image) => `image ${image} does not exist or may not be pulled: was it pushed, do imagePullSecrets fit?`,
  },
  {
    pattern: /denied|unauthorized|authentication required|authorization failed|\b40[13]\b/i,
    class: "permanent",
    counts: "repeat",
    say: (image) => `not allowed to pull image ${image}: do imagePullSecrets fit?`,
  },
  {
    pattern: /not ?found|manifest unknown/i,
    class: "permanent",
    counts: "repeat",
    say: (image) => `image ${image} not found: was it pushed?`,
  },
  {
    pattern: /no such host/i,
    class: "probable",
    counts: "immediate",
    say: (image) => `image ${image} cannot be pulled, its registry has no address: is the name right?`,
  },
];

/** `message` is the waiting container's; a back-off's may say nothing, then the Pod's events are asked. */
export function pullError(image: string, container: string, message: string, events: readonly Event[]): Finding {
  const answer = registryAnswer(message) || registryAnswer(pullEvent(container, image, events)?.message ?? "");
  const rule = ruleFor(rules, withoutNames(answer));
  const sentence = rule?.say(quote(image)) ?? `image ${quote(image)} cannot be pulled`;
  return { class: rule?.class ?? "probable", counts: rule?.counts ?? "immediate", message: withAnswer(sentence, answer) };
}

function pullEvent(container: string, image: string, events: readonly Event[]): Event | undefined {
  const pulls = events.filter(({ reason, message }) => reason === "Failed" && message?.startsWith(`Failed to pull image "${image}": `));
  return newestEvent(pulls.filter((event) => isAboutContainer(event, container)));
}

/** Whoever passed the answer on put a phrase before it. */
const wrapping =
  /^(?:(?:Back-off pulling|Failed to pull) image "[^"]*"|ErrImagePull|Error response from daemon|(?:Head|Get) "[^"]*"|failed to (?:pull and unpack image|pull image|resolve image|resolve reference|do request|copy|authorize|fetch (?:anonymous|oauth) token)(?: "[^"]*")?|pulling from host \S+ failed with status code \[[^\]]*\]|unexpected status from \w+ request to \S+): /i;

/** The registry's own words; "" when the message has none. */
function registryAnswer(message: string): string {
  if (/^Back-off pulling image "[^"]*"$/.test(message)) return "";
  return unwrapped(message.slice(0, textMax).replace(/rpc error: code = \w+ desc = /g, ""));
}

function unwrapped(message: string): string {
  const inner = message.replace(wrapping, "");
  return inner === message ? message : unwrapped(inner);
}

/** Names of images, hosts and paths may contain any of the words that we look for. */
function withoutNames(answer: string): string {
  return answer.replace(/"[^"]*"/g, " ").replace(/\S*\/\S*/g, " ");
}

function withAnswer(sentence: string, answer: string): string {
  const short = quote(answer.replace(/^\S*\/\S*: (?=not found)/, ""));
  return short === "" || sentence.includes(short) ? sentence : `${sentence} (${short})`;
}
