import { ref } from 'vue'

export const helpOpen = ref(false)

export const KEYS: { where: string; keys: [keys: string[], what: string][] }[] = [
  {
    where: 'Anywhere',
    keys: [
      [['/'], 'Search'],
      [['?'], 'This sheet'],
      [['t'], 'Theme'],
      [['z'], 'Undo, for 8 s'],
      [['Esc'], 'Close, step back'],
    ],
  },
  {
    where: 'In the queue',
    keys: [
      [['j', 'k'], 'Down, up'],
      [['Enter', 'o'], 'Open the case'],
      [['f'], 'Fraud, next row'],
      [['g'], 'Genuine, next row'],
      [['a'], 'Take it, give it back'],
      [['n'], 'Next case nobody has'],
      [['.'], 'Show the new ones'],
      [['p'], 'Preview'],
    ],
  },
  {
    where: 'On a case',
    keys: [
      [['f'], 'Fraud'],
      [['g'], 'Genuine'],
      [['a'], 'Take it, give it back'],
      [['c'], 'Comment'],
      [['n'], 'Next case nobody has'],
      [['j', 'k'], 'Next, previous case'],
      [['[', ']'], 'Tab before, after'],
    ],
  },
]
