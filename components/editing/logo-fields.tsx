import { EditField } from "@/components/editing/edit-field";
import { FormSection } from "@/components/editing/form-section";
import { ICONS_NEAR } from "@/components/editing/near-names";
import { DRAWN_SETS, LOGO_MAX, UPLOADED } from "@/lib/logos/files/schema";

type Props = { logo: { set: string; icon: string }; faults: Record<string, string> };

/** The logo of a tool: an icon of a set by its name, or a file. Without either a tool has a tile with its first letter. */
export function LogoFields({ logo, faults }: Props) {
  return (
    <FormSection id="logo" title="Logo">
      <div className="source-fields">
        <div className="field">
          <label htmlFor="logo.set">
            <b>From</b>
          </label>
          <select id="logo.set" name="logo.set" defaultValue={logo.set}>
            <option value="">no logo</option>
            {DRAWN_SETS.map((set) => (
              <option key={set} value={set}>
                icon set {set}
              </option>
            ))}
            {logo.set === UPLOADED && <option value={UPLOADED}>uploaded file</option>}
          </select>
        </div>
        <EditField
          name="logo.icon"
          label="Name of the icon"
          value={logo.icon}
          fault={faults["logo.icon"]}
          list={ICONS_NEAR}
        />
      </div>
      <div className="field">
        <label htmlFor="logoFile">
          <b>Or upload one</b>
        </label>
        <input
          id="logoFile"
          name="logoFile"
          type="file"
          accept="image/svg+xml,image/png"
          aria-invalid={faults.logo ? true : undefined}
          aria-describedby={faults.logo ? "logoFile-fault logoFile-hint" : "logoFile-hint"}
        />
        {faults.logo && (
          <span id="logoFile-fault" className="error">
            {faults.logo}
          </span>
        )}
        <small id="logoFile-hint">
          An SVG that only draws, or a PNG of 32 to 1024 pixels; up to {LOGO_MAX / 1024} KB. It takes the place of the
          icon above.
        </small>
      </div>
    </FormSection>
  );
}
