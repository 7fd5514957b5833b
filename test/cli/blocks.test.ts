/** Whole runs in kubedog's look, `--log-style block --status table`, and in the groups of CI systems. */
import { expect, test } from "bun:test";
import { exits, lines, runs } from "../../src/simulator/behaviour.ts";
import { deployment, job } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { kubedog, type Result, Terminal, tracking } from "./terminal.ts";

const image = "registry.example/shop/web:v1";
const look = ["multitrack", "--log-style", "block", "--status", "table", "--settle", "0"];
const spec = { Jobs: [{ ResourceName: "migrate", Namespace: "shop", AllowFailuresCount: 0 }] };
const webSpec = { Deployments: [{ ResourceName: "web", Namespace: "shop", ShowServiceMessages: true }] };

/** A Job whose only try fails after two lines, in a window of 100 columns. */
async function failed(argv: readonly string[] = []): Promise<Result> {
  using simulator = await Simulator.start({ speed: 20 });
  simulator.apply(job({ name: "migrate", namespace: "shop", image, backoffLimit: 0 }), { main: exits({ code: 7, afterMs: 4000 }, { lines: lines(100, "migrate: connected", "日本語 ".repeat(15).trim()) }) });
  const { stdin, env } = tracking(simulator, spec);
  return await kubedog([...look, "--status-progress-period", "-1", ...argv], { stdin, env: { ...env, KUBEDOG_TERMINAL_WIDTH: "100" } });
}

/** Without what differs from run to run. */
function steady(text: string): string {
  return text.replace(/^│ event: .*\n(?:│ (?!event:|added|po\/).*\n)*/gm, "").replace(/node-\d/g, "node-1").replace(/migrate-[a-z0-9]{5}/g, "migrate-x1x1x").replace(/── [a-z0-9]{5} /g, "── x1x1x ").replace(/\b\d+( ?s)\b/g, "0$1").replace(/at once/g, "after 0 s");
}

test("a failing Job is told in blocks, with its table before the summary (checklist 65, 68, 69, 70, 72)", async () => {
  const { code, all } = await failed();
  expect(code).toBe(1);
  expect(steady(all)).toBe(`┌ job/migrate po/migrate-x1x1x container/main logs
│ migrate: connected
│ 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語       ↵
│ 日本語 日本語
└ job/migrate po/migrate-x1x1x container/main logs

2> job/migrate ERROR: BackoffLimitExceeded: Job has reached the specified backoff limit:              ↵
po/migrate-x1x1x container/main exits with 7 after 0 s
Critical failure for job/migrate has been occurred: stop tracking immediately!

┌ Failed resource job/migrate service messages
│ added
│ po/migrate-x1x1x added
└ Failed resource job/migrate service messages

┌ Status progress
│ JOB                                                     ACTIVE    DURATION   SUCCEEDED/FAILED
│ migrate                                                 0         0s         0/1
│ error: BackoffLimitExceeded: Job has reached the specified backoff limit: po/migrate-x1x1x
│ container/main exits with 7 after 0 s
│ │   POD                 READY  RESTARTS  STATUS         ---
│ └── x1x1x               0/1    0         Error          Waiting for: condition Complete->True,
│     └── error: Error                                    succeeded 0->1
└ Status progress

job/migrate  failed  0s  1 error  BackoffLimitExceeded: Job has reached the specified backoff limit: po/migrate-x1x1x container/main exits with 7 after 0 s (node node-1)
  po/migrate-x1x1x container/main: image registry.example/shop/web:v1
  last lines of po/migrate-x1x1x container/main:
  │ migrate: connected
  │ 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語
  next: kubectl logs migrate-x1x1x -c main -n shop
1 failed in 0s
2> job/migrate failed: BackoffLimitExceeded: Job has reached the specified backoff limit: po/migrate-x1x1x container/main exits with 7 after 0 s (node node-1)
`);
});

