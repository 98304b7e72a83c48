import * as v from 'valibot';

const problem = v.object({
  title: v.optional(v.string(), ''),
  detail: v.optional(v.nullable(v.string())),
  code: v.optional(v.string()),
  errors: v.optional(
    v.array(
      v.object({
        field: v.string(),
        code: v.optional(v.nullable(v.string())),
        message: v.optional(v.nullable(v.string())),
      }),
    ),
    [],
  ),
});

export interface FieldProblem {
  readonly field: string;
  readonly code: string | null;
  readonly message: string | null;
}

/** A request that did not succeed: an RFC 9457 problem of the server, or `offline` where no answer came. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly code: string;
  readonly fields: readonly FieldProblem[];
  readonly retryAfterMillis: number | null;

  constructor(about: {
    readonly status: number;
    readonly code: string;
    readonly detail?: string;
    readonly fields?: readonly FieldProblem[];
    readonly retryAfterMillis?: number | null;
  }) {
    super(about.detail ?? about.code);
    this.status = about.status;
    this.code = about.code;
    this.fields = about.fields ?? [];
    this.retryAfterMillis = about.retryAfterMillis ?? null;
  }
}

/** The problem that an answer describes; a body of another shape gives a code by its status alone. */
export function problemOf(status: number, body: unknown, retryAfter: string | null): Problem {
  const read = v.safeParse(problem, body);
  const known = read.success ? read.output : null;
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  return new Problem({
    status,
    code: known?.code ?? codeByStatus(status),
    detail: known?.detail ?? known?.title ?? '',
    fields: (known?.errors ?? []).map((error) => ({
      field: error.field,
      code: error.code ?? null,
      message: error.message ?? null,
    })),
    retryAfterMillis: Number.isFinite(seconds) ? seconds * 1000 : null,
  });
}

function codeByStatus(status: number): string {
  switch (status) {
    case 401:
      return 'sign_in_required';
    case 403:
      return 'forbidden';
    case 404:
      return 'not_found';
    case 429:
      return 'rate_limited';
    case 502:
    case 503:
    case 504:
      return 'unavailable';
    default:
      return 'internal';
  }
}
