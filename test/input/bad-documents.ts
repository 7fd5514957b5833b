/** Documents that are no spec, and everything that is said about each. */

export type BadDocument = { readonly title: string; readonly text: string; readonly problems: readonly string[] };

const name = 'expected the name of an object in Kubernetes (lower case letters, digits, "-" and ".")';
const spec = 'expected an object such as {"Deployments": [{"ResourceName": "web"}]}';

export const badJson: readonly BadDocument[] = [
  { title: "nothing", text: "", problems: ["unexpected end of JSON input"] },
  { title: "blanks only", text: " \r\n\t", problems: ["unexpected end of JSON input"] },
  { title: "a byte-order mark only", text: "\ufeff", problems: ["unexpected end of JSON input"] },
  { title: "a lone brace", text: "{\n", problems: ["unexpected end of JSON input (line 1, column 2)"] },
  {
    title: "the end inside an item",
    text: '{"Deployments": [\n  {"ResourceName": "web"',
    problems: ["unexpected end of JSON input, in Deployments[0] (line 2, column 25)"],
  },
  {
    title: "the end inside a string",
    text: '{"Deployments": [{"ResourceName": "we',
    problems: ["unexpected end of JSON input, in Deployments[0].ResourceName (line 1, column 38)"],
  },
  { title: "the end after a minus sign", text: "[-", problems: ["unexpected end of JSON input, in [0] (line 1, column 3)"] },
  { title: "trailing data", text: "{}\nx", problems: ["invalid character 'x' after top-level value (line 2, column 1)"] },
  { title: "a second object", text: "{} {}", problems: ["invalid character '{' after top-level value (line 1, column 4)"] },
  {
    title: "a trailing comma in an object",
    text: '{"Deployments": [],}',
    problems: ["invalid character '}' looking for beginning of object key string (line 1, column 20)"],
  },
  {
    title: "a trailing comma in an array",
    text: '{"Deployments": [{"ResourceName": "web"},]}',
    problems: ["invalid character ']' looking for beginning of value, in Deployments[1] (line 1, column 42)"],
  },
  {
    title: "a missing comma",
    text: '{"Jobs": [{"ResourceName": "web"\n "FailMode": ""}]}',
    problems: [`invalid character '"' after object key:value pair, in Jobs[0] (line 2, column 2)`],
  },
  { title: "a missing comma in an array", text: '{"Jobs": [{} {}]}', problems: ["invalid character '{' after array element, in Jobs (line 1, column 14)"] },
  { title: "a missing colon", text: '{"Jobs" []}', problems: ["invalid character '[' after object key (line 1, column 9)"] },
  { title: "single quotes", text: "{'Jobs': []}", problems: ["invalid character '\\'' looking for beginning of object key string (line 1, column 2)"] },
  { title: "a misspelt literal", text: '{"Jobs": nul}', problems: ["invalid character '}' in literal null (expecting 'l'), in Jobs (line 1, column 13)"] },
  { title: "a line end in a string", text: '{"Jo\nbs": 1}', problems: ["invalid character '\\n' in string literal (line 1, column 5)"] },
  { title: "an escape sequence for terminals", text: "{\u001b[31m", problems: ["invalid character '\\u001b' looking for beginning of object key string (line 1, column 2)"] },
  { title: "an unknown escape", text: '{"\\x": 1}', problems: ["invalid character 'x' in string escape code (line 1, column 4)"] },
  { title: "half an escape", text: '{"\\u00g0": 1}', problems: ["invalid character 'g' in \\u hexadecimal character escape (line 1, column 7)"] },
  { title: "a lone minus sign", text: "[-x]", problems: ["invalid character 'x' in numeric literal, in [0] (line 1, column 3)"] },
  { title: "a number with a leading zero", text: "[01]", problems: ["invalid character '1' after array element (line 1, column 3)"] },
  { title: "100000 brackets", text: "[".repeat(100_000), problems: ["exceeded max depth (line 1, column 1002)"] },
  { title: "an array as document", text: '[{"ResourceName": "web"}]', problems: [`${spec}, found an array (line 1, column 1)`] },
  { title: "more than 16 MiB", text: `{}${" ".repeat(16 * 1024 * 1024)}`, problems: ["the document is longer than 16 MiB (line 1, column 16777217)"] },
];

