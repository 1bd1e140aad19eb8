/** `npm run texts`: writes `src/texts/en.json`, what a translator copies, from what the sources say. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { readTexts, template } from './text-keys.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const { keys, problems } = readTexts(root);
writeFileSync(fileURLToPath(new URL('../src/texts/en.json', import.meta.url)), template(keys));
console.log(`src/texts/en.json  ${keys.size} texts`);
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
}
