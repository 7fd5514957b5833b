/** Judges objects that are named for their situation by the rules for their kinds. */
import { expect, test } from "bun:test";
import type { Status } from "../../../src/kinds/assessment.ts";
import { assess } from "../../../src/kinds/kinds.ts";
import { familyOf, objectOf } from "../family.ts";

export type Case = {
  readonly title: string;
  /** `group/version Kind` */
  readonly of: string;
  readonly metadata?: object;
  readonly spec?: object;
  readonly status?: object;
  readonly is: Status;
  readonly reason?: string;
  readonly message?: string;
};

export function judge(cases: readonly Case[]): void {
  for (const { title, of, is, reason, message, ...fields } of cases) {
    test(title, () => {
      const [apiVersion = "", kind = ""] = of.split(" ");
      const found = assess(familyOf(objectOf(apiVersion, kind, "x", fields)));
      const expected = { status: is, reason: reason ?? "", ...(message === undefined ? {} : { message }) };
      expect(found).toMatchObject(expected);
    });
  }
}

export function condition(type: string, status: "True" | "False" | "Unknown", reason = "", message = ""): object {
  return { type, status, reason, message };
}

export function conditions(...list: readonly object[]): { readonly conditions: readonly object[] } {
  return { conditions: list };
}
