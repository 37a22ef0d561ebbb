"use client";

import { type InputHTMLAttributes, useId } from "react";
import { useFieldError } from "@/components/members/account-form";

type Props = InputHTMLAttributes<HTMLInputElement> & { name: string; label: string; hint?: string };

/** A labelled field of an AccountForm with a hint and, after a refusal, what is wrong with it. */
export function FormField({ name, label, hint, ...input }: Props) {
  const id = useId();
  const error = useFieldError(name);
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>
        <b>{label}</b>
      </label>
      <input
        id={id}
        name={name}
        aria-invalid={error !== ""}
        aria-describedby={described || undefined}
        spellCheck={false}
        autoCapitalize="none"
        {...input}
      />
      {hint && <small id={`${id}-hint`}>{hint}</small>}
      {error && (
        <span className="error" id={`${id}-error`}>
          {error}
        </span>
      )}
    </div>
  );
}
