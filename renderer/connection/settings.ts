/** Settings with one of them changed; what is empty is left out. Pure. */

/** The settings with one text set, or without it where the text is empty. */
export function withText<Settings extends object>(
  settings: Settings,
  name: keyof Settings,
  text: string,
): Settings {
  const changed = { ...settings, [name]: text };
  if (text.trim() === "") delete changed[name];
  return changed;
}

/** The settings with one number set, or without it. */
export function withNumber<Settings extends object>(
  settings: Settings,
  name: keyof Settings,
  value: number | undefined,
): Settings {
  const changed = { ...settings, [name]: value };
  if (value === undefined) delete changed[name];
  return changed;
}
