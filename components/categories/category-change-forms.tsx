import { EditField } from "@/components/editing/edit-field";
import { FormSection } from "@/components/editing/form-section";
import { Choice } from "@/components/ui/choice";
import { levelBelow } from "@/lib/categories/rules";
import { type CategoryNode, categoryLevels } from "@/lib/categories/schema";

type Place = { path: string; name: string; depth: number };

/** All places of the tree in its order, with how deep each stands. */
function flatten(nodes: readonly CategoryNode[], depth = 0): Place[] {
  return nodes.flatMap(({ path, name, children }) => [{ path, name, depth }, ...flatten(children, depth + 1)]);
}

const FORM = { className: "form", action: "/admin/categories/change" };

type PlaceProps = { wish: "move" | "merge"; path: string; label: string; places: Place[] };

/** The choice of another place, to stand below or to become part of. */
function PlaceForm({ wish, path, label, places }: PlaceProps) {
  const options = places.map((place): readonly [string, string] => [place.path, `${place.name} (${place.path})`]);
  return (
    <form {...FORM}>
      <input type="hidden" name="do" value={wish} />
      <input type="hidden" name="path" value={path} />
      <Choice name="to" label={label} value="" isRequired options={[["", "choose"], ...options]} />
      <p>
        <button type="submit" className="button">
          See what moves
        </button>
      </p>
    </form>
  );
}

/** What can be done with a place of the tree. Each form leads to a page that says what will move; nothing is changed before. */
export function CategoryChangeForms({ node, tree }: { node: CategoryNode; tree: CategoryNode[] }) {
  const depth = node.path.split("/").length - 1;
  const places = flatten(tree);
  const level = categoryLevels[depth] ?? "function";
  const below = levelBelow(level);
  const parents = places.filter((place) => place.depth === depth - 1 && !node.path.startsWith(`${place.path}/`));
  const others = places.filter((place) => place.depth === depth && place.path !== node.path);
  return (
    <div className="columns">
      <FormSection id="rename" title="Rename">
        <form {...FORM}>
          <input type="hidden" name="do" value="rename" />
          <input type="hidden" name="path" value={node.path} />
          <EditField name="name" label="Name" value={node.name} />
          <EditField
            name="slug"
            label="Slug"
            value={node.path.split("/").at(-1) ?? ""}
            hint="Its part of the address. The old address leads to the new one."
          />
          <p>
            <button type="submit" className="button">
              See what changes
            </button>
          </p>
        </form>
      </FormSection>
      {below && (
        <FormSection id="add" title={`Add a ${below}`}>
          <form {...FORM}>
            <input type="hidden" name="do" value="add" />
            <input type="hidden" name="parent" value={node.path} />
            <div className="field">
              <label htmlFor="new-name">
                <b>Name</b>
              </label>
              <input id="new-name" name="name" required autoComplete="off" />
            </div>
            <div className="field">
              <label htmlFor="new-slug">
                <b>Slug</b>
              </label>
              <input id="new-slug" name="slug" required autoComplete="off" spellCheck={false} />
            </div>
            <p>
              <button type="submit" className="button">
                See what changes
              </button>
            </p>
          </form>
        </FormSection>
      )}
      {parents.length > 0 && (
        <FormSection id="move" title="Move">
          <PlaceForm wish="move" path={node.path} label="Below" places={parents} />
        </FormSection>
      )}
      {others.length > 0 && (
        <FormSection id="merge" title="Merge" hint="All of it becomes part of another; its address leads there.">
          <PlaceForm wish="merge" path={node.path} label="Into" places={others} />
        </FormSection>
      )}
    </div>
  );
}
