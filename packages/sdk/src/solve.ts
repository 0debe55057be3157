// A door of its own to @aiigo/pow: a bundler makes a file of what is loaded with it.
export { solve } from '@aiigo/pow'
