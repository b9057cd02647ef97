/**
 * What a witness of the log asks for: heads and proofs, never an entry. While the log names no witness there is nothing here,
 * so that a stranger learns of no organisation how large its log is.
 */
import express, { type Express, type Response } from 'express';
import type { OrgLog } from '#server/relay/org-log.ts';
import type { LogCrypto, OrgState } from '#shared/org-log/index.ts';
import { encodeVerifierKey } from '#shared/org-log/index.ts';

/** The log as far as a witness may see it. */
export interface WitnessedLog extends Pick<OrgLog, 'checkpoint' | 'relayLogKey' | 'consistency' | 'addCosignature'> {
  readonly state: Pick<OrgState, 'org' | 'witnessRule'>;
  readonly crypto: Pick<LogCrypto, 'sha256'>;
}

const LINE_BYTES_MAX = 400;
/** A size of the log in decimal, without a second spelling. */
const SIZE = /^(?:0|[1-9]\d{0,14})$/;

function nothing(response: Response, status = 404): void {
  response.status(status).type('text').send('There is nothing here.\n');
}

export function serveWitnesses(app: Express, log: WitnessedLog): void {
  const open = () => log.state.org !== undefined && log.state.witnessRule.witnesses.length > 0;
  app.use('/witness', (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    if (open()) next();
    else nothing(response);
  });
  app.get('/witness/key', (_request, response) => {
    const { org } = log.state;
    if (org === undefined) nothing(response);
    else response.type('text').send(`${encodeVerifierKey(org.id, log.relayLogKey, log.crypto)}\n`);
  });
  app.get('/witness/checkpoint', (_request, response) => {
    if (log.checkpoint === null) nothing(response);
    else response.type('text').send(log.checkpoint);
  });
  app.get('/witness/consistency/:from/:to', ({ params: { from, to } }, response) => {
    const proof = SIZE.test(from) && SIZE.test(to) ? log.consistency(Number(from), Number(to)) : undefined;
    if (proof === undefined) nothing(response);
    else response.type('text').send(proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join(''));
  });
  app.post('/witness/cosignature', express.text({ limit: LINE_BYTES_MAX }), (request, response) => {
    const line: unknown = request.body;
    // Another head may have come in between: the witness looks again, and signs that one.
    if (typeof line === 'string' && log.addCosignature(line)) response.status(204).end();
    else nothing(response, 409);
  });
}
