import { serveTasks } from './serveTasks.ts'

serveTasks()
