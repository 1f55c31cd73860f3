import { buildApp } from '../lib/app.ts';

const app = await buildApp();
app.synth();