export const badSpecs: readonly BadDocument[] = [
  { title: "an object where items are listed", text: '{"Deployments": {}}', problems: ["Deployments: expected an array, found an object (line 1, column 17)"] },
  { title: "null as an item", text: '{"Deployments": [null]}', problems: ["Deployments[0]: expected an object, found null (line 1, column 18)"] },
  { title: "a string as an item", text: '{"Pods": ["web"]}', problems: ['Pods[0]: expected an object, found "web" (line 1, column 11)'] },
  { title: "an array as an item", text: '{"Pods": [["web"]]}', problems: ["Pods[0]: expected an object, found an array (line 1, column 11)"] },
  { title: "an item without a name", text: '{"Deployments": [{"ResourceName": "a"},\n{}]}', problems: [`Deployments[1].ResourceName: ${name}, found nothing (line 2, column 1)`] },
  { title: "an empty name", text: '{"Jobs": [{"ResourceName": ""}]}', problems: [`Jobs[0].ResourceName: ${name}, found "" (line 1, column 28)`] },
  { title: "null as name", text: '{"Jobs": [{"ResourceName": null}]}', problems: [`Jobs[0].ResourceName: ${name}, found null (line 1, column 28)`] },
  { title: "a number as name", text: '{"Jobs": [{"ResourceName": 5}]}', problems: [`Jobs[0].ResourceName: ${name}, found 5 (line 1, column 28)`] },
  { title: "upper case in a name", text: '{"Jobs": [{"ResourceName": "Web"}]}', problems: [`Jobs[0].ResourceName: ${name}, found "Web" (line 1, column 28)`] },
  { title: "a path as name", text: '{"Jobs": [{"ResourceName": "../secrets/x"}]}', problems: [`Jobs[0].ResourceName: ${name}, found "../secrets/x" (line 1, column 28)`] },
  { title: "a blank in a name", text: '{"Jobs": [{"ResourceName": "a b"}]}', problems: [`Jobs[0].ResourceName: ${name}, found "a b" (line 1, column 28)`] },
  { title: "a line end behind a name", text: '{"Jobs": [{"ResourceName": "a\\n"}]}', problems: [`Jobs[0].ResourceName: ${name}, found "a\\n" (line 1, column 28)`] },
  {
    title: "a name of 254 letters",
    text: `{"Jobs": [{"ResourceName": "${"a".repeat(254)}"}]}`,
    problems: [`Jobs[0].ResourceName: ${name}, found "${"a".repeat(60)}…" (line 1, column 28)`],
  },
  {
    title: "control sequences in a name",
    text: '{"Jobs": [{"ResourceName": "\\u001b[2J\\u009b1m\\u202eweb"}]}',
    problems: [`Jobs[0].ResourceName: ${name}, found "\\u001b[2J\\u009b1m\\u202eweb" (line 1, column 28)`],
  },
  {
    title: "a namespace that is no name",
    text: '{"Jobs": [{"ResourceName": "a", "Namespace": "my.ns"}]}',
    problems: ['Jobs[0].Namespace: expected the name of a namespace (lower case letters, digits and "-", at most 63), found "my.ns" (line 1, column 46)'],
  },
  {
    title: "a word as count",
    text: '{"Deployments": [\n  {"ResourceName": "a"},\n  {"ResourceName": "b",\n   "AllowFailuresCount": "one"}]}',
    problems: ['Deployments[1].AllowFailuresCount: expected a whole number, found "one" (line 4, column 26)'],
  },
  { title: "1.5 as count", text: '{"Jobs": [{"ResourceName": "a", "AllowFailuresCount": 1.5}]}', problems: ["Jobs[0].AllowFailuresCount: expected a whole number, found 1.5 (line 1, column 55)"] },
  { title: "1e0 as count", text: '{"Jobs": [{"ResourceName": "a", "AllowFailuresCount": 1e0}]}', problems: ["Jobs[0].AllowFailuresCount: expected a whole number, found 1e0 (line 1, column 55)"] },
  { title: "1.0 as count", text: '{"Jobs": [{"ResourceName": "a", "AllowFailuresCount": 1.0}]}', problems: ["Jobs[0].AllowFailuresCount: expected a whole number, found 1.0 (line 1, column 55)"] },
  { title: "a negative count", text: '{"Jobs": [{"ResourceName": "a", "AllowFailuresCount": -1}]}', problems: ["Jobs[0].AllowFailuresCount: expected 0 or more, found -1 (line 1, column 55)"] },
  {
    title: "a count beyond Go's int64",
    text: '{"Jobs": [{"ResourceName": "a", "AllowFailuresCount": 99999999999999999999}]}',
    problems: ["Jobs[0].AllowFailuresCount: expected a smaller number, found 99999999999999999999 (line 1, column 55)"],
  },
  { title: "true as count", text: '{"Jobs": [{"ResourceName": "a", "AllowFailuresCount": true}]}', problems: ["Jobs[0].AllowFailuresCount: expected a whole number, found true (line 1, column 55)"] },
  {
    title: "times that are none",
    text: '{"Jobs": [{"ResourceName": "a", "FailureThresholdSeconds": "90",\n"IgnoreReadinessProbeFailsByContainerName": {"a": "1 min", "b": -5, "c": 2.5, "d.d": []}}]}',
    problems: [
      'Jobs[0].FailureThresholdSeconds: expected whole seconds or a duration such as "90s", found "90" (line 1, column 60)',
      'Jobs[0].IgnoreReadinessProbeFailsByContainerName.a: expected whole nanoseconds or a duration such as "90s", found "1 min" (line 2, column 51)',
      "Jobs[0].IgnoreReadinessProbeFailsByContainerName.b: expected 0 or more, found -5 (line 2, column 65)",
      'Jobs[0].IgnoreReadinessProbeFailsByContainerName.c: expected whole nanoseconds or a duration such as "90s", found 2.5 (line 2, column 74)',
      'Jobs[0].IgnoreReadinessProbeFailsByContainerName["d.d"]: expected whole nanoseconds or a duration such as "90s", found an array (line 2, column 86)',
    ],
  },
  {
    title: "an unknown fail mode",
    text: '{"Jobs": [{"ResourceName": "a", "FailMode": "Hope"}]}',
    problems: [
      'Jobs[0].FailMode: expected FailWholeDeployProcessImmediately, HopeUntilEndOfDeployProcess or IgnoreAndContinueDeployProcess, found "Hope" (line 1, column 45)',
    ],
  },
  {
    title: "an unknown termination mode",
    text: '{"Jobs": [{"ResourceName": "a", "TrackTerminationMode": "nonblocking"}]}',
    problems: ['Jobs[0].TrackTerminationMode: expected WaitUntilResourceReady or NonBlocking, found "nonblocking" (line 1, column 57)'],
  },
  {
    title: "an unknown end of the logs",
    text: '{"Jobs": [{"ResourceName": "a", "ShowLogsUntil": 1}]}',
    problems: ["Jobs[0].ShowLogsUntil: expected ControllerIsReady, PodIsReady or EndOfDeploy, found 1 (line 1, column 50)"],
  },
  {
    title: "wrong types, all said at once and in their order",
    text: '{"Jobs": [{"SkipLogs": "yes", "SkipLogsForContainers": "main",\n"ResourceName": "a", "ShowLogsOnlyForContainers": ["a", 1],\n"LogRegex": {}, "LogRegexByContainerName": []}]}',
    problems: [
      'Jobs[0].SkipLogs: expected true or false, found "yes" (line 1, column 24)',
      'Jobs[0].SkipLogsForContainers: expected an array of strings, found "main" (line 1, column 56)',
      "Jobs[0].ShowLogsOnlyForContainers[1]: expected a string, found 1 (line 2, column 57)",
      "Jobs[0].LogRegex: expected a string, found an object (line 3, column 13)",
      "Jobs[0].LogRegexByContainerName: expected an object of containers and patterns, found an array (line 3, column 44)",
    ],
  },
  {
    title: "patterns that are none, next to another mistake",
    text: '{"Jobs": [{"ResourceName": "a", "LogRegex": "[a",\n"LogRegexByContainerName": {"b": "(?=x)", "c": 5, "d": "x{1001}"},\n"LogRegexSkip": "a)", "LogRegexSkipByContainerName": {"e": "*"}, "ShowLogsOnlyForNumberOfReplicas": -1}]}',
    problems: [
      "Jobs[0].LogRegex: error parsing regexp: missing closing ]: `[a` (line 1, column 45)",
      "Jobs[0].LogRegexByContainerName.b: error parsing regexp: invalid or unsupported Perl syntax: `(?=` (line 2, column 34)",
      "Jobs[0].LogRegexByContainerName.c: expected a string, found 5 (line 2, column 48)",
      "Jobs[0].LogRegexByContainerName.d: error parsing regexp: invalid repeat count: `{1001}` (line 2, column 56)",
      "Jobs[0].LogRegexSkip: error parsing regexp: unexpected ): `a)` (line 3, column 17)",
      "Jobs[0].LogRegexSkipByContainerName.e: error parsing regexp: missing argument to repetition operator: `*` (line 3, column 60)",
      "Jobs[0].ShowLogsOnlyForNumberOfReplicas: expected 0 or more, found -1 (line 3, column 101)",
    ],
  },
  {
    title: "a misspelt kind and nothing to track",
    text: '{"Deploymentz": [{"ResourceName": "web"}]}',
    problems: ['Deploymentz: unknown key, did you mean "Deployments"? (line 1, column 2)'],
  },
  {
    title: "a misspelt key that leaves the name missing",
    text: '{"Jobs": [{"ResourceNmae": "web"}]}',
    problems: [
      `Jobs[0].ResourceName: ${name}, found nothing (line 1, column 11)`,
      'Jobs[0].ResourceNmae: unknown key, did you mean "ResourceName"? (line 1, column 12)',
    ],
  },
  {
    title: "canaries and generics",
    text: '{"Canaries": [{"AllowFailuresCount": -1}],\n"generics": [{}, {"Name":"x","GroupVersionKind":{"kind":""}}, {"Name": "w", "groupversionkind": {"Group":"example.com","Knd":"Widget"}}, null]}',
    problems: [
      `Canaries[0].ResourceName: ${name}, found nothing (line 1, column 15)`,
      "Canaries[0].AllowFailuresCount: expected 0 or more, found -1 (line 1, column 38)",
      `Generics[0].Name: ${name}, found nothing (line 2, column 14)`,
      "Generics[0].GroupVersionKind: expected an object with Group, Version and Kind, found nothing (line 2, column 14)",
      'Generics[1].GroupVersionKind.Kind: expected a kind such as "Widget", found "" (line 2, column 57)',
      'Generics[2].GroupVersionKind.Kind: expected a kind such as "Widget", found nothing (line 2, column 97)',
      'Generics[2].GroupVersionKind.Knd: unknown key, did you mean "Kind"? (line 2, column 120)',
      "Generics[3]: expected an object, found null (line 2, column 138)",
    ],
  },
  {
    title: "60 mistakes: the first 50 and how many more",
    text: `{"Jobs": [${Array(60).fill("0").join(",")}]}`,
    problems: [...Array.from({ length: 50 }, (_, index) => `Jobs[${index}]: expected an object, found 0 (line 1, column ${11 + 2 * index})`), "and 10 more"],
  },
];

