/** The form of a new decision about a stackup (`pair`), or of the change of a decision (`slug`). */
export type DecisionSubject = { pair: string } | { slug: string };

/** What a draft of a form is kept under. */
export function draftKey(subject: DecisionSubject): string {
  return "pair" in subject ? `new/${subject.pair}` : `old/${subject.slug}`;
}

/** Where a form stands. */
export function decisionFormPath(subject: DecisionSubject): string {
  return "pair" in subject ? `/stackups/${subject.pair}/decide` : `/decisions/${subject.slug}/edit`;
}
