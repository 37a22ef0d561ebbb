"use client";

import { createContext, type FormEvent, type ReactNode, useContext, useEffect, useRef, useState } from "react";

type Refusal = { title: string; fields: Record<string, string> };

const RefusalContext = createContext<Record<string, string>>({});

/** What is wrong with the field of this name in the form around it; empty when nothing is. */
export function useFieldError(name: string): string {
  return useContext(RefusalContext)[name] ?? "";
}

type Props = { action: string; children: ReactNode };

/**
 * A form about one's account. Without JavaScript it is an ordinary form; with it a refusal is shown at the fields that it is about
 * and what was typed stays.
 */
export function AccountForm({ action, children }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isSending, setSending] = useState(false);

  useEffect(() => {
    if (!refusal) return;
    const find = (selector: string) => form.current?.querySelector<HTMLElement>(selector);
    (find("[aria-invalid=true]") ?? find("[role=alert]"))?.focus();
  }, [refusal]);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isSending) return;
    setSending(true);
    setRefusal(null);
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget)) body.append(name, String(value));
    try {
      const response = await fetch(action, { method: "POST", headers: { Accept: "application/json" }, body });
      const answer = await response.json();
      if (response.ok) return location.assign(answer.goTo ?? "/");
      if (response.status === 401) return location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`);
      setRefusal({ title: answer.title, fields: answer.fields ?? {} });
    } catch {
      setRefusal({ title: "This did not arrive. Check the connection and try again.", fields: {} });
    }
    setSending(false);
  };

  return (
    <form ref={form} className="form" action={action} method="post" onSubmit={submit} aria-busy={isSending}>
      {refusal && (
        <p className="error" role="alert" tabIndex={-1}>
          {refusal.title}
        </p>
      )}
      <RefusalContext value={refusal?.fields ?? {}}>{children}</RefusalContext>
    </form>
  );
}
