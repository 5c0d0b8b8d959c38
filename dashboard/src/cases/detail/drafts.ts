import { reactive } from 'vue'

/** What was being written, by case: it is still there after a look at another case, or a session that ended. */
export const drafts = reactive(new Map<string, string>())
