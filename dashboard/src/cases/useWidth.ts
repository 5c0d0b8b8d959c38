import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** The width of an element in px, as it changes; 0 until it is known. */
export function useWidth(element: Ref<HTMLElement | undefined>) {
  const width = ref(0)
  let observer: ResizeObserver | undefined
  onMounted(() => {
    observer = new ResizeObserver(([entry]) => (width.value = Math.floor(entry!.contentRect.width)))
    if (element.value) observer.observe(element.value)
  })
  onBeforeUnmount(() => observer?.disconnect())
  return width
}
