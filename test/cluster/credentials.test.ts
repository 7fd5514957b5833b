import { afterAll, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExecPlugin, Login, RequestHeaders } from "../../src/cluster/access.ts";
import { Credentials, type CredentialOptions } from "../../src/cluster/credentials.ts";
import { UserError } from "../../src/user-error.ts";

const folder = mkdtempSync(join(tmpdir(), "kubedog-credentials-"));
afterAll(() => rmSync(folder, { recursive: true }));

const v1 = "client.authentication.k8s.io/v1";
let scripts = 0;

/** A plugin that is this shell script; `$RUNS` is a file that gets one letter a run. */
function plugin(script: string, changes: Partial<ExecPlugin> = {}): ExecPlugin & { runs: () => number } {
  const path = join(folder, `plugin-${++scripts}`);
  const runs = `${path}.runs`;
  writeFileSync(path, `#!/bin/sh\nprintf x >> "$RUNS"\n${script}\n`, { mode: 0o755 });
  return {
    userName: "u",
    apiVersion: v1,
    command: path,
    args: [],
    env: { PATH: "/usr/bin:/bin", RUNS: runs },
    interactiveMode: "IfAvailable",
    installHint: "",
    cluster: undefined,
    ...changes,
    runs: () => (existsSync(runs) ? readFileSync(runs, "utf8").length : 0),
  };
}

function answer(status: object, apiVersion = v1): string {
  return `cat <<'JSON'\n${JSON.stringify({ apiVersion, kind: "ExecCredential", status })}\nJSON`;
}

function credentials(login: Login, options: Partial<CredentialOptions> = {}): Credentials {
  const access = { login, clientCertificate: undefined, impersonation: {} };
  const defaults = { readFile: () => undefined, now: () => 0, isInteractive: false, writeStderr: () => {} };
  return new Credentials(access, { ...defaults, ...options });
}

const withPlugin = (plugin: ExecPlugin, options: Partial<CredentialOptions> = {}) =>
  credentials({ type: "exec", plugin }, options);

async function refusal(plugin: ExecPlugin): Promise<string> {
  using subject = withPlugin(plugin);
  const error: unknown = await subject.current().then(() => undefined, (error) => error);
  if (!(error instanceof UserError)) throw error ?? new Error("it was accepted");
  return `${error.exitCode}: ${error.message.replaceAll(folder, "FOLDER").replace(/plugin-\d+/, "plugin")}`;
}

const logins: { title: string; login: Login; headers: RequestHeaders }[] = [
  { title: "no login sends nothing", login: { type: "none" }, headers: {} },
  { title: "a token is a bearer", login: { type: "token", token: "abc" }, headers: { Authorization: "Bearer abc" } },
  {
    title: "user name and password are encoded in UTF-8",
    login: { type: "basic", username: "me", password: "pä:ss" },
    headers: { Authorization: "Basic bWU6cMOkOnNz" },
  },
];

test.each(logins)("$title, and a 401 to it is final", async ({ login, headers }) => {
  using subject = credentials(login);
  const first = await subject.current();
  expect(first.headers).toEqual(headers);
  expect(await subject.refreshed(first)).toBe(undefined);
});

test("a token file is read again each minute, and the last good token stays (checklist 91)", async () => {
  const file: { text: string | undefined } = { text: "two\n" };
  let now = 0;
  const readFile = () => {
    if (file.text === "<forbidden>") throw new Error("permission denied");
    return file.text;
  };
  using subject = credentials({ type: "token-file", path: "/t", token: "one" }, { now: () => now, readFile });
  const seen: unknown[] = [];
  const look = async (at: number, text: string | undefined) => {
    file.text = text;
    now = at;
    seen.push((await subject.current()).headers["Authorization"]);
  };
  await look(59_999, "two\n");
  await look(60_000, "two\n");
  await look(120_000, undefined);
  await look(180_000, "<forbidden>");
  await look(240_000, "  \n");
  await look(300_000, "three");
  expect(seen).toEqual(["Bearer one", "Bearer two", "Bearer two", "Bearer two", "Bearer two", "Bearer three"]);
});

test("a 401 re-reads the token file at once, and is final when the file is the same (checklist 91)", async () => {
  using subject = credentials({ type: "token-file", path: "/t", token: "one" }, { readFile: () => "two" });
  const first = await subject.current();
  const second = await subject.refreshed(first);
  expect(second?.headers).toEqual({ Authorization: "Bearer two" });
  expect(await subject.refreshed(first)).toBe(second);
  expect(second && (await subject.refreshed(second))).toBe(undefined);
});

test("twenty requests at once run the plugin once", async () => {
  const login = plugin(`sleep 0.1\n${answer({ token: "t" })}`);
  using subject = withPlugin(login);
  const all = await Promise.all(Array.from({ length: 20 }, () => subject.current()));
  expect(new Set(all.map(({ headers }) => headers["Authorization"]))).toEqual(new Set(["Bearer t"]));
  expect(login.runs()).toBe(1);
});

test("twenty 401s at once run the plugin once more", async () => {
  const login = plugin(answer({ token: "t" }));
  using subject = withPlugin(login);
  const rejected = await subject.current();
  await Promise.all(Array.from({ length: 20 }, () => subject.refreshed(rejected)));
  await subject.refreshed(rejected);
  expect(login.runs()).toBe(2);
});

test("a credential is used until it expires (checklist 91)", async () => {
  const login = plugin(answer({ token: "t", expirationTimestamp: "2030-01-01T00:00:10Z" }));
  let now = Date.parse("2030-01-01T00:00:00Z");
  using subject = withPlugin(login, { now: () => now });
  const runs: number[] = [];
  for (const afterMs of [0, 9_999, 10_000]) {
    now = Date.parse("2030-01-01T00:00:00Z") + afterMs;
    await subject.current();
    runs.push(login.runs());
  }
  expect(runs).toEqual([1, 1, 2]);
});

