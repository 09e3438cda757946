// What in servers causes what probes see, and how it is usually mended: a sentence each, for those
// who wrote the server.

import type { Remedy } from './probe.ts';

/** The client's FIFO is opened so that the open itself waits. */
export const blockingOpen: Remedy = {
  cause:
    "It opens the client's FIFO with a blocking open(), which waits for ever for a client that " +
    'has died.',
  advice:
    'Open it with O_WRONLY | O_NONBLOCK: ENXIO and ENOENT then say at once that the ' +
    'client is gone.',
};

/** The same, where nobody removed the name. */
export const deafAfterName: Remedy = {
  cause: "It gives up, or stops listening, when a client's FIFO cannot be opened.",
  advice: 'Check what open() returns; report the failure, and go on with the next client.',
};

/** A write to a client that is gone. */
export const brokenPipe: Remedy = {
  cause:
    'Writing to a client that is gone raises SIGPIPE, which ends a process that does not ignore ' +
    'it.',
  advice: 'Call signal(SIGPIPE, SIG_IGN) at the start, and check what each write() returns.',
};

/** A memory fault. */
export const memoryFault: Remedy = {
  cause: 'It reads or writes memory that is not its own, after input that it did not expect.',
  advice:
    'Check what read() returns before using the buffer, and end every text with a NUL of your own.',
};

/** More and more processes. */
export const forkWithoutEnd: Remedy = {
  cause: 'It forks without end, as happens where the parent forks again at each end-of-file.',
  advice: 'Fork only after a whole name has been read, and let the child exit in every case.',
};

/** A program that gives up at the first surprise. */
export const exitOnError: Remedy = {
  cause: 'It treats what a client does wrong as an error of its own, and ends.',
  advice: 'Call exit() only for what no client can cause; otherwise close its pipes and go on.',
};

/** Reading zero bytes is the end of the file. */
export const endOfFile: Remedy = {
  cause: 'read() returned 0, because the client had closed the pipe, and that was not expected.',
  advice: 'Take 0 for a client that left: close the pipe, make it anew, and wait for the next one.',
};

/** A second name in a pipe that only one is read from. */
export const unreadName: Remedy = {
  cause:
    'Both had the pipe open before it was removed; one name is read, and nobody answers the other.',
  advice:
    'Read every name that waits in the pipe, and open and close the FIFO of a client that cannot ' +
    'be served, so that it reads end-of-file and may try again.',
};

/** What else was in the pipe is thrown away. */
export const discardedInput: Remedy = {
  cause: 'It reads one message and closes the pipe, and what else was in it is gone.',
  advice: 'Open the pipe once, and read message after message from it.',
};

/** A child that waits for a dead client. */
export const orphanedSubserver: Remedy = {
  cause:
    'The subserver still waits for its dead client, as a rule in a blocking open() of the FIFO.',
  advice:
    'Open it with O_WRONLY | O_NONBLOCK, wait with poll() and a deadline, and let the ' +
    'subserver exit.',
};

/** A second name that is taken for something else. */
export const mixedUpMessages: Remedy = {
  cause:
    "The second client's name is read as what the first one says next, since nothing tells the " +
    'messages apart.',
  advice:
    'Begin each message with a tag of its kind and the name of its sender, and remove the ' +
    'pipe as ' +
    'soon as the first name has come.',
};

/** A second client in the middle of a session. */
export const onlyOneAtATime: Remedy = {
  cause: 'While a client is served nobody watches for others, and what they send is lost.',
  advice:
    'Remove the pipe while a client is served and make it anew afterwards, so that others find ' +
    'none and wait.',
};

/** A parent that waits for its child. */
export const servesInTurn: Remedy = {
  cause: 'The parent does not come back to the pipe while a child serves, as if it waited for it.',
  advice:
    'Make the pipe anew right after fork(), and leave ended children to SIGCHLD instead of a ' +
    'blocking wait().',
};

/** Waiting for a client without a deadline. */
export const noDeadline: Remedy = {
  cause: 'It waits without a deadline for a client that says no more.',
  advice:
    "Wait with poll() for the client's pipe, with a deadline, and watch for POLLHUP and POLLERR.",
};

