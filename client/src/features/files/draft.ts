/** The files that are to go with the next message of one conversation, or of one of its threads. They are part of no draft that is kept. */

import type { FileId, FilesPort, Outcome, PolicyView } from '#client/bridge/port.ts';
import type { ProblemWords } from '#client/ui/Problem.tsx';
import { sizeWords } from '#client/ui/size.ts';
import { rareWords } from '#client/words/rare.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { fileName, shownName } from './file-name.ts';
import type { Details, Readied } from './readied.ts';

/** One message carries so many. */
export const FILES_MOST = 10;

export interface DraftFile {
  /** Names it in the draft. */
  readonly key: number;
  readonly name: string;
  /** As it will be sent; of what is being prepared, as it was chosen. */
  readonly bytes: number;
  /** What the core calls it; absent while it is being prepared. */
  readonly id?: FileId;
  /** The address of a picture of it. */
  readonly preview?: string;
  readonly details?: Details;
  /** The person wants it sent as it is; absent: it is no image that could be sent otherwise. */
  readonly asFile?: boolean;
  /** Its message goes as soon as it is ready. */
  readonly leaves?: true;
}

export interface DraftState {
  readonly files: readonly DraftFile[];
  readonly problem?: ProblemWords;
}

/** Files that are on their way with a message. */
export interface Taken {
  readonly ids: readonly FileId[];
  /** The message is with the core. */
  sent(): void;
  /** It was refused: they stand where they stood. */
  putBack(): void;
}

type Core = {
  readonly addFile: (...args: Parameters<FilesPort['addFile']>) => Promise<Outcome<FileId>>;
  readonly dropFile: FilesPort['dropFile'];
};

export class DraftFiles {
  readonly #core: Core;
  readonly #conversation: GroupId;
  readonly #readied: (chosen: File, asFile: boolean) => Promise<Readied>;
  readonly #chosen = new Map<number, File>();
  /** What is being prepared, until it is ready or refused. */
  readonly #preparing = new Map<number, Promise<ProblemWords | undefined>>();
  readonly #listeners = new Set<() => void>();
  #state: DraftState = { files: [] };
  #next = 0;
  #ended = false;