test("every block is closed before the next begins, and blank lines stand between blocks only (checklist 65)", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  simulator.apply(deployment({ name: "web", namespace: "shop", image, replicas: 3 }), { main: runs({ readyAfterMs: 2000, unhealthy: "connection refused", lines: lines(60, "one", "two", "three", "four", "five", "six") }) });
  const { code, out } = await kubedog(look, tracking(simulator, webSpec));
  const open: string[] = [];
  const wrong = out.split("\n").filter((line, index, all) => {
    if (line.startsWith("┌ ")) return open.push(line.slice(2)) > 1 || (index > 0 && all[index - 1] !== "");
    if (line.startsWith("└ ")) return open.pop() !== line.slice(2) || all[index + 1] !== "";
    if (line.startsWith("│ ")) return open.length === 0;
    return open.length > 0 || (line === "" && index < all.length - 1 && !all[index - 1]?.startsWith("└ "));
  });
  expect([code, wrong, open]).toEqual([0, [], []]);
  expect(out).toMatch(/┌ deploy\/web service messages\n(│ .*\n)*│ become READY\n└ deploy\/web service messages\n/);
  expect(out.match(/┌ deploy\/web po\/web-\w+-\w+ container\/main logs/g)?.length).toBeGreaterThanOrEqual(3);
});

test("--output-prefix stands before every line of both streams, blank ones too (checklist 73)", async () => {
  const { out, err } = await failed(["--output-prefix", "ci| "]);
  expect([out, err].flatMap((text) => text.split("\n").slice(0, -1)).filter((line) => !line.startsWith("ci| "))).toEqual([]);
  expect(out).toContain("\nci| \nci| ┌ Status progress\nci| │ JOB ");
});

test("--timestamps stand before each line, and within the frames", async () => {
  const { out, err } = await failed(["--timestamps"]);
  const time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
  expect(out).toMatch(new RegExp(`^┌ job/migrate .*\n│ ${time} migrate: connected\n│ ${time} 日本語 `));
  expect(out).toMatch(new RegExp(`\n┌ Status progress\n│ ${time}\n│ JOB `));
  expect(err).toMatch(new RegExp(`^${time} job/migrate ERROR: .* ↵\n(?:.*\n)+${time} job/migrate failed: .*\n$`));
  const line = await failed(["--log-style", "line", "--status", "lines", "--timestamps"]);
  expect(line.out.split("\n").filter((text) => !new RegExp(`^(${time} |$)`).test(text))).toEqual([]);
});

test.each(["block", "github", "gitlab"])("a run in the style %s, with tables, replays byte for byte", async (style) => {
  const run = await failed(["--log-style", style, "--record", "/run"]);
  const again = await kubedog(["replay", "/run"], { files: { "/run": run.written.get("/run") ?? "" } });
  expect([again.code, again.all]).toEqual([run.code, run.all]);
});

test("in GitHub's log blocks and tables are groups, and a failure is an annotation (checklist 76)", async () => {
  const { code, all } = await failed(["--log-style", "github"]);
  expect(code).toBe(1);
  expect(steady(all).replace(/^event: .*\n/gm, "")).toBe(`::group::job/migrate po/migrate-x1x1x container/main logs
migrate: connected
日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語
::endgroup::
2> job/migrate ERROR: BackoffLimitExceeded: Job has reached the specified backoff limit: po/migrate-x1x1x container/main exits with 7 after 0 s
Critical failure for job/migrate has been occurred: stop tracking immediately!
::group::Failed resource job/migrate service messages
added
po/migrate-x1x1x added
::endgroup::
::group::Status progress
JOB                                                      ACTIVE    DURATION   SUCCEEDED/FAILED
migrate                                                  0         0s         0/1
error: BackoffLimitExceeded: Job has reached the specified backoff limit: po/migrate-x1x1x
container/main exits with 7 after 0 s
│   POD                  READY  RESTARTS  STATUS         ---
└── x1x1x                0/1    0         Error          Waiting for: condition Complete->True,
    └── error: Error                                     succeeded 0->1
::endgroup::
job/migrate  failed  0s  1 error  BackoffLimitExceeded: Job has reached the specified backoff limit: po/migrate-x1x1x container/main exits with 7 after 0 s (node node-1)
  po/migrate-x1x1x container/main: image registry.example/shop/web:v1
  last lines of po/migrate-x1x1x container/main:
  │ migrate: connected
  │ 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語 日本語
  next: kubectl logs migrate-x1x1x -c main -n shop
1 failed in 0s
2> job/migrate failed: BackoffLimitExceeded: Job has reached the specified backoff limit: po/migrate-x1x1x container/main exits with 7 after 0 s (node node-1)
::error title=job/migrate failed::BackoffLimitExceeded: Job has reached the specified backoff limit: po/migrate-x1x1x container/main exits with 7 after 0 s (node node-1)
`);
});

