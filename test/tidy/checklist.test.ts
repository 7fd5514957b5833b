/** Each item of the checklist has a test that shows it: `bun scripts/checklist.ts` lists them. */
import { expect, test } from "bun:test";
import { missingItems, shownIn, shownInTests } from "../../scripts/checklist.ts";

/** Items that are not there. One that comes gets its test, and leaves this list. */
const notYet: { readonly [item: number]: string } = {};

test("every item of the checklist is shown by a test, or is known to be missing", async () => {
  expect(missingItems(await shownInTests())).toEqual({ missing: Object.keys(notYet).map(Number), unknown: [] });
});

test("it is noticed when not: a mark counts at the end of a string, not in a comment, and only for an item that there is", () => {
  const text = 'test("one (checklist 1)", f);\n// "two (checklist 2)"\nstory(`three ${x} (checklist 3, 4)`);\n["five (checklist 5) and more"];\ntest("none (checklist 97)", f);\n';
  const shown = shownIn("test/a.test.ts", text);
  expect(shown.map(({ title, numbers }) => [title, ...numbers])).toEqual([["one", 1], ["three ${x}", 3, 4], ["none", 97]]);
  expect([missingItems(shown).missing.slice(0, 3), missingItems(shown).unknown]).toEqual([[2, 5, 6], [97]]);
});
