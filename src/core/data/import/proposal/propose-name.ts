import { basename } from 'node:path';

const longestName = 80;
const endings = /\.(zip|gz|csv|tsv|txt|idx\d|idx\d-ubyte)$/i;
/** Names that say what a file is and not what is in it. */
const sayNothing = /^(train|test|training|testing|images?|pictures?|data|dataset|archive|gzip|raw)?$/i;

/** What to call a set: its file's or folder's name without endings and underscores, else that of the folder around. */
export function proposeName(path: string): string {
  const parts = path.split(/[\\/]/).filter(Boolean).reverse();
  const readable = parts.slice(0, 3).map(words);
  const name = readable.find((one) => !sayNothing.test(one)) ?? readable[0] ?? '';
  return name.slice(0, longestName).trim() || 'My pictures';
}

function words(part: string): string {
  let name = basename(part);
  while (endings.test(name)) name = name.replace(endings, '');
  return name
    .replace(/[-_. ]?(train|test|t10k)?[-_. ]?(images|labels)[-_. ]idx\d[-_. ]ubyte$/i, '')
    .replace(/[-_]+(train|test)$/i, '')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/[_ ]+/g, ' ')
    .trim();
}
