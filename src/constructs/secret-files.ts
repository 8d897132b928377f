import { ISecret } from 'cdk8s-plus-27';
import { invalid } from '../kubernetes/invalid';
import { checkMountPath } from './mount-paths';
import { checkProps, NAMED_SECRET, text, texts } from './prop-shapes';

/** Which keys of a secret are files, and where. */
export interface SecretFilesOptions {
  /** The directory of the files, absolute. */
  readonly mountPath: string;
  /** The keys of the secret, each a file of its name. Others stay out of the container. */
  readonly keys: string[];
}

const LIST_OF_KEYS = texts('password');
const KEY = /^[-._a-zA-Z0-9]{1,253}$/;

/** Keys of a secret as files of a container, readable by their owner alone. */
export class SecretFiles {
  /** Files from keys of a secret. Throws where no key is named, or one cannot be a file. */
  public static of(secret: ISecret, options: SecretFilesOptions): SecretFiles {
    return new SecretFiles(secret, options);
  }

  /** The directory of the files. */
  public readonly mountPath: string;
  /** The keys that are files. */
  public readonly keys: string[];

  private constructor(
    /** The secret. */
    public readonly secret: ISecret,
    options: SecretFilesOptions,
  ) {
    checkProps('SecretFiles', { secret, ...options }, { secret: NAMED_SECRET, mountPath: text('/etc/database'), keys: LIST_OF_KEYS });
    if (options.keys.length === 0) {
      throw invalid(`SecretFiles of ${secret.name}`, 'keys must not be empty', options.keys, 'Name each key that the container needs.');
    }
    for (const key of options.keys) {
      if (!KEY.test(key) || key.startsWith('..')) {
        throw invalid(`SecretFiles of ${secret.name}`, 'a key must be made of letters, digits, -, _ and ., and not begin with ..', key, 'Name the key as it stands in the secret.');
      }
    }
    checkMountPath(`SecretFiles of ${secret.name}`, options.mountPath);
    this.mountPath = options.mountPath;
    this.keys = [...new Set(options.keys)].sort();
  }
}
