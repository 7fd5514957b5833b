/** Why the container runtime could not start a container's command. */
import { type Finding, ruleFor, type TextRule } from "./finding.ts";
import { quote, textMax } from "./quote.ts";

type StartRule = TextRule<{ readonly say: (command: string, image: string) => string }>;

const permanentRules: readonly StartRule[] = [
  {
    pattern: /exec format error/i,
    say: (command, image) => `${wrongArchitecture(`${command} of image ${image}`, "")} (exec format error)`,
  },
  {
    pattern: /permission denied/i,
    say: (command, image) => `${command} may not be executed in image ${image} (permission denied): is it executable, and for this user?`,
  },
  {
    pattern: /executable file not found|no such file or directory/i,
    say: (command, image) => `${command} not found in image ${image}: is it the right command and the right image?`,
  },
];

/** Of `RunContainerError`, and of a run that ended with `StartError` or `ContainerCannotRun`. */
export function startError(message: string, image: string): Finding {
  const rule = ruleFor(permanentRules, message);
  if (rule !== undefined) return { class: "permanent", counts: "immediate", message: rule.say(commandOf(message), quote(image)) };
  // 128 without one of these words has also been the node's fault: it may start at the next try.
  return { class: "probable", counts: "immediate", message: `could not be started${message === "" ? "" : `: ${quote(message)}`}` };
}

/**
 * What `exec format error` means: the kernel takes the file for no program of this CPU.
 * @param architecture the node's, `arm64`; "" when nobody says
 */
export function wrongArchitecture(what: string, architecture: string): string {
  return `${what} is built for another CPU architecture than the node's${architecture === "" ? "" : `, ${architecture},`} or is a script without a #! line`;
}

function commandOf(message: string): string {
  const command = /exec:? "([^"]{1,200})"/.exec(message.slice(0, textMax))?.[1];
  return command === undefined ? "the command" : `command ${quote(command)}`;
}
