import { exitCodes, type ExitCode } from "./exit-codes.ts";

/** The user or the cluster erred. Printed as its message alone, which names the place, what was found and the next step. */
export class UserError extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode = exitCodes.usage,
  ) {
    super(message);
    this.name = "UserError";
  }
}
