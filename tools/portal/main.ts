import { buildPortal, PORTAL_DIST } from '../build-portal.ts';

const started = performance.now();
const { rebuilt } = await buildPortal();
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(`${rebuilt ? 'Built into' : 'Nothing changed in'} ${PORTAL_DIST} (${seconds} s)`);
