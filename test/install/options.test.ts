/** What the user says, what the machine allows, and what stands in kubedog's place. Under each shell. */
import { describe, expect, test } from "bun:test";
import { chmodSync, copyFileSync, mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { openMachine, shells, type Machine, type Outcome, type Run } from "./machine.ts";
import { program, releaseOf, serveRelease } from "./release-server.ts";

const files = releaseOf(program("1.2.3"));
const notInPath = '~/bin is not in PATH yet: export PATH="~/bin:$PATH"\n';

const installed = (tag: string, base: string, rest = `installed: ~/bin/kubedog, 1.2.3\n${notInPath}`): Outcome => ({ code: 0, out: `kubedog for linux-amd64, ${tag}, from ${base}\n${rest}`, err: "" });
const refused = (message: string): Outcome => ({ code: 1, out: "", err: `install.sh: ${message}\n` });
const failed = (message: string): Outcome => ({ ...refused(message), out: "kubedog for linux-amd64, latest version, from URL/r\n" });

type Case = {
  readonly title: string;
  readonly machine?: Omit<Machine, "shell">;
  readonly run?: Run;
  /** In place of the release's binary. */
  readonly binary?: string;
  readonly prepare?: (folder: string) => void;
  readonly ends: Outcome;
  /** What is in these folders afterwards. By default kubedog is in `bin` if the run is one that succeeds. */
  readonly holds?: { readonly [folder: string]: string[] };
};

const cases: readonly Case[] = [
  { title: "a version is asked for as 1.2.3", run: { argv: ["--version", "1.2.3"] }, ends: installed("v1.2.3", "URL/r") },
  { title: "a version is asked for as v1.2.3, by the environment", run: { env: { KUBEDOG_VERSION: "v1.2.3" } }, ends: installed("v1.2.3", "URL/r") },
  { title: "an argument is stronger than the environment", run: { argv: ["--version=1.2.3"], env: { KUBEDOG_VERSION: "9.9.9" } }, ends: installed("v1.2.3", "URL/r") },
  { title: "what holds another version than asked for stays out", run: { argv: ["--version", "1.2"] }, ends: { ...refused("URL/r holds another version than 1.2, nothing was installed: 1.2.3"), out: "kubedog for linux-amd64, v1.2, from URL/r\n" } },
  { title: "the version may be one word of several lines", binary: "#!/bin/sh\nprintf '%s\\n' 1.2.3 'commit abc'\n", run: { argv: ["--version", "1.2.3"] }, ends: installed("v1.2.3", "URL/r") },
  { title: "a version with a slash is none", run: { argv: ["--version", "../1"] }, ends: refused("../1 is no version: give one such as 1.2.3") },
  { title: "an unknown argument is named", run: { argv: ["--force"] }, ends: refused("unknown argument --force, see --help") },
  { title: "a value is needed", run: { argv: ["--dir"] }, ends: refused("--dir needs a value, see --help") },
  { title: "an empty value is none", run: { argv: ["--dir="] }, ends: refused("unknown argument --dir=, see --help") },
  { title: "the address has to be one", run: { env: { KUBEDOG_DOWNLOAD_URL: "ftp://mirror.invalid" } }, ends: refused("KUBEDOG_DOWNLOAD_URL is neither https:// nor http://: ftp://mirror.invalid") },
  {
    title: "until the public address is decided, one has to be given",
    run: { env: { KUBEDOG_DOWNLOAD_URL: "" } },
    ends: refused("kubedog has no public address yet: set KUBEDOG_DOWNLOAD_URL to that of a folder with the release's files, see --help"),
  },
  {
    title: "a directory is made where it is not there, and may be relative",
    run: { argv: ["--dir", "new/place/"] },
    ends: installed("latest version", "URL/r", 'installed: ~/new/place/kubedog, 1.2.3\n~/new/place is not in PATH yet: export PATH="~/new/place:$PATH"\n'),
    holds: { bin: [], "new/place": ["kubedog"] },
  },
  {
    title: "the system's directory is the default where it can be written to",
    machine: { changes: { "/usr/local/bin": "~/system" } },
    run: { env: { KUBEDOG_INSTALL_DIR: "" } },
    prepare: (folder) => mkdirSync(`${folder}/system`),
    ends: installed("latest version", "URL/r", 'installed: ~/system/kubedog, 1.2.3\n~/system is not in PATH yet: export PATH="~/system:$PATH"\n'),
    holds: { bin: [], home: [], system: ["kubedog"] },
  },
  {
    title: "else ~/.local/bin is",
    machine: { changes: { "/usr/local/bin": "~/system" } },
    run: { env: { KUBEDOG_INSTALL_DIR: "" } },
    ends: installed("latest version", "URL/r", 'installed: ~/home/.local/bin/kubedog, 1.2.3\n~/home/.local/bin is not in PATH yet: export PATH="~/home/.local/bin:$PATH"\n'),
    holds: { bin: [], "home/.local/bin": ["kubedog"] },
  },
  {
    title: "without a home it has to be named",
    machine: { changes: { "/usr/local/bin": "~/system" } },
    run: { env: { KUBEDOG_INSTALL_DIR: "", HOME: "" } },
    ends: refused("~/system is read-only and HOME is not set: give a directory with --dir"),
  },
  {
    title: "a directory of this name is left alone",
    prepare: (folder) => mkdirSync(`${folder}/bin/kubedog`),
    ends: refused("~/bin/kubedog is a directory: move it away, or give another place with --dir"),
    holds: { bin: ["kubedog"], "bin/kubedog": [] },
  },
  {
    title: "a link is replaced, not what it leads to",
    prepare: (folder) => {
      writeFileSync(`${folder}/home/old`, "old");
      symlinkSync("../home/old", `${folder}/bin/kubedog`);
    },
    ends: installed("latest version", "URL/r"),
    holds: { bin: ["kubedog"], home: ["old"] },
  },
  {
    title: "without a client nothing is tried",
    machine: { clients: [], commands: { has: '[ "$1" != curl ] && [ "$1" != wget ]' }, changes: { "\nhas() {": "\nunused() {" } },
    ends: refused("neither curl nor wget is there: install one of them"),
  },
  {
    title: "a client that does not check certificates is not trusted",
    machine: { clients: [], programs: { curl: "#!/bin/sh\necho 'wget: note: TLS certificate validation not implemented' >&2\n" } },
    run: { env: { KUBEDOG_DOWNLOAD_URL: "https://mirror.invalid" } },
    ends: { ...refused("this wget does not check whom it talks to: install curl"), out: "kubedog for linux-amd64, latest version, from https://mirror.invalid\n" },
  },
  {
    title: "with https no redirect leads away from it",
    machine: { clients: [], programs: { curl: '#!/bin/sh\necho "$* gives 404" >&2\nexit 22\n' } },
    run: { argv: ["--version", "1.2.3"], env: { KUBEDOG_DOWNLOAD_URL: "https://mirror.invalid/kubedog/{version}/" } },
    ends: {
      ...refused(
        "https://mirror.invalid/kubedog/v1.2.3/SHA256SUMS is not there: is v1.2.3 right? (-fsSL --proto =https --connect-timeout 30 --speed-limit 1 --speed-time 30 https://mirror.invalid/kubedog/v1.2.3/SHA256SUMS gives 404)",
      ),
      out: "kubedog for linux-amd64, v1.2.3, from https://mirror.invalid/kubedog/v1.2.3\n",
    },
  },
  { title: "what ends with an error stays out", binary: "#!/bin/sh\necho broken >&2\nexit 3\n", ends: failed("kubedog-linux-amd64 does not run here, nothing was installed: exit code 3 (broken)") },
  {
    title: "a library that is missing is named with its package",
    binary: "#!/bin/sh\necho 'Error loading shared library libstdc++.so.6: No such file or directory' >&2\nexit 127\n",
    ends: failed("kubedog-linux-amd64 does not run here, nothing was installed: it needs libstdc++, on Alpine: apk add libstdc++ (Error loading shared library libstdc++.so.6: No such file or directory)"),
  },
  { title: "a processor that is too old is told", binary: "#!/bin/sh\nkill -ILL $$\n", ends: failed("kubedog-linux-amd64 does not run here, nothing was installed: the processor does not know AVX2, which it needs") },
  {
    title: "a directory whose programs may not run is told",
    machine: { commands: { chmod: ":" } },
    ends: failed("kubedog-linux-amd64 does not run here, nothing was installed: ~/bin does not let programs run, give another directory with --dir"),
  },
];

describe.each(shells)("%s", (shell) => {
  for (const { title, machine: made = {}, run = {}, binary, prepare = () => {}, ends, holds = { bin: ends.code === 0 ? ["kubedog"] : [] } } of cases) {
    test(title, async () => {
      using server = serveRelease(binary === undefined ? files : releaseOf(binary));
      using machine = openMachine({ shell, ...made });
      prepare(machine.folder);
      const { code, out, err } = await machine.run(run, server.url);
      // How a shell says that a program was not run, or was ended, is its own.
      expect({ code, out, err: err.replace(/ \([^()]*(?:[Pp]ermission denied|Illegal instruction)[^()]*\)/, "") }).toEqual(ends);
      expect(Object.fromEntries(Object.keys(holds).map((folder) => [folder, machine.names(folder)]))).toEqual(holds);
    });
  }

  test("help tells of all that can be set", async () => {
    using machine = openMachine({ shell });
    const { code, out, err } = await machine.run({ argv: ["--help"] });
    expect({ code, err, first: out.split("\n")[0] }).toEqual({ code: 0, err: "", first: "usage: install.sh [--version VERSION] [--dir DIR]" });
    for (const name of ["KUBEDOG_VERSION", "KUBEDOG_INSTALL_DIR", "KUBEDOG_DOWNLOAD_URL", "{version}", "HTTPS_PROXY"]) expect(out).toContain(name);
  });

  for (const [argv, tag] of [[[], "latest"], [["--version", "1.2.3"], "v1.2.3"], [["--version", "latest"], "latest"]] as const) {
    test(`{version} in a mirror's address becomes ${tag} with ${JSON.stringify(argv)}`, async () => {
      using server = serveRelease(files);
      using machine = openMachine({ shell });
      await machine.run({ argv, env: { KUBEDOG_DOWNLOAD_URL: `${server.url}/a/{version}/b` } });
      expect(server.requests).toEqual([`/a/${tag}/b/SHA256SUMS`]);
    });
  }

  for (const [argv, folder] of [[[], "latest/download"], [["--version", "1.2.3"], "download/v1.2.3"]] as const) {
    test(`once it is decided, the public address has a release at releases/${folder}`, async () => {
      using server = serveRelease(files);
      using machine = openMachine({ shell, changes: { "https://REPOSITORY-NOT-DECIDED.invalid": server.url } });
      await machine.run({ argv, env: { KUBEDOG_DOWNLOAD_URL: "" } });
      expect(server.requests).toEqual([`/kubedog/releases/${folder}/SHA256SUMS`]);
    });
  }

  test("http beyond this machine is warned of; a proxy of the environment is used", async () => {
    using server = serveRelease(files);
    using machine = openMachine({ shell });
    const { err } = await machine.run({ env: { KUBEDOG_DOWNLOAD_URL: "http://mirror.invalid", http_proxy: server.url } });
    expect(err.split("\n")[0]).toBe("install.sh: warning: KUBEDOG_DOWNLOAD_URL is not https: who is on the way can change what is installed");
    expect(server.requests).toEqual(["http://mirror.invalid/SHA256SUMS"]);
  });

  test("where it is in PATH no more is said, but of another that comes first", async () => {
    using server = serveRelease(files);
    using machine = openMachine({ shell });
    const { folder } = machine;
    const [bin, path] = [`${folder}/bin`, `${folder}/path`];
    expect(await machine.run({ env: { PATH: `${path}:${bin}` } }, server.url)).toEqual(installed("latest version", "URL/r", "installed: ~/bin/kubedog, 1.2.3\n"));
    writeFileSync(`${path}/kubedog`, program("0.1.0"), { mode: 0o755 });
    expect(await machine.run({ env: { PATH: `${path}:${bin}` } }, server.url)).toEqual(installed("latest version", "URL/r", "installed: ~/bin/kubedog, 1.2.3\nanother kubedog comes first in PATH: ~/path/kubedog\n"));
  });

  test("a strict umask leaves it a program for all", async () => {
    using server = serveRelease(files);
    using machine = openMachine({ shell });
    await machine.run({ wrapper: ["/bin/sh", "-c", 'umask 077 && exec "$@"', "sh"] }, server.url);
    expect(statSync(`${machine.folder}/bin/kubedog`).mode & 0o777).toBe(0o755);
  });

  test("a kubedog that runs is replaced and runs on", async () => {
    using server = serveRelease(files);
    using machine = openMachine({ shell });
    // A real program: the system does not let one that runs be written to.
    copyFileSync("/bin/sh", `${machine.folder}/bin/kubedog`);
    const running = Bun.spawn([`${machine.folder}/bin/kubedog`, "-c", "read -r line && echo I heard $line"], { stdin: "pipe", stdout: "pipe" });
    expect(await machine.run({}, server.url)).toEqual(installed("latest version", "URL/r"));
    running.stdin.write("you\n");
    running.stdin.end();
    expect(await running.stdout.text()).toBe("I heard you\n");
    expect(machine.contents()).toEqual({ kubedog: program("1.2.3") });
  });

  for (const [directory, says] of [["bin", "~/bin cannot be written to, give another with --dir, such as ~/.local/bin: "], ["bin/new", "~/bin/new cannot be made, give another with --dir: "]] as const) {
    test(`who may not write to ${directory} is told so, before anything is asked for`, async () => {
      using server = serveRelease(files);
      using machine = openMachine({ shell });
      chmodSync(`${machine.folder}/bin`, 0o555);
      const { code, out, err } = await machine.run({ argv: ["--dir", directory], wrapper: asOrdinaryUser }, server.url);
      expect([code, out, err.slice(0, `install.sh: ${says}`.length), err.match(/[Pp]ermission denied/) !== null]).toEqual([1, "", `install.sh: ${says}`, true]);
      expect([server.requests, machine.names("bin")]).toEqual([[], []]);
    });
  }
});

/** Root may write everywhere. */
const asOrdinaryUser = process.getuid?.() === 0 ? [Bun.which("setpriv") ?? "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];
