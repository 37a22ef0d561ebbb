import { FilterText } from "@/components/admin/filter-text";
import { ListFilter } from "@/components/admin/list-filter";
import { Choice } from "@/components/ui/choice";
import { capitalise } from "@/lib/format";
import { FACT_LABELS } from "@/lib/tools/rules";
import { factKeys, lifecycleStates } from "@/lib/tools/schema";
import { lacks, type TableChoices, type TableParams } from "@/lib/tools/table/schema";

type Option = readonly [string, string];

/** The filters of the table of tools. */
export function ToolFilters({ params, choices }: { params: TableParams; choices: TableChoices }) {
  const states = lifecycleStates.map((state): Option => [state, state === "unknown" ? "not checked yet" : state]);
  const missing = [
    ...factKeys.map((key): Option => [key, FACT_LABELS[key]]),
    ...lacks.map((part): Option => [part, capitalise(part)]),
  ];
  const places = choices.places.map(({ path, name, depth }): Option => [path, `${"\u2003".repeat(depth)}${name}`]);
  return (
    <ListFilter action="/admin/tools">
      <FilterText name="q" label="Name, slug or alias" value={params.q} />
      <Choice name="place" label="Category" value={params.place} options={[["", "all"], ...places]} />
      <Choice name="state" label="Lifecycle" value={params.state} options={[["", "all"], ...states]} />
      <Choice name="lacks" label="Without" value={params.lacks} options={[["", "anything or nothing"], ...missing]} />
      <FilterText name="unchecked" label="Unchecked for days" type="number" value={String(params.unchecked ?? "")} />
      <Choice
        name="waiting"
        label="Waiting"
        value={params.waiting}
        options={[
          ["", "with and without"],
          ["any", "something waits"],
          ["suggestions", "suggested edits"],
          ["statements", "pros and cons"],
        ]}
      />
      <Choice
        name="site"
        label="On the site"
        value={params.site}
        options={[
          ["", "yes"],
          ["removed", "taken off"],
          ["all", "both"],
        ]}
      />
      {choices.origins.length > 0 && (
        <Choice
          name="origin"
          label="Known to"
          value={params.origin}
          options={[["", "any data set or none"], ...choices.origins.map(({ key, name }): Option => [key, name])]}
        />
      )}
      {params.sort !== "name" && <input type="hidden" name="sort" value={params.sort} />}
    </ListFilter>
  );
}
