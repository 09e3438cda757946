// HTTP as it goes over the wire: a request with whatever path, method and host a test wants, which
// the clients that come with Node would tidy up or refuse to send.

import { once } from 'node:events';
import { connect } from 'node:net';
import { inTime } from './until.ts';

/** What came back. */
export interface HttpResponse {
  readonly statusCode: number;
  /** By name, in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** What is sent; the rest is a plain GET by the server's own name. */
export interface HttpRequest {
  readonly method?: string;
  readonly path?: string;
  readonly host?: string;
}

/** Sends one request to a port of the loopback address and reads the answer to its end. */
export async function request(port: number, asked: HttpRequest = {}): Promise<HttpResponse> {
  const { method = 'GET', path = '/', host = `127.0.0.1:${port}` } = asked;
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.write(`${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  await inTime(`the answer to ${method} ${path}`, once(socket, 'close'), 60_000);
  const text = Buffer.concat(chunks).toString('utf8');
  const end = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  return {
    statusCode: Number(first.split(' ')[1]),
    headers: new Map(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
      }),
    ),
    body: text.slice(end + 4),
  };
}
