/** A name made of one DNS label (RFC 1123), as most objects need it. */
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const PORT_NAME = /^(?=.*[a-z])[a-z0-9]([a-z0-9]|-(?!-))*$/;
const ENV_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

/** The longest DNS label. */
export const MAX_LABEL_LENGTH = 63;

/** Whether a text is a DNS-1123 label of at most the given length. */
export function isDnsLabel(text: unknown, maxLength = MAX_LABEL_LENGTH): boolean {
  return typeof text === 'string' && text.length <= maxLength && LABEL.test(text);
}

/** Whether a text is a DNS-1123 subdomain: labels with dots between them, as Secrets and ConfigMaps may be named. */
export function isDnsSubdomain(text: unknown): boolean {
  return typeof text === 'string' && text.length <= 253 && text.split('.').every(label => LABEL.test(label));
}

/** Whether a text may be the value of a label. */
export function isLabelValue(text: unknown): boolean {
  return typeof text === 'string' && text.length <= MAX_LABEL_LENGTH && LABEL_VALUE.test(text);
}

/** Whether a text may be the key of a label: a name, or a domain, a slash and a name. */
export function isLabelKey(text: string): boolean {
  const [name, domain, ...more] = text.split('/').reverse();
  return more.length === 0 && name !== '' && isLabelValue(name) && (domain === undefined || isDnsSubdomain(domain));
}

/** Whether a text may be the name of a port (IANA service name). */
export function isPortName(text: unknown): boolean {
  return typeof text === 'string' && text.length <= 15 && PORT_NAME.test(text) && !text.endsWith('-');
}

/** Whether a text may be the name of an environment variable in every supported version. */
export function isEnvName(text: string): boolean {
  return ENV_NAME.test(text) && text !== '.' && !text.startsWith('..');
}

/** The nearest value that a label may have: `team@example.com` becomes `team.example.com`. */
export function toLabelValue(text: string): string {
  return text.replace(/[^-A-Za-z0-9_.]+/g, '.').slice(0, MAX_LABEL_LENGTH).replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
}
