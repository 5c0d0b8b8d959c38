import { ref } from 'vue'

export interface Toast {
  text: string
  detail?: string
  tone: 'good' | 'bad'
  undo?: () => void | Promise<void>
}

/** One at a time: the newest is what the hand has just done. */
export const toast = ref<Toast | null>(null)

export function show(next: Toast) {
  toast.value = next
}

export function dismiss() {
  toast.value = null
}

export function undoLast() {
  const undo = toast.value?.undo
  if (!undo) return
  toast.value = null
  void undo()
}
