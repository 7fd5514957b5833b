import { expect, test } from "bun:test";
import { LineSplitter } from "../../src/cluster/lines.ts";

const bytes = new TextEncoder();

function split(pieces: readonly string[], overlong: "cut" | "fail"): readonly string[] {
  const splitter = new LineSplitter({ charsMax: 5, overlong });
  return [...pieces.flatMap((piece) => splitter.push(bytes.encode(piece))), splitter.end()];
}

test.each<[pieces: readonly string[], lines: readonly string[]]>([
  [["a\nb\n"], ["a", "b", ""]],
  [["a", "b", "c\nd"], ["abc", "d"]],
  [["\n\n"], ["", "", ""]],
  [["a\r\nb\r", "\n\r\n"], ["a", "b", "", ""]],
  [["a\rb\n"], ["a\rb", ""]],
  [["12345\n", "123", "45\n"], ["12345", "12345", ""]],
])("%j", (pieces, lines) => {
  expect(split(pieces, "fail")).toEqual(lines);
});

test("what is too long is cut, wherever its pieces end, and the next line is whole", () => {
  const mark = " … [line cut after 1048576 characters]";
  expect(split(["123456\n1", "2345", "678", "9\nnext\n1234567"], "cut")).toEqual([`12345${mark}`, `12345${mark}`, "next", `12345${mark}`]);
});

test.each([[["123456\n"]], [["123", "456"]]])("what is too long and may not be cut is an error: %j", (pieces) => {
  expect(() => split(pieces, "fail")).toThrow("a line is longer than 5 characters");
});
