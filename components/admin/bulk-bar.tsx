import { BULK_MAX } from "@/lib/tools/addresses/schema";
import type { TableChoices } from "@/lib/tools/table/schema";

/** What is done with the picked tools: part of the form around the table. */
export function BulkBar({ choices, back }: { choices: TableChoices; back: string }) {
  return (
    <fieldset className="filters mt-4">
      <legend className="sr-only">With the picked tools, at most {BULK_MAX}</legend>
      <input type="hidden" name="back" value={back} />
      <label>
        <b>With the picked tools</b>
        <select name="action" defaultValue="" required>
          <option value="" disabled>
            choose
          </option>
          <option value="move">move to the function …</option>
          <option value="remove">take off the site</option>
          <option value="bring-back">bring back to the site</option>
        </select>
      </label>
      <label>
        <b>Function to move to</b>
        <select name="to" defaultValue="">
          <option value="">none</option>
          {choices.places
            .filter((place) => place.depth === 2)
            .map(({ path }) => (
              <option key={path}>{path}</option>
            ))}
        </select>
      </label>
      <label>
        <b>Why?</b>
        <input name="reason" required minLength={5} maxLength={200} />
      </label>
      <button type="submit" className="button quiet">
        Do it
      </button>
    </fieldset>
  );
}
