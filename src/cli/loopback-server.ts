// Pages over HTTP for this machine alone: bound to the loopback address, and only for requests that
// name it, so that no page from elsewhere can read them under a name of its own (DNS rebinding).
// Every page is made by `answer`; nothing in a request reaches the disk from here.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, FifobenchError } from '../errors.ts';

/** What is asked for. */
export interface PageRequest {
  /** Decoded, without the query: `/runs/a b.json`. */
  readonly path: string;
  /** What stands behind the question mark; empty: nothing. */
  readonly query: string;
}

/** A page, or why there is none. */
export interface PageAnswer {
  /** Of HTTP: 200 found, 404 not there, 500 cannot be shown. */
  readonly statusCode: number;
  /** The document. */
  readonly html: string;
  /** Seconds after which a browser is to load it again; absent: never. */
  readonly refreshSeconds?: number;
}

/** Makes a page; what it throws is shown as a failure of this one request. */
export type PageMaker = (request: PageRequest) => Promise<PageAnswer>;

const host = '127.0.0.1';
const ownNames = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

const headers = {
  'content-security-policy':
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; " +
    "form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/** Pages that are served until `close`. */
export interface ServedPages {
  /** `http://127.0.0.1:8080/`. */
  readonly address: string;
  /** Ends every connection at once. */
  close(): Promise<void>;
}

/**
 * Serves pages at a port of the loopback address, 0 for one that is free. Throws a FifobenchError
 * of code `usage` where the port cannot be had.
 */
export async function servePages(port: number, answer: PageMaker): Promise<ServedPages> {
  const server = createServer((request, response) => {
    respond(request, response, answer).catch((error) => {
      send(response, { statusCode: 500, text: `${describe(error)}\n` });
    });
  });
  await listening(server, port);
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    address: `http://${host}:${actualPort}/`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listening(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EADDRINUSE' ? 'is in use' : 'cannot be had';
      reject(
        new FifobenchError('usage', `--serve: port ${port} ${reason}`, {
          remedy: 'name another one, or none: then a free one is chosen',
          cause,
        }),
      );
    });
    server.listen({ host, port }, resolve);
  });
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: PageMaker,
): Promise<void> {
  if (!ownNames.test(request.headers.host ?? '')) {
    send(response, { statusCode: 403, text: 'only for this machine, by a name of its own\n' });
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    send(response, { statusCode: 405, text: 'pages can be read, and nothing else\n' });
    return;
  }
  const asked = requestOf(request.url ?? '');
  if (asked === null) {
    send(response, { statusCode: 400, text: 'this is no address\n' });
    return;
  }
  const { statusCode, html, refreshSeconds } = await answer(asked);
  if (refreshSeconds !== undefined) {
    response.setHeader('refresh', refreshSeconds);
  }
  send(response, { statusCode, html });
}

/** `null` for what is no address. */
function requestOf(address: string): PageRequest | null {
  try {
    const [path = '', query = ''] = address.split('?');
    return { path: decodeURIComponent(path), query };
  } catch {
    return null;
  }
}

type Body = { readonly statusCode: number } & (
  | { readonly html: string }
  | { readonly text: string }
);

function send(response: ServerResponse, body: Body): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const [kind, content] = 'html' in body ? ['html', body.html] : ['plain', body.text];
  response.writeHead(body.statusCode, {
    ...headers,
    'content-type': `text/${kind}; charset=utf-8`,
    'content-length': Buffer.byteLength(content),
  });
  // Node leaves the body away where only the head was asked for.
  response.end(content);
}
