import { DifferenceList } from "@/components/revisions/difference-list";
import { VersionChoice } from "@/components/revisions/version-choice";
import { listPartDifferences, listTexts } from "@/lib/revisions/rules";
import type { Unit } from "@/lib/revisions/versions/rules";

type Props = { tool: string; base: number; suggestion: number; units: Unit[] };

function Texts({ unit: { key, was } }: { unit: Unit }) {
  const texts = listTexts(key, was);
  if (texts.length === 0) return <p className="none">nothing</p>;
  return (
    <dl className="differences">
      {texts.map(({ label, text }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Changes({ unit: { key, was }, version }: { unit: Unit; version: unknown }) {
  const differences = listPartDifferences(key, was, version);
  if (differences.length === 0) return <p className="none">as it was</p>;
  return <DifferenceList differences={differences} />;
}

/** Two versions of one tool, part by part, beside what both were made from; whose is taken is chosen for each. Works without JavaScript. */
export function ConflictForm({ tool, base, suggestion, units }: Props) {
  return (
    <form className="form wide" action="/api/tools/merge" method="post">
      <input type="hidden" name="tool" value={tool} />
      <input type="hidden" name="base" value={base} />
      <input type="hidden" name="suggestion" value={suggestion} />
      {units.map((unit) => (
        <VersionChoice
          key={unit.key}
          name={unit.key}
          label={unit.label}
          changedBy={unit.changedBy}
          before={<Texts unit={unit} />}
          theirs={<Changes unit={unit} version={unit.theirs} />}
          yours={<Changes unit={unit} version={unit.yours} />}
        />
      ))}
      <p className="row-tools">
        <button type="submit" className="button" name="do" value="save">
          Save with these choices
        </button>
        <button type="submit" className="pill" name="do" value="continue">
          Take them into the form
        </button>
        <button type="submit" className="pill" formAction="/api/tools/draft" formNoValidate name="do" value="discard">
          Discard my version
        </button>
      </p>
    </form>
  );
}
