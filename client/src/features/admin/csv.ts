import type { InviteLine, Role, SecurityGroupView } from '#client/bridge/port.ts';
import { adminWords } from '#client/words/admin.ts';

/** One line of a file of people, and what is wrong with it. */
export interface CsvLine {
  /** Its number in the file, from 1. */
  readonly number: number;
  readonly name: string;
  readonly group: string;
  readonly error?: string;
  /** Absent where there is an error. */
  readonly invite?: InviteLine;
}

export interface CsvPeople {
  readonly lines: readonly CsvLine[];
  /** What is wrong with the file as a whole. */
  readonly error?: string;
}

/** As many as the core takes at once. */
export const LINES_MAX = 1_000;
const CHARS_MAX = 1_000_000;

/** Visible text on one line, as the log takes names; it counts their length as JavaScript does. */
const NAME = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+$/u;
const NAME_MAX = 80;

/** Cells of comma- or semicolon-separated text, as RFC 4180 has it and spreadsheets write it. */
function cellsOf(text: string): string[][] {
  const firstLine = text.split(/\r?\n/, 1)[0] ?? '';
  const separator = firstLine.includes(';') && !firstLine.includes(',') ? ';' : ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let place = 0; place < text.length; place++) {
    const char = text[place] ?? '';
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[place + 1] === '"') {
        cell += '"';
        place++;
      } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === separator) {
      row.push(cell);
      cell = '';
    } else if (char === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else if (char !== '\r') cell += char;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}

/**
 * The people in a file: name, and if one likes role and security group. A first line with these words is a heading.
 * @param roles those that this person may invite.
 */
export function readPeople(
  text: string,
  { roles, groups }: { readonly roles: readonly Role[]; readonly groups: readonly SecurityGroupView[] },
): CsvPeople {
  const said = adminWords.invite;
  if (text.length > CHARS_MAX) return { lines: [], error: said.tooLarge };
  const rows = cellsOf(text.replace(/^\uFEFF/, '')).map((cells, index) => ({ number: index + 1, cells }));
  const heading = rows[0]?.cells[0]?.trim().toLowerCase() === 'name' ? 1 : 0;
  const people = rows.slice(heading).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (people.length > LINES_MAX) return { lines: [], error: said.tooMany(people.length, LINES_MAX) };
  const seen = new Map<string, number>();
  const lines = people.map(({ number, cells }): CsvLine => {
    const [name = '', role = '', group = ''] = cells.map((cell) => cell.trim());
    const line = { number, name: name.slice(0, 100), group };
    const wanted = (role === '' ? 'member' : role.toLowerCase()) as Role;
    const into = groups.find((one) => one.name.toLowerCase() === group.toLowerCase());
    const before = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), before ?? number);
    if (name === '') return { ...line, error: said.noName };
    if (name.length > NAME_MAX || !NAME.test(name)) return { ...line, error: said.strangeName(NAME_MAX) };
    if (before !== undefined) return { ...line, error: said.sameName(before) };
    if (!roles.includes(wanted)) return { ...line, error: said.noSuchRole(roles) };
    if (group !== '' && into === undefined) return { ...line, error: said.noSuchGroup };
    return { ...line, invite: { name, role: wanted, ...(into === undefined ? {} : { group: into.id }) } };
  });
  return lines.length === 0 ? { lines, error: said.nobody } : { lines };
}

/** The links as a file, to be handed out. A name that begins like a formula must not be run by a spreadsheet. */
export function linksFile(rows: readonly { readonly name: string; readonly link: string }[]): string {
  const cell = (text: string) => `"${(/^[=+\-@]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return ['name,link', ...rows.map(({ name, link }) => `${cell(name)},${cell(link)}`)].join('\r\n');
}
