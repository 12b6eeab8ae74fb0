import type { JSX } from 'preact';

interface IconProps {
  readonly class?: string;
}

function icon(paths: string): (props: IconProps) => JSX.Element {
  return (props) => (
    <svg class={`icon ${props.class ?? ''}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths} />
    </svg>
  );
}

/** The mark of Opora: an arch within an arch. */
export const ArchIcon: (props: IconProps) => JSX.Element = icon(
  'M3.5 20.5v-8a8.5 8.5 0 0 1 17 0v8M8.5 20.5v-7.7a3.5 3.5 0 0 1 7 0v7.7',
);
export const SendIcon: (props: IconProps) => JSX.Element = icon('M12 19V5.5M5.5 12 12 5.5l6.5 6.5');
export const DownIcon: (props: IconProps) => JSX.Element = icon('M12 5v13.5M5.5 12l6.5 6.5 6.5-6.5');
export const CheckIcon: (props: IconProps) => JSX.Element = icon('m5 12.5 4.5 4.5L19 7.5');
export const FileIcon: (props: IconProps) => JSX.Element = icon(
  'M12 4v10.5M7.5 10.5 12 15l4.5-4.5M5 19.5h14',
);
export const SlashIcon: (props: IconProps) => JSX.Element = icon('M15 4.5 9 19.5');
