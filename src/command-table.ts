/** Every command and flag: parsing, help and the tables of README are made of this one. */

export type Flag = {
  readonly name: string;
  readonly short?: string;
  /** Other names for the same: kubectl's. */
  readonly aliases?: readonly string[];
  /** What a value looks like in help; "" for a switch. */
  readonly value: string;
  /** Values to offer where `value` does not spell them out. */
  readonly choices?: readonly string[];
  /** The variable that gives the default. */
  readonly env?: string;
  readonly help: string;
};

const namespace: Flag = { name: "namespace", short: "n", value: "NAME", help: "Namespace of targets that name none (default: the context's, else default)." };
const file: Flag = { name: "file", short: "f", value: "FILE", help: "Read from FILE instead of standard input; - is standard input." };
const output: Flag = { name: "output", short: "o", value: "FORMAT", choices: ["text", "json"], help: "text or json: one object a line, see kubedog schema (default text)." };
const strict: Flag = { name: "strict", value: "", help: "An unknown key in the spec is an error, not a warning." };

const cluster: readonly Flag[] = [
  { name: "kube-context", aliases: ["context"], value: "NAME", env: "KUBEDOG_KUBE_CONTEXT", help: "Context of the kubeconfig to use." },
  { name: "kube-config", aliases: ["kubeconfig"], value: "FILE", help: "Kubeconfig to use; before KUBEDOG_KUBE_CONFIG, KUBECONFIG and ~/.kube/config." },
  { name: "kube-config-base64", value: "TEXT", env: "KUBEDOG_KUBE_CONFIG_BASE64", help: "Kubeconfig's content in base64; before --kube-config." },
  { name: "verbose", value: "", help: "Say each request to the API server on stderr: its path, how it was answered, and the time that took." },
];

const tracking: readonly Flag[] = [
  { name: "timeout", short: "t", value: "TIME", help: "Give up after so many seconds, or 5m, 1h30m; 0 and -1 wait for ever (default -1)." },
  { name: "logs-since", value: "WHEN", choices: ["now", "all"], help: "Show logs from now, all, or the last 30s, 5m, 2h (default now; Jobs: all)." },
  { name: "no-logs", value: "", help: "Show no logs, whatever the spec says; last lines of what failed are shown all the same." },
  { name: "settle", value: "TIME", help: "A Pod without a probe is ready once it has stayed up so long; 0 at once (default 3s)." },
  { name: "patience", value: "TIME", help: "A failure that stands uncured so long counts again (default 2m)." },
  { name: "wait-for-create", value: "TIME", help: "A target that does not exist, or no longer, has failed after so long; 0 never (default 5m)." },
  { name: "no-progress-timeout", value: "TIME", help: "A target of which nothing has moved for so long has failed; 0 never (default 10m)." },
  { name: "soak", value: "TIME", help: "All must stay ready so long before the run ends well (default 0)." },
  { name: "follow-latest", value: "", help: "Where a newer rollout replaces the one that is followed, go on with it; else, and where it is rolled back, that is the end, with exit code 5." },
  { name: "on-delete", value: "wait|fail", help: "What the deletion of a target means: wait for it to be created again, or failure (default wait)." },
  { name: "on-paused", value: "wait|fail|ready", help: "What a target paused half-way means: wait for someone to resume it, failure, or readiness (default wait)." },
  { name: "on-manual-update", value: "wait|ready", help: "What a StatefulSet with updateStrategy OnDelete means whose old Pods nobody has deleted yet (default wait)." },
  { name: "status-progress-period", value: "TIME", help: "Between two lines on what is waited for while nothing changes; 0 is 5s, -1 none (default 30s)." },
  { name: "record", value: "FILE", help: "Record the run, for kubedog replay; no environment values, no Secret data." },
  { name: "record-logs", value: "on|off", help: "Whether a recording holds log text (default on)." },
];

