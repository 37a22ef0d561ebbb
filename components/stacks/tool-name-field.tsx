"use client";

import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { chosenTool, rowField } from "@/lib/stacks/forms/rules";

type Suggestion = { slug: string; name: string; kind: string };
type Props = { place: number; name: string; tool: string; fault?: string };

/** Milliseconds without a key before the catalog is asked. */
const PAUSE = 150;

/** The name of a tool, with names of the catalog to choose from where scripts run. */
export function ToolNameField({ place, name, tool, fault }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const chosen = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [options, setOptions] = useState<Suggestion[]>([]);
  const [active, setActive] = useState(-1);
  useEffect(() => () => clearTimeout(timer.current), []);

  const close = () => {
    clearTimeout(timer.current);
    setOptions([]);
    setActive(-1);
  };
  const ask = (text: string) => {
    clearTimeout(timer.current);
    if (text.trim() === "") return close();
    timer.current = setTimeout(async () => {
      const answer = await fetch(`/api/tools/suggest?q=${encodeURIComponent(text)}`).catch(() => null);
      const { tools }: { tools: Suggestion[] } = answer?.ok ? await answer.json() : { tools: [] };
      if (document.activeElement === input.current) setOptions(tools);
      setActive(-1);
    }, PAUSE);
  };
  const choose = (option: Suggestion | undefined) => {
    if (!option || !input.current || !chosen.current) return;
    input.current.value = option.name;
    chosen.current.value = chosenTool({ tool: option.slug, name: option.name });
    close();
    input.current.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const press = (event: KeyboardEvent) => {
    if (options.length === 0) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setActive((active + step + options.length + 1) % (options.length + 1));
    else if (event.key === "Enter" && active >= 0) choose(options[active]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  };

  return (
    <div className="combo">
      <label className="sr-only" htmlFor={id}>
        Name of tool {place + 1}
      </label>
      <input
        ref={input}
        id={id}
        name={rowField(place, "name")}
        defaultValue={name}
        maxLength={80}
        placeholder="Tool"
        autoComplete="off"
        spellCheck={false}
        role="combobox"
        aria-expanded={options.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        onInput={(event) => ask(event.currentTarget.value)}
        onKeyDown={press}
        onBlur={close}
      />
      <input ref={chosen} type="hidden" name={rowField(place, "tool")} defaultValue={chosenTool({ tool, name })} />
      <div id={`${id}-list`} role="listbox" aria-label="Tools of the catalog" hidden={options.length === 0}>
        {options.map((option, position) => (
          <div
            key={option.slug}
            id={`${id}-${position}`}
            role="option"
            tabIndex={-1}
            aria-selected={position === active}
            // Before the field loses the focus, which would close the list.
            onMouseDown={(event) => {
              event.preventDefault();
              choose(option);
            }}
          >
            {option.name} <small>{option.kind}</small>
          </div>
        ))}
      </div>
      {fault && (
        <span id={`${id}-fault`} className="error">
          {fault}
        </span>
      )}
    </div>
  );
}
