import { CDK_OUT, synthesize } from './synthesize.ts';

const started = performance.now();
const { build, synthesized } = await synthesize();
const sizes = Object.entries(build.bytes).toSorted(([, a], [, b]) => b - a);
for (const [name, bytes] of sizes) console.log(`${String(Math.round(bytes / 1024)).padStart(6)} KB  ${name}`);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(`${synthesized ? 'Synthesized into' : 'Nothing changed in'} ${CDK_OUT} (${seconds} s)`);
