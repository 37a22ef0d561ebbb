import type { CategoryNode } from "@/lib/categories/schema";
import { KIND_WORDS, SIZES } from "@/lib/stacks/rules";
import { type StackListParams, stackKinds, stackSizes } from "@/lib/stacks/schema";

type Props = { asked: StackListParams; tree: CategoryNode[] };

/** Which stacks a list shows: a plain form whose fields become the address. */
export function StackFilter({ asked, tree }: Props) {
  return (
    <form className="filter mt-4" action="/stacks">
      <label>
        Tool
        <input name="tool" maxLength={60} defaultValue={asked.tool} autoComplete="off" spellCheck={false} />
      </label>
      <label>
        Category
        <select name="category" defaultValue={asked.category}>
          <option value="">any</option>
          {tree.map((layer) => (
            <optgroup key={layer.path} label={layer.name}>
              {[layer, ...layer.children].map(({ path, name }) => (
                <option key={path} value={path.split("/").at(-1)}>
                  {path === layer.path ? `All of ${name}` : name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <label>
        Kind
        <select name="kind" defaultValue={asked.kind ?? ""}>
          <option value="">any</option>
          {stackKinds.map((kind) => (
            <option key={kind} value={kind}>
              {KIND_WORDS[kind].one}
            </option>
          ))}
        </select>
      </label>
      <label>
        Size
        <select name="size" defaultValue={asked.size ?? ""}>
          <option value="">any</option>
          {stackSizes.map((size) => (
            <option key={size} value={size}>
              {SIZES[size].words}
            </option>
          ))}
        </select>
      </label>
      <label>
        Order
        <select name="sort" defaultValue={asked.sort}>
          <option value="newest">newest</option>
          <option value="largest">largest</option>
        </select>
      </label>
      <button type="submit" className="button quiet">
        Show
      </button>
    </form>
  );
}
