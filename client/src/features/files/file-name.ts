/** Names of files: as they are sent, and as they are shown. */
import { plainName } from '#client/ui/plain-name.ts';

const NAME_MAX = 200;
const ENDING = /\.[A-Za-z0-9]{1,10}$/;
// Controls, what turns the order of letters around ("gpj.exe"), and what could lead to another folder.
const UNFIT = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

const endings: Readonly<Record<string, string>> = { 'image/png': '.png', 'image/jpeg': '.jpg', 'image/webp': '.webp' };

/** A name that can be sent: at most 200 UTF-16 units, with its ending. */
export function fileName(name: string): string {
  const fit = name.toWellFormed().replace(UNFIT, '').replace(/[/\\]/g, '_').trim();
  if (fit === '') return 'file';
  const ending = ENDING.exec(fit)?.[0] ?? '';
  const stem = fit.slice(0, fit.length - ending.length).slice(0, NAME_MAX - ending.length);
  // What a cut has left of a pair of halves is no letter.
  return `${stem.replace(/[\uD800-\uDBFF]$/, '')}${ending}`;
}

/** `name` with the ending that files of this type have. */
export function withEnding(name: string, type: string): string {
  return `${name.replace(ENDING, '').slice(0, NAME_MAX - 5)}${endings[type] ?? ''}`;
}

/** What a browser says of a file's type, if it can be sent. */
export function mediaType(type: string): string {
  return type.length <= 100 && /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream';
}

/** A name in two parts as it may be drawn: however little room there is, what kind of file it is stays in sight. */
export function partsOfName(name: string): readonly [stem: string, ending: string] {
  const ending = ENDING.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - ending.length);
  return stem === '' ? [plainName(name), ''] : [plainName(stem), ending];
}

/** The same as one text. */
export function shownName(name: string): string {
  return partsOfName(name).join('');
}
