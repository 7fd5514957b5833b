/** Writes the parts of README.md that stand in the code already: the spec's keys, the flags, the exit codes. Run it after a change of one; a test says when that was forgotten. */
import * as v from "valibot";
import { flagHead } from "../src/cli.ts";
import { commands } from "../src/command-table.ts";
import { exitCodeMeanings } from "../src/exit-codes.ts";
import spec from "../src/schemas/spec.json";

const readmeUrl = new URL("../README.md", import.meta.url);

const parts: { readonly [name: string]: () => string } = { keys: keysTable, flags: flagsTable, "exit codes": exitCodesTable };

/** The text with each part between its two markers written anew. @throws Error when a part has no markers */
export function withGeneratedParts(readme: string): string {
  return Object.entries(parts).reduce((text, [name, part]) => {
    const [start, end] = [`<!-- ${name}: written by scripts/readme.ts -->\n`, `<!-- end of ${name} -->`];
    const [before, rest = ""] = text.split(start);
    const [, after] = rest.split(end);
    if (before === undefined || after === undefined) throw new Error(`README.md has no markers of the ${name}`);
    return `${before}${start}\n${part()}\n\n${end}${after}`;
  }, readme);
}

/** What an item's key looks like in the JSON Schema of the spec: null is always taken, so the rest is one of two choices. */
const Value = v.object({ type: v.optional(v.string()), enum: v.optional(v.array(v.string())), anyOf: v.optional(v.array(v.looseObject({ type: v.optional(v.string()) }))), description: v.optional(v.string()) });
const Key = v.union([v.object({ anyOf: v.tuple([Value, v.unknown()]), default: v.unknown() }), Value]);
const Items = v.object({ items: v.object({ properties: v.record(v.string(), Key) }) });

function keysTable(): string {
  const { properties } = v.parse(Items, spec.properties.Deployments.anyOf[0]).items;
  const rows = Object.entries(properties).map(([name, key]) => {
    const value = "default" in key ? key.anyOf[0] : key;
    return [`\`${name}\``, valueText(value), "default" in key ? code(JSON.stringify(key.default)) : "required", value.description ?? ""];
  });
  return table(["key", "value", "default", "effect"], rows);
}

function valueText({ type, enum: choices, anyOf = [] }: v.InferOutput<typeof Value>): string {
  if (choices !== undefined) return choices.filter((choice) => choice !== "").map((choice) => `\`${choice}\``).join(", ");
  const types = type === undefined ? anyOf.map((each) => each.type ?? "") : [type];
  return [...new Set(types.filter((each) => each !== ""))].join(" or ");
}

function flagsTable(): string {
  const flags = [...new Set(commands.flatMap((command) => command.flags))];
  const rows = flags.map((flag) => {
    const takers = commands.filter((command) => command.flags.includes(flag)).map(({ name }) => name);
    return [code(flagHead(flag).trim()), flag.env === undefined ? flag.help : `${flag.help} Else \`$${flag.env}\`.`, takers.join(", ")];
  });
  return table(["flag", "effect", "of"], rows);
}

function exitCodesTable(): string {
  return table(["code", "means"], Object.entries(exitCodeMeanings));
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`);
  return lines.join("\n");
}

if (import.meta.main) await Bun.write(readmeUrl, withGeneratedParts(await Bun.file(readmeUrl).text()));
