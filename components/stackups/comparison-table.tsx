import { SourceMark } from "@/components/layout/source-mark";
import { ComparisonControls } from "@/components/stackups/comparison-controls";
import { StatementList } from "@/components/statements/statement-list";
import { ToolLinks } from "@/components/tools/tool-links";
import { ToolTile, toolColour } from "@/components/tools/tool-tile";
import type { Sprite } from "@/lib/logos/rules";
import type { SourceIndex } from "@/lib/sources/rules";
import type { Cell, RowGroup } from "@/lib/stackups/rules";
import type { ToolStatements } from "@/lib/statements/schema";
import type { ToolPage } from "@/lib/tools/schema";

function CellText({ cell, place, index }: { cell: Cell; place: number; index: SourceIndex }) {
  if (cell.text === null) return <span className="none">{cell.missing}</span>;
  const text = (
    <>
      {cell.href ? (
        <a href={cell.href} rel="nofollow noopener">
          {cell.text}
        </a>
      ) : (
        cell.text
      )}
      <SourceMark source={cell.source} index={index} />
    </>
  );
  if (cell.share === undefined) return text;
  return (
    <div className={`bar ${toolColour(place)}`} style={{ "--w": `${cell.share}%` }}>
      <span>{text}</span>
      <i aria-hidden="true" />
    </div>
  );
}

function GroupHead({ label, span }: { label: string; span: number }) {
  return (
    <tr className="g">
      <th colSpan={span} scope="rowgroup">
        {label}
      </th>
    </tr>
  );
}

type Props = {
  tools: ToolPage[];
  statements: ToolStatements[];
  groups: RowGroup[];
  sprite: Sprite | null;
  index: SourceIndex;
  markdown: string;
};

/** The detailed comparison: one column a tool, rows in groups, rows that agree muted. */
export function ComparisonTable({ tools, statements, groups, sprite, index, markdown }: Props) {
  const span = tools.length + 1;
  const rows = [
    { key: "description", label: "Description" },
    ...groups.flatMap((group) => group.rows.map(({ key, label }) => ({ key, label }))),
    { key: "pros", label: "Pros" },
    { key: "cons", label: "Cons" },
    { key: "integrations", label: "Works with" },
  ];
  // globals.css hides `.r3` while the box #r3 under “Choose rows” is cleared: no JavaScript needed.
  const rowClass = (key: string) => `r${rows.findIndex((row) => row.key === key)}`;
  return (
    <section
      className={tools.length > 2 ? "section cmp many" : "section cmp"}
      style={{ "--n": tools.length }}
      aria-labelledby="comparison"
    >
      <div className="lead">
        <h2 id="comparison">Detailed comparison</h2>
        <ComparisonControls rows={rows} markdown={markdown} />
      </div>
      <table aria-labelledby="comparison">
        <colgroup>
          <col className="l" />
          {tools.map((tool) => (
            <col key={tool.slug} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <td />
            {tools.map((tool, place) => (
              <th key={tool.slug} scope="col">
                <ToolTile tool={tool} sprite={sprite} size="xs" place={place} />
                <a href={`/tools/${tool.slug}`}>{tool.name}</a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className={rowClass("description")}>
            <th scope="row">Description</th>
            {tools.map((tool) => (
              <td key={tool.slug}>{tool.description}</td>
            ))}
          </tr>
        </tbody>
        {groups.map((group) => (
          <tbody key={group.key}>
            <GroupHead label={group.label} span={span} />
            {group.rows.map((row) => (
              <tr key={row.key} className={row.isSame ? `${rowClass(row.key)} same` : rowClass(row.key)}>
                <th scope="row">{row.label}</th>
                {row.cells.map((cell, place) => (
                  <td key={tools[place]?.slug}>
                    <CellText cell={cell} place={place} index={index} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
        <tbody>
          <GroupHead label="Pros and cons" span={span} />
          {(["pros", "cons"] as const).map((kind) => (
            <tr key={kind} className={rowClass(kind)}>
              <th scope="row">{kind === "pros" ? "Pros" : "Cons"}</th>
              {statements.map((entry, place) => (
                <td key={tools[place]?.slug}>
                  <StatementList statements={entry[kind]} noun={kind === "pros" ? "pro" : "con"} index={index} />
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">Missing one?</th>
            {tools.map(({ slug, name }) => (
              <td key={slug}>
                <a href={`/tools/${slug}/statements/new`}>Add to {name}</a>
              </td>
            ))}
          </tr>
        </tbody>
        <tbody>
          <GroupHead label="Integrations" span={span} />
          <tr className={rowClass("integrations")}>
            <th scope="row">Works with</th>
            {tools.map((tool) => (
              <td key={tool.slug}>
                {tool.integrations.length > 0 ? (
                  <ToolLinks tools={tool.integrations} />
                ) : (
                  <span className="none">No integrations listed</span>
                )}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}
