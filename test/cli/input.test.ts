/** Bad input never reaches the cluster: everything that is wrong is said at once, and nothing is asked of the server. */
import { expect, test } from "bun:test";
import { Simulator } from "../../src/simulator/simulator.ts";
import { type Given, kubedog } from "./terminal.ts";

const head = "Error parsing MultitrackSpecs json: ";
const example = '{"Deployments": [{"ResourceName": "web"}]}';

type Case = readonly [title: string, stdin: string, said: string];
const cases: readonly Case[] = [
  ["nothing", "", `unexpected end of JSON input: stdin is empty, expected a spec such as ${example}`],
  ["blanks", " \n\t", `unexpected end of JSON input: stdin is empty, expected a spec such as ${example}`],
  ["a truncated spec", '{"Deployments":[{"ResourceName":"a"', "unexpected end of JSON input, in Deployments[0] (line 1, column 36)"],
  ["trailing data", '{"Deployments":[]}\n x', "invalid character 'x' after top-level value (line 2, column 2)"],
  ["a trailing comma", '{"Deployments":[{"ResourceName":"a",}]}', "invalid character '}' looking for beginning of object key string, in Deployments[0] (line 1, column 37)"],
  ["an array", "[]", `expected an object such as ${example}, found an array (line 1, column 1)`],
  ["a text", '"Deployments"', `expected an object such as ${example}, found "Deployments" (line 1, column 1)`],
  ["a mistyped kind (checklist 4)", '{"Deploymentz":[{"ResourceName":"a"}]}', 'Deploymentz: unknown key, did you mean "Deployments"? (line 1, column 2)'],
  ["a null item", '{"Jobs":[null]}', "Jobs[0]: expected an object, found null (line 1, column 10)"],
  ["a name outside its path", '{"Jobs":[{"ResourceName":"../x"}]}', 'Jobs[0].ResourceName: expected the name of an object in Kubernetes (lower case letters, digits, "-" and "."), found "../x" (line 1, column 26)'],
  ["an object with a kind but no apiVersion", "kind: Deployment\nmetadata: {name: web}\n", "kind: unknown key (line 1, column 1)\nmetadata: unknown key (line 2, column 1)"],
];

test.each(cases)("%s is refused with its place, what was found and what is expected (checklist 5)", async (_, stdin, said) => {
  using simulator = await Simulator.start();
  const { code, out, err } = await kubedog(["multitrack"], { stdin, env: { KUBEDOG_KUBE_CONFIG_BASE64: btoa(simulator.kubeconfig()) } });
  expect({ code, out, err, requests: simulator.requests.length }).toEqual({ code: 2, out: "", err: `${head}${said}\n`, requests: 0 });
});

test("all problems of a spec are said in one go (checklist 7, 9, 19)", async () => {
  const stdin = `{"Deployments": [
  {"ResourceName": 1},
  {"Namespace": "x"},
  {"ResourceName": "a", "FailMode": "Foo", "LogRegex": "(?<", "AllowFailuresCount": 1.5}
]}`;
  const { code, err } = await kubedog(["multitrack", "--kube-config", "/kube"], { stdin, files: { "/kube": "" } });
  const name = 'expected the name of an object in Kubernetes (lower case letters, digits, "-" and ".")';
  expect([code, err.split("\n")]).toEqual([
    2,
    [
      `${head}Deployments[0].ResourceName: ${name}, found 1 (line 2, column 20)`,
      `Deployments[1].ResourceName: ${name}, found nothing (line 3, column 3)`,
      "Deployments[2].FailMode: expected FailWholeDeployProcessImmediately, HopeUntilEndOfDeployProcess or IgnoreAndContinueDeployProcess, found \"Foo\" (line 4, column 37)",
      "Deployments[2].LogRegex: error parsing regexp: invalid named capture: `(?<` (line 4, column 56)",
      "Deployments[2].AllowFailuresCount: expected a whole number, found 1.5 (line 4, column 85)",
      "/kube has no contexts, so that there is no cluster to connect to.",
      "",
    ],
  ]);
});