const judging: readonly Flag[] = [
  { name: "rules", value: "FILE", help: "Your own rules for custom resources, JSON or YAML; they come before the bundled ones: see kubedog schema rules." },
  { name: "strict-unknown", value: "", help: "What is ready only by assumption, because nobody understands its status, is not ready." },
];

/** The flags that make sense where nothing but the objects themselves is looked at. */
const waiting: ReadonlySet<string> = new Set(["timeout", "status-progress-period", "record", "record-logs"]);

const mode: Flag = { name: "mode", value: "track|follow", help: "track to the verdict, or follow for ever: failures are said and outlived (default track)." };

const color: Flag = { name: "color", value: "auto|always|never", help: "Colours: auto is on a terminal, unless NO_COLOR or FORCE_COLOR say otherwise (default auto)." };

const timestamps: Flag = { name: "timestamps", value: "", help: "Put the time before each line; before a log line the time it was written." };

const drawing: readonly Flag[] = [
  { name: "log-style", value: "line|block|github|gitlab", help: "Logs with a prefix on each line, in kubedog's frames, or in groups that GitHub or GitLab folds (default line)." },
  { name: "status", value: "lines|table", help: "A line for each change, or kubedog's tables every 5s (default lines)." },
];

const printing: readonly Flag[] = [
  output,
  color,
  timestamps,
  { name: "output-prefix", value: "TEXT", help: "Put TEXT in front of every line." },
];

export const helpFlag: Flag = { name: "help", short: "h", value: "", help: "Explain a command." };

export type CommandName = "multitrack" | "rollout" | "follow" | "wait" | "demo" | "assess" | "replay" | "schema" | "completion" | "version" | "help";

export type CommandHelp = {
  readonly name: CommandName;
  /** What stands behind the name, for usage. */
  readonly args: string;
  readonly argsMax: number;
  readonly summary: string;
  readonly text: string;
  readonly flags: readonly Flag[];
};

