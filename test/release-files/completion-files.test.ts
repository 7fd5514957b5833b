/** The completion scripts among the files of a release. */
import { expect, test } from "bun:test";
import { completionFiles } from "../../scripts/release-files/completion-files.ts";
import { kubedog } from "../cli/terminal.ts";

const context = { version: "1.2.3", commit: "0123abcd", date: "2026-01-31T12:00:00Z", binaries: [] };

const shells = [
  ["bash", "kubedog.bash"],
  ["zsh", "_kubedog"],
  ["fish", "kubedog.fish"],
  ["powershell", "kubedog-completion.ps1"],
] as const;

test.each(shells)("what kubedog completion %s prints is in the file %s, with the shell's own words in it", async (shell, name) => {
  const { out } = await kubedog(["completion", shell]);
  const file = (await completionFiles(context)).find((each) => each.name === name);
  expect(new TextDecoder().decode(file?.bytes)).toBe(out);
  expect(out).toContain({ bash: "complete -o default -F _kubedog", zsh: "#compdef kubedog", fish: "complete -c kubedog", powershell: "Register-ArgumentCompleter" }[shell]);
});

test("no other file is made", async () => {
  expect((await completionFiles(context)).map(({ name }) => name)).toEqual(shells.map(([, name]) => name));
});
