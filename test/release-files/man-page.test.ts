/** The manual page: what it tells, and that no roff reads it otherwise. */
import { expect, test } from "bun:test";
import { examples, manPage, manPageText } from "../../scripts/release-files/man-page.ts";
import { flagHead, parseCommand } from "../../src/cli.ts";
import { commands, helpFlag } from "../../src/command-table.ts";
import { exitCodeMeanings } from "../../src/exit-codes.ts";

const context = { version: "1.2.3-rc.1", commit: "0123abcd", date: "2026-01-31T12:00:00Z", binaries: [] };

async function page(): Promise<string> {
  const [file] = await manPage(context);
  return new TextDecoder().decode(file?.bytes);
}

/** The lines of a section, without their fonts, each character as a reader sees it. */
function shown(text: string, section: string): readonly string[] {
  const signs: { readonly [escape: string]: string } = { "\\-": "-", "\\(aq": "'", "\\(ga": "`", "\\(ti": "~", "\\(ha": "^", "\\(rs": "\\", "\\&": "" };
  const [, rest = ""] = text.split(`\n.SH ${section}\n`);
  const [lines = ""] = rest.split("\n.SH ");
  return lines.split("\n").map((line) => line.replace(/\\f[BIR]/g, "").replace(/\\(?:[-&]|\(..)/g, (escape) => signs[escape] ?? escape));
}

test("it is kubedog.1, of the version and of the day of the commit", async () => {
  expect((await manPage(context)).map(({ name }) => name)).toEqual(["kubedog.1"]);
  expect((await page()).split("\n")[0]).toBe('.TH KUBEDOG 1 2026-01-31 "kubedog 1.2.3\\-rc.1" "User Commands"');
});

test("it has every command, flag, exit code and variable", async () => {
  const text = await page();
  expect(shown(text, "SYNOPSIS").filter((line) => line.startsWith("kubedog ")).map((line) => line.split(" ")[1])).toEqual(commands.map(({ name }) => name));
  expect(shown(text, "COMMANDS").filter((line) => line.startsWith(".SS ")).map((line) => line.slice(4))).toEqual(commands.map(({ name }) => name));
  const flags = [helpFlag, ...commands.flatMap((command) => command.flags)].map((flag) => flagHead(flag).trim());
  expect(tags(shown(text, "OPTIONS"))).toEqual([...new Set(flags)]);
  expect(tags(shown(text, "EXIT STATUS"))).toEqual(Object.keys(exitCodeMeanings));
  expect(tags(shown(text, "ENVIRONMENT"))).toContain("KUBEDOG_KUBE_CONFIG, KUBECONFIG");
});

/** What stands in front of each item of a list. */
function tags(lines: readonly string[]): readonly string[] {
  return lines.filter((_, index) => lines[index - 1] === ".TP");
}

test("a flag has its explanation, its variable and its commands", async () => {
  const lines = (await page()).split("\n");
  const at = lines.findIndex((line) => line.startsWith("\\fB\\-\\-kube\\-config\\-base64"));
  expect(lines.slice(at - 1, at + 5)).toEqual([
    ".TP",
    "\\fB\\-\\-kube\\-config\\-base64\\fR \\fITEXT\\fR",
    "Kubeconfig\\(aqs content in base64; before \\-\\-kube\\-config.",
    "Else \\fB$KUBEDOG_KUBE_CONFIG_BASE64\\fR.",
    ".br",
    "Taken by multitrack, rollout, follow, wait.",
  ]);
});

test("a command's text is that of --help, and its indented lines stay as they are", async () => {
  const lines = shown(await page(), "COMMANDS");
  const [wait = ""] = lines.join("\n").split(".SS wait\n")[1]?.split("\n.SS ") ?? [];
  expect(wait).toBe(`Watches any objects, of any kind, until each is what --for says; KIND NAME... works too.
With -f FILE it waits for all that a spec or a manifest names: after helm uninstall, say. Time over is exit code 3.
.PP
.RS 4
.nf
kubedog wait --for absent pvc/data-db-0 ns/shop -t 120
kubedog wait --for present crd/widgets.example.com
kubedog wait --for run cronjob/backup
.fi
.RE`);
});

test("the variables are those of README, what is code there is bold here", () => {
  const readme = "# a\n\n## Environment\n\n| variable | effect |\n| --- | --- |\n| `A=1`, `B` | as `--verbose`; `~/x`, where it isn't off |\n\nText.\n\n## Next\n\n| `C` | no |\n";
  const text = manPageText(context, readme);
  const [, section = ""] = text.split(".SH ENVIRONMENT\n");
  expect(section.slice(0, section.indexOf("\n.SH "))).toBe(".TP\n\\fBA=1\\fR, \\fBB\\fR\nas \\fB\\-\\-verbose\\fR; \\fB\\(ti/x\\fR, where it isn\\(aqt off");
  expect(() => manPageText(context, "# nothing\n")).toThrow("README.md has no table of variables below ## Environment");
});

test("each example is a command line that kubedog understands", () => {
  const lines = examples.flatMap(([, text]) => text.split("\n"));
  const ours = lines.map((line) => line.slice(line.indexOf("kubedog ")).split(" ").slice(1));
  expect(ours.map((argv) => parseCommand(argv).name)).toEqual(["demo", "multitrack", "follow", "wait", "assess", "multitrack", "replay"]);
});

test("roff finds only its requests, ASCII, and no sign that it shows otherwise", async () => {
  const lines = (await page()).split("\n");
  const requests = new Set(lines.filter((line) => line.startsWith(".")).map((line) => line.split(" ")[0]));
  expect([...requests].sort()).toEqual([".BR", ".PP", ".RE", ".RS", ".SH", ".SS", ".TH", ".TP", ".ad", ".br", ".fi", ".nf", ".nh", ".ss"]);
  const texts = lines.filter((line) => !line.startsWith("."));
  expect(texts.filter((line) => /[^ -~]|['`^~]|(?<!\\)-|^\s|\s$/.test(line) && !line.startsWith(" "))).toEqual([]);
  expect(texts.flatMap((line) => line.match(/\\(?!\(|-|f[BIR]|&|\[u)./g) ?? [])).toEqual([]);
});
