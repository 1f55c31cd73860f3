/** What differs from one installation to the next, beside the portal's files. */
export interface PortalConfig {
  readonly clientId: string;
  /** Where the API begins. */
  readonly apiBase: string;
  /** The sign-in's addresses under the names that OpenID Connect gives them, so that nobody has to be asked for them. */
  readonly signIn: {
    readonly issuer: string;
    readonly authorization_endpoint: string;
    readonly token_endpoint: string;
    readonly end_session_endpoint: string;
  };
}

/** @throws Error when it cannot be read */
export async function readPortalConfig(): Promise<PortalConfig> {
  const answer = await fetch('/portal-config.json');
  if (!answer.ok) throw new Error(`portal-config.json: ${answer.status}`);
  const content: unknown = await answer.json();
  if (!isPortalConfig(content)) throw new Error('portal-config.json: not what the portal needs');
  return content;
}

/** By hand: zod is not here yet when this is read, and waiting for it would hold the sign-in up. */
export function isPortalConfig(content: unknown): content is PortalConfig {
  return (
    hasTexts(content, ['clientId', 'apiBase']) &&
    'signIn' in content &&
    hasTexts(content.signIn, ['issuer', 'authorization_endpoint', 'token_endpoint', 'end_session_endpoint'], (text) =>
      URL.canParse(text),
    )
  );
}

function hasTexts(
  content: unknown,
  names: readonly string[],
  isRight: (text: string) => boolean = (text) => text !== '',
): content is object {
  if (typeof content !== 'object' || content === null) return false;
  return names.every((name) => {
    const value: unknown = Reflect.get(content, name);
    return typeof value === 'string' && isRight(value);
  });
}
