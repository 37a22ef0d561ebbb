import type { ReactNode } from "react";

type Props = {
  head: readonly string[];
  /** The first cell of a row names what the row is about. */
  rows: readonly (readonly [string, ...ReactNode[]])[];
  /** True when these names are typed as they stand: commands, settings, fields. */
  areCodes?: boolean;
};

/** A table of the documentation. */
export function DocTable({ head, rows, areCodes = false }: Props) {
  return (
    <table>
      <thead>
        <tr>
          {head.map((text) => (
            <th key={text} scope="col">
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...cells]) => (
          <tr key={name}>
            <th scope="row">{areCodes ? <code>{name}</code> : name}</th>
            {cells.map((cell, place) => (
              <td key={head[place + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
