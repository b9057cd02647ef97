/** Hands bytes to the person as a file. */
export function saveFile(name: string, bytes: Uint8Array, type: string): void {
  saveBlob(name, new Blob([new Uint8Array(bytes)], { type }));
}

/** Hands a file to the person. Never opens it: of what it says of its type nothing counts but what the caller has set. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the blob's contents when the click returns to it; a minute is for slow disks.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
