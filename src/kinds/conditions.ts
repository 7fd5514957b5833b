/** Looks into `status.conditions`. */
type StatusCondition = {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly observedGeneration?: number;
};

type Conditioned<C> = {
  readonly metadata?: { readonly generation?: number };
  readonly status?: { readonly conditions?: readonly C[] };
};

/** The condition of this type, unless it speaks of an older generation of the object. */
export function conditionOf<C extends StatusCondition>({ metadata, status }: Conditioned<C>, type: string): C | undefined {
  const condition = status?.conditions?.find((candidate) => candidate.type === type);
  if (condition === undefined) return undefined;
  const stale = (condition.observedGeneration ?? Number.POSITIVE_INFINITY) < (metadata?.generation ?? 0);
  return stale ? undefined : condition;
}

/** The condition of this type if it is True. */
export function trueCondition<C extends StatusCondition>(object: Conditioned<C>, type: string): C | undefined {
  const condition = conditionOf(object, type);
  return condition?.status === "True" ? condition : undefined;
}

/** The condition of this type if it is False. */
export function falseCondition<C extends StatusCondition>(object: Conditioned<C>, type: string): C | undefined {
  const condition = conditionOf(object, type);
  return condition?.status === "False" ? condition : undefined;
}
