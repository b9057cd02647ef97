/** The kinds of field that entries and certificates are made of; each is bounded. */
import { z } from 'zod/mini';
import { decodeBase64url } from '#shared/encoding/index.ts';
import { isId } from '#shared/ids/index.ts';

/** Visible text on one line. Control and direction characters would let one name look like another (or reorder a line). */
const NAME = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+$/u;

function isBase64url(text: unknown, length: number): boolean {
  if (typeof text !== 'string' || text.length > 100) return false;
  try {
    return decodeBase64url(text).length === length;
  } catch {
    return false;
  }
}

export function isName(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 80 && value.trim() === value && NAME.test(value);
}

export function idField<Id extends string>() {
  return z.custom<Id>((value) => isId(value));
}

/** 32 bytes as base64url: a public key or a hash. */
export const keyField = z.custom<string>((value) => isBase64url(value, 32));
/** The name of a witness: a URL without its scheme, as https://c2sp.org/tlog-cosignature recommends. */
export const witnessNameField = z.string().check(z.maxLength(60), z.regex(/^[a-z0-9](?:[a-z0-9./_-]*[a-z0-9])?$/));
/** 64 bytes as base64url. */
export const signatureField = z.custom<string>((value) => isBase64url(value, 64));
/** Milliseconds since the epoch. */
export const timeField = z.int().check(z.minimum(0));
/** A person's, organisation's or group's name: 1 to 80 visible characters, no blanks at the ends. */
export const nameField = z.custom<string>(isName);

/** What admins say of somebody beside the name, in the order in which it is shown. */
export const DETAILS = ['title', 'department', 'location', 'contact'] as const;
export type DetailName = (typeof DETAILS)[number];
/** What is said of somebody; what is absent is not. */
export type Details = Readonly<Partial<Record<DetailName, string>>>;
/** Somebody of whom nothing is said. */
export const noDetails: Details = Object.freeze({});

/** What is said of somebody, in one order, whatever came first. */
export function detailsFrom(text: (name: DetailName) => string | undefined): Details {
  const said = DETAILS.flatMap((name) => {
    const about = text(name) ?? '';
    return about === '' ? [] : [[name, about] as const];
  });
  return said.length === 0 ? noDetails : Object.fromEntries(said);
}

/** One of these: bounded as a name is, for the same reasons. */
export function isDetail(value: unknown): boolean {
  return value === '' || isName(value);
}
const detail = z.optional(z.custom<string>(isDetail));
/** What becomes of them: absent stays as it is, empty is said no more. One that changes nothing has no second spelling. */
export const detailsField = z
  .strictObject({ title: detail, department: detail, location: detail, contact: detail } satisfies Record<
    DetailName,
    unknown
  >)
  .check(z.refine((details) => Object.keys(details).length > 0));
