/** Whatever the network does: kubedog is there, whole and verified, or all is as before. Under each shell, with each client. */
import { describe, expect, test } from "bun:test";
import { clients, missing, openMachine, shells, type Outcome } from "./machine.ts";
import { program, releaseOf, serveRelease, sums, type Files } from "./release-server.ts";

const files = releaseOf(program("1.2.3"));
const packed = files["kubedog-linux-amd64.gz"] ?? "";
const before = { kubedog: program("1.0.0"), other: "untouched" };
const after = { ...before, kubedog: program("1.2.3") };

const beginning = "kubedog for linux-amd64, latest version, from URL/r\n";
const done: Outcome = { code: 0, out: `${beginning}installed: ~/bin/kubedog, 1.2.3\n~/bin is not in PATH yet: export PATH="~/bin:$PATH"\n`, err: "" };
const failed = (message: string): Outcome => ({ code: 1, out: beginning, err: `install.sh: ${message}\n` });

/** SHA256SUMS that tells of another content. */
const forged = (...names: readonly string[]): Files => ({ ...files, SHA256SUMS: sums({ ...files, SHA256SUMS: "", ...Object.fromEntries(names.map((name) => [name, "other\n"])) }) });
const sumOf = (content: Files[string]) => sums({ "": content }).trim();

type Case = {
  readonly title: string;
  readonly files?: Files;
  readonly answers?: Parameters<typeof serveRelease>[1];
  readonly ends: Outcome;
  /** By default the sums and the package, once each. */
  readonly requests?: readonly string[];
};

const [sumsPath, packagePath] = ["/r/SHA256SUMS", "/r/kubedog-linux-amd64.gz"];

const cases: readonly Case[] = [
  { title: "an older version is replaced", ends: done },
  {
    title: "a package with a wrong checksum stays out",
    files: forged("kubedog-linux-amd64.gz"),
    ends: failed(`the checksum of kubedog-linux-amd64.gz is wrong, nothing was installed: expected ${sumOf("other\n")}, got ${sumOf(packed)}`),
  },
  {
    title: "a binary with a wrong checksum stays out, though its package is right",
    files: forged("kubedog-linux-amd64"),
    ends: failed(`the checksum of kubedog-linux-amd64 is wrong, nothing was installed: expected ${sumOf("other\n")}, got ${sumOf(program("1.2.3"))}`),
  },
  {
    title: "a package of which half comes is asked for three times",
    answers: { [packagePath]: [{ body: packed, half: "told" }] },
    requests: [sumsPath, packagePath, packagePath, packagePath],
    ends: failed("URL/r/kubedog-linux-amd64.gz cannot be downloaded: is the network there, and the proxy set? (…)"),
  },
  {
    title: "a package of which half comes, its length untold, has a wrong checksum",
    answers: { [packagePath]: [{ body: packed, half: "untold" }] },
    ends: failed(`the checksum of kubedog-linux-amd64.gz is wrong, nothing was installed: expected ${sumOf(packed)}, got ${sumOf(packed.slice(0, packed.length / 2))}`),
  },
  {
    title: "a server that is busy for a moment is asked again",
    answers: { [sumsPath]: [{ status: 503 }, { status: 503 }, { body: files["SHA256SUMS"] ?? "" }], [packagePath]: [{ body: packed, half: "told" }, { body: packed }] },
    requests: [sumsPath, sumsPath, sumsPath, packagePath, packagePath],
    ends: done,
  },
  {
    title: "a redirect is followed",
    answers: { [packagePath]: [{ status: 302, location: "/elsewhere" }], "/elsewhere": [{ body: packed }] },
    requests: [sumsPath, packagePath, "/elsewhere"],
    ends: done,
  },
  {
    title: "a release that is not there is said at once",
    answers: { [sumsPath]: [{ status: 404 }] },
    requests: [sumsPath],
    ends: failed("URL/r/SHA256SUMS is not there: is the address right? (…)"),
  },
  {
    title: "a package that is not there is said at once",
    answers: { [packagePath]: [{ status: 404 }] },
    ends: failed("URL/r/kubedog-linux-amd64.gz is not there: is the address right? (…)"),
  },
  {
    title: "a page of a login in place of the sums is no release",
    answers: { [sumsPath]: [{ body: "<html>\nPlease log in\n</html>\n" }] },
    ends: failed("SHA256SUMS at URL/r does not name kubedog-linux-amd64.gz: is that the address of a release?"),
  },
];

async function oldInstallation(machine: ReturnType<typeof openMachine>): Promise<void> {
  for (const [name, text] of Object.entries(before)) await Bun.write(`${machine.folder}/bin/${name}`, text);
}

test("all shells and clients are here, or left out by intent", () => {
  if (missing.length > 0) console.log(`install.sh is not tried with what is missing here: ${missing.join(", ")}`);
  expect(process.env["CI"] === "true" ? missing : []).toEqual([]);
});

describe.each(shells)("%s", (shell) => {
  describe.each(clients)("%s", (client) => {
    for (const { title, files: held = files, answers = {}, ends, requests = [sumsPath, packagePath] } of cases) {
      test(title, async () => {
        using server = serveRelease(held, answers);
        using machine = openMachine({ shell, clients: [client] });
        await oldInstallation(machine);
        expect(await machine.run({}, server.url)).toEqual(ends);
        expect(machine.contents()).toEqual(ends === done ? after : before);
        expect(server.requests).toEqual([...requests]);
      });
    }

    test("without a network nothing is changed", async () => {
      const server = serveRelease(files);
      server[Symbol.dispose]();
      using machine = openMachine({ shell, clients: [client] });
      await oldInstallation(machine);
      expect(await machine.run({}, server.url)).toEqual(failed("URL/r/SHA256SUMS cannot be downloaded: is the network there, and the proxy set? (…)"));
      expect(machine.contents()).toEqual(before);
    });

    for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]] as const) {
      test(`interrupted by ${signal} it ends at once, its client too, and nothing is left`, async () => {
        using server = serveRelease(files, { [packagePath]: [{ body: packed, half: "stalled" }] });
        using machine = openMachine({ shell, clients: [client] });
        await oldInstallation(machine);
        const child = machine.start({}, server.url);
        await server.stalled;
        child.kill(signal);
        expect(await machine.ended(child, server.url)).toEqual({ code, out: beginning, err: "" });
        expect(machine.contents()).toEqual(before);
        await server.hungUp;
      });
    }
  });
});
