/** The width of a real terminal, which only a process sees. */
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "kubedog-window-"));
afterAll(() => rmSync(folder, { recursive: true }));

const main = join(import.meta.dir, "../../src/main.ts");

test("tables are as wide as the window, also after it was resized (checklist 74)", async () => {
  const demo = `"${process.execPath}" "${main}" demo rollout --log-style block --status table --status-progress-period 1 --color never`;
  const resize = `until grep -q "└ Status progress" "${folder}/out"; do sleep 0.05; done; stty cols 80 < /dev/tty`;
  const child = Bun.spawn(["script", "-qefc", `stty cols 100; (${resize}) & ${demo}`, join(folder, "out")], { stdin: "ignore", stdout: "pipe", env: { PATH: process.env["PATH"] ?? "", HOME: folder } });
  const heads = (await child.stdout.text()).match(/│ DEPLOYMENT .*UP-TO-DATE/g) ?? [];
  expect(await child.exited).toBe(0);
  expect([heads[0], heads.at(-1)]).toEqual([
    "│ DEPLOYMENT                                              REPLICAS  AVAILABLE  UP-TO-DATE",
    "│ DEPLOYMENT                                REPLICAS AVAILABLE UP-TO-DATE",
  ]);
}, 30_000);
