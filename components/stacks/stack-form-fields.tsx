import { pastedNames, type StackForm } from "@/lib/stacks/forms/rules";
import { KIND_WORDS } from "@/lib/stacks/rules";
import { stackKinds } from "@/lib/stacks/schema";

type Props = { slug: string; form: StackForm; faults: Record<string, string> };

const KIND_HINTS = {
  member: "what you build with",
  company: "what your company builds with",
  project: "an open-source project",
};

/** The fields about a stack as a whole, and the place where files are pasted. */
export function StackFormFields({ slug, form, faults }: Props) {
  const given = (name: "name" | "url" | "description") => ({
    id: name,
    name,
    defaultValue: form[name],
    "aria-invalid": faults[name] ? true : undefined,
    "aria-describedby": faults[name] ? `${name}-fault` : undefined,
  });
  const error = (name: string) =>
    faults[name] && (
      <span id={`${name}-fault`} className="error">
        {faults[name]}
      </span>
    );
  return (
    <>
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="commit" value={form.commit} />
      <div className="field">
        <label htmlFor="name">
          <b>Name</b>
        </label>
        <input {...given("name")} maxLength={80} autoComplete="off" />
        {error("name")}
      </div>
      <fieldset className="field">
        <legend>
          <b>It is the stack of</b>
        </legend>
        {stackKinds.map((kind) => (
          <label key={kind} className="check">
            <input type="radio" name="kind" value={kind} defaultChecked={kind === form.kind} />
            <span>
              a {KIND_WORDS[kind].one} <small>({KIND_HINTS[kind]})</small>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="field">
        <label htmlFor="url">
          <span>
            <b>Address</b> of its repository or site (if there is one)
          </span>
        </label>
        <input {...given("url")} type="url" maxLength={300} />
        {error("url")}
      </div>
      <div className="field">
        <label htmlFor="description">
          <span>
            <b>Description</b> (if you like)
          </span>
        </label>
        <textarea {...given("description")} rows={4} maxLength={2000} />
        {error("description")}
      </div>
      <fieldset className="field">
        <legend>
          <b>Who finds it</b>
        </legend>
        <label className="check">
          <input type="radio" name="visibility" value="public" defaultChecked={form.visibility === "public"} />
          <span>
            Everybody <small>(it stands in lists and counts)</small>
          </span>
        </label>
        <label className="check">
          <input type="radio" name="visibility" value="unlisted" defaultChecked={form.visibility === "unlisted"} />
          <span>
            Anyone with its address <small>(no list, count or search has it)</small>
          </span>
        </label>
      </fieldset>
      <details className="data">
        <summary>Fill in from a file</summary>
        <div className="form-details">
          <label className="wide">
            <span>Paste a file, such as {pastedNames.slice(0, 4).join(", ")}</span>
            <textarea name="pasted" rows={6} spellCheck={false} />
          </label>
          <label>
            <span>
              Its name <small>(guessed when left empty)</small>
            </span>
            <input name="pastedName" list="pasted-names" maxLength={200} autoComplete="off" spellCheck={false} />
          </label>
          <datalist id="pasted-names">
            {pastedNames.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          <label>
            <span>
              Or choose a file <small>(a techstack.yml or techstack.md too)</small>
            </span>
            <input type="file" name="file" />
          </label>
          <p className="wide">
            <button
              type="submit"
              className="button quiet"
              formAction="/api/stacks/detect"
              formEncType="multipart/form-data"
              formNoValidate
            >
              Find the tools in it
            </button>{" "}
            <small>The text is read once, kept nowhere, and nothing in it is run. You confirm what was found.</small>
          </p>
        </div>
      </details>
    </>
  );
}
