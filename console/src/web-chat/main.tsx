import { render } from 'preact';
import { Chat } from './chat.tsx';
import { createChatStore } from './chat-store.ts';
import { chooseLanguage, rememberedLanguage } from './language.ts';
import { optionsElementId, parseOptions } from './options.ts';
import { createMemoryStorage } from './outbox.ts';
import { readStartCode, startCommand, withoutStartCode } from './start-link.ts';

function openStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** Keeps the page as high as what a virtual keyboard leaves of the screen. */
function followViewport(): void {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const update = (): void => {
    // A pinch also changes the size; only the keyboard should.
    if (viewport.scale > 1.01) return;
    document.documentElement.style.setProperty('--height', `${viewport.height}px`);
    scrollTo(0, 0);
  };
  viewport.addEventListener('resize', update);
}

function main(): void {
  const options = parseOptions(document.getElementById(optionsElementId)?.textContent ?? '');
  const storage = openStorage();
  const language = chooseLanguage(options.languages, rememberedLanguage(storage), navigator.languages);
  const store = createChatStore(options, storage ?? createMemoryStorage(), language);
  const root = document.getElementById('app');
  if (!root) throw new Error('The page has no #app element; it must come from chatPage().');
  followViewport();
  const code = readStartCode(location.search);
  render(<Chat store={store} options={options} startCommand={startCommand(code)} storage={storage} />, root);
  store.start();
  // The code goes from the address when it is spent: who copies the address shares no invitation.
  if (code !== null) {
    store.follow(code, () => history.replaceState(history.state, '', withoutStartCode(location.href)));
  }
}

main();