const web = '{"Deployments": [{"ResourceName": "web"}]}';
const nowhere = "apiVersion: v1\nkind: Config\ncurrent-context: a\nclusters: [{name: a, cluster: {server: 'http://127.0.0.1:1'}}]\ncontexts: [{name: a, context: {cluster: a, namespace: shop}}]\n";
const unusable: readonly (readonly [title: string, argv: string, given: Given, code: number, said: string])[] = [
  ["a kubeconfig that is not there", "--kubeconfig /nope", {}, 2, "there is no kubeconfig /nope. Check the path."],
  ["a context that is not there", "--kubeconfig /kube --context b", { files: { "/kube": nowhere } }, 2, 'there is no context "b": /kube has "a".'],
  ["a context of the environment that is not there", "--kube-config=/kube", { files: { "/kube": nowhere }, env: { KUBEDOG_KUBE_CONTEXT: "b" } }, 2, 'there is no context "b": /kube has "a".'],
  ["base64 that is none", "--kube-config-base64 @@", {}, 2, "the base64 kubeconfig is not valid base64. Encode the file with `base64 -w0`."],
  [
    "nothing at all",
    "-t 5",
    {},
    4,
    "no cluster to connect to: looked at /home/tester/.kube/config and at /var/run/secrets/kubernetes.io/serviceaccount. Give a kubeconfig with --kube-config or KUBECONFIG.",
  ],
  ["a namespace that would lead elsewhere", "--kube-config /kube -n ..", { files: { "/kube": nowhere } }, 2, '--namespace "..": expected the name of a namespace (lower case letters, digits and "-", at most 63)'],
  [
    "a context whose namespace would lead elsewhere",
    "--kube-config /kube",
    { files: { "/kube": nowhere.replace("shop", "../..") } },
    2,
    'the namespace of context "a": "../..": expected the name of a namespace (lower case letters, digits and "-", at most 63)',
  ],
];

test.each(unusable)("%s ends the run at once (checklist 28)", async (_, argv, given, expected, said) => {
  const { code, out, err } = await kubedog(["multitrack", ...argv.split(" ")], { stdin: web, ...given });
  expect({ code, out, err }).toEqual({ code: expected, out: "", err: `${said}\n` });
});

test("a broken kubeconfig does not hide a broken spec, nor the other way round", async () => {
  const { code, err } = await kubedog(["multitrack", "--kube-config", "/kube", "--context", "b"], { stdin: "{", files: { "/kube": nowhere } });
  expect([code, err]).toEqual([2, `${head}unexpected end of JSON input (line 1, column 2)\nthere is no context "b": /kube has "a".\n`]);
});

test.each([["{}"], ["null"], ['{"Deployments": null}'], ['{"Jobs": []}']])("%s is nothing to track: exit code 0, no output, also without a cluster (checklist 4)", async (stdin) => {
  const { code, all } = await kubedog(["multitrack"], { stdin });
  expect([code, all]).toEqual([0, ""]);
});

test("a context that is not there is a mistake even with nothing to track", async () => {
  const { code, err } = await kubedog(["multitrack", "--kube-config", "/kube", "--context", "b"], { stdin: "{}", files: { "/kube": nowhere } });
  expect([code, err]).toEqual([2, 'there is no context "b": /kube has "a".\n']);
});

test("a file is named, and what cannot be read is said with its reason", async () => {
  const files = {
    "/spec.yaml": "Deployments:\n- ResourceName: web\n  LogRegex: '['\n",
    "/folder": Object.assign(new Error("EISDIR: illegal operation on a directory, read"), { code: "EISDIR" }),
    "/secret": Object.assign(new Error("EACCES: permission denied, open '/secret'"), { code: "EACCES" }),
    "/kube": nowhere,
  };
  const said = async (path: string) => {
    const { code, err } = await kubedog(["multitrack", "-f", path, "--kube-config", "/kube"], { files });
    return [code, err];
  };
  expect(await said("/spec.yaml")).toEqual([2, `${head}Deployments[0].LogRegex: error parsing regexp: missing closing ]: \`[\` (line 3, column 13 of /spec.yaml)\n`]);
  expect(await said("/folder")).toEqual([2, "/folder cannot be read: it is a directory, a file was expected\n"]);
  expect(await said("/secret")).toEqual([2, "/secret cannot be read: permission denied\n"]);
  expect(await said("/nope")).toEqual([2, "/nope: there is no such file\n"]);
});

test("whoever waits at a terminal is told what for, with an example", async () => {
  const { code, err } = await kubedog(["multitrack"], { stdin: "{}", stdinIsTerminal: true });
  expect([code, err]).toEqual([
    0,
    `reading the spec from the terminal; end it with Ctrl-D, or pipe it in:\n  echo '{"Deployments": [{"ResourceName": "web", "Namespace": "shop"}]}' | kubedog multitrack\n`,
  ]);
});

test("a spec of more than 16 MiB is refused", async () => {
  const { code, err } = await kubedog(["multitrack", "--kube-config", "/kube"], { stdin: `{"Jobs":[]}${" ".repeat(17 * 1024 * 1024)}`, files: { "/kube": nowhere } });
  expect([code, err]).toEqual([2, `${head}the document is longer than 16 MiB (line 1, column 16777217)\n`]);
});
