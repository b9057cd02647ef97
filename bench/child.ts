/** Processes of their own, each of which answers one question after the other. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';

type Protocol = Record<string, { readonly question: object; readonly answer: unknown }>;

interface Asked {
  readonly name: string;
  readonly question: object;
}

type Answered = { readonly value: unknown } | { readonly failure: string };

export class Child<P extends Protocol> {
  readonly #process: ChildProcess;

  /** @param file a module of this folder that calls `answerQuestions`. @param execArgv more options for Node. */
  constructor(file: string, execArgv: readonly string[] = []) {
    this.#process = fork(path.join(import.meta.dirname, file), [], {
      execArgv: ['--import', 'tsx', ...execArgv],
      serialization: 'advanced',
    });
  }

  /** @throws Error when the process could not do it, or ended. */
  ask<Name extends keyof P & string>(name: Name, question: P[Name]['question']): Promise<P[Name]['answer']> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error('a process of the benchmark has ended'));
      this.#process.once('exit', ended);
      this.#process.once('message', (answered: Answered) => {
        this.#process.off('exit', ended);
        if ('failure' in answered) reject(new Error(answered.failure));
        else resolve(answered.value);
      });
      const asked: Asked = { name, question };
      this.#process.send(asked);
    });
  }

  /** Ends the process. */
  release(): void {
    if (this.#process.connected) this.#process.disconnect();
  }
}

/** The other side. The process ends with the one that asks. */
export function answerQuestions<P extends Protocol>(
  answers: {
    readonly [Name in keyof P]: (question: P[Name]['question']) => Promise<P[Name]['answer']> | P[Name]['answer'];
  },
): void {
  process.once('disconnect', () => process.exit());
  process.on('message', ({ name, question }: Asked) => {
    const answer = async (): Promise<Answered> => {
      try {
        // Both sides have the same protocol: the name is one of it, and the question the one that belongs to it.
        return { value: await answers[name as keyof P](question) };
      } catch (error) {
        return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
      }
    };
    void answer().then((answered) => process.send?.(answered));
  });
}
