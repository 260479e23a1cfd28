import * as v from "valibot";

/** The theme choices there are, as a schema. */
export const ThemeSchema = v.picklist(["system", "dark", "light"]);
