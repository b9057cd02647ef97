/** Hands bytes to the person as a file. */
export function saveFile(name: string, bytes: Uint8Array, type: string): void {
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the blob's contents when the click returns to it; a minute is for slow disks.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