export const badYaml: readonly BadDocument[] = [
  { title: "a comment only", text: "# later\n", problems: ["unexpected end of JSON input"] },
  { title: "a separator only", text: "---\n", problems: ["unexpected end of JSON input"] },
  { title: "a word", text: "hello", problems: [`${spec}, found "hello" (line 1, column 1)`] },
  { title: "a JSON string", text: '"Deployments"', problems: [`${spec}, found "Deployments" (line 1, column 1)`] },
  { title: "a list", text: "# these\n- ResourceName: web\n", problems: [`${spec}, found an array (line 2, column 1)`] },
  {
    title: "wrong values",
    text: "Deployments:\n- ResourceName: web\n  AllowFailuresCount: one\n  SkipLogs: yes\nJobs:\n- FailureThresholdSeconds: 0x1F\n",
    problems: [
      'Deployments[0].AllowFailuresCount: expected a whole number, found "one" (line 3, column 23)',
      'Deployments[0].SkipLogs: expected true or false, found "yes" (line 4, column 13)',
      `Jobs[0].ResourceName: ${name}, found nothing (line 6, column 3)`,
      'Jobs[0].FailureThresholdSeconds: expected whole seconds or a duration such as "90s", found 0x1F (line 6, column 28)',
    ],
  },
  { title: "two documents", text: "Jobs: []\n---\nPods: []\n", problems: ["expected one YAML document, found a second one (line 3, column 1)"] },
  { title: "null and another document", text: "null\n---\nPods: []\n", problems: [`${spec}, found null (line 1, column 1)`] },
  {
    title: "an open bracket",
    text: "Jobs: [",
    problems: ["read as YAML: Flow sequence in block collection must be sufficiently indented and end with a ] (line 1, column 8)"],
  },
  { title: "a tag", text: "Jobs: !!js/function x\n", problems: ["read as YAML: Unresolved tag: tag:yaml.org,2002:js/function (line 1, column 7)"] },
  { title: "an alias of nothing", text: "Jobs: *jobs\n", problems: ['read as YAML: no anchor "jobs" before its alias (line 1, column 7)'] },
  { title: "an alias of what it stands in", text: "Jobs: &jobs\n- *jobs\n", problems: ['read as YAML: no anchor "jobs" before its alias (line 2, column 3)'] },
  { title: "a list as key", text: "? [a]\n: 1\n", problems: ["expected a string as key, found an array (line 1, column 3)"] },
  {
    title: "aliases that would grow to millions",
    text: `a: &a [x]\n${["b", "c", "d", "e", "f", "g"].map((letter, index) => `${letter}: &${letter} [${Array(10).fill(`*${"abcdef"[index]}`).join(", ")}]\n`).join("")}`,
    problems: ["read as YAML: aliases stand for more than 100000 values (line 6, column 20)"],
  },
  { title: "100000 lists in lists", text: "- ".repeat(100_000), problems: ["nested more than 1000 deep (line 1, column 2001)"] },
  { title: "100000 maps in maps", text: "? ".repeat(100_000), problems: ["nested more than 1000 deep (line 1, column 2001)"] },
];
