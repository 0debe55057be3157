/** What kpis.json holds; amounts of wei are decimal strings. */
export type Kpis = Record<string, unknown>
