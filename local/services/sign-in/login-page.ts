import { escapeXml } from '../s3/xml.ts';

/** The sign-in form; works without JavaScript. */
export function loginPage({ action, failed }: { action: string; failed: boolean }): string {
  const problem = failed ? '<p role="alert">Email atau kata sandi salah. / Wrong email or password.</p>' : '';
  return `<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Masuk / Sign in</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:22rem;margin:3rem auto;padding:0 1rem}label,input,button{display:block;width:100%;box-sizing:border-box;font:inherit}input,button{padding:.6rem;margin:.2rem 0 1rem}</style>
</head><body><h1>Masuk / Sign in</h1>${problem}
<form method="post" action="${escapeXml(action)}">
<label for="email">Email</label><input id="email" name="email" type="email" autocomplete="username" required autofocus>
<label for="password">Kata sandi / Password</label><input id="password" name="password" type="password" autocomplete="current-password" required>
<button type="submit">Masuk / Sign in</button>
</form></body></html>`;
}
