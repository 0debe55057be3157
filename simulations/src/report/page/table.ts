import { escapeHtml } from './escape.ts'

export type TableOptions = {
  caption: string
  heads: readonly string[]
  rows: readonly (readonly string[])[]
  /** The cells are words rather than figures. */
  words?: boolean
}

/** A table whose first column names its row, and whose other columns are figures unless they are said to be words. Every cell is escaped. */
export function htmlTable({ caption, heads, rows, words = false }: TableOptions): string {
  const head = heads.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('')
  const body = rows.map(([first = '', ...others]) => {
    const cells = others.map((text) => `<td>${escapeHtml(text)}</td>`).join('')
    return `<tr><th scope="row">${escapeHtml(first)}</th>${cells}</tr>`
  })
  return `<div class="scroll"><table${words ? ' class="words"' : ''}><caption>${escapeHtml(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
}
