/** What `kubedog completion` prints, for packages that put it where a shell looks for it. */
import { completionScript, type Shell } from "../../src/commands/completion.ts";
import type { FileMaker } from "../release/release-file.ts";

/** File names as the shells, or their packages, want them. */
const files: readonly { readonly shell: Shell; readonly name: string }[] = [
  { shell: "bash", name: "kubedog.bash" },
  { shell: "zsh", name: "_kubedog" },
  { shell: "fish", name: "kubedog.fish" },
  { shell: "powershell", name: "kubedog-completion.ps1" },
];

/** PowerShell would run a `kubedog.ps1` beside `kubedog.exe` in its place. */
export const completionFiles: FileMaker = async () => files.map(({ shell, name }) => ({ name, bytes: new TextEncoder().encode(completionScript(shell)) }));