export const commands: readonly CommandHelp[] = [
  {
    name: "multitrack",
    args: "",
    argsMax: 0,
    summary: "Follow the resources of a spec or a manifest until each is ready or has failed",
    text: `Reads a spec or a Kubernetes manifest (JSON or YAML) from standard input or -f FILE, follows all its resources,
prints their logs and states, and ends with a verdict, its cause and an exit code.

  cat <<EOF | kubedog multitrack -t 300
  {"StatefulSets": [{"ResourceName": "mysts1", "Namespace": "myns"}],
   "Deployments":  [{"ResourceName": "mydeploy22", "Namespace": "myns"}]}
  EOF

  helm get manifest shop -n shop | kubedog multitrack -n shop

Kinds: Deployments, ReplicaSets, StatefulSets, DaemonSets, Jobs, Pods, Canaries, Generics. All keys: kubedog schema spec.`,
    flags: [file, namespace, mode, ...tracking, ...judging, ...printing, ...drawing, strict, ...cluster],
  },
  {
    name: "rollout",
    args: "track KIND NAME",
    argsMax: 3,
    summary: "Follow one resource until it is ready or has failed once",
    text: `kubedog's older tracker of one resource: it ends with the first failure, or when the resource is ready.
multitrack does more. KIND is what kubectl takes: deployment, deploy, sts, widgets.example.com; KIND/NAME works too.

  kubedog rollout track deployment web -n shop -t 300`,
    flags: [namespace, ...tracking, ...judging, ...printing, ...cluster],
  },
  {
    name: "follow",
    args: "[KIND NAME]",
    argsMax: 2,
    summary: "Follow one resource, or all of a spec, for ever",
    text: `Prints logs and states for ever: new rollouts, restarts, failures said and outlived; ended by you or by -t.
KIND is what kubectl takes: deployment, deploy, sts, widgets.example.com; KIND/NAME works too.

  kubedog follow deploy/web -n shop
  kubedog follow -f spec.json`,
    flags: [file, namespace, ...tracking, ...judging, ...printing, ...drawing, strict, ...cluster],
  },
  {
    name: "wait",
    args: "KIND/NAME...",
    argsMax: Number.POSITIVE_INFINITY,
    summary: "Wait until objects exist, are gone, are ready, or have run",
    text: `Watches any objects, of any kind, until each is what --for says; KIND NAME... works too.
With -f FILE it waits for all that a spec or a manifest names: after helm uninstall, say. Time over is exit code 3.

  kubedog wait --for absent pvc/data-db-0 ns/shop -t 120
  kubedog wait --for present crd/widgets.example.com
  kubedog wait --for run cronjob/backup`,
    flags: [
      { name: "for", value: "ready|present|absent|run", help: "What to wait for; create and delete are other words for present and absent; run is the next Job of a CronJob." },
      file,
      namespace,
      ...tracking.filter(({ name }) => waiting.has(name)),
      ...judging,
      ...printing,
      strict,
      ...cluster,
    ],
  },
  {
    name: "demo",
    args: "[SCENARIO]",
    argsMax: 1,
    summary: "The whole program against a simulated cluster: nothing to install, no cluster",
    text: `Starts a small simulated cluster in this process, rolls something out in it and follows it,
as multitrack would. kubedog demo --list names the scenarios.`,
    flags: [{ name: "list", value: "", help: "Name the scenarios." }, ...tracking, ...printing, ...drawing],
  },
  {
    name: "assess",
    args: "",
    argsMax: 0,
    summary: "Judge objects offline: are they ready, on their way, failed?",
    text: `Reads objects (JSON or YAML: a List, an array, several documents) and judges them without a cluster,
with the same judge as live tracking. Objects that another one in the input owns are evidence for it.

  kubectl get deployments,replicasets,pods,events -o json | kubedog assess -f -

Exit codes: 0 all ready, 1 something failed, 3 something is on its way (with --strict-unknown also: unknown),
2 the input cannot be read.`,
    flags: [file, ...judging, output, color],
  },
  {
    name: "replay",
    args: "FILE",
    argsMax: 1,
    summary: "Play a recorded run again: the same text, the same exit code",
    text: `Plays a run that was recorded with --record FILE through the same core, at once and without a cluster.
It prints what that run printed, byte for byte; -o json prints it as reports.`,
    flags: [output],
  },
  {
    name: "schema",
    args: "spec|report|assess|rules",
    argsMax: 1,
    summary: "Print a JSON Schema: of the spec, of a report line, of an assess line, of your own rules",
    text: "Prints the JSON Schema of multitrack's spec, of a line of --output json, of a line of assess --output json, or of a --rules file.",
    flags: [],
  },
  {
    name: "completion",
    args: "bash|zsh|fish|powershell",
    argsMax: 1,
    summary: "Print a script that makes your shell complete kubedog's commands and flags",
    text: `Prints a script for your shell: it completes commands, flags and their values. It needs nothing but the shell.
Put it where your shell starts:

  bash        in ~/.bashrc:                    source <(kubedog completion bash)
  zsh         in a folder of $fpath, once:     kubedog completion zsh > "\${fpath[1]}/_kubedog"
              or in ~/.zshrc, after compinit:  source <(kubedog completion zsh)
  fish        in ~/.config/fish/config.fish:   kubedog completion fish | source
  powershell  in $PROFILE:                     kubedog completion powershell | Out-String | Invoke-Expression`,
    flags: [],
  },
  {
    name: "version",
    args: "",
    argsMax: Number.POSITIVE_INFINITY,
    summary: "Print the version, and what this kubedog was built from and runs on",
    text: `Prints the version in the first line, then the commit it was built from and that commit's date, the platform,
and the version of Bun inside. --short, or kubedog --version, prints the version alone. With -o json these are
version, commit, buildDate, platform and bun; commit and buildDate are null where the build was not told them.`,
    flags: [output, { name: "short", value: "", help: "The version alone." }],
  },
  { name: "help", args: "[COMMAND]", argsMax: 1, summary: "Explain a command", text: "Explains a command.", flags: [] },
];
