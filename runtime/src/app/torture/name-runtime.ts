// Node 21 and later name themselves here. Without a name the Postgres driver builds an HTTP response to find out
// where it runs, and with it loads the whole HTTP client: a third of what a child costs that lives for a second.
if (!('navigator' in globalThis)) {
  Object.defineProperty(globalThis, 'navigator', {
    value: { userAgent: `Node.js/${process.versions.node}` },
    configurable: true,
  });
}

export {};
