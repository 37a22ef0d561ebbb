import { Choice } from "@/components/ui/choice";
import { BULK_MAX } from "@/lib/tools/addresses/schema";
import type { TableChoices } from "@/lib/tools/table/schema";

/** What is done with the picked tools: part of the form around the table. */
export function BulkBar({ choices, back }: { choices: TableChoices; back: string }) {
  const functions = choices.places
    .filter((place) => place.depth === 2)
    .map(({ path }): readonly [string, string] => [path, path]);
  return (
    <fieldset className="filters mt-4">
      <legend className="sr-only">With the picked tools, at most {BULK_MAX}</legend>
      <input type="hidden" name="back" value={back} />
      <Choice
        name="action"
        label="With the picked tools"
        value=""
        isRequired
        options={[
          ["", "choose"],
          ["move", "move to the function …"],
          ["remove", "take off the site"],
          ["bring-back", "bring back to the site"],
        ]}
      />
      <Choice name="to" label="Function to move to" value="" options={[["", "none"], ...functions]} />
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
