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

type Icon = (props: IconProps) => JSX.Element;

/** The mark of Opora: an arch within an arch. */
export const ArchIcon: Icon = icon('M3.5 20.5v-8a8.5 8.5 0 0 1 17 0v8M8.5 20.5v-7.7a3.5 3.5 0 0 1 7 0v7.7');
export const MenuIcon: Icon = icon('M4 7h16M4 12h16M4 17h16');
export const CloseIcon: Icon = icon('M6 6l12 12M18 6 6 18');
export const PlusIcon: Icon = icon('M12 5.5v13M5.5 12h13');
export const CheckIcon: Icon = icon('m5 12.5 4.5 4.5L19 7.5');
export const CopyIcon: Icon = icon('M9 9h10v10H9zM5 15V5h10');
export const MoreIcon: Icon = icon('M5.4 12h.2M11.9 12h.2M18.4 12h.2');
export const DownloadIcon: Icon = icon('M12 4v10.5M7.5 10.5 12 15l4.5-4.5M5 19.5h14');
export const BackIcon: Icon = icon('M18 12H6.5M11 6.5 5.5 12l5.5 5.5');
export const NextIcon: Icon = icon('m9.5 6 6 6-6 6');
export const WarnIcon: Icon = icon('M12 4.5 21 19.5H3zM12 10.5v4M12 17h.01');
export const RedrawIcon: Icon = icon('M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4');
export const OutIcon: Icon = icon('M14 5h5v5M19 5l-8 8M10 6H5v13h13v-5');
