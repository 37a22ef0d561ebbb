"use client";

import { type DragEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { StackFormRow } from "@/components/stacks/stack-form-row";
import {
  changeForm,
  type FormChange,
  type FormRow,
  groupRows,
  placeRow,
  readForm,
  type StackForm,
} from "@/lib/stacks/forms/rules";

type Props = {
  form: StackForm;
  layers: { slug: string; name: string }[];
  faults: Record<string, string>;
  children: ReactNode;
};

/** Milliseconds without a change after which what stands in the form is kept. */
const PAUSE = 3000;

let made = 0;
function withIds(rows: readonly FormRow[]): FormRow[] {
  return rows.map((row) => {
    if (row.id !== undefined) return row;
    made += 1;
    return { ...row, id: made };
  });
}

/** What stands in the form now: the fields keep what is typed, and rows are told apart by their ids. */
function readFields(element: HTMLFormElement, rows: readonly FormRow[]): StackForm {
  const typed = readForm(Object.fromEntries(new FormData(element)));
  return { ...typed, rows: typed.rows.map((row, place) => ({ ...row, id: rows[place]?.id })) };
}

/**
 * The form of a stack around the fields that are given (`children`). Without scripts it is a plain form whose buttons send it. With them rows move at
 * once, by button or by dragging, and what is typed is kept meanwhile.
 */
export function StackFormTools({ form, layers, faults, children }: Props) {
  const element = useRef<HTMLFormElement>(null);
  const dragged = useRef(-1);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const request = useRef<AbortController>(undefined);
  const focus = useRef("");
  const [rows, setRows] = useState(form.rows);
  const [kept, setKept] = useState("");

  useEffect(() => {
    setRows((known) => withIds(known));
    return () => clearTimeout(timer.current);
  }, []);
  useEffect(() => {
    if (focus.current) document.getElementById(focus.current)?.focus();
    focus.current = "";
  });

  const keep = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(async () => {
      if (!element.current) return;
      const body = new URLSearchParams();
      for (const [name, value] of new FormData(element.current))
        if (typeof value === "string") body.append(name, value);
      body.delete("pasted");
      request.current = new AbortController();
      const options = { method: "POST", headers: { Accept: "application/json" }, body, signal: request.current.signal };
      const answer = await fetch("/api/stacks/form", options).catch(() => null);
      setKept(answer?.ok ? "Draft kept" : "The draft could not be kept");
    }, PAUSE);
  };
  const apply = (change: (form: StackForm) => StackForm) => {
    if (!element.current) return;
    setRows(withIds(change(readFields(element.current, rows)).rows));
    keep();
  };
  const press = (change: FormChange, button: string) => {
    if ("row" in change && change.do !== "remove") focus.current = `${button}-of-${rows[change.row]?.id}`;
    if (change.do === "remove") focus.current = "add-rows";
    apply((now) => changeForm(now, change));
  };
  const drop = (event: DragEvent, layer: string, before: number | null) => {
    if (dragged.current < 0) return;
    event.preventDefault();
    const from = dragged.current;
    dragged.current = -1;
    apply((now) => placeRow(now, from, layer, before));
  };
  const over = (event: DragEvent) => {
    if (dragged.current >= 0) event.preventDefault();
  };

  return (
    <form
      ref={element}
      className="form stack-form"
      action="/api/stacks"
      method="post"
      onInput={keep}
      onSubmit={() => {
        clearTimeout(timer.current);
        request.current?.abort();
      }}
    >
      {/* What the Enter key presses where no script runs. */}
      <button
        type="submit"
        className="sr-only"
        formAction="/api/stacks/form"
        formNoValidate
        tabIndex={-1}
        aria-hidden="true"
      >
        Keep
      </button>
      {children}
      <section id="tools" aria-labelledby="tools-title">
        <h2 id="tools-title" className="mb-3">
          Tools
        </h2>
        {faults.tools && (
          <p className="error" role="alert">
            {faults.tools}
          </p>
        )}
        {groupRows(rows, layers).map((group) => (
          <fieldset
            key={group.slug}
            className="form-group"
            onDragOver={over}
            onDrop={(event) => drop(event, group.slug, null)}
          >
            <legend>{group.name}</legend>
            <ol>
              {group.rows.map(({ row, place }) => (
                <li
                  key={row.id ?? `place-${place}`}
                  onDragOver={over}
                  onDrop={(event) => {
                    event.stopPropagation();
                    drop(event, group.slug, place);
                  }}
                >
                  <StackFormRow
                    row={row}
                    place={place}
                    layers={layers}
                    faults={faults}
                    onChange={press}
                    onLayer={() => {
                      focus.current = `layer-of-${row.id}`;
                      apply((now) => now);
                    }}
                    onDrag={(event) => {
                      dragged.current = place;
                      event.dataTransfer.effectAllowed = "move";
                      event.dataTransfer.setData("text/plain", row.name);
                    }}
                  />
                </li>
              ))}
            </ol>
          </fieldset>
        ))}
        <p className="row-tools mt-3">
          <button
            type="submit"
            id="add-rows"
            className="pill"
            formAction="/api/stacks/form"
            formNoValidate
            name="do"
            value="add"
            onClick={(event) => {
              event.preventDefault();
              press({ do: "add" }, "add");
            }}
          >
            More rows
          </button>
          <output aria-live="polite">{kept}</output>
        </p>
      </section>
      <p className="row-tools">
        <button type="submit" className="button">
          Share this stack
        </button>
        <button
          type="submit"
          className="button quiet"
          formAction="/api/stacks/form"
          formNoValidate
          name="do"
          value="keep"
        >
          Keep as a draft
        </button>
      </p>
    </form>
  );
}
