import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import { adoptSkew, clockSkew, onSkew } from '#api/clock.ts';
import { holdCalls, onHold } from '#api/client.ts';
import { session } from '#api/session.ts';
import { t } from '#texts/t.ts';
import { texts } from '#texts/words.ts';
import type { Started } from './start-worker.ts';
import type { FleetStatus, Pace } from './view.ts';
import { Waiting } from './waiting.ts';
import type { WorkerFace, WorkerNews } from './worker.ts';

/** The wire between a page and its Worker. Loaded while the Worker starts. */

export type Question<T> = (worker: Remote<WorkerFace>) => Promise<T>;

export interface Link {
  /** Asks the Worker; rejects when it does not live to answer. */
  ask<T>(question: Question<T>): Promise<T>;
  /** Tells the Worker, and does not wait. */
  tell(what: Question<unknown>): void;
}

export interface LinkOptions {
  readonly pace: Pace;
  readonly visible: boolean;
  readonly onStatus: (status: FleetStatus) => void;
  /** It has crashed: this link is of no more use. */
  readonly onEnd: (error: Error) => void;
}

/** Takes charge of a Worker that is starting. Rejects when it does not start. */
export async function openLink({ worker, failure }: Started, { pace, visible, onStatus, onEnd }: LinkOptions): Promise<Link> {
  const remote = wrap<WorkerFace>(worker);
  let state: 'starting' | 'up' | 'ended' = 'starting';
  const waiting = new Waiting();
  const end = (error: Error): void => {
    if (state === 'ended') return;
    const ran = state === 'up';
    state = 'ended';
    worker.terminate();
    stopHold();
    stopSkew();
    remote[releaseProxy]();
    waiting.fail(error);
    if (ran) onEnd(error);
  };
  void failure.then((message) => {
    end(new Error(state === 'up' ? crashed(message) : notStarted(message)));
  });
  const ask: Link['ask'] = (question) => waiting.until(question(remote));
  const tell: Link['tell'] = (what) => void ask(what).catch(() => undefined);
  const stopHold = onHold((...held) => tell((each) => each.hold(...held)));
  const stopSkew = onSkew((ms) => tell((each) => each.skew(ms)));
  const news = (each: WorkerNews): void => {
    if (each.kind === 'status') onStatus(each.status);
    else if (each.kind === 'hold') holdCalls(...each.held);
    else adoptSkew(each.ms);
  };
  try {
    await ask((each) => each.start({ session: session(), pace, visible, skew: clockSkew(), texts }, proxy(news)));
  } catch (error) {
    end(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
  state = 'up';
  return { ask, tell };
}

function crashed(message: string): string {
  return message ? t`The part of the console that reads the whole fleet has crashed: ${message}.` : t`The part of the console that reads the whole fleet has crashed.`;
}

function notStarted(message: string): string {
  return message ? t`The part of the console that reads the whole fleet could not be started: ${message}.` : t`The part of the console that reads the whole fleet could not be started.`;
}
