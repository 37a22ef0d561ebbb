"use client";

import type { DragEvent } from "react";
import { ToolNameField } from "@/components/stacks/tool-name-field";
import { type FormChange, type FormRow, type RowField, rowField } from "@/lib/stacks/forms/rules";

const DETAILS: { field: RowField; label: string; most: number; isLong?: true; hint?: string }[] = [
  { field: "role", label: "Role", most: 80, hint: "such as main database" },
  { field: "replaced", label: "What it replaced", most: 200 },
  { field: "reason", label: "Why it was chosen", most: 600, isLong: true },
  { field: "today", label: "What you would do today", most: 600, isLong: true },
  { field: "since", label: "Since", most: 7, hint: "2024 or 2024-05" },
  { field: "until", label: "Until", most: 7, hint: "2024 or 2024-05" },
];

type Props = {
  row: FormRow;
  place: number;
  layers: { slug: string; name: string }[];
  faults: Record<string, string>;
  onChange: (change: FormChange, button: string) => void;
  onLayer: () => void;
  onDrag: (event: DragEvent<HTMLElement>) => void;
};

/** A tool in the form of a stack. Its buttons work without a script too. */
export function StackFormRow({ row, place, layers, faults, onChange, onLayer, onDrag }: Props) {
  const name = row.name || `tool ${place + 1}`;
  const faultOf = (field: RowField | "evidence") => faults[rowField(place, field)];
  const error = (field: RowField | "evidence") =>
    faultOf(field) && (
      <span id={`fault-${place}-${field}`} className="error">
        {faultOf(field)}
      </span>
    );
  const given = (field: RowField) => ({
    name: rowField(place, field),
    defaultValue: row[field],
    "aria-invalid": faultOf(field) ? true : undefined,
    "aria-describedby": faultOf(field) ? `fault-${place}-${field}` : undefined,
  });
  const button = (change: "up" | "down" | "remove", text: string, label: string) => (
    <button
      type="submit"
      className="pill"
      formAction="/api/stacks/form"
      formNoValidate
      name="do"
      value={`${change}-${place}`}
      id={row.id === undefined ? undefined : `${change}-of-${row.id}`}
      aria-label={`${label} ${name}`}
      title={label}
      onClick={(event) => {
        event.preventDefault();
        onChange({ do: change, row: place }, change);
      }}
    >
      {text}
    </button>
  );
  const isOpen = DETAILS.some(({ field }) => row[field] !== "" || faultOf(field));
  const evidence = row.evidence.split("\n").filter(Boolean);
  return (
    <>
      <div className="form-row">
        <span className="grip" draggable onDragStart={onDrag} aria-hidden="true" title="Drag to another place">
          ⠿
        </span>
        <ToolNameField place={place} name={row.name} tool={row.tool} fault={faultOf("name")} />
        <div>
          <input {...given("version")} maxLength={40} placeholder="Version" aria-label={`Version of ${name}`} />
          {error("version")}
        </div>
        <select
          {...given("layer")}
          aria-label={`Layer of ${name}`}
          id={row.id === undefined ? undefined : `layer-of-${row.id}`}
          onChange={onLayer}
        >
          <option value="">as in the catalog</option>
          {layers.map((layer) => (
            <option key={layer.slug} value={layer.slug}>
              {layer.name}
            </option>
          ))}
        </select>
        <span className="moves-of-row">
          {button("up", "↑", "Move up")} {button("down", "↓", "Move down")} {button("remove", "×", "Remove")}
        </span>
      </div>
      <details className="data" open={isOpen}>
        <summary>
          Why, role and time<span className="sr-only"> of {name}</span>
        </summary>
        <div className="form-details">
          {DETAILS.map(({ field, label, most, isLong, hint }) => (
            <div key={field}>
              <label htmlFor={`${field}-${place}`}>
                {label} {hint && <small>({hint})</small>}
              </label>
              {isLong ? (
                <textarea id={`${field}-${place}`} {...given(field)} rows={2} maxLength={most} />
              ) : (
                <input id={`${field}-${place}`} {...given(field)} maxLength={most} />
              )}
              {error(field)}
            </div>
          ))}
        </div>
      </details>
      <input type="hidden" name={rowField(place, "confidence")} defaultValue={row.confidence} />
      <input type="hidden" name={rowField(place, "evidence")} defaultValue={row.evidence} />
      {error("evidence")}
      {evidence.length > 0 && (
        <p className="evidence">
          {evidence.slice(0, 3).join(", ")}
          {evidence.length > 3 && ` and ${evidence.length - 3} more`}
        </p>
      )}
    </>
  );
}
