/** The script's own text: what it says of others is true, and a part of it does nothing. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import manifest from "../../package.json";
import { targets } from "../../scripts/release/targets.ts";
import { openMachine, shells } from "./machine.ts";
import { program, releaseOf, serveRelease } from "./release-server.ts";

const script = readFileSync(new URL("../../install.sh", import.meta.url), "utf8");
const files = releaseOf(program("1.2.3"));

test("its address is the repository in package.json", () => expect(/^repository=(.*)$/m.exec(script)?.[1]).toBe(manifest.repository));

test("what it supports is what a release has", () => {
  const [, supported = ""] = /^supported='(.*)'$/m.exec(script) ?? [];
  expect(supported.split(" ").map((platform) => `kubedog-${platform}`)).toEqual(targets.map(({ name }) => name.replace(".exe", "")));
});

describe.each(shells)("piped into %s", (shell) => {
  test("it takes arguments and installs", async () => {
    using server = serveRelease(files);
    using machine = openMachine({ shell });
    expect(await machine.piped(script, { argv: ["--version", "1.2.3"] }, server.url)).toMatchObject({ code: 0, err: "" });
    expect(machine.contents()).toEqual({ kubedog: program("1.2.3") });
  });

  test("cut behind a line, or anywhere in the last, it does nothing", async () => {
    using server = serveRelease(files);
    using machine = openMachine({ shell });
    const lines = script.split("\n");
    const everyFifth = lines.flatMap((_, count) => (count % 5 === 0 ? [lines.slice(0, count).join("\n")] : []));
    const last = script.trimEnd();
    const lastLine = last.slice(last.lastIndexOf("\n") + 1);
    const cuts = [...everyFifth.filter((cut) => cut.length < last.length), ...Array.from(lastLine, (_, index) => last.slice(0, last.length - lastLine.length + index))];
    for (const cut of cuts) await machine.piped(cut, {}, server.url);
    expect([server.requests, machine.contents(), lastLine]).toEqual([[], {}, '{ main "$@"; exit; }']);
  }, 30_000);
});

/** A tool for each way to make a checksum, and the arguments that make it one. */
const sumTools = [
  { tool: "sha256sum", args: "" },
  { tool: "shasum", args: "-a 256" },
  { tool: "openssl", args: "dgst -sha256 -r" },
] as const;

for (const { tool, args } of sumTools) {
  test(`the checksum is made with ${tool} where there is no other`, async () => {
    using server = serveRelease(files);
    const asked = `#!/bin/sh\n[ "$*" = "${args}" ] && exec ${Bun.which("sha256sum")}\n`;
    using machine = openMachine({ shell: "dash", without: ["sha256sum"], programs: { [tool]: asked } });
    expect(await machine.run({}, server.url)).toMatchObject({ code: 0, err: "" });
  });
}

test("without a tool for checksums nothing is asked for", async () => {
  using server = serveRelease(files);
  using machine = openMachine({ shell: "dash", without: ["sha256sum"] });
  expect(await machine.run({}, server.url)).toEqual({ code: 1, out: "", err: "install.sh: the checksum cannot be verified: install sha256sum, shasum or openssl\n" });
  expect(server.requests).toEqual([]);
});

test("without gzip the binary itself is downloaded", async () => {
  using server = serveRelease(files);
  using machine = openMachine({ shell: "dash", without: ["gzip"] });
  expect(await machine.run({}, server.url)).toMatchObject({ code: 0, err: "" });
  expect(server.requests).toEqual(["/r/SHA256SUMS", "/r/kubedog-linux-amd64"]);
});
