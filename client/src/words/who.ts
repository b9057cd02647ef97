/** Somebody in a sentence. Many languages have another verb for the person who reads than for others, so both are told. */
export interface Who {
  readonly name: string;
  /** It is the person who reads. */
  readonly isMe: boolean;
}
