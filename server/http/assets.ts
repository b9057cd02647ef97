/** The built client's files under /assets: their names carry their hash, so what has a name never changes. */
import express, { type RequestHandler } from 'express';

/** What the build puts beside each file (`scripts/compressed-assets.ts`), best first. */
const encodings = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;

/**
 * Serves files below `folder`, compressed where the build did that and the browser takes it. What is compressed is the same
 * for everybody and holds no secret, so its length tells nothing.
 */
export function serveAssets(folder: string): RequestHandler {
  const options = { immutable: true, maxAge: '1y', index: false, redirect: false, acceptRanges: false } as const;
  const compressed = encodings.map(({ name, ending }) => ({
    name,
    ending,
    serve: express.static(folder, {
      ...options,
      setHeaders(response, file) {
        response.setHeader('Content-Encoding', name);
        response.type(file.slice(0, -ending.length).replace(/^.*\./, ''));
      },
    }),
  }));
  const plain = express.static(folder, { ...options, fallthrough: false });

  return (request, response, next) => {
    // A cache between us and the browser must not give one browser what another can read.
    response.vary('Accept-Encoding');
    const { url } = request;
    const end = url.search(/[?]|$/);
    const rest = [...compressed];
    const attempt = (error?: unknown) => {
      request.url = url;
      if (error !== undefined) {
        next(error);
        return;
      }
      const encoding = rest.shift();
      if (encoding === undefined) plain(request, response, next);
      else if (!request.acceptsEncodings(encoding.name)) attempt();
      else {
        request.url = `${url.slice(0, end)}${encoding.ending}${url.slice(end)}`;
        encoding.serve(request, response, attempt);
      }
    };
    attempt();
  };
}