  /** @param readied makes of what was chosen what is sent. */
  constructor(core: Core, conversation: GroupId, readied: (chosen: File, asFile: boolean) => Promise<Readied>) {
    this.#core = core;
    this.#conversation = conversation;
    this.#readied = readied;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly state = (): DraftState => this.#state;

  /** @param limits what the policy says of files. */
  add(files: readonly File[], { allowed, bytesMost }: PolicyView['files']): void {
    const room = FILES_MOST - this.#state.files.filter(({ leaves }) => leaves !== true).length;
    const said = rareWords.files;
    this.#set({ files: this.#state.files });
    if (!allowed) {
      this.#tell({ sentence: said.off, nextStep: said.offNext });
      return;
    }
    if (files.length > room) this.#tell({ sentence: said.tooMany, nextStep: said.tooManyNext });
    for (const file of files.slice(0, Math.max(0, room))) {
      const key = this.#next++;
      this.#chosen.set(key, file);
      const added: DraftFile = { key, name: fileName(file.name), bytes: file.size };
      this.#set({ ...this.#state, files: [...this.#state.files, added] });
      this.#begin(added, file, bytesMost, false);
    }
  }

  remove(key: number): void {
    const file = this.#find(key);
    if (file !== undefined) this.#forget(file);
    this.#chosen.delete(key);
    this.#set({ files: this.#state.files.filter((one) => one.key !== key) });
  }

  /** Sends a picture as it was chosen, with all that it says, or again without. */
  change(key: number, asFile: boolean, bytesMost: number): void {
    const [file, chosen] = [this.#find(key), this.#chosen.get(key)];
    if (file?.id === undefined || chosen === undefined) return;
    this.#forget(file);
    const { leaves } = file;
    const again: DraftFile = { key, name: fileName(chosen.name), bytes: chosen.size, ...(leaves && { leaves }) };
    this.#replace(again);
    this.#begin(again, chosen, bytesMost, asFile);
  }

  /**
   * Takes all that is here, once it is ready; what is added from now on goes with another message. What is taken back
   * meanwhile does not go. Where one is refused, the others stay where they are.
   */
  async take(): Promise<Taken | { readonly problem: ProblemWords }> {
    const keys = new Set(this.#state.files.filter(({ leaves }) => leaves !== true).map(({ key }) => key));
    this.#mark(keys, true);
    let problem: ProblemWords | undefined;
    // Until nothing is prepared any more: meanwhile somebody may want a photo sent otherwise.
    for (let under = this.#under(keys); under.length > 0 && problem === undefined; under = this.#under(keys)) {
      problem = (await Promise.all(under)).find((one) => one !== undefined);
    }
    if (problem !== undefined) {
      this.#mark(keys, false);
      return { problem };
    }
    const files = this.#state.files.filter(({ key }) => keys.has(key));
    this.#set({ ...this.#state, files: this.#state.files.filter(({ key }) => !keys.has(key)) });
    return {
      ids: files.flatMap(({ id }) => id ?? []),
      sent: () => {
        for (const file of files) {
          this.#chosen.delete(file.key);
          forgetPreview(file);
        }
      },
      putBack: () => {
        const back = files.map(({ leaves: _left, ...file }) => file);
        this.#set({ ...this.#state, files: [...back, ...this.#state.files] });
      },
    };
  }

  /** Nothing of them stays in the window. */
  end(): void {
    this.#ended = true;
    for (const file of this.#state.files) this.#forget(file);
    this.#chosen.clear();
    this.#set({ files: [] });
  }

  #begin(added: DraftFile, chosen: File, bytesMost: number, asFile: boolean): void {
    const { key } = added;
    const run = this.#prepare(added, chosen, bytesMost, asFile).finally(() => {
      if (this.#preparing.get(key) === run) this.#preparing.delete(key);
    });
    this.#preparing.set(key, run);
  }

  /** @returns why it cannot be sent; it is gone then. */
  async #prepare(
    added: DraftFile,
    chosen: File,
    bytesMost: number,
    asFile: boolean,
  ): Promise<ProblemWords | undefined> {
    const { key } = added;
    const said = rareWords.files;
    const refuse = (problem: ProblemWords): ProblemWords | undefined => {
      const file = this.#find(key);
      // Who took it back need not hear that it could not be sent.
      if (file === undefined) return undefined;
      this.remove(key);
      // Of a message that was to go, its composer says it.
      if (file.leaves !== true) this.#tell(problem);
      return problem;
    };
    const made = await this.#readied(chosen, asFile).catch(() => undefined);
    if (made === undefined) {
      const name = shownName(added.name);
      return refuse({ sentence: said.unreadable(name), nextStep: said.unreadableNext });
    }
    if (made.file.size > bytesMost) {
      const sentence = said.tooLarge(shownName(made.about.name), sizeWords(made.file.size));
      return refuse({ sentence, nextStep: said.tooLargeNext(sizeWords(bytesMost)) });
    }
    const answer = await this.#core.addFile(this.#conversation, made.file, made.about);
    if (!answer.ok) return refuse(answer.problem);
    const now = this.#find(key);
    if (this.#ended || now === undefined) {
      await this.#core.dropFile(answer.value);
      return undefined;
    }
    this.#replace({
      key,
      ...(now.leaves === true ? { leaves: true } : {}),
      id: answer.value,
      name: made.about.name,
      bytes: made.file.size,
      ...(made.isImage ? { asFile, details: made.details } : {}),
      ...(made.preview === undefined ? {} : { preview: URL.createObjectURL(made.preview) }),
    });
    return undefined;
  }

  #under(keys: ReadonlySet<number>): Promise<ProblemWords | undefined>[] {
    return [...keys].flatMap((key) => this.#preparing.get(key) ?? []);
  }

  #mark(keys: ReadonlySet<number>, leaves: boolean): void {
    const files = this.#state.files.map(({ leaves: left, ...file }): DraftFile => {
      const goes = keys.has(file.key) ? leaves : left === true;
      return { ...file, ...(goes ? { leaves: true } : {}) };
    });
    this.#set({ ...this.#state, files });
  }

  #find(key: number): DraftFile | undefined {
    return this.#state.files.find((one) => one.key === key);
  }

  #replace(file: DraftFile): void {
    this.#set({ ...this.#state, files: this.#state.files.map((one) => (one.key === file.key ? file : one)) });
  }

  #forget(file: DraftFile): void {
    forgetPreview(file);
    if (file.id !== undefined) void this.#core.dropFile(file.id);
  }

  #tell(problem: ProblemWords): void {
    this.#set({ ...this.#state, problem });
  }

  #set(state: DraftState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function forgetPreview({ preview }: DraftFile): void {
  if (preview !== undefined) URL.revokeObjectURL(preview);
}
