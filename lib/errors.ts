/** Why a write was refused: each code has one HTTP status. */
const STATUS = {
  invalid: 400,
  "not-signed-in": 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  "too-large": 413,
  "wrong-kind": 415,
  "not-the-same": 422,
  "too-many": 429,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof STATUS;

/** A refusal that its reader can act on: what was wrong and what to do, by field where it is about one. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly fields: Record<string, string> = {},
    /** Seconds after which another try makes sense. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }

  /** The HTTP status that says the same. */
  get status(): number {
    return STATUS[this.code];
  }
}
