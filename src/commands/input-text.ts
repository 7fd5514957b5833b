/** The text that a command works on: a file's, or standard input's. */
import type { Edges } from "../edges.ts";
import { UserError } from "../user-error.ts";

/**
 * @param hint said when standard input is a terminal, so that nobody waits for a program that waits for them
 * @throws UserError when the file cannot be read
 */
export async function readInput(file: string | undefined, edges: Edges, hint: string): Promise<{ text: string; source: string }> {
  if (file !== undefined && file !== "-") return { text: await fileText(file, edges), source: file };
  if (edges.stdin.isTerminal) await edges.write("err", hint);
  return { text: await readable("standard input", () => edges.stdin.read()), source: "stdin" };
}

/** @throws UserError when there is no such file or it cannot be read */
export async function fileText(path: string, { readFile }: Pick<Edges, "readFile">): Promise<string> {
  const place = path === "" ? '""' : path;
  const text = await readable(place, () => readFile(path));
  if (text === undefined) throw new UserError(`${place}: there is no such file`);
  return text;
}

async function readable<Text>(place: string, read: () => Text | Promise<Text>): Promise<Text> {
  try {
    return await read();
  } catch (error) {
    throw new UserError(`${place} cannot be read: ${reasonOf(error)}`);
  }
}

/** In words where there are better ones than Node's. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "EISDIR") return "it is a directory, a file was expected";
  if (code === "EACCES") return "permission denied";
  return error instanceof Error ? error.message : `${error}`;
}