test("in GitLab's log blocks are folded sections and the table is an open one, one after another (checklist 76)", async () => {
  const { code, out } = await failed(["--log-style", "gitlab"]);
  const marks = [...steady(out).matchAll(/^\x1b\[0Ksection_(start|end):\d{10}:kubedog_\d{10}_(\d+)(.*?)\r\x1b\[0K(.*)$/gm)].map((found) => found.slice(1).join(" ").trim());
  expect([code, marks]).toEqual([
    1,
    [
      "start 1 [collapsed=true] job/migrate po/migrate-x1x1x container/main logs",
      "end 1",
      "start 2 [collapsed=true] Failed resource job/migrate service messages",
      "end 2",
      "start 3  Status progress",
      "end 3",
    ],
  ]);
});

for (const style of ["github", "gitlab"]) {
  test(`--log-style ${style} goes with neither --output-prefix nor JSON: exit code 2 (checklist 76)`, async () => {
    const argv = ["multitrack", "--log-style", style];
    const ends = await Promise.all([["--output-prefix", "ci| "], ["--output", "json"]].map((more) => kubedog([...argv, ...more], { stdin: "{}" })));
    expect(ends.map(({ code, all }) => [code, all])).toEqual([
      [2, `2> ci| --log-style ${style}: its marks must stand at the start of a line; leave out --output-prefix\n`],
      [2, `2> --log-style ${style}: its marks fold text; leave it out with --output json\n`],
    ]);
  });
}

/** A Deployment that does not become ready; `act` ends the run. */
async function unready(argv: readonly string[], act: (terminal: Terminal, simulator: Simulator) => void): Promise<Result> {
  using simulator = await Simulator.start({ speed: 20 });
  simulator.apply(deployment({ name: "web", namespace: "shop", image }), { main: runs({ readyAfterMs: 1e9 }) });
  const terminal = new Terminal(tracking(simulator, webSpec));
  const result = terminal.run([...look, "--status-progress-period", "-1", ...argv]);
  await terminal.until(() => terminal.out.includes("│ po/web-"));
  act(terminal, simulator);
  return await result;
}

test.each([
  ["a timeout", ["-t", "2"], () => undefined, 3],
  ["a signal", [], (terminal: Terminal) => terminal.send("SIGINT"), 130],
] as const)("%s, too, ends with a last table, closed blocks and the summary (checklist 27, 72)", async (_, argv, act, expected) => {
  const { code, out } = await unready(argv, act);
  expect(code).toBe(expected);
  expect(out.match(/┌ Status progress/g)?.length).toBe(1);
  expect(out).toMatch(/└ deploy\/web service messages\n\n┌ Status progress\n│ DEPLOYMENT .*\n│ web .*1\/1 .*\n(│ .*\n)*└ Status progress\n\ndeploy\/web  unfinished /);
});

test("tables come at most so often as asked for, and none without a change (checklist 26, 72)", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  simulator.apply(deployment({ name: "web", namespace: "shop", image }), { main: runs({ readyAfterMs: 1e9 }) });
  const { out } = await kubedog([...look, "--status-progress-period", "500ms", "-t", "3"], tracking(simulator, webSpec));
  const tables = out.split("┌ Status progress\n").slice(1).map((text) => text.split("└ Status progress")[0]);
  expect(tables.length).toBeGreaterThanOrEqual(2);
  expect(tables.slice(1, -1).filter((table, index) => table === tables[index])).toEqual([]);
});

test("a width that is no number is said before anything else, with exit code 2 (checklist 29)", async () => {
  const { code, err } = await kubedog(look, { stdin: "{}", env: { KUBEDOG_TERMINAL_WIDTH: "abc" } });
  expect([code, err]).toEqual([2, "Bad value specified for KUBEDOG_TERMINAL_WIDTH, integer expected: abc: a number of columns such as 140\n"]);
});

test("the width is that of the terminal, 140 where there is none (checklist 74)", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  simulator.apply(deployment({ name: "web", namespace: "shop", image }), { main: runs() });
  await simulator.until(() => JSON.stringify(simulator.list("Deployment")).includes('"availableReplicas":1'));
  const given = tracking(simulator, webSpec);
  const headOf = async (columns: number | undefined) => /│ DEPLOYMENT .*/.exec((await kubedog(look, { ...given, columns })).out)?.[0];
  expect([await headOf(100), await headOf(undefined), await headOf(0)]).toEqual([
    "│ DEPLOYMENT                                              REPLICAS  AVAILABLE  UP-TO-DATE",
    "│ DEPLOYMENT                                                                     REPLICAS       AVAILABLE       UP-TO-DATE",
    "│ DEPLOYMENT                                                                     REPLICAS       AVAILABLE       UP-TO-DATE",
  ]);
});
