import { expect, test } from 'vitest';
import { isPortalConfig } from '../../../web/src/auth/config.ts';

const config = {
  clientId: 'portal',
  apiBase: '/api',
  signIn: {
    issuer: 'https://issuer.example',
    authorization_endpoint: 'https://sign-in.example/oauth2/authorize',
    token_endpoint: 'https://sign-in.example/oauth2/token',
    end_session_endpoint: 'https://sign-in.example/logout',
  },
};

test('what the distribution answers is what the portal needs', () => {
  expect(isPortalConfig(config)).toBe(true);
});

test.each([
  ['nothing', null],
  ['a text', 'portal'],
  ['no client', { ...config, clientId: '' }],
  ['no sign-in', { ...config, signIn: undefined }],
  ['an endpoint too few', { ...config, signIn: { ...config.signIn, token_endpoint: undefined } }],
  ['an endpoint that is no address', { ...config, signIn: { ...config.signIn, token_endpoint: '/oauth2/token' } }],
])('%s is refused', (_what, content) => {
  expect(isPortalConfig(content)).toBe(false);
});
