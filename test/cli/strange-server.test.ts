/** Servers that are no API servers: what they answer is explained and tried again, and is never a bug. */
import { expect, test } from "bun:test";
import { RawServer, reply } from "../cluster/raw-server.ts";
import { kubedog } from "./terminal.ts";

const json = ["Content-Type: application/json"];
const deep = `{"items":[{"metadata":{"name":"web","namespace":"shop"},"spec":${"[".repeat(50_000)}${"]".repeat(50_000)}}]}`;

const answers: readonly (readonly [title: string, answer: string | Uint8Array, said: RegExp])[] = [
  ["a login page", reply(200, "<html>", ["Content-Type: text/html"]), /answered with text\/html, not JSON — is it an API server\?/],
  ["a redirect", reply(302, "", ["Location: /login"]), /redirects elsewhere \(HTTP 302\) — is it an API server\?/],
  ["another protocol", "SSH-2.0-OpenSSH\r\n\r\n", /no connection to http:\/\/127.0.0.1:\d+: Parse Error/],
  ["null", reply(200, "null", json), /a list was expected, not null/],
  ["a list of nothing that is an object", reply(200, '{"items":[null,5]}', json), /an object was expected, not null/],
  ["nesting without end", reply(200, deep, json), /an object is nested deeper than 500 levels/],
  ["an error page", reply(500, "<html>\x1b[2J</html>"), /: HTTP 500/],
  ["an error in hostile words", reply(503, "::error::x \x1b[2J\nsecond"), /HTTP 503: ::error::x \\x1b\[2J/],
];

test.each(answers)("%s", async (_, answer, said) => {
  await using server = await RawServer.open((_request, socket) => socket.write(answer), "plain");
  const kubeconfig = `{current-context: a, clusters: [{name: a, cluster: {server: "http://127.0.0.1:${server.port}"}}], contexts: [{name: a, context: {cluster: a, namespace: shop}}]}`;
  const { code, out, err } = await kubedog(["multitrack", "-t", "300ms"], { stdin: '{"Deployments":[{"ResourceName":"web"}]}', env: { KUBECONFIG: "/kube" }, files: { "/kube": kubeconfig } });
  expect([3, 4]).toContain(code);
  expect(out + err).toMatch(said);
  expect(out + err).not.toMatch(/[\x00-\x09\x0b-\x1f]|^::/m);
  expect(err.match(/cannot connect/g)?.length).toBe(1);
});
