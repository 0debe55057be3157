export { BaseError, type BaseErrorOptions, InvalidArgumentError } from './errors.ts'
