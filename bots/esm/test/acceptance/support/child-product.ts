import { startOpora } from '../../fakes/start-opora.ts';
import type { Installation } from '../../support/product.ts';
import type { Serving } from './actor.ts';

/** `opora start` over the database of an installation that is stopped, in a process of its own that can be killed. */
export class ChildProduct implements Serving {
  private readonly installation: Installation;
  private running: (ReturnType<typeof startOpora> & { readonly url: string }) | null = null;

  constructor(installation: Installation) {
    this.installation = installation;
  }

  get url(): string {
    if (this.running === null) throw new Error('The process is gone.');
    return this.running.url;
  }

  async start(): Promise<void> {
    const { database, env } = this.installation;
    const started = startOpora(database.connectionString, ['start'], { ...env, LOG_LEVEL: 'info' });
    const url = await new Promise<string>((resolve, reject) => {
      let said = '';
      started.child.stdout?.on('data', (text: string) => {
        said += text;
        const found = /"url":"([^"]+)"[^\n]*Opora is ready/u.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      });
      started.exit.then(({ stderr }) => reject(new Error(`The process ended: ${said}${stderr}`)), reject);
    });
    this.running = { ...started, url };
  }

  /** SIGKILL: nothing is finished, nothing is given back. */
  async kill(): Promise<void> {
    const { running } = this;
    this.running = null;
    running?.child.kill('SIGKILL');
    await running?.exit;
  }
}