/** Input that is shorter, longer or other than expected. */
export const believesInput: Remedy = {
  cause: 'Whatever comes is taken for a whole message, so that what follows is out of step.',
  advice:
    'Read exactly as many bytes as a message has, check its beginning, and make the pipe anew ' +
    'after anything else.',
};

/** A name that is no FIFO. */
export const writesAnywhere: Remedy = {
  cause: "The client's name is opened without a look at what it is, or even created.",
  advice: 'Open it without O_CREAT and with O_NOFOLLOW, and go on only if fstat() says S_ISFIFO.',
};

/** A name outside. */
export const namesAreBelieved: Remedy = {
  cause: "The client's name is used as it came, so that a client decides where the server writes.",
  advice: "Refuse names that begin with '/' or contain '..', and FIFOs of other users.",
};

/** Names of others are removed. */
export const removesFifos: Remedy = {
  cause: "It removes the client's FIFO before it has opened it.",
  advice: 'Leave the name to its client, who removes it after the acknowledgement.',
};

/** Replies that come in parts. */
export const partialWrites: Remedy = {
  cause:
    'It takes each read() and write() for a whole message, though a full pipe passes on only a ' +
    'part.',
  advice: 'Read and write in a loop until all bytes of the message have passed.',
};

/** A pipe of before. */
export const stalePipe: Remedy = {
  cause: 'A pipe that an earlier run left makes mkfifo() fail with EEXIST, and it ends.',
  advice: 'Call unlink() before mkfifo(), or take EEXIST for success where it is a FIFO.',
};

/** Nothing is cleaned up. */
export const noHandler: Remedy = {
  cause: 'The signal ends it at once, and nobody removes the pipe.',
  advice:
    'Handle SIGTERM and SIGINT: set a flag, let the waiting call return, remove the pipe, exit.',
};

/** It does not want to go. */
export const ignoresSignal: Remedy = {
  cause: 'It ignores or blocks the signal, or its handler sets a flag that nobody looks at.',
  advice:
    'Install the handler with sigaction() and without SA_RESTART, so that a waiting call ' +
    'returns, ' +
    'and leave the loop then.',
};

/** Children that outlive it. */
export const survivors: Remedy = {
  cause: 'Its children do not end with it.',
  advice: 'Send them the signal too, and let each end when its client is gone.',
};

/** Ended children. */
export const unreapedChildren: Remedy = {
  cause: 'Children that have ended are never waited for.',
  advice: 'Call signal(SIGCHLD, SIG_IGN), or waitpid(-1, NULL, WNOHANG) in a loop.',
};

/** Children that do not end. */
export const lingeringChildren: Remedy = {
  cause: 'Subservers do not notice that their client has left.',
  advice: "End the subserver when read() returns 0, and close the pipe's other ends after fork().",
};

/** Descriptors. */
export const openDescriptors: Remedy = {
  cause: 'Each session leaves a descriptor open, often in the parent after fork().',
  advice: 'Close both pipes after each session, and in the parent right after fork().',
};

/** Replies that are wrong. */
export const wrongReply: Remedy = {
  cause: 'The reply is not what the profile promises for this request.',
  advice: 'Compare the bytes that were sent; if they are as meant, mend the profile instead.',
};

/** Ordinary sessions that fail. */
export const brokenSession: Remedy = {
  cause: 'The server does not speak as the profile has it, or serves one session only.',
  advice:
    'Check the profile; for a server of one session say server.maxSessions: 1 in it, otherwise ' +
    'make the pipe anew after each client.',
};

/** The remedy for an end that was not asked for; `usual` where its reason tells nothing more. */
export function remedyOfExit(reason: string, usual: Remedy): Remedy {
  if (/SIGPIPE/.test(reason)) {
    return brokenPipe;
  }
  if (/more than \d+ processes/.test(reason)) {
    return forkWithoutEnd;
  }
  return /SIGSEGV|SIGABRT|SIGBUS/.test(reason) ? memoryFault : usual;
}
