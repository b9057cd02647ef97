/** The files that are to go with the next message of one conversation, or of one of its threads. They are part of no draft that is kept. */

import type { FileAbout, FileId, FilesPort, Outcome } from '#client/bridge/port.ts';
import { redraw } from '#client/bridge/redraw.ts';
import type { ProblemWords } from '#client/ui/Problem.tsx';
import { sizeWords } from '#client/ui/size.ts';
import { rareWords } from '#client/words/rare.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { fileName, mediaType, shownName, withEnding } from './file-name.ts';
import { headOf, type ImageHead } from './image-head.ts';

/** One message carries so many. */
export const FILES_MOST = 10;

/** What a picture says besides what is seen: left out by drawing it anew, or still in it. */
type Details = 'left-out' | 'kept';

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
  readonly #chosen = new Map<number, File>();
  readonly #listeners = new Set<() => void>();
  #state: DraftState = { files: [] };
  #next = 0;
  #ended = false;

  constructor(core: Core, conversation: GroupId) {
    this.#core = core;
    this.#conversation = conversation;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly state = (): DraftState => this.#state;

  /** @param bytesMost how large the policy lets one be. */
  add(files: readonly File[], bytesMost: number): void {
    const room = FILES_MOST - this.#state.files.length;
    const said = rareWords.files;
    this.#set({ files: this.#state.files });
    if (files.length > room) this.#tell({ sentence: said.tooMany, nextStep: said.tooManyNext });
    for (const file of files.slice(0, Math.max(0, room))) {
      const key = this.#next++;
      this.#chosen.set(key, file);
      const added: DraftFile = { key, name: fileName(file.name), bytes: file.size };
      this.#set({ ...this.#state, files: [...this.#state.files, added] });
      void this.#prepare(added, file, bytesMost, false);
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
    const again: DraftFile = { key, name: fileName(chosen.name), bytes: chosen.size };
    this.#replace(again);
    void this.#prepare(again, chosen, bytesMost, asFile);
  }

  /** @returns undefined when there are none, or when one is not ready. */
  take(): Taken | undefined {
    const { files } = this.#state;
    const ids = files.flatMap(({ id }) => (id === undefined ? [] : [id]));
    if (ids.length === 0 || ids.length < files.length) return undefined;
    this.#set({ files: [] });
    return {
      ids,
      sent: () => {
        for (const file of files) {
          this.#chosen.delete(file.key);
          forgetPreview(file);
        }
      },
      putBack: () => this.#set({ files: [...files, ...this.#state.files] }),
    };
  }

  /** Nothing of them stays in the window. */
  end(): void {
    this.#ended = true;
    for (const file of this.#state.files) this.#forget(file);
    this.#chosen.clear();
    this.#set({ files: [] });
  }

  async #prepare(added: DraftFile, chosen: File, bytesMost: number, asFile: boolean): Promise<void> {
    const { key } = added;
    const said = rareWords.files;
    const refuse = (problem: ProblemWords) => {
      this.remove(key);
      this.#tell(problem);
    };
    const made = await readied(chosen, asFile).catch(() => undefined);
    if (made === undefined) {
      const name = shownName(added.name);
      refuse({ sentence: said.unreadable(name), nextStep: said.unreadableNext });
      return;
    }
    if (made.file.size > bytesMost) {
      const sentence = said.tooLarge(shownName(made.about.name), sizeWords(made.file.size));
      refuse({ sentence, nextStep: said.tooLargeNext(sizeWords(bytesMost)) });
      return;
    }
    const answer = await this.#core.addFile(this.#conversation, made.file, made.about);
    if (!answer.ok) {
      if (this.#find(key) !== undefined) refuse(answer.problem);
      return;
    }
    if (this.#ended || this.#find(key) === undefined) {
      await this.#core.dropFile(answer.value);
      return;
    }
    this.#replace({
      key,
      id: answer.value,
      name: made.about.name,
      bytes: made.file.size,
      ...(made.isImage ? { asFile, details: made.details } : {}),
      ...(made.preview === undefined ? {} : { preview: URL.createObjectURL(made.preview) }),
    });
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

/** A file as it will be sent. */
interface Readied {
  readonly file: Blob;
  readonly about: FileAbout;
  readonly isImage: boolean;
  readonly details: Details;
  /** What can be drawn of it. */
  readonly preview?: Blob;
}

/** @throws DOMException when the browser cannot read it. */
async function readied(chosen: File, asFile: boolean): Promise<Readied> {
  const name = fileName(chosen.name);
  const head = await headOf(chosen);
  const foreign = head === undefined && (await isHeic(chosen));
  const isImage = head !== undefined || foreign;
  const whole = (): Readied => ({
    file: chosen,
    about: { name, type: head?.type ?? mediaType(chosen.type) },
    isImage,
    details: 'kept',
    ...(head === undefined ? {} : { preview: typed(chosen, head) }),
  });
  if (!isImage || asFile) return whole();
  if (head?.moves === true) {
    const { width, height } = head;
    return { ...whole(), about: { ...whole().about, width, height } };
  }
  const drawn = await redraw({ file: chosen, type: kindFor(head) });
  if (!drawn.ok) return whole();
  const { file, type, width, height } = drawn;
  const about = { name: type === head?.type ? name : withEnding(name, type), type, width, height };
  return { file, about, isImage, details: 'left-out', preview: file };
}

/** The bytes with the type that they have, so that the browser draws them as that and nothing else. */
export function typed(file: Blob, { type }: ImageHead): Blob {
  return file.slice(0, file.size, type);
}

/** Browsers write three kinds; a photo of another one becomes a JPEG. */
function kindFor(head: ImageHead | undefined): 'image/png' | 'image/jpeg' | 'image/webp' {
  const type = head?.type;
  return type === 'image/png' || type === 'image/webp' ? type : 'image/jpeg';
}

/** Photos of some telephones. Few browsers can read them; where one can, what they say is left out as well. */
async function isHeic(file: Blob): Promise<boolean> {
  return /^ftyp(?:hei[cxms]|hev[cx]|mif1|msf1)$/.test(await file.slice(4, 12).text());
}