test("a plugin may give a client certificate", async () => {
  using subject = withPlugin(plugin(answer({ clientCertificateData: "CERT", clientKeyData: "KEY" })));
  expect(await subject.current()).toEqual({ headers: {}, clientCertificate: { cert: "CERT", key: "KEY" } });
});

test("v1beta1 is understood", async () => {
  const beta = "client.authentication.k8s.io/v1beta1";
  using subject = withPlugin(plugin(answer({ token: "t" }, beta), { apiVersion: beta }));
  expect((await subject.current()).headers).toEqual({ Authorization: "Bearer t" });
});

test("the plugin is told its version, whether it may ask, and the cluster when it wants it", async () => {
  const script = `printf '%s' "$KUBERNETES_EXEC_INFO $1" > "$RUNS.info"\n${answer({ token: "t" })}`;
  const told = async (changes: Partial<ExecPlugin>) => {
    const login = plugin(script, changes);
    using subject = withPlugin(login);
    await subject.current();
    return readFileSync(`${login.command}.runs.info`, "utf8");
  };
  expect(await told({ args: ["first arg"] })).toBe(
    `{"apiVersion":"${v1}","kind":"ExecCredential","spec":{"interactive":false}} first arg`,
  );
  expect(await told({ cluster: { server: "https://c.test" } })).toBe(
    `{"apiVersion":"${v1}","kind":"ExecCredential","spec":{"cluster":{"server":"https://c.test"},"interactive":false}} `,
  );
});

test("a bare command is found in the plugin's own PATH", async () => {
  const { command, env } = plugin(answer({ token: "t" }));
  const name = command.slice(folder.length + 1);
  using subject = withPlugin(plugin("", { command: name, env: { ...env, PATH: `${folder}:/usr/bin:/bin` } }));
  expect((await subject.current()).headers).toEqual({ Authorization: "Bearer t" });
});

test("what the plugin says on stderr is shown as it says it", async () => {
  let shown = "";
  const login = plugin(`echo 'open https://login.test' >&2\n${answer({ token: "t" })}`);
  using subject = withPlugin(login, { writeStderr: (text) => (shown += text) });
  await subject.current();
  expect(shown).toBe("open https://login.test\n");
});

test("a plugin that still runs is ended with its owner", async () => {
  const subject = withPlugin(plugin("exec sleep 60"));
  const waiting = subject.current().then(() => "", (error: Error) => error.message.replace(/"[^"]*plugin-\d+"/, "P"));
  subject[Symbol.dispose]();
  expect(await waiting).toBe('the credential plugin P of user "u" failed (SIGTERM)');
});

test("after a failure the plugin is run again", async () => {
  const login = plugin(`[ -e "$RUNS.ok" ] || { touch "$RUNS.ok"; exit 1; }\n${answer({ token: "t" })}`);
  using subject = withPlugin(login);
  const first = await subject.current().then(() => "", (error: Error) => error.message);
  expect(first).toEndWith("failed (exit code 1)");
  expect((await subject.current()).headers).toEqual({ Authorization: "Bearer t" });
});

const who = '4: the credential plugin "FOLDER/plugin" of user "u"';
const refusals: { title: string; plugin: () => ExecPlugin; message: string }[] = [
  {
    title: "a plugin that fails is quoted with the last lines of its stderr, control characters removed",
    plugin: () => plugin("for i in 1 2 3 4 5 6; do printf \"\\033[31mline $i\\n\" >&2; done; exit 3"),
    message: `${who} failed (exit code 3)\n  [31mline 2\n  [31mline 3\n  [31mline 4\n  [31mline 5\n  [31mline 6`,
  },
  {
    title: "a plugin that is not installed is named with its hint",
    plugin: () => plugin("", { command: "no-such-plugin", installHint: "Run: get no-such-plugin" }),
    message: '4: the credential plugin "no-such-plugin" of user "u" is not installed\nRun: get no-such-plugin',
  },
  {
    title: "a plugin that must ask is not started without a terminal",
    plugin: () => plugin("exit 1", { interactiveMode: "Always" }),
    message: `${who} wants to ask questions, but standard input is not a terminal`,
  },
  {
    title: "what is printed instead of a credential is not quoted",
    plugin: () => plugin("echo s3cret"),
    message: `${who} printed no ExecCredential with a status`,
  },
  {
    title: "a credential of another version is refused",
    plugin: () => plugin(answer({ token: "t" }, "client.authentication.k8s.io/v1beta1")),
    message: `${who} did not answer in client.authentication.k8s.io/v1`,
  },
  {
    title: "an empty status is refused",
    plugin: () => plugin(answer({})),
    message: `${who} gave neither a token nor a client certificate`,
  },
  {
    title: "a certificate without its key is refused",
    plugin: () => plugin(answer({ token: "t", clientCertificateData: "C" })),
    message: `${who} gave a client certificate without its key, or a key alone`,
  },
  {
    title: "an expiration that is no time is refused",
    plugin: () => plugin(answer({ token: "t", expirationTimestamp: "soon" })),
    message: `${who} gave an expirationTimestamp that is no time`,
  },
  {
    title: "a token with a line break is refused",
    plugin: () => plugin(answer({ token: "a\nX-Evil: 1" })),
    message: `${who} gave a token with a line break or control character`,
  },
  {
    title: "a plugin that never stops printing is ended",
    plugin: () => plugin("exec yes"),
    message: `${who} printed more than a credential`,
  },
];

test.each(refusals)("$title", async ({ plugin, message }) => {
  expect(await refusal(plugin())).toBe(message);
});
