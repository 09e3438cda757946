// Reads what /proc and /sys say. Each function takes the text of one file and returns a fact or
// `null`; none opens a file, so that machines nobody has here can be described in a test.

/** First value of a field in /proc/cpuinfo or /proc/self/status; `null` where there is none. */
export function fieldOf(text: string, name: string): string | null {
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon >= 0 && line.slice(0, colon).trim() === name) {
      const value = line.slice(colon + 1).trim();
      return value === '' ? null : value;
    }
  }
  return null;
}

/** Whether /proc/cpuinfo carries the flag by which a hypervisor makes itself known (x86 only). */
export function hasHypervisorFlag(cpuInfo: string): boolean {
  return (fieldOf(cpuInfo, 'flags') ?? '').split(' ').includes('hypervisor');
}

/**
 * Type of the file system that holds `path`, from /proc/self/mounts: that of the longest mount
 * point above it, the latest where several lie on one another. `path` is absolute and free of
 * links. `null` where no mount point fits.
 */
export function fileSystemOf(mounts: string, path: string): string | null {
  let best = { mountPoint: '', type: null as string | null };
  for (const line of mounts.split('\n')) {
    const [, escapedPoint = '', type = ''] = line.split(' ');
    const mountPoint = unescapeOctal(escapedPoint);
    if (isBelow(path, mountPoint) && mountPoint.length >= best.mountPoint.length && type !== '') {
      best = { mountPoint, type };
    }
  }
  return best.type;
}

/**
 * One line on the kernel's defences, from the files of /sys/devices/system/cpu/vulnerabilities by
 * name: those that affect this processor, in alphabetical order. `none needed` where nothing
 * does; `null` where there are no files.
 */
export function mitigationSummary(texts: ReadonlyMap<string, string>): string | null {
  if (texts.size === 0) {
    return null;
  }
  const affecting = [...texts]
    .map(([name, text]) => [name, text.trim().replace(/^Mitigation: /, '')] as const)
    .filter(([, text]) => text !== 'Not affected')
    .map(([name, text]) => `${name}: ${text}`)
    .sort();
  return affecting.length === 0 ? 'none needed' : affecting.join(' | ');
}

function isBelow(path: string, mountPoint: string): boolean {
  return (
    mountPoint !== '' &&
    (path === mountPoint ||
      path.startsWith(mountPoint.endsWith('/') ? mountPoint : `${mountPoint}/`))
  );
}

/** Mount points write a space as `\040`. */
function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
