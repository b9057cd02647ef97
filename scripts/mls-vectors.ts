/** `npm run mls:vectors -- FILE…`: official MLS test-vector files through our provider. */
import { readFileSync } from 'node:fs';
import { ready } from '#core/crypto/primitives.ts';
import { runVectors } from './mls-vectors/run.ts';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('usage: npm run mls:vectors -- FILE…   (files in the format of the official MLS test vectors)');
  process.exit(2);
}
await ready();
const total = { passed: 0, failed: 0, skipped: 0 };
for (const file of files) {
  try {
    const result = await runVectors(JSON.parse(readFileSync(file, 'utf8')));
    total.passed += result.passed;
    total.failed += result.failures.length;
    total.skipped += result.skipped;
    console.log(
      `${file}: ${result.kind}: ${result.passed} passed, ${result.failures.length} failed, ${result.skipped} skipped`,
    );
    for (const line of result.failures) console.log(`  ${line}`);
  } catch (error) {
    total.failed += 1;
    console.log(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
