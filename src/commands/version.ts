/** `kubedog version`: which kubedog this is, for scripts and for whoever reports a bug. */
import { buildDate, commit } from "../build-info.ts";
import type { Command } from "../cli.ts";
import type { Edges } from "../edges.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { version } from "../version.ts";
import { choiceOf } from "./options.ts";

export async function printVersion({ flags }: Command, { machine, write }: Edges): Promise<ExitCode> {
  const format = choiceOf("output", flags.output ?? "text", ["text", "json"]);
  const facts = { version, commit, buildDate, platform: platformOf(machine), bun: Bun.version };
  const said = flags.short === undefined ? { json: facts, text: factLines(facts) } : { json: { version }, text: `${version}\n` };
  await write("out", format === "json" ? `${JSON.stringify(said.json)}\n` : said.text);
  return exitCodes.ready;
}

type Facts = { readonly version: string; readonly commit: string | null; readonly buildDate: string | null; readonly platform: string; readonly bun: string };

/** The first line is what kubedog has always printed. */
function factLines({ version, commit, buildDate, platform, bun }: Facts): string {
  return `${version}
commit      ${commit ?? "unknown"}
build date  ${buildDate ?? "unknown"}
platform    ${platform}
Bun         ${bun}
`;
}

/** Where Node's word is not Go's, in which Kubernetes names its platforms. */
const goNames: { readonly [name: string]: string } = { win32: "windows", x64: "amd64" };

/** `linux/amd64`, `darwin/arm64`, `windows/amd64` */
function platformOf({ system, architecture }: Edges["machine"]): string {
  return [system, architecture].map((name) => goNames[name] ?? name).join("/");
}
