import { SectionHead } from "@/components/ui/section-head";
import { formatList } from "@/lib/format";
import { pickName } from "@/lib/tools/addresses/schema";

type Props = { tool: { slug: string; name: string; aliases: string[]; isRemoved: boolean } };

/** Another slug for a tool, and taking it off the site or bringing it back. */
export function ToolAddressForms({ tool: { slug, name, aliases, isRemoved } }: Props) {
  return (
    <>
      <section aria-labelledby="rename">
        <SectionHead id="rename" title="Another slug">
          {aliases.length > 0 && `these lead to it as well: ${formatList(aliases)}`}
        </SectionHead>
        <form className="form mt-4" action="/api/admin/tools/rename" method="post">
          <input type="hidden" name="tool" value={slug} />
          <label>
            <b>Slug</b>
            <input
              name="to"
              defaultValue={slug}
              required
              maxLength={64}
              pattern="[a-z0-9]+(-[a-z0-9]+)*"
              spellCheck={false}
            />
            <small>Lower-case letters and digits joined by single dashes. The present one leads here for ever.</small>
          </label>
          <label>
            <b>Why?</b>
            <input name="reason" required minLength={5} maxLength={200} />
          </label>
          <p>
            <button type="submit" className="button quiet">
              Rename {name}
            </button>
          </p>
        </form>
      </section>
      <section className="section" aria-labelledby="removal">
        <SectionHead id="removal" title={isRemoved ? "Bring it back" : "Take it off the site"}>
          nothing is deleted
        </SectionHead>
        <form className="form mt-4" action="/api/admin/tools/bulk" method="post">
          <input type="hidden" name={pickName(slug)} value="on" />
          <input type="hidden" name="action" value={isRemoved ? "bring-back" : "remove"} />
          <label>
            <b>Why?</b>
            <input name="reason" required minLength={5} maxLength={200} />
          </label>
          <p>
            <button type="submit" className={isRemoved ? "button quiet" : "button danger"}>
              {isRemoved ? `Bring ${name} back` : `Take ${name} off the site`}
            </button>
          </p>
        </form>
      </section>
    </>
  );
}
