import { EditField } from "@/components/editing/edit-field";

/** Takes the written differences of a stackup off the site, or brings them back. */
export function StackupRemoval({ slug, base, isRemoved }: { slug: string; base: number; isRemoved: boolean }) {
  return (
    <details className="data mt-8">
      <summary>{isRemoved ? "Bring these differences back" : "Take these differences off the site"}</summary>
      <form className="form mt-3" action="/api/stackups/remove" method="post">
        <input type="hidden" name="pair" value={slug} />
        <input type="hidden" name="base" value={base} />
        <p>
          {isRemoved
            ? "The page shows them again as they stand."
            : "The page then shows what can be computed from the facts. They are kept, with their history."}
        </p>
        <EditField name="reason" label="Why" value="" hint="One sentence for the history." />
        <p>
          <button
            type="submit"
            className={isRemoved ? "button" : "button danger"}
            name="do"
            value={isRemoved ? "bring-back" : "remove"}
          >
            {isRemoved ? "Bring back" : "Take off the site"}
          </button>
        </p>
      </form>
    </details>
  );
}
