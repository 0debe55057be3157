#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8'
import { createProgram } from './program.ts'

// V8 learns that what a tick makes often outlives a collection, and from then on makes it where only the slow collector
// comes. It dies with its tick all the same: without that, a year of ten thousand machines takes a twentieth less.
setFlagsFromString('--no-allocation-site-pretenuring')

await createProgram().parseAsync()
