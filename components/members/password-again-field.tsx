import { FormField } from "@/components/members/form-field";

/** The password asked for again before a change that could lock its owner out; members without one see what stands for it. */
export function PasswordAgainField({ hasPassword }: { hasPassword: boolean }) {
  if (!hasPassword) return <small>Works within an hour of signing in: you have no password here to ask for.</small>;
  return (
    <FormField
      name="password"
      label="Your password"
      type="password"
      autoComplete="current-password"
      required
      maxLength={128}
    />
  );
}
