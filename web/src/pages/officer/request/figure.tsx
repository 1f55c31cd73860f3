/** One number of a row of `figures` with what it counts. */
export function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <li>
      <span>{name}</span>
      <strong>{value}</strong>
    </li>
  );
}
