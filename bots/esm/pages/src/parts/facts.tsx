import type { ComponentChildren, JSX } from 'preact';

/** A name and what stands for it. */
export interface Fact {
  readonly name: string;
  readonly value: ComponentChildren;
}

/** A short list of facts. */
export function Facts(props: { readonly facts: readonly Fact[]; readonly class?: string }): JSX.Element {
  return (
    <dl class={`facts ${props.class ?? ''}`}>
      {props.facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
