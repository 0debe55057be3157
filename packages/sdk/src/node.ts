export { fileStore } from './market/stores/fileStore.ts'
