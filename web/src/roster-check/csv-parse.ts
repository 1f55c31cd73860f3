import { CsvError, parse as parseText, Parser } from 'csv-parse/browser/esm';
import type { Options } from 'csv-parse/browser/esm';

export { CsvError };

/** The old streams in the browser build end without `destroy`, which the parser hands to them all the same. */
if (!('destroy' in Parser.prototype)) Object.assign(Parser.prototype, { destroy: () => {} });

/** csv-parse as the domain knows it: takes bytes, where its build for browsers takes text alone. */
export function parse(options: Options): Parser {
  const parser = parseText(options);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const writeText = parser.write.bind(parser);
  const write = (chunk: Uint8Array): boolean => {
    const text = decoder.decode(chunk, { stream: true });
    return text === '' || writeText(text);
  };
  return Object.assign(parser, { write });
}
