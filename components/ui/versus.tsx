import { Fragment } from "react";

/** Names joined by a quiet “vs”. */
export function Versus({ names }: { names: readonly string[] }) {
  return names.map((name, index) => (
    <Fragment key={name}>
      {index > 0 && <span className="versus"> vs </span>}
      {name}
    </Fragment>
  ));
}
