/** The few globals that browsers, workers and Node have in common; all that `shared` and `core` may use of them. */
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array): string;
}
declare function atob(text: string): string;
declare function btoa(text: string): string;
