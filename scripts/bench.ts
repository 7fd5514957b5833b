/** Measures the cost budget against a simulated cluster, and prints it as a table. `bun scripts/bench.ts [BINARY]`; never part of a test. */
import { rows, type Row } from "./bench/rows.ts";
import { rivals } from "./bench/rivals.ts";

process.chdir(new URL("..", import.meta.url).pathname);
const kubedog = process.argv[2] ?? "dist/kubedog";
const { old, kubectl, remarks } = await rivals();
const table: Row[] = [{ what: "what", budget: "budget", measured: "measured", old: "kubedog v0.13.0" }];
for (const measure of rows) {
  for (const row of await measure({ kubedog, old, kubectl })) {
    table.push(row);
    process.stderr.write(`${row.what}: ${row.measured}\n`);
  }
}
const widths = (["what", "budget", "measured"] as const).map((column) => Math.max(...table.map((row) => row[column].length)));
for (const { what, budget, measured, old } of table) {
  const cells = [what, budget, measured].map((cell, at) => cell.padEnd(widths[at] ?? 0));
  process.stdout.write(`${[...cells, old].join(" | ").trimEnd()}\n`);
}
for (const remark of remarks) process.stdout.write(`${remark}\n`);
