const digits = [...'0123456789'];
const capitals = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const small = [...'abcdefghijklmnopqrstuvwxyz'];
/** Of the small letters, EMNIST keeps apart only those that look different from the capitals. */
const smallKeptApart = [...'abdefghnqrt'];

const known: readonly { named: RegExp; names: readonly string[] }[] = [
  { named: /emnist[-_ ]?letters/i, names: ['', ...capitals] },
  { named: /emnist[-_ ]?(balanced|bymerge)/i, names: [...digits, ...capitals, ...smallKeptApart] },
  { named: /emnist[-_ ]?byclass/i, names: [...digits, ...capitals, ...small] },
  {
    named: /fashion/i,
    names: 'T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot'.split(','),
  },
  { named: /kmnist|kuzushiji/i, names: 'o,ki,su,tsu,na,ha,ma,ya,re,wo'.split(',') },
];

export interface ClosedUp {
  classes: string[];
  /** The class of each label that is used. */
  classOf: ReadonlyMap<number, number>;
}

/** Names for the labels that are used, without gaps; known sets by `name`, where all their labels have one. */
export function classNames(used: ReadonlySet<number>, name: string): ClosedUp {
  const labels = [...used].sort((a, b) => a - b);
  const names = known.find(({ named }) => named.test(name))?.names ?? [];
  const all = labels.every((label) => names[label]);
  return {
    classes: labels.map((label) => (all ? (names[label] ?? '') : String(label))),
    classOf: new Map(labels.map((label, position) => [label, position])),
  };
}
