/** A machine to install on: a folder with a home, and a PATH with nothing but what the installer may need. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, chmodSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const script = readFileSync(new URL("../../install.sh", import.meta.url), "utf8");

export type Shell = "dash" | "bash" | "busybox";
export type Client = "curl" | "wget";

const isHere = (name: string) => Bun.which(name) !== null;

export const shells = (["dash", "bash", "busybox"] satisfies readonly Shell[]).filter(isHere);
export const clients = (["curl", "wget"] satisfies readonly Client[]).filter(isHere);

/** What the tests are for and this machine has not. */
export const missing = ["dash", "bash", "busybox", "curl", "wget"].filter((name) => !isHere(name));

const tools = ["cat", "chmod", "grep", "gzip", "mkdir", "mktemp", "mv", "rm", "sha256sum", "tail", "tr"];

/** Functions stand in for programs: a busybox may prefer its own programs to those in PATH. */
const commands = {
  uname: 'case $1 in -s) echo Linux ;; -m) echo x86_64 ;; esac',
  ldd: "echo 'ldd (GNU libc) 2.36'",
  sleep: ":",
};

export type Machine = {
  readonly shell: Shell;
  /** Those that are there, the first of the two if both are. */
  readonly clients?: readonly Client[];
  /** Tools that are not there. */
  readonly without?: readonly string[];
  /** The bodies of functions in place of further programs. */
  readonly commands?: { readonly [name: string]: string };
  /** Programs in PATH. */
  readonly programs?: { readonly [name: string]: string };
  /** What is changed in the script; ~ is the machine's folder. */
  readonly changes?: { readonly [from: string]: string };
};

export type Run = { readonly argv?: readonly string[]; readonly env?: { readonly [name: string]: string }; /** A command that runs the rest. */ readonly wrapper?: readonly string[] };

export type Outcome = { readonly code: number; readonly out: string; readonly err: string };

export function openMachine({ shell, clients = ["curl"], without = [], programs = {}, changes = {}, ...rest }: Machine) {
  const folder = mkdtempSync(join(tmpdir(), "kubedog-install-"));
  // Other users come in, too.
  chmodSync(folder, 0o755);
  for (const name of ["bin", "home", "path"]) mkdirSync(join(folder, name));
  for (const name of [...tools, ...clients]) if (!without.includes(name)) symlinkSync(toolPath(shell, name), join(folder, "path", name));
  for (const [name, text] of Object.entries(programs)) writeFileSync(join(folder, "path", name), text, { mode: 0o755 });
  writeFileSync(join(folder, "install.sh"), functionsOf({ ...commands, ...rest.commands }) + changed(changes, folder));
  const shellCommand = shell === "busybox" ? [toolPath(shell, "sh"), "sh"] : [Bun.which(shell) ?? shell];
  const environment = { HOME: join(folder, "home"), PATH: join(folder, "path"), KUBEDOG_INSTALL_DIR: join(folder, "bin") };

  function start({ argv = [], env = {}, wrapper = [] }: Run, url = "", input = [join(folder, "install.sh")], stdin = "") {
    return Bun.spawn([...wrapper, ...shellCommand, ...input, ...argv], {
      cwd: folder,
      env: { ...environment, KUBEDOG_DOWNLOAD_URL: `${url}/r`, ...env },
      stdin: new TextEncoder().encode(stdin),
      stdout: "pipe",
      stderr: "pipe",
    });
  }

  async function ended(child: ReturnType<typeof start>, url = ""): Promise<Outcome> {
    const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
    // What a client or the system says is theirs, in brackets or behind the last colon.
    const plain = (text: string) => text.replaceAll(folder, "~").replaceAll(url || "\0", "URL").replace(/ \((?:curl|wget|http|failed|exit|[0-9-]+ ).*\)$/m, " (…)");
    return { code, out: plain(out), err: plain(err) };
  }

  return {
    folder,
    start,
    ended,
    run: async (run: Run = {}, url = "") => await ended(start(run, url), url),
    /** The script as it is, or a part of it, on the shell's stdin. */
    piped: async (text: string, run: Run, url: string) => await ended(start(run, url, ["-s", "--"], functionsOf(commands) + text), url),
    /** All in the folder, what is hidden too. */
    names: (name: string) => readdirSync(join(folder, name)).sort(),
    /** What the files in `bin` hold. */
    contents: () => Object.fromEntries(readdirSync(join(folder, "bin")).map((file) => [file, readFileSync(join(folder, "bin", file), "utf8")])),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

function toolPath(shell: Shell, name: string): string {
  const path = Bun.which(shell === "busybox" && name !== "curl" ? "busybox" : name);
  if (path === null) throw new Error(`${name} is needed for this test: install it`);
  return path;
}

function functionsOf(bodies: { readonly [name: string]: string }): string {
  return Object.entries(bodies)
    .map(([name, body]) => `${name}() { ${body}\n}\n`)
    .join("");
}

function changed(changes: { readonly [from: string]: string }, folder: string): string {
  return Object.entries(changes).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`install.sh does not say ${from}`);
    return text.replaceAll(from, to.replaceAll("~", folder));
  }, script);
}
