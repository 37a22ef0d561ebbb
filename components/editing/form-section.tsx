import type { ReactNode } from "react";

/** A part of a long form under its heading. */
export function FormSection({
  id,
  title,
  hint,
  children,
}: {
  id: string;
  title: string;
  hint?: string;
  children: ReactNode;
}) {
  return (
    <section className="form-section" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {hint && <p className="text-soft">{hint}</p>}
      {children}
    </section>
  );
}
