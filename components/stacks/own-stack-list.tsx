import { formatNumberOf } from "@/lib/format";
import type { StackKind, Visibility } from "@/lib/stacks/schema";

type Own = {
  slug: string;
  name: string;
  kind: StackKind;
  visibility: Visibility;
  toolCount: number;
  isRemoved: boolean;
};

/** A member's own stacks, with ways to look at and change them. */
export function OwnStackList({ stacks }: { stacks: Own[] }) {
  return (
    <ul className="own">
      {stacks.map(({ slug, name, kind, visibility, toolCount, isRemoved }) => (
        <li key={slug}>
          <div>
            {isRemoved ? name : <a href={`/stacks/${slug}`}>{name}</a>}
            <small>
              {kind}, {formatNumberOf(toolCount, "tool")}
              {visibility === "unlisted" && ", unlisted"}
              {isRemoved && ", taken off the site by an editor"}
            </small>
          </div>
          {!isRemoved && <a href={`/stacks/${slug}/edit`}>Edit</a>}
        </li>
      ))}
    </ul>
  );
}
