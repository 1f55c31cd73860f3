/** Any JSON object, before a schema has looked at it. */
export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses text to `unknown`: whoever needs more must check it. */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return value;
}

/** The JSON object in `text`, or an empty one when it holds something else. */
export function parseObject(text: string): JsonObject {
  if (text === '') return {};
  const value = parseJson(text);
  return isObject(value) ? value : {};
}

export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The `code` of a Node.js system error (`EADDRINUSE`, `ENOENT`, …), if it has one. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
