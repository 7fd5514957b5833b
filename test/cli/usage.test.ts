/** What the command line says before it does anything. */
import { expect, test } from "bun:test";
import { commands } from "../../src/command-table.ts";
import { kubedog } from "./terminal.ts";

const isHelp = "kubedog follows Kubernetes rollouts: what is happening now, and did it work?";

test.each([[[]], [["help"]], [["--help"]], [["-h"]]])("kubedog %p explains the program on stdout (checklist 20)", async (argv) => {
  const { code, out, err } = await kubedog(argv);
  expect({ code, first: out.split("\n")[0], err }).toEqual({ code: 0, first: isHelp, err: "" });
});

test.each(commands.map(({ name }) => [name]))("%s explains itself, wherever --help stands", async (name) => {
  const asked = [[name, "--help"], ["-h", name], ["help", name], [name, "-h"]].map((argv) => kubedog(argv));
  for (const { code, out, err } of await Promise.all(asked)) {
    expect({ code, start: out.slice(0, 15 + name.length), err }).toEqual({ code: 0, start: `Usage: kubedog ${name}`, err: "" });
  }
});

test("help of a command asks for none of its arguments and reads nothing", async () => {
  const { code, out } = await kubedog(["replay", "a", "b", "c", "--help"]);
  expect([code, out.split("\n")[0]]).toEqual([0, "Usage: kubedog replay [FLAGS] FILE"]);
});

const mistakes: readonly (readonly [argv: string, said: string])[] = [
  ["bogus", 'unknown command "bogus": see kubedog help'],
  ["multitrak", 'unknown command "multitrak" — did you mean kubedog multitrack? See kubedog help'],
  ["help bogus", 'unknown command "bogus": see kubedog help'],
  ["-t 5", "-t without a command: kubedog has multitrack, rollout, follow, wait, demo, assess, replay, schema, completion, version, help; see kubedog help"],
  ["--bogus", "unknown flag --bogus: see kubedog help"],
  ["multitrack --namspace x", "unknown flag --namspace — did you mean --namespace? See kubedog help"],
  ["multitrack -x5", "unknown flag -x: see kubedog help"],
  ["multitrack --list", "kubedog multitrack has no flag --list: see kubedog multitrack --help"],
  ["schema -o json", "kubedog schema has no flag -o: see kubedog schema --help"],
  ["multitrack extra", 'unexpected argument "extra": usage is kubedog multitrack [FLAGS]'],
  ["multitrack -- --strict", 'unexpected argument "--strict": usage is kubedog multitrack [FLAGS]'],
  ["replay a b", 'unexpected argument "b": usage is kubedog replay [FLAGS] FILE'],
  ["replay", "which recording? kubedog replay FILE plays what --record FILE wrote"],
  ["multitrack -t", "-t needs a value: -t TIME"],
  ["multitrack --namespace", "--namespace needs a value: --namespace NAME"],
  ["multitrack --strict=maybe", "--strict=maybe: expected --strict, --strict=true or --strict=false"],
  ["multitrack -t x", "--timeout x: expected seconds such as 300, or a duration such as 90s, 5m, 1h30m"],
  ["multitrack -t -5", "--timeout -5: expected seconds such as 300, or a duration such as 90s, 5m, 1h30m"],
  ["multitrack --timeout=-2", "--timeout -2: expected seconds such as 300, or a duration such as 90s, 5m, 1h30m"],
  ["multitrack -t=", "--timeout : expected seconds such as 300, or a duration such as 90s, 5m, 1h30m"],
  ["multitrack --settle -1", "--settle -1: expected seconds such as 300, or a duration such as 90s, 5m, 1h30m"],
  ["multitrack --patience soon", "--patience soon: expected seconds such as 300, or a duration such as 90s, 5m, 1h30m"],
  ["multitrack --status-progress-period x", "--status-progress-period x: expected seconds such as 300, or a duration such as 90s, 5m, 1h30m"],
  ["multitrack --logs-since yesterday", "--logs-since yesterday: expected now, all or a duration such as 30s, 5m, 2h"],
  ["multitrack -o yaml", "--output yaml: expected text or json"],
  ["assess -oyaml", "--output yaml: expected text or json"],
  ["version -oyaml", "--output yaml: expected text or json"],
  ["multitrack --record-logs maybe", "--record-logs maybe: expected on or off"],
  ["schema", "which schema: expected kubedog schema spec, report, assess or rules"],
  ["schema bogus", 'there is no schema "bogus": expected kubedog schema spec, report, assess or rules'],
];

test.each(mistakes)("kubedog %s is a mistake that is said once, on stderr, with exit code 2 (checklist 23, 25, 30)", async (line, said) => {
  const { code, out, err } = await kubedog(line.split(" "));
  expect({ code, out, err }).toEqual({ code: 2, out: "", err: `${said}\n` });
});

test("arguments cannot steer the terminal or a CI system", async () => {
  const { err } = await kubedog(["\x1b[2J\n::error::boom"]);
  expect(err).toBe('unknown command "\\x1b[2J\n\\::error::boom": see kubedog help\n');
});

test("an unknown scenario is answered with those there are", async () => {
  const { code, err } = await kubedog(["demo", "nope"]);
  expect([code, err.split("\n").slice(0, 2)]).toEqual([2, ['there is no scenario "nope":', "shop        a release of three parts: web is rolled out, the migration completes, the new api crashes (default)"]]);
});

test("demo --list names the scenarios", async () => {
  const { code, out } = await kubedog(["demo", "--list"]);
  expect([code, out.split("\n").map((row) => row.split(" ")[0])]).toEqual([0, ["shop", "rollout", "crash-loop", "image-pull", "job-failed", "mixed", ""]]);
});

test("a reader that has gone away ends the program quietly", async () => {
  const { code, err } = await kubedog(["help"], { closedAfterChars: 0 });
  expect([code, err]).toEqual([141, ""]);
});
