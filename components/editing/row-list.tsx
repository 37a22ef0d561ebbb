"use client";

import { type MouseEvent, useEffect, useRef, useState } from "react";
import { moveRow } from "@/lib/edits/rules";

export type Column = {
  /** Name of the field within the row, such as `source.url`. */
  name: string;
  label: string;
  type?: "url" | "date";
  /** Id of a list that helps while typing. */
  list?: string;
};

type Props = {
  /** Name of the list in the form, such as `alternatives.pinned`. */
  name: string;
  /** What one row is called: `feature`. */
  noun: string;
  columns: Column[];
  rows: Record<string, string>[];
  faults: Record<string, string>;
  isOrdered?: boolean;
  /** Where buttons lead without JavaScript: there the row is added, removed or moved, and the form comes back. */
  action: string;
};

type Row = { id: number; values: Record<string, string> };

/**
 * Rows of a form that can be added, removed and moved: in place, and without JavaScript by buttons that send the form. What was wrong
 * is told by the number that the row had then, which its id remembers.
 */
export function RowList({ name, noun, columns, rows: initial, faults, isOrdered = false, action }: Props) {
  const [rows, setRows] = useState<Row[]>(() => initial.map((values, id) => ({ id, values })));
  const [said, setSaid] = useState("");
  const [focus, setFocus] = useState("");
  const list = useRef<HTMLFieldSetElement>(null);
  const nextId = useRef(initial.length);
  const id = name.replaceAll(".", "-");

  // Whoever listens to the form (preview, draft) hears of rows too.
  useEffect(() => {
    if (focus === "") return;
    list.current?.dispatchEvent(new Event("input", { bubbles: true }));
    list.current?.querySelector<HTMLElement>(`[data-focus="${focus}"]`)?.focus();
  }, [focus]);

  const change = (event: MouseEvent, act: string, place = 0) => {
    event.preventDefault();
    const row = rows[place];
    if (act === "add") {
      const added = { id: nextId.current++, values: {} };
      setRows([...rows, added]);
      setFocus(`${added.id} first`);
      setSaid(`One ${noun} was added.`);
    } else if (row) {
      setRows(moveRow(rows, act, place));
      setFocus(act === "remove" ? `add ${row.id}` : `${row.id} ${act} ${rows.length} ${place}`);
      setSaid(act === "remove" ? `The ${noun} was removed.` : `The ${noun} moved ${act}.`);
    }
  };

  const button = (act: string, text: string, place: number, rowId: number) => (
    <button
      type="submit"
      className="pill"
      formAction={action}
      formNoValidate
      name="do"
      value={`${act} ${name} ${place}`}
      data-focus={focus.startsWith(`${rowId} ${act} `) ? focus : undefined}
      onClick={(event) => change(event, act, place)}
    >
      <span aria-hidden="true">{text}</span>
      <span className="sr-only">
        {act === "remove" ? "Remove" : `Move ${act}`} {noun} {place + 1}
      </span>
    </button>
  );

  return (
    <fieldset ref={list} id={id} className={columns.length > 1 ? "rows" : "rows short"}>
      <legend className="sr-only">{noun}s</legend>
      {faults[name] && <p className="error">{faults[name]}</p>}
      {rows.map((row, place) => (
        <div key={row.id} className="row">
          {columns.map((column, nr) => {
            const fault = faults[`${name}.${row.id}.${column.name}`];
            const field = `${name}.${place}.${column.name}`;
            return (
              <label key={column.name}>
                <span className={columns.length > 1 ? undefined : "sr-only"}>
                  {column.label}
                  <span className="sr-only">
                    {" "}
                    of {noun} {place + 1}
                  </span>
                </span>
                <input
                  name={field}
                  type={column.type ?? "text"}
                  list={column.list}
                  autoComplete="off"
                  spellCheck={!column.list}
                  defaultValue={row.values[column.name] ?? ""}
                  data-focus={nr === 0 ? `${row.id} first` : undefined}
                  aria-invalid={fault ? true : undefined}
                  aria-describedby={fault ? `${id}-${row.id}-${nr}-fault` : undefined}
                />
                {fault && (
                  <span id={`${id}-${row.id}-${nr}-fault`} className="error">
                    {fault}
                  </span>
                )}
              </label>
            );
          })}
          <span className="row-tools">
            {isOrdered && place > 0 && button("up", "↑", place, row.id)}
            {isOrdered && place < rows.length - 1 && button("down", "↓", place, row.id)}
            {button("remove", "×", place, row.id)}
          </span>
        </div>
      ))}
      <button
        type="submit"
        className="pill add"
        formAction={action}
        formNoValidate
        name="do"
        value={`add ${name}`}
        data-focus={focus.startsWith("add ") ? focus : undefined}
        onClick={(event) => change(event, "add")}
      >
        Add {/^[aeiou]/.test(noun) ? "an" : "a"} {noun}
      </button>
      <output className="sr-only">{said}</output>
    </fieldset>
  );
}
